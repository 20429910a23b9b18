"""LinkedIn's Posts and Images APIs as learn.microsoft.com describes them, as far as posting needs
them."""

import re
from typing import Any
from urllib.parse import quote

from posting.serving import Answer, Asked, Clock, Fake

_KNOWN = {
    "author", "commentary", "visibility", "distribution", "lifecycleState", "content",
    "isReshareDisabledByAuthor",
}  # fmt: skip
_NEEDED = {"author", "commentary", "visibility", "distribution", "lifecycleState"}
_ARTICLE = {"source", "title", "description", "thumbnail"}
# An element of the little format, an escaped character, or the place where a text is cut off.
_LITTLE = re.compile(r"\\(.)|([|{}\[\]()<>*~])", re.DOTALL)


class FakeLinkedIn(Fake):
    """A page. `reads` says whether the token has r_organization_social."""

    def __init__(self, clock: Clock, token: str, author: str) -> None:
        super().__init__(clock)
        self.token, self.author, self.reads = token, author, True
        self.versions = {"202604", "202605", "202606"}
        self.images: dict[str, bytes | None] = {}
        self.posts: list[dict[str, Any]] = []

    def answer(self, asked: Asked) -> Answer:
        if asked.bearer != self.token:
            return _error(401, "INVALID_ACCESS_TOKEN", "Invalid access token")
        if asked.path.startswith("/dms-uploads/") and asked.method == "PUT":
            self.images[f"urn:li:image:{asked.path.rpartition('/')[2]}"] = asked.body
            return Answer(201)
        if refusal := self._headers(asked):
            return refusal
        match asked.method, asked.path:
            case "POST", "/rest/images" if asked.query.get("action") == "initializeUpload":
                return self._announce(asked)
            case "POST", "/rest/posts":
                return self._post(asked.json)
            case "GET", "/rest/posts":
                return self._find(asked)
        return _error(404, "RESOURCE_NOT_FOUND", f"No virtual resource found {asked.path}")

    def _headers(self, asked: Asked) -> Answer | None:
        version = asked.headers.get("linkedin-version")
        if version is None:
            return _error(400, "VERSION_MISSING", "A version must be present")
        if version not in self.versions:
            words = f"Requested version {version} is not active"
            return _error(426, "NONEXISTENT_VERSION", words)
        if asked.headers.get("x-restli-protocol-version") != "2.0.0":
            return _error(400, "ILLEGAL_ARGUMENT", "Unsupported RestLi protocol version")
        return None

    def _announce(self, asked: Asked) -> Answer:
        if asked.json != {"initializeUploadRequest": {"owner": self.author}}:
            return _error(403, "ACCESS_DENIED", "Not enough permissions to access: images.ACTION")
        name = f"C4D{len(self.images)}"
        self.images[f"urn:li:image:{name}"] = None
        place = f"{self.address}/dms-uploads/{name}"
        value = {"uploadUrl": place, "image": f"urn:li:image:{name}", "uploadUrlExpiresAt": 1}
        return Answer(200, {"value": value})

    def _post(self, values: dict[str, Any]) -> Answer:
        if unknown := set(values) - _KNOWN:
            words = f"ERROR :: /{min(unknown)} :: unrecognized field found but not allowed"
            return _error(422, "UNPROCESSABLE_ENTITY", words)
        if missing := _NEEDED - set(values):
            words = f"ERROR :: /{min(missing)} :: field is required but not found"
            return _error(422, "UNPROCESSABLE_ENTITY", words)
        if values["author"] != self.author:
            words = "Organization permissions must be used when using organization as author"
            return _error(403, "ACCESS_DENIED", words)
        if len(values["commentary"]) > 3000 * 2:
            return _error(422, "FIELD_LENGTH_TOO_LONG", "commentary exceeds 3000 characters")
        if refusal := self._content(values.get("content", {})):
            return refusal
        for post in self.posts:
            if post["commentary"] == values["commentary"]:
                return _duplicate(post["id"])
        number = 7_300_000_000_000_000_000 + len(self.posts)
        urn = f"urn:li:share:{number}"
        stamp = int(self.clock().timestamp() * 1000)
        self.posts.append({**values, "id": urn, "createdAt": stamp, "publishedAt": stamp})
        return Answer(201, None, {"x-restli-id": urn, "location": f"/posts/{quote(urn, safe='')}"})

    def _content(self, content: dict[str, Any]) -> Answer | None:
        article = content.get("article", {})
        if set(article) - _ARTICLE or (content.get("article") and not article.get("title")):
            return _error(422, "UNPROCESSABLE_ENTITY", "ERROR :: /content/article :: not valid")
        image = article.get("thumbnail") or content.get("media", {}).get("id")
        if image and not self.images.get(image):
            return _error(400, "INVALID_CONTENT_OWNERSHIP", f"{image} is not available")
        return None

    def _find(self, asked: Asked) -> Answer:
        if asked.headers.get("x-restli-method") != "FINDER" or asked.query.get("q") != "author":
            return _error(400, "ILLEGAL_ARGUMENT", "Query parameters do not match a finder")
        if not self.reads:
            words = "Not enough permissions to access: partnerApiPostsExternal.FINDER-author"
            return _error(403, "ACCESS_DENIED", words)
        if asked.query.get("author") != self.author:
            return Answer(200, {"elements": []})
        count = min(int(asked.query.get("count", "10")), 100)
        return Answer(200, {"elements": self.posts[::-1][:count]})


def shown(commentary: str) -> str:
    """What readers see: escapes resolved, and nothing behind a reserved character on its own."""
    out, at = [], 0
    for match in _LITTLE.finditer(commentary):
        out.append(commentary[at : match.start()])
        if match[2]:
            return "".join(out)
        out.append(match[1])
        at = match.end()
    return "".join([*out, commentary[at:]])


def _error(status: int, code: str, message: str) -> Answer:
    return Answer(status, {"status": status, "code": code, "message": message})


def _duplicate(urn: str) -> Answer:
    wrong = {"description": "Duplicate post is detected", "input": {}, "code": "DUPLICATE_POST"}
    return Answer(
        422,
        {
            "status": 422,
            "errorDetailType": "com.linkedin.common.error.BadRequest",
            "message": f"Content is a duplicate of {urn}",
            "errorDetails": {"inputErrors": [wrong]},
        },
    )
