"""A webhook of your own, signed as standardwebhooks.com says (version 1, symmetric).

The id of the message is the attempt's: a receiver that ignores ids which it has seen, as the
standard asks of it, posts once. It may answer with `{"url": …}`.
"""

import base64
import binascii
import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from masthead.posting.faults import CannotPost, Unknowable
from masthead.posting.model import Attempt, Post
from masthead.posting.pictures import Limits, fitted
from masthead.posting.tokens import Secret
from masthead.posting.wire import Reply, Request, Signature, Wire

_LIMITS: Final = Limits(kinds=("jpeg", "png", "gif", "webp"), bytes=1_000_000, alt=2_000)
_PREFIX: Final = "whsec_"
_WEAKEST: Final = 24
"""Bytes. The standard asks for 24 to 64."""


class Webhook:
    """One address. Addresses of webhooks often hold a secret, so nobody sees more than the host."""

    id = "webhook"

    def __init__(self, url: Secret, key: Secret) -> None:
        self._url, self._key = url, key
        self.title = f"the webhook at {urlsplit(url.reveal()).hostname}"

    def prepare(self, post: Post, attempt: Attempt, wire: Wire) -> Request:
        """Needs nothing beforehand."""
        values: dict[str, Any] = {
            "type": "piece.shared",
            "timestamp": attempt.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "data": {
                "piece": post.piece,
                "text": post.text,
                "url": post.url,
                "title": post.title,
                "description": post.description,
                "language": post.language,
                "picture": _picture(post),
            },
        }
        return Request(
            purpose="post it",
            method="POST",
            url=self._url,
            signature=self._signature(f"msg_{attempt.id}", wire.now()),
            json=values,
        )

    def address(self, reply: Reply) -> str:
        """What the receiver calls the post's address, if it does."""
        return reply.text("url")

    def find(self, attempt: Attempt, wire: Wire) -> str | None:  # noqa: ARG002 - the protocol's
        """A webhook cannot be asked."""
        raise Unknowable("a webhook cannot be asked")

    def repeatable(self, attempt: Attempt, now: datetime) -> bool:  # noqa: ARG002 - the protocol's
        """Always: the standard makes receivers ignore an id that they have seen."""
        return True

    def advice(self, status: int) -> str:
        """What to do about a refusal."""
        if status in (401, 403):
            return "Look whether MASTHEAD_WEBHOOK_SECRET is the one that the receiver knows."
        return "Look at what the receiver says, and run it again."

    def _signature(self, id: str, now: datetime) -> Signature:
        stamp = str(int(now.timestamp()))
        named = {"webhook-id": id, "webhook-timestamp": stamp}

        def make(_: str, __: str, body: bytes) -> dict[str, str]:
            signed = b".".join((id.encode(), stamp.encode(), body))
            mac = hmac.new(key_bytes(self._key), signed, hashlib.sha256).digest()
            return {**named, "webhook-signature": f"v1,{base64.b64encode(mac).decode()}"}

        return Signature({**named, "webhook-signature": f"v1,‹made with {self._key.name}›"}, make)


def key_bytes(key: Secret) -> bytes:
    """The key that a secret stands for. Raises CannotPost."""
    text = key.reveal()
    try:
        data = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if not text.startswith(_PREFIX) or len(data) < _WEAKEST:
        raise CannotPost(
            f"{key.name} holds no key for webhooks: whsec_ and at least 24 bytes in base64",
            'Make one: python -c "import base64,secrets;'
            "print('whsec_'+base64.b64encode(secrets.token_bytes(32)).decode())\"",
        )
    return data


def _picture(post: Post) -> dict[str, Any] | None:
    if post.picture is None:
        return None
    picture = fitted(post.picture, _LIMITS)
    return {
        "type": picture.upload.type,
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "data": base64.b64encode(picture.upload.data).decode(),
    }
