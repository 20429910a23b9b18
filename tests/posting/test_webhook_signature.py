"""The signature is that of Standard Webhooks: receivers check it with the libraries they have."""

from datetime import UTC, datetime
from typing import Any

import pytest

from masthead.posting.model import Attempt, Post
from masthead.posting.networks.webhook import Webhook
from masthead.posting.tokens import Secret
from masthead.posting.wire import Paper, Request, json_bytes
from posting.stations import WEBHOOK

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def _request() -> tuple[bytes, dict[str, str]]:
    hook = Webhook(Secret("URL", "https://hooks.example/x"), Secret("KEY", WEBHOOK))
    attempt = Attempt(id="0123456789abcdef", piece="p", channel="webhook", at=NOW, text="Größe")
    request: Request = hook.prepare(Post(piece="p", text="Größe"), attempt, Paper(NOW))
    body = json_bytes(request.json)
    assert request.signature is not None
    return body, request.signature.make("POST", "https://hooks.example/x", body)


def test_it_is_what_the_standard_makes_of_it() -> None:
    _, headers = _request()
    assert headers == {
        "webhook-id": "msg_0123456789abcdef",
        "webhook-timestamp": "1772625600",
        "webhook-signature": "v1,BaVWu5A1BHb01V34L612ihil+K+BtTXUaan19S60s48=",
    }


def test_its_own_library_agrees() -> None:
    library: Any = pytest.importorskip("standardwebhooks")
    body, headers = _request()
    assert (
        library.Webhook(WEBHOOK).sign(headers["webhook-id"], NOW, body.decode())
        == (headers["webhook-signature"])
    )
