"""LinkedIn, by its Posts and Images APIs: learn.microsoft.com/linkedin/marketing.

The API knows no key against posting twice. After a lost answer the author's latest posts are looked
through, which LinkedIn allows only to tokens with r_organization_social (or r_member_social).
"""

import re
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote, urlsplit

from masthead.posting.faults import Lost, NetworkError, Unknowable
from masthead.posting.judging import ask
from masthead.posting.model import Attempt, Post
from masthead.posting.networks.seen import Seen, among
from masthead.posting.pictures import Fitted, Limits, fitted
from masthead.posting.tokens import Secret
from masthead.posting.wire import Reply, Request, Wire, is_safe, joined

_LIMITS: Final = Limits(kinds=("jpeg", "png", "gif"), bytes=5_000_000, alt=4_086)
_MOST: Final = 100
_RESERVED: Final = re.compile(r"[\\|{}@\[\]()<>#*_~]")
_TITLE, _DESCRIPTION = 400, 4_086
_IN_ADDRESS: Final = re.compile(r"[\\|{}\[\]()<>*~]")
_WHOLE: Final = re.compile(r"(https?://\S+)|((?<!\S)#\w+)")
_HOME: Final = "linkedin.com"


class LinkedIn:
    """An organization or a member, `author` by its URN. `version` is a month such as 202605."""

    id = "linkedin"

    def __init__(self, server: str, author: str, version: str, token: Secret) -> None:
        self._server, self._author, self._token = server, author, token
        self._version = version
        self.title = f"LinkedIn ({author})"

    def prepare(self, post: Post, attempt: Attempt, wire: Wire) -> Request:  # noqa: ARG002
        """Sends the picture, if there is one."""
        values: dict[str, Any] = {
            "author": self._author,
            "commentary": little(post.text),
            "visibility": "PUBLIC",
            "distribution": {
                "feedDistribution": "MAIN_FEED",
                "targetEntities": [],
                "thirdPartyDistributionChannels": [],
            },
            "lifecycleState": "PUBLISHED",
            "isReshareDisabledByAuthor": False,
        }
        if content := self._content(post, wire):
            values["content"] = content
        return Request(
            purpose="post it",
            method="POST",
            url=joined(self._server, "/rest/posts"),
            headers=self._headers(),
            bearer=self._token,
            json=values,
        )

    def address(self, reply: Reply) -> str:
        """The post's page, from its URN in the header x-restli-id."""
        urn = reply.headers.get("x-restli-id", "")
        if not urn.startswith("urn:li:"):
            raise Lost("it answered, but named no post")
        return _page(urn)

    def find(self, attempt: Attempt, wire: Wire) -> str | None:
        """Among the author's latest hundred posts, if the token may read them."""
        author = quote(self._author, safe="")
        reply = ask(
            wire,
            Request(
                purpose="look",
                method="GET",
                url=joined(self._server, f"/rest/posts?author={author}&q=author&count={_MOST}")
                + "&sortBy=CREATED",
                headers={**self._headers(), "X-RestLi-Method": "FINDER"},
                bearer=self._token,
            ),
        )
        value = reply.value
        posts = value.get("elements") if isinstance(value, dict) else None
        if not isinstance(posts, list):
            raise Unknowable("it does not list the author's posts")
        return among(attempt, [_seen(p) for p in posts if isinstance(p, dict)], most=_MOST)

    def repeatable(self, attempt: Attempt, now: datetime) -> bool:  # noqa: ARG002 - the protocol's
        """Never."""
        return False

    def advice(self, status: int) -> str:
        """What to do about a refusal."""
        match status:
            case 401:
                return "Renew MASTHEAD_LINKEDIN_TOKEN: LinkedIn's tokens end after 60 days."
            case 403:
                return (
                    "Give the application w_organization_social (w_member_social for a member), "
                    "and its user a role that may post as MASTHEAD_LINKEDIN_AUTHOR."
                )
            case 422:
                return (
                    "Change what LinkedIn names. If it speaks of a duplicate, the post is there: "
                    "masthead share PIECE --record linkedin ADDRESS notes it."
                )
            case 426:
                return "Set MASTHEAD_LINKEDIN_VERSION to a month that LinkedIn still serves."
            case _:
                return "Mend what LinkedIn says, and run it again."

    def _headers(self) -> dict[str, str]:
        return {"LinkedIn-Version": self._version, "X-Restli-Protocol-Version": "2.0.0"}

    def _content(self, post: Post, wire: Wire) -> dict[str, Any] | None:
        """A card for the address, for which LinkedIn reads no page; else the picture itself."""
        picture = None if post.picture is None else fitted(post.picture, _LIMITS)
        image = "" if picture is None else self._image(picture, wire)
        if post.url:
            article = {"source": post.url, "title": (post.title or post.url)[:_TITLE]}
            # A card's picture has no words of its own: those of the card stand for it.
            if words := post.description or (picture.alt if picture else ""):
                article["description"] = words[:_DESCRIPTION]
            if image:
                article["thumbnail"] = image
            return {"article": article}
        return {"media": {"id": image, "altText": picture.alt}} if picture else None

    def _image(self, picture: Fitted, wire: Wire) -> str:
        """The picture's URN, once its bytes are there."""
        started = ask(
            wire,
            Request(
                purpose="announce the picture",
                method="POST",
                url=joined(self._server, "/rest/images?action=initializeUpload"),
                headers=self._headers(),
                bearer=self._token,
                json={"initializeUploadRequest": {"owner": self._author}},
                sample={
                    "value": {
                        "uploadUrl": joined(self._server, "/‹upload›"),
                        "image": "‹URN of the picture›",
                    }
                },
            ),
        )
        place, urn = started.text("value", "uploadUrl"), started.text("value", "image")
        if not (urn and self._ours(place)):
            raise NetworkError("it named no place of its own for the picture")
        ask(
            wire,
            Request(
                purpose="send the picture",
                method="PUT",
                url=place,
                bearer=self._token,
                upload=picture.upload,
            ),
        )
        return urn

    def _ours(self, place: str) -> bool:
        """Whether the token may go there: to the server itself, or to LinkedIn."""
        if not is_safe(quote(place, safe=":/?&=%~!$'()*+,;@#[]")):
            return False
        there, here = urlsplit(place), urlsplit(self._server)
        host = there.hostname or ""
        same = (there.scheme, there.netloc) == (here.scheme, here.netloc)
        of_linkedin = host == _HOME or host.endswith(f".{_HOME}")
        return same or (there.scheme == "https" and of_linkedin)


