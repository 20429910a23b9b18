"""Mastodon, by its REST API: docs.joinmastodon.org, methods/media and methods/statuses.

An Idempotency-Key makes the server answer a repeated request with the first one's post. It keeps
keys for an hour; after that the account's own posts are looked through.
"""

from datetime import datetime, timedelta
from html import escape
from typing import Any, Final
from urllib.parse import urlsplit

from masthead.posting.faults import Lost, NetworkError, Unknowable
from masthead.posting.judging import ask
from masthead.posting.model import Attempt, Post
from masthead.posting.networks.seen import Seen, among, instant
from masthead.posting.pictures import Limits, fitted
from masthead.posting.tokens import Secret
from masthead.posting.wire import Reply, Request, Upload, Wire, joined

_LIMITS: Final = Limits(kinds=("jpeg", "png", "gif", "webp"), bytes=8_000_000, alt=1_500)
_KEYS_LAST: Final = timedelta(minutes=50)
_MOST: Final = 40
_LOOKS: Final = 12
_ACCEPTED: Final = 202
_PARTIAL: Final = 206


class Mastodon:
    """An account on one server. `server` is its address without a path."""

    id = "mastodon"

    def __init__(self, server: str, token: Secret) -> None:
        self._server, self._token = server, token
        self.title = f"Mastodon ({urlsplit(server).hostname})"

    def prepare(self, post: Post, attempt: Attempt, wire: Wire) -> Request:
        """Sends the picture, if there is one."""
        values: dict[str, Any] = {"status": post.text, "visibility": "public"}
        if post.language:
            values["language"] = post.language.split("-")[0].lower()
        if post.picture is not None:
            values["media_ids"] = [self._media(post, wire)]
        return Request(
            purpose="post it",
            method="POST",
            url=joined(self._server, "/api/v1/statuses"),
            headers={"Idempotency-Key": attempt.id},
            bearer=self._token,
            json=values,
            sample={"id": "‹id›", "url": "‹address›"},
        )

    def address(self, reply: Reply) -> str:
        """The post's page; its machine-readable address where a server names no page."""
        address = reply.text("url") or reply.text("uri")
        if not address:
            raise Lost("it answered, but not with a post")
        return address

    def find(self, attempt: Attempt, wire: Wire) -> str | None:
        """Among the account's latest forty posts; the token must be allowed to read."""
        account = ask(wire, self._get("/api/v1/accounts/verify_credentials")).text("id")
        if not account.isalnum():
            raise Unknowable("it does not say whose token this is")
        path = f"/api/v1/accounts/{account}/statuses?limit={_MOST}&exclude_reblogs=true"
        posts = ask(wire, self._get(path)).value
        if not isinstance(posts, list):
            raise Unknowable("it does not list the account's posts")
        return among(attempt, [_seen(p) for p in posts if isinstance(p, dict)], most=_MOST)

    def repeatable(self, attempt: Attempt, now: datetime) -> bool:
        """For as long as the server keeps keys."""
        return timedelta(0) <= now - attempt.at < _KEYS_LAST

    def advice(self, status: int) -> str:
        """What to do about a refusal."""
        match status:
            case 401:
                return "Make a new token (Preferences, Development) for MASTHEAD_MASTODON_TOKEN."
            case 403:
                return (
                    "Give the application the scopes write:statuses and write:media, and "
                    "read:accounts and read:statuses to look for posts; then renew the token."
                )
            case 404 | 410:
                return "Look whether MASTHEAD_MASTODON_SERVER is the server of the account."
            case 422:
                return "Change the text or the picture as the server says, and run it again."
            case _:
                return "Mend what the server says, and run it again."

    def _get(self, path: str, sample: Any = None) -> Request:
        return Request(
            purpose="look", method="GET", url=joined(self._server, path), bearer=self._token,
            sample=sample,
        )  # fmt: skip

    def _media(self, post: Post, wire: Wire) -> str:
        """The picture's id, once the server has worked through it."""
        assert post.picture is not None  # noqa: S101 - prepare() has looked
        picture = fitted(post.picture, _LIMITS)
        form: dict[str, str | Upload] = {"file": picture.upload}
        if picture.alt:
            form["description"] = picture.alt
        reply = ask(
            wire,
            Request(
                purpose="send the picture with its words",
                method="POST",
                url=joined(self._server, "/api/v2/media"),
                bearer=self._token,
                form=form,
                sample={"id": "‹id of the picture›", "url": "‹its address›"},
            ),
        )
        media = reply.text("id")
        if not media:
            raise Lost("it took the picture, and gave it no id")
        waited = 0
        while reply.status in (_ACCEPTED, _PARTIAL):
            if waited == _LOOKS:
                raise NetworkError("it works on the picture for longer than a minute")
            waited += 1
            wire.pause(min(waited, 8))
            reply = ask(wire, self._get(f"/api/v1/media/{media}"))
        return media


def _seen(post: dict[str, Any]) -> Seen:
    card = post.get("card")
    link = card.get("url") if isinstance(card, dict) else ""
    url = post.get("url") or post.get("uri") or ""
    return Seen(str(url), instant(str(post.get("created_at"))), str(post.get("content")), (
        escape(str(link), quote=False),
    ))  # fmt: skip
