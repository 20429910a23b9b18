"""A receiver of webhooks that does what standardwebhooks.com asks of it."""

import base64
import hashlib
import hmac
from typing import Any

from posting.serving import Answer, Asked, Clock, Fake


class FakeWebhook(Fake):
    """Takes what is signed with `secret`, each id once."""

    def __init__(self, clock: Clock, secret: str, path: str) -> None:
        super().__init__(clock)
        self.secret, self.path = secret, path
        self.taken: dict[str, dict[str, Any]] = {}

    def answer(self, asked: Asked) -> Answer:
        if asked.path != self.path:
            return Answer(404, {"error": "no such hook"})
        id, stamp = asked.headers.get("webhook-id", ""), asked.headers.get("webhook-timestamp", "")
        signed = f"{id}.{stamp}.".encode() + asked.body
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        made = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
        if asked.headers.get("webhook-signature") != f"v1,{made}":
            return Answer(401, {"error": "No matching signature found"})
        if abs(self.clock().timestamp() - int(stamp)) > 300:
            return Answer(401, {"error": "Message timestamp too old"})
        if id not in self.taken:
            self.taken[id] = asked.json["data"]
        number = list(self.taken).index(id)
        return Answer(200, {"url": f"https://intranet.example/posts/{number}"})
