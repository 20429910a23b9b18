"""A personal data server as far as posting needs it, for machines without the real one; and the
real one (see pds.cjs) behind the faults of a fake.
"""

import hashlib
import json
import re
from typing import Any

import urllib3

from posting.serving import Answer, Asked, Clock, Fake

_DID = "did:plc:abcdefghijklmnopqrstuvwx"
_KEY = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}\Z")


class FakeBluesky(Fake):
    """One account with one app password."""

    def __init__(self, clock: Clock, handle: str, password: str) -> None:
        super().__init__(clock)
        self.handle, self.password = handle, password
        self.session = "eyJhbGciOiJIUzI1NiJ9.session-token-of-the-fake.c2lnbmF0dXJl"
        self.records: dict[str, Any] = {}
        self.blobs: dict[str, bytes] = {}

    def answer(self, asked: Asked) -> Answer:
        method = asked.path.removeprefix("/xrpc/")
        if method == "com.atproto.server.createSession":
            return self._open(asked.json)
        if method == "com.atproto.identity.resolveHandle":
            if asked.query["handle"] == self.handle:
                return Answer(200, {"did": _DID})
            return _error(400, "InvalidRequest", "Unable to resolve handle")
        if asked.bearer != self.session:
            return _error(401, "AuthMissing", "Authentication Required")
        match method:
            case "com.atproto.repo.uploadBlob":
                return self._blob(asked)
            case "com.atproto.repo.putRecord":
                return self._put(asked.json)
            case "com.atproto.repo.getRecord":
                if asked.query["rkey"] in self.records:
                    return Answer(200, {"uri": _uri(asked.query["rkey"]), "value": {}})
                return _error(400, "RecordNotFound", "Could not locate record")
        return _error(501, "MethodNotImplemented", "Method Not Implemented")

    def _open(self, values: dict[str, Any]) -> Answer:
        if values != {"identifier": self.handle, "password": self.password}:
            return _error(401, "AuthenticationRequired", "Invalid identifier or password")
        return Answer(200, {"did": _DID, "handle": self.handle, "accessJwt": self.session,
                            "refreshJwt": "refresh-" + self.session})  # fmt: skip

    def _blob(self, asked: Asked) -> Answer:
        if len(asked.body) > 1_000_000:
            return _error(413, "PayloadTooLarge", "request entity too large")
        link = "bafkrei" + hashlib.sha256(asked.body).hexdigest()
        self.blobs[link] = asked.body
        kind, size = asked.headers["content-type"], len(asked.body)
        blob = {"$type": "blob", "ref": {"$link": link}, "mimeType": kind, "size": size}
        return Answer(200, {"blob": blob})

    def _put(self, values: dict[str, Any]) -> Answer:
        key, record = values["rkey"], values["record"]
        if not _KEY.match(key):
            return _error(400, "InvalidRequest", "Invalid record key")
        if len(record["text"].encode()) > 3_000:
            return _error(400, "InvalidRequest", "Record/text must not be longer than 3000 bytes")
        if "swapRecord" in values and values["swapRecord"] is None and key in self.records:
            return _error(400, "InvalidSwap", "Record was at another version")
        self.records[key] = record
        return Answer(200, {"uri": _uri(key), "cid": "bafyrei", "validationStatus": "valid"})


class RealBluesky(Fake):
    """Passes everything on to a real server."""

    def __init__(self, clock: Clock, server: str) -> None:
        super().__init__(clock)
        self._server, self._http = server, urllib3.PoolManager(retries=False)

    def answer(self, asked: Asked) -> Answer:
        passed = {"authorization", "content-type", "accept"}
        headers = {name: text for name, text in asked.headers.items() if name in passed}
        reply = self._http.request(
            asked.method, self._server + asked.url, body=asked.body or None, headers=headers
        )
        kept = {name: text for name, text in reply.headers.items() if "limit" in name.lower()}
        return Answer(reply.status, json.loads(reply.data), kept)


def _uri(key: str) -> str:
    return f"at://{_DID}/app.bsky.feed.post/{key}"


def _error(status: int, error: str, message: str) -> Answer:
    return Answer(status, {"error": error, "message": message})
