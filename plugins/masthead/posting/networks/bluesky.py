"""Bluesky, by the AT Protocol: docs.bsky.app and atproto.com/specs/tid.

We choose the record's key ourselves, from the attempt: whoever sends the same attempt again meets
its own record, and `swapRecord: null` says that nothing may be replaced.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from msgspec import Struct

from masthead.posting.faults import CannotPost, Lost, Refused, Unknowable
from masthead.posting.judging import ask
from masthead.posting.model import Attempt, Post
from masthead.posting.networks.facets import Kind, Span, spans
from masthead.posting.pictures import Fitted, Limits, fitted
from masthead.posting.tokens import Secret
from masthead.posting.wire import Reply, Request, Wire, joined

_POSTS: Final = "app.bsky.feed.post"
_LIMITS: Final = Limits(kinds=("jpeg", "png", "webp"), bytes=1_000_000, alt=2_000)
_DIGITS: Final = "234567abcdefghijklmnopqrstuvwxyz"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NO_RECORD: Final = "RecordNotFound"
_UNAUTHORIZED: Final = 401


class Session(Struct, frozen=True):
    """Whose account it is, and the token for it."""

    did: str
    token: Secret


class Bluesky:
    """An account. `server` is its personal data server, or bsky.social, the way to most."""

    id = "bluesky"

    def __init__(self, server: str, handle: str, password: Secret) -> None:
        self._server, self._handle, self._password = server, handle, password
        self.title = f"Bluesky ({handle})"
        self._opened: tuple[Wire, Session] | None = None

    def prepare(self, post: Post, attempt: Attempt, wire: Wire) -> Request:
        """Opens a session, asks whose the mentions are, sends the picture."""
        session = self._session(wire)
        record: dict[str, Any] = {
            "$type": _POSTS,
            "text": post.text,
            "createdAt": attempt.at.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z",
        }
        if post.language:
            record["langs"] = [post.language]
        if facets := self._facets(post.text, wire):
            record["facets"] = facets
        if embed := self._embed(post, session, wire):
            record["embed"] = embed
        return Request(
            purpose="post it",
            method="POST",
            url=self._method("com.atproto.repo.putRecord"),
            bearer=session.token,
            json={
                "repo": session.did,
                "collection": _POSTS,
                "rkey": key_of(attempt),
                "validate": True,
                "swapRecord": None,
                "record": record,
            },
            sample={"uri": f"at://{session.did}/{_POSTS}/{key_of(attempt)}"},
        )

    def address(self, reply: Reply) -> str:
        """The post's page on bsky.app, under the account's permanent name."""
        did, _, key = reply.text("uri").removeprefix("at://").partition(f"/{_POSTS}/")
        if not (did and key):
            raise Lost("it answered, but not with a post")
        return f"https://bsky.app/profile/{did}/post/{key}"

    def find(self, attempt: Attempt, wire: Wire) -> str | None:
        """By its key: either there is such a record, or there is none."""
        session = self._session(wire)
        asked = {"repo": session.did, "collection": _POSTS, "rkey": key_of(attempt)}
        reply = wire.send(
            Request(
                purpose="look",
                method="GET",
                url=self._method("com.atproto.repo.getRecord", asked),
                bearer=session.token,
            )
        )
        if reply.status == 200:
            return self.address(reply)
        if reply.text("error") == _NO_RECORD:
            return None
        raise Unknowable(f"it answered {reply.status} {reply.text('message')}".strip())

    def repeatable(self, attempt: Attempt, now: datetime) -> bool:  # noqa: ARG002 - the protocol's
        """Always: the key is the attempt's."""
        return True

    def advice(self, status: int) -> str:
        """What to do about a refusal."""
        if status == _UNAUTHORIZED:
            return (
                "Make a new app password (Settings, Privacy and security) for "
                "MASTHEAD_BLUESKY_APP_PASSWORD, and look at MASTHEAD_BLUESKY_HANDLE."
            )
        return "Mend what the server says, and run it again."

    def _session(self, wire: Wire) -> Session:
        """One for each wire: the server counts how many are opened."""
        if self._opened is None or self._opened[0] is not wire:
            self._opened = wire, self._open(wire)
        return self._opened[1]

    def _open(self, wire: Wire) -> Session:
        reply = ask(
            wire,
            Request(
                purpose="open a session",
                method="POST",
                url=self._method("com.atproto.server.createSession"),
                json={"identifier": self._handle, "password": self._password},
                sample={"did": "‹did of the account›", "accessJwt": "session"},
            ),
        )
        did, token = reply.text("did"), reply.text("accessJwt")
        if not (did and token):
            raise Lost("it opened no session")
        wire.learn("BLUESKY_REFRESH", reply.text("refreshJwt"))
        return Session(did, wire.learn("token of the session", token))

    def _facets(self, text: str, wire: Wire) -> list[dict[str, Any]]:
        facets = []
        for span in spans(text):
            feature = self._feature(span, wire)
            if feature:
                index = {"byteStart": span.start, "byteEnd": span.end}
                facets.append({"index": index, "features": [{"$type": span.kind.value, **feature}]})
        return facets

    def _feature(self, span: Span, wire: Wire) -> dict[str, str]:
        """What a span leads to; nothing for a handle that nobody has."""
        match span.kind:
            case Kind.LINK:
                return {"uri": span.value}
            case Kind.TAG:
                return {"tag": span.value}
            case Kind.MENTION:
                method = "com.atproto.identity.resolveHandle"
                asked = Request(
                    purpose=f"ask whose @{span.value} is",
                    method="GET",
                    url=self._method(method, {"handle": span.value}),
                    sample={"did": f"‹did of {span.value}›"},
                )
                try:
                    return {"did": ask(wire, asked).text("did")}
                except Refused:
                    return {}

    def _embed(self, post: Post, session: Session, wire: Wire) -> dict[str, Any] | None:
        """A card for the address, else the picture itself: a post holds one of them."""
        picture = None if post.picture is None else fitted(post.picture, _LIMITS)
        blob = None if picture is None else self._blob(picture, session, wire)
        if post.url:
            # A card's thumbnail has no words of its own: those of the card stand for it.
            alt = picture.alt if picture else ""
            card = {
                "uri": post.url,
                "title": post.title or post.url,
                "description": post.description or alt,
            }
            external = card if blob is None else {**card, "thumb": blob}
            return {"$type": "app.bsky.embed.external", "external": external}
        if picture is None:
            return None
        ratio = {"width": picture.width, "height": picture.height}
        image = {"image": blob, "alt": picture.alt, "aspectRatio": ratio}
        return {"$type": "app.bsky.embed.images", "images": [image]}

    def _blob(self, picture: Fitted, session: Session, wire: Wire) -> Any:
        reply = ask(
            wire,
            Request(
                purpose="send the picture",
                method="POST",
                url=self._method("com.atproto.repo.uploadBlob"),
                bearer=session.token,
                upload=picture.upload,
                sample={"blob": "‹the picture›"},
            ),
        )
        value = reply.value
        blob = value.get("blob") if isinstance(value, dict) else None
        if not blob:
            raise Lost("it took the picture, and gave no blob for it")
        return blob

    def _method(self, name: str, asked: dict[str, str] | None = None) -> str:
        return joined(self._server, f"/xrpc/{name}") + (f"?{urlencode(asked)}" if asked else "")


def key_of(attempt: Attempt) -> str:
    """The attempt's timestamp identifier: 53 bits of microseconds, 10 of its own id, in base 32."""
    number = ((attempt.at - _EPOCH) // timedelta(microseconds=1)) << 10
    number |= int(attempt.id[:4], 16) & 0x3FF
    return "".join(_DIGITS[number >> shift & 31] for shift in range(60, -1, -5))


def check_password(secret: Secret) -> None:
    """An app password, never the account's own. Raises CannotPost."""
    parts = secret.reveal().split("-")
    if len(parts) != 4 or any(len(p) != 4 or not p.isalnum() for p in parts):
        raise CannotPost(
            "MASTHEAD_BLUESKY_APP_PASSWORD holds no app password (xxxx-xxxx-xxxx-xxxx)",
            "Make one in Bluesky's settings, Privacy and security. The account's own password "
            "could do everything, and belongs nowhere.",
        )
