"""Mastodon's API as docs.joinmastodon.org describes it, as far as posting needs it."""

from datetime import datetime, timedelta
from html import escape
from typing import Any

from posting.serving import Answer, Asked, Clock, Fake, weight

_HOUR = timedelta(hours=1)


class FakeMastodon(Fake):
    """One account. `scopes` are those of its token; a picture takes `work` looks to be ready."""

    def __init__(self, clock: Clock, token: str) -> None:
        super().__init__(clock)
        self.token = token
        self.scopes = {"write:statuses", "write:media", "read:accounts", "read:statuses"}
        self.work = 2
        self.media: dict[str, dict[str, Any]] = {}
        self.statuses: list[dict[str, Any]] = []
        self._keys: dict[str, tuple[datetime, dict[str, Any]]] = {}

    def answer(self, asked: Asked) -> Answer:
        if asked.bearer != self.token:
            return Answer(401, {"error": "The access token is invalid"})
        match asked.method, asked.path.split("/")[1:]:
            case "POST", ["api", "v2", "media"]:
                return self._scoped("write:media") or self._take_media(asked)
            case "GET", ["api", "v1", "media", number]:
                return self._scoped("write:media") or self._show_media(number)
            case "POST", ["api", "v1", "statuses"]:
                return self._scoped("write:statuses") or self._post(asked)
            case "GET", ["api", "v1", "accounts", "verify_credentials"]:
                return self._scoped("read:accounts") or Answer(200, {"id": "109", "acct": "ana"})
            case "GET", ["api", "v1", "accounts", "109", "statuses"]:
                limit = min(int(asked.query.get("limit", "20")), 40)
                shown = Answer(200, self.statuses[::-1][:limit])
                return self._scoped("read:statuses") or shown
        return Answer(404, {"error": "Record not found"})

    def _scoped(self, scope: str) -> Answer | None:
        if scope in self.scopes:
            return None
        return Answer(403, {"error": "This action is outside the authorized scopes"})

    def _take_media(self, asked: Asked) -> Answer:
        form = asked.form
        if not isinstance(form.get("file"), tuple):
            return Answer(422, {"error": "Validation failed: File can't be blank"})
        number = str(len(self.media) + 1)
        self.media[number] = {
            "type": form["file"][0], "data": form["file"][1], "left": self.work,
            "description": form.get("description"),
        }  # fmt: skip
        return Answer(202, {"id": number, "type": "image", "url": None})

    def _show_media(self, number: str) -> Answer:
        if number not in self.media:
            return Answer(404, {"error": "Record not found"})
        media = self.media[number]
        media["left"] -= 1
        if media["left"] > 0:
            return Answer(206, {"id": number, "type": "image", "url": None})
        return Answer(200, {"id": number, "type": "image", "url": "https://files.example/1.png"})

    def _post(self, asked: Asked) -> Answer:
        values, key = asked.json, asked.headers.get("idempotency-key", "")
        kept = self._keys.get(key)
        if key and kept and self.clock() - kept[0] < _HOUR:
            return Answer(200, kept[1])
        text, media = values.get("status", ""), values.get("media_ids", [])
        if not text and not media:
            return Answer(422, {"error": "Validation failed: Text can't be blank"})
        if weight(text) > 500:
            error = "Validation failed: Text character limit of 500 exceeded"
            return Answer(422, {"error": error})
        if len(values.get("language", "en")) > 3:
            return Answer(422, {"error": "Validation failed: Language is not included in the list"})
        if any(number not in self.media for number in media):
            return Answer(422, {"error": "Media not found"})
        if any(self.media[number]["left"] > 0 for number in media):
            error = "Cannot attach files that have not finished processing. Try again in a moment!"
            return Answer(422, {"error": error})
        status = self._status(values, text)
        self.statuses.append(status)
        self._keys[key] = (self.clock(), status)
        return Answer(200, status)

    def _status(self, values: dict[str, Any], text: str) -> dict[str, Any]:
        number = str(114_000_000_000_000_000 + len(self.statuses))
        words = [
            f'<a href="{escape(word)}" rel="nofollow"><span>{escape(word)}</span></a>'
            if word.startswith("https://")
            else escape(word)
            for word in text.split(" ")
        ]
        return {
            "id": number,
            "created_at": self.clock().strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "content": f"<p>{' '.join(words)}</p>",
            "url": f"https://social.example/@ana/{number}",
            "uri": f"https://social.example/users/ana/statuses/{number}",
            "language": values.get("language"),
            "visibility": values.get("visibility", "public"),
            "media_attachments": values.get("media_ids", []),
            "card": None,
        }
