"""A network for a test: its server on loopback, the environment for it, and what stands on it."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
import urllib3
from msgspec import Struct

from masthead.posting import Channel, Ledger, Outcome, Picture, Post, channel_named, post
from masthead.posting.internet import Internet
from pictures import a_picture
from posting.fake_bluesky import FakeBluesky, RealBluesky
from posting.fake_linkedin import FakeLinkedIn, shown
from posting.fake_mastodon import FakeMastodon
from posting.fake_webhook import FakeWebhook
from posting.fake_x import FakeX
from posting.serving import Clock, Fake, served

LINK: Final = "https://example.org/blog/price-the-leak/?utm_source=here&utm_medium=social"
TEXT: Final = f"Price the leak (before it prices you) 💧 {LINK} #leakage"
# Of no use anywhere, and easily seen where they should not be.
TOKEN: Final = "canary-Qm9vIQ+7f3a/9d1c_e5b2.a8d4~6c0"  # noqa: S105 - see above
PASSWORD: Final = "cnry-2a7q-x9fd-m3zk"  # noqa: S105 - see above
WEBHOOK: Final = "whsec_Y2FuYXJ5LXNlY3JldC1vZi10aGUtd2ViaG9vaw=="
HOOK: Final = "/hooks/canaryT0K3Nofthehook99"
AUTHOR: Final = "urn:li:organization:5515715"
KEYS: Final = tuple(f"canary-{name}-0f9e8d7c6b5a" for name in ("key", "ks", "token", "ts"))
SECRETS: Final = (TOKEN, PASSWORD, WEBHOOK, HOOK, *KEYS)
NODE: Final = "MASTHEAD_NODE_MODULES"
"""Names the node_modules with @atproto/pds, @did-plc/server and @atproto/api."""


class Station(Struct):
    """A network. `texts` is what readers see on it, oldest first; `posts_by` is in the line of the
    request that posts."""

    channel: str
    fake: Any
    environ: dict[str, str]
    texts: Callable[[], list[str]]
    posts_by: str
    folder: Path

    @property
    def clock(self) -> Clock:
        clock: Clock = self.fake.clock
        return clock

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.folder / ".masthead" / "posted.jsonl", self.folder / "lock")

    def post(self, what: Post | None = None, *, send: bool = True, **given: Any) -> Outcome:
        to = channel_named(self.channel, self.environ, clock=self.clock)
        wire = Internet(to.scrub, clock=self.clock, sleep=lambda _: None)
        to = Channel(to.network, wire, to.scrub)
        return post(what or self.piece(), to, self.ledger, send=send, **given)

    def piece(self, **given: Any) -> Post:
        values = {
            "piece": "k7m2p9x4", "text": TEXT, "url": LINK, "title": "Price the leak",
            "description": "What a lost cubic metre costs.", "language": "en-GB",
        }  # fmt: skip
        return Post(**{**values, **given})

    def picture(self, width: int = 64, height: int = 48, kind: str = "PNG") -> Picture:
        file = self.folder / f"card.{kind.lower()}"
        file.write_bytes(a_picture(width, height, kind))
        return Picture(file, "A valley in section, and the main beneath it")


@contextmanager
def station(name: str, folder: Path, pds: dict[str, str] | None = None) -> Iterator[Station]:
    """The network of that name, on loopback."""
    clock = Clock()
    fake, environ, texts, posts_by = _MAKERS[name](clock, pds)
    with served(fake) as address:
        channel = name.partition("-")[0]
        where = f"{address}{HOOK}" if channel == "webhook" else address
        which = "URL" if channel == "webhook" else "SERVER"
        environ[f"MASTHEAD_{channel.upper()}_{which}"] = where
        yield Station(channel, fake, environ, texts, posts_by, folder)


_Made = tuple[Fake, dict[str, str], Callable[[], list[str]], str]


def _mastodon(clock: Clock, _: Any) -> _Made:
    fake = FakeMastodon(clock, TOKEN)
    environ = {"MASTHEAD_MASTODON_TOKEN": TOKEN}

    def texts() -> list[str]:
        posted = [a.json["status"] for a in fake.asked if a.path == "/api/v1/statuses"]
        return posted[: len(fake.statuses)]

    return fake, environ, texts, "POST /api/v1/statuses"


def _bluesky(clock: Clock, _: Any) -> _Made:
    fake = FakeBluesky(clock, "ana.example", PASSWORD)
    environ = {
        "MASTHEAD_BLUESKY_HANDLE": "ana.example", "MASTHEAD_BLUESKY_APP_PASSWORD": PASSWORD,
    }  # fmt: skip
    put = "putRecord"
    return fake, environ, lambda: [record["text"] for record in fake.records.values()], put


def _real_bluesky(clock: Clock, pds: dict[str, str] | None) -> _Made:
    assert pds is not None
    fake = RealBluesky(clock, pds["url"])
    environ = {
        "MASTHEAD_BLUESKY_HANDLE": pds["handle"],
        "MASTHEAD_BLUESKY_APP_PASSWORD": pds["password"],
    }

    def records() -> list[Any]:
        query = f"repo={pds['did']}&collection=app.bsky.feed.post&limit=100&reverse=true"
        url = f"{pds['url']}/xrpc/com.atproto.repo.listRecords?{query}"
        listed: list[Any] = urllib3.request("GET", url).json()["records"]
        return listed

    before = {record["uri"] for record in records()}

    def texts() -> list[str]:
        return [r["value"]["text"] for r in records() if r["uri"] not in before]

    return fake, environ, texts, "putRecord"


def _linkedin(clock: Clock, _: Any) -> _Made:
    fake = FakeLinkedIn(clock, TOKEN, AUTHOR)
    environ = {"MASTHEAD_LINKEDIN_TOKEN": TOKEN, "MASTHEAD_LINKEDIN_AUTHOR": AUTHOR}
    return (
        fake, environ, lambda: [shown(p["commentary"]) for p in fake.posts], "POST /rest/posts",
    )  # fmt: skip


def _x(clock: Clock, _: Any) -> _Made:
    fake = FakeX(clock, TOKEN)
    return (
        fake, {"MASTHEAD_X_TOKEN": TOKEN}, lambda: [t["said"] for t in fake.tweets],
        "POST /2/tweets",
    )  # fmt: skip


def _x_keys(clock: Clock, _: Any) -> _Made:
    fake = FakeX(clock, keys=KEYS)
    names = ("API_KEY", "API_SECRET", "ACCESS_TOKEN", "ACCESS_SECRET")
    environ = {f"MASTHEAD_X_{name}": key for name, key in zip(names, KEYS, strict=True)}
    return fake, environ, lambda: [t["said"] for t in fake.tweets], "POST /2/tweets"


def _webhook(clock: Clock, _: Any) -> _Made:
    fake = FakeWebhook(clock, WEBHOOK, HOOK)
    environ = {"MASTHEAD_WEBHOOK_SECRET": WEBHOOK}
    return fake, environ, lambda: [t["text"] for t in fake.taken.values()], "POST /hooks/"


_MAKERS: Final[dict[str, Callable[[Clock, Any], _Made]]] = {
    "mastodon": _mastodon,
    "bluesky": _bluesky,
    "linkedin": _linkedin,
    "x": _x,
    "x-keys": _x_keys,
    "webhook": _webhook,
    "bluesky-real": _real_bluesky,
}
FAKES: Final = tuple(name for name in _MAKERS if name != "bluesky-real")


@contextmanager
def personal_data_server() -> Iterator[dict[str, str]]:
    """A real server of the AT Protocol, in a process of its own; skips where there is none."""
    folder = os.environ.get(NODE, "")
    if not (folder and (Path(folder) / "@atproto" / "pds").is_dir() and shutil.which("node")):
        pytest.skip(f"{NODE} names no folder with @atproto/pds, or there is no node")
    with ExitStack() as stack:
        said = stack.enter_context(tempfile.TemporaryFile())
        server = stack.enter_context(
            subprocess.Popen(
                ["node", str(Path(__file__).parent / "pds.cjs"), folder],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said,
                env={**os.environ, "LOG_ENABLED": "false"},
            )
        )  # fmt: skip
        assert server.stdin is not None
        assert server.stdout is not None
        stack.callback(server.stdin.close)
        line = server.stdout.readline()
        if not line:
            said.seek(0)
            pytest.fail(f"the personal data server did not start: {said.read().decode()}")
        yield json.loads(line)
