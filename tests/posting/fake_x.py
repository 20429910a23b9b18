"""X's API, version 2, as docs.x.com describes it, as far as posting needs it."""

import base64
import hashlib
import hmac
import re
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from posting.serving import Answer, Asked, Clock, Fake, weight


class FakeX(Fake):
    """An account. With `keys` (of OAuth 1.0a: key, its secret, token, its secret) instead of a
    bearer token."""

    def __init__(self, clock: Clock, token: str = "", keys: tuple[str, ...] = ()) -> None:
        super().__init__(clock)
        self.token, self.keys, self.reads = token, keys, True
        self.media: dict[str, dict[str, Any]] = {}
        self.tweets: list[dict[str, Any]] = []

    def answer(self, asked: Asked) -> Answer:
        if not (self._signed(asked) if self.keys else asked.bearer == self.token):
            return _problem(401, "Unauthorized", "Unauthorized")
        match asked.method, asked.path.split("/")[1:]:
            case "POST", ["2", "media", "upload"]:
                return self._take(asked)
            case "POST", ["2", "media", "metadata"]:
                return self._describe(asked.json)
            case "POST", ["2", "tweets"]:
                return self._post(asked.json)
            case "GET", ["2", "users", "me"] if self.reads:
                return Answer(200, {"data": {"id": "42", "username": "ana", "name": "Ana"}})
            case "GET", ["2", "users", "42", "tweets"] if self.reads:
                return self._list(asked)
            case "GET", _:
                words = "Your account's access level does not include this endpoint"
                return _problem(403, "Client Forbidden", words)
        return _problem(404, "Not Found Error", "There is no such endpoint")

    def _take(self, asked: Asked) -> Answer:
        form = asked.form
        if form.get("media_category") != "tweet_image" or not isinstance(form.get("media"), tuple):
            return _problem(400, "Invalid Request", "media_category and media are required")
        number = str(1_900_000_000_000_000_000 + len(self.media))
        self.media[number] = {"data": form["media"][1], "alt": ""}
        return Answer(200, {"data": {"id": number, "media_key": f"3_{number}", "size": 1}})

    def _describe(self, values: dict[str, Any]) -> Answer:
        alt = values["metadata"]["alt_text"]["text"]
        if values["id"] not in self.media or not 0 < len(alt) <= 1_000:
            return _problem(400, "Invalid Request", "alt_text must have 1 to 1000 characters")
        self.media[values["id"]]["alt"] = alt
        return Answer(200, {"data": {"id": values["id"], "associated_metadata": {}}})

    def _post(self, values: dict[str, Any]) -> Answer:
        text = values.get("text", "")
        if set(values) - {"text", "media"} or weight(text) > 280:
            return _problem(400, "Invalid Request", "One or more parameters was invalid")
        ids = values.get("media", {}).get("media_ids", [])
        if any(number not in self.media for number in ids):
            return _problem(400, "Invalid Request", "Your media IDs are invalid.")
        if any(tweet["said"] == text for tweet in self.tweets):
            words = "You are not allowed to create a Tweet with duplicate content."
            return _problem(403, "Forbidden", words)
        number = str(1_950_000_000_000_000_000 + len(self.tweets))
        links = re.findall(r"https?://\S+", text)
        short = re.sub(r"https?://\S+", "https://t.co/AbCdEfGhIj", text)
        self.tweets.append(
            {
                "id": number,
                "text": short,
                "said": text,
                "media": ids,
                "created_at": self.clock().strftime("%Y-%m-%dT%H:%M:%S.000Z"),
                "entities": {
                    "urls": [{"url": "https://t.co/AbC", "expanded_url": u} for u in links]
                },
                "edit_history_tweet_ids": [number],
            }
        )
        return Answer(201, {"data": {"id": number, "text": short}})

    def _list(self, asked: Asked) -> Answer:
        since = datetime.fromisoformat(asked.query["start_time"])
        wanted = {"id", "text", "edit_history_tweet_ids"}
        wanted |= set(asked.query.get("tweet.fields", "").split(","))
        found = [
            {name: value for name, value in tweet.items() if name in wanted}
            for tweet in self.tweets[::-1]
            if datetime.fromisoformat(tweet["created_at"]) >= since
        ][: int(asked.query["max_results"])]
        meta = {"meta": {"result_count": len(found)}}
        return Answer(200, {"data": found, **meta} if found else meta)

    def _signed(self, asked: Asked) -> bool:
        """RFC 5849, 3.4, written anew: the base string, and its HMAC."""
        given = dict(
            re.findall(r'(\w+)="([^"]*)"', asked.headers.get("authorization", "")[len("OAuth ") :])
        )
        signature = unquote(given.pop("oauth_signature", ""))
        parameters = [(name, unquote(value)) for name, value in given.items() if name != "realm"]
        parameters += parse_qsl(urlsplit(asked.url).query, keep_blank_values=True)
        encoded = sorted((quote(n, safe="~"), quote(v, safe="~")) for n, v in parameters)
        base = "&".join(
            quote(part, safe="~")
            for part in (
                asked.method,
                f"{self.address}{asked.path}",
                "&".join(f"{name}={value}" for name, value in encoded),
            )
        )
        key, key_secret, token, token_secret = self.keys
        secret = f"{quote(key_secret, safe='~')}&{quote(token_secret, safe='~')}"
        made = base64.b64encode(hmac.digest(secret.encode(), base.encode(), hashlib.sha1)).decode()
        known = given.get("oauth_consumer_key") == key and given.get("oauth_token") == token
        return known and hmac.compare_digest(made, signature)


def _problem(status: int, title: str, detail: str) -> Answer:
    value = {"title": title, "type": "about:blank", "status": status, "detail": detail}
    return Answer(status, value)
