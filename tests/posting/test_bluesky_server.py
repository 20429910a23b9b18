"""Posting on a real personal data server of the AT Protocol, on loopback.

Runs where MASTHEAD_NODE_MODULES names a folder with @atproto/pds and @did-plc/server.
"""

from typing import Any

import pytest
import urllib3

from masthead.posting import Result
from posting.serving import Answer, Fault
from posting.stations import LINK, PASSWORD, TEXT, Station


@pytest.fixture(autouse=True)
def of_its_own(bluesky: Station, request: pytest.FixtureRequest) -> None:
    """Another day for each test: keys of records are made from the instant."""
    bluesky.clock.pass_by(days=float(sum(map(ord, request.node.name))))


def _record(on: Station, url: str) -> Any:
    did, key = url.split("/")[-3], url.split("/")[-1]
    query = f"repo={did}&collection=app.bsky.feed.post&rkey={key}"
    reply = urllib3.request("GET", f"{on.fake.address}/xrpc/com.atproto.repo.getRecord?{query}")
    return reply.json()["value"]


def test_the_record_is_as_it_should_be(bluesky: Station, pds: dict[str, str]) -> None:
    text = f"💧 Größer: @ana.test, @nobody.test {LINK} #leakage."
    piece = bluesky.piece(text=text, picture=bluesky.picture(600, 400, "JPEG"))
    record = _record(bluesky, bluesky.post(piece).url)
    assert record["text"] == text
    assert record["langs"] == ["en-GB"]
    assert record["createdAt"].endswith("Z")
    said = {
        text.encode()[f["index"]["byteStart"] : f["index"]["byteEnd"]].decode(): f["features"][0]
        for f in record["facets"]
    }
    kind = "app.bsky.richtext.facet#"
    assert said == {
        "@ana.test": {"$type": f"{kind}mention", "did": pds["did"]},
        LINK: {"$type": f"{kind}link", "uri": LINK},
        "#leakage": {"$type": f"{kind}tag", "tag": "leakage"},
    }
    card = record["embed"]["external"]
    assert (card["uri"], card["title"]) == (LINK, "Price the leak")
    assert card["thumb"]["mimeType"] == "image/jpeg"


def test_a_picture_without_an_address_has_its_words(bluesky: Station) -> None:
    piece = bluesky.piece(text="A valley.", url="", picture=bluesky.picture(600, 400))
    (image,) = _record(bluesky, bluesky.post(piece).url)["embed"]["images"]
    assert image["alt"] == "A valley in section, and the main beneath it"
    assert image["aspectRatio"] == {"width": 600, "height": 400}


def test_a_heavy_picture_is_made_lighter(bluesky: Station) -> None:
    picture = bluesky.picture(2400, 1600, "BMP")
    assert picture.file.stat().st_size > 10_000_000
    piece = bluesky.piece(picture=picture)
    thumb = _record(bluesky, bluesky.post(piece).url)["embed"]["external"]["thumb"]
    assert (thumb["mimeType"], thumb["size"] <= 1_000_000) == ("image/jpeg", True)


@pytest.mark.parametrize(
    "fault", [f for f in Fault if f not in (Fault.NONE, Fault.ECHO)], ids=lambda f: f.name
)
def test_it_is_posted_once(bluesky: Station, fault: Fault) -> None:
    bluesky.fake.fail(fault, bluesky.posts_by)
    assert bluesky.post().result is Result.UNDECIDED
    assert bluesky.post().result is Result.POSTED
    assert bluesky.post().result is Result.ALREADY
    assert bluesky.texts() == [TEXT]


def test_a_request_on_its_way_does_not_overtake_the_next(bluesky: Station) -> None:
    # The look says that there is no such record; by then the first request has arrived after all.
    bluesky.fake.fail(Fault.LOST, bluesky.posts_by)
    bluesky.post()
    gone = Answer(400, {"error": "RecordNotFound", "message": "Could not locate record"})
    bluesky.fake.fail(gone, "getRecord")
    outcome = bluesky.post(bluesky.piece(text="Better words", url=""))
    assert outcome.result is Result.POSTED, outcome
    assert bluesky.texts() == [TEXT]


def test_what_the_server_refuses_is_said_in_its_words(bluesky: Station) -> None:
    outcome = bluesky.post(bluesky.piece(text="word " * 100))
    assert outcome.result is Result.REFUSED
    assert "grapheme" in outcome.message
    assert "Nothing was posted" in outcome.message
    bluesky.environ["MASTHEAD_BLUESKY_APP_PASSWORD"] = PASSWORD
    outcome = bluesky.post()
    assert "401" in outcome.message
    assert "Invalid identifier or password" in outcome.message
    assert "MASTHEAD_BLUESKY_APP_PASSWORD" in outcome.remedy
    assert bluesky.texts() == []
