"""X, by version 2 of its API: docs.x.com/x-api.

The API knows no key against posting twice, and refuses a text that it has seen shortly before.
After a lost answer the account's latest posts are looked through.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from urllib.parse import urlencode

from masthead.posting.faults import CannotPost, Lost, Unknowable
from masthead.posting.judging import ask
from masthead.posting.model import Attempt, Post
from masthead.posting.networks.seen import SKEW, Seen, among, instant
from masthead.posting.pictures import Limits, fitted
from masthead.posting.tokens import Secret
from masthead.posting.wire import Reply, Request, Signature, Wire, joined

_LIMITS: Final = Limits(kinds=("jpeg", "png", "gif", "webp"), bytes=5_000_000, alt=1_000)
_MOST: Final = 100

Sign = Callable[[str, str, bytes], dict[str, str]]


class X:
    """An account, with a token of OAuth 2.0 or the four keys of OAuth 1.0a."""

    id = "x"
    title = "X"

    def __init__(
        self, server: str, *, bearer: Secret | None = None, signature: Signature | None = None
    ) -> None:
        self._server, self._bearer, self._signature = server, bearer, signature

    def prepare(self, post: Post, attempt: Attempt, wire: Wire) -> Request:  # noqa: ARG002
        """Sends the picture and its words, if there is one."""
        values: dict[str, Any] = {"text": post.text}
        if post.picture is not None:
            values["media"] = {"media_ids": [self._media(post, wire)]}
        return self._request("post it", "POST", "/2/tweets", json=values)

    def address(self, reply: Reply) -> str:
        """The post's page; X leads on to the one with the account's name."""
        number = reply.text("data", "id")
        if not number.isdigit():
            raise Lost("it answered, but not with a post")
        return _page(number)

    def find(self, attempt: Attempt, wire: Wire) -> str | None:
        """Among what the account has posted since."""
        account = ask(wire, self._request("look", "GET", "/2/users/me")).text("data", "id")
        if not account.isdigit():
            raise Unknowable("it does not say whose token this is")
        since = (attempt.at - SKEW - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        query = urlencode({
            "max_results": _MOST, "start_time": since, "tweet.fields": "created_at,entities",
        })  # fmt: skip
        path = f"/2/users/{account}/tweets?{query}"
        value = ask(wire, self._request("look", "GET", path)).value
        if not isinstance(value, dict) or "errors" in value:
            raise Unknowable("it does not list the account's posts")
        posts = value.get("data", [])
        return among(attempt, [_seen(p) for p in posts if isinstance(p, dict)], most=_MOST)

    def repeatable(self, attempt: Attempt, now: datetime) -> bool:  # noqa: ARG002 - the protocol's
        """Never."""
        return False

    def advice(self, status: int) -> str:
        """What to do about a refusal."""
        match status:
            case 401:
                return (
                    "Renew MASTHEAD_X_TOKEN: X's tokens end after two hours. The four keys of "
                    "OAuth 1.0a (MASTHEAD_X_API_KEY and so on) do not end."
                )
            case 403:
                return (
                    "If X speaks of duplicate content, the text was posted before: change it, or "
                    "note the post with --record. Else give the application the right to write "
                    "(tweet.write, users.read, media.write) and renew the token."
                )
            case _:
                return "Mend what X says, and run it again."

    def _request(self, purpose: str, method: str, path: str, **given: Any) -> Request:
        return Request(
            purpose=purpose, method=method, url=joined(self._server, path), bearer=self._bearer,
            signature=self._signature, **given,
        )  # fmt: skip

    def _media(self, post: Post, wire: Wire) -> str:
        assert post.picture is not None  # noqa: S101 - prepare() has looked
        picture = fitted(post.picture, _LIMITS)
        kind = "tweet_gif" if picture.upload.type == "image/gif" else "tweet_image"
        sent = ask(
            wire,
            self._request(
                "send the picture",
                "POST",
                "/2/media/upload",
                form={"media_category": kind, "media": picture.upload},
                sample={"data": {"id": "‹id of the picture›"}},
            ),
        )
        media = sent.text("data", "id")
        if not media:
            raise Lost("it took the picture, and gave it no id")
        if picture.alt:
            words = {"id": media, "metadata": {"alt_text": {"text": picture.alt}}}
            ask(
                wire,
                self._request("say what it shows", "POST", "/2/media/metadata", json=words),
            )
        return media


def signed_by(key: Secret, key_secret: Secret, token: Secret, token_secret: Secret) -> Signature:
    """OAuth 1.0a (RFC 5849) with HMAC-SHA1. Bodies in JSON or multipart are not part of it."""
    try:
        from oauthlib.oauth1 import Client
    except ImportError:
        raise CannotPost(
            "the keys of OAuth 1.0a need a library that is not here",
            "Install it: pip install 'masthead[post]'",
        ) from None
    client = Client(
        key.reveal(), key_secret.reveal(), token.reveal(), token_secret.reveal()
    )  # fmt: skip

    def make(method: str, url: str, _: bytes) -> dict[str, str]:
        verb: Literal["GET", "POST"] = "GET" if method == "GET" else "POST"
        _, headers, _ = client.sign(url, http_method=verb)
        return {"Authorization": headers["Authorization"]}

    return Signature({"Authorization": f"OAuth ‹signature with {key.name} and {token.name}›"}, make)


def _page(number: str) -> str:
    return f"https://x.com/i/status/{number}"


def _seen(post: dict[str, Any]) -> Seen:
    entities = post.get("entities")
    urls = entities.get("urls", []) if isinstance(entities, dict) else []
    links = tuple(
        str(url.get(name))
        for url in urls
        for name in ("expanded_url", "unwound_url")
        if isinstance(url, dict) and url.get(name)
    )
    at = instant(str(post.get("created_at")))
    return Seen(_page(str(post.get("id"))), at, str(post.get("text")), links)