def little(text: str) -> str:
    """The text in LinkedIn's “little” format, where an unescaped bracket cuts the rest off.

    Hashtags stay what they are. Addresses cannot be escaped without breaking, so their reserved
    characters are written in percent.
    """

    def kept(match: re.Match[str]) -> str:
        address, tag = match[1], match[2]
        return _IN_ADDRESS.sub(lambda m: f"%{ord(m[0]):02X}", address) if address else tag

    out, at = [], 0
    for match in _WHOLE.finditer(text):
        out += [_RESERVED.sub(r"\\\g<0>", text[at : match.start()]), kept(match)]
        at = match.end()
    return "".join([*out, _RESERVED.sub(r"\\\g<0>", text[at:])])


def _page(urn: str) -> str:
    return f"https://www.linkedin.com/feed/update/{urn}/"


def _seen(post: dict[str, Any]) -> Seen:
    content = post.get("content")
    article = content.get("article") if isinstance(content, dict) else None
    link = article.get("source", "") if isinstance(article, dict) else ""
    made = post.get("createdAt", post.get("publishedAt"))
    if not isinstance(made, int):
        raise Unknowable("it does not say when it was posted")
    text = re.sub(r"\\(.)", r"\1", str(post.get("commentary", "")))
    at = datetime.fromtimestamp(made / 1000, UTC)
    return Seen(_page(str(post.get("id"))), at, text, (str(link),))
