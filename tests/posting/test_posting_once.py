"""A piece is posted once on each network, whatever breaks on the way."""

import json
import multiprocessing
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masthead.posting import CannotPost, Outcome, Result, channel_named, post, settle
from masthead.posting.showing import request_values
from posting.serving import Answer, Asked, Fault
from posting.stations import FAKES, LINK, TEXT, Station, station

HEARD = [Fault.LOST, Fault.TORN, Fault.GIBBERISH, Fault.BROKEN_AFTER]
UNHEARD = [Fault.UNHEARD, Fault.BROKEN_BEFORE]
UNASKABLE = ("linkedin", "x")


def test_a_dry_run_asks_nobody_and_writes_nothing(on: Station) -> None:
    outcome = on.post(on.piece(picture=on.picture()), send=False)
    assert outcome.result is Result.SHOWN
    assert on.fake.asked == []
    assert not on.ledger.path.exists()


def test_a_dry_run_shows_the_requests_that_are_sent(on: Station) -> None:
    piece = on.piece(picture=on.picture())
    shown = [request_values(r) for r in on.post(piece, send=False).requests]
    on.fake.work = 1
    on.post(piece)
    sent = [asked for asked in on.fake.asked if not asked.path.startswith("/api/v1/media/")]
    assert [r["method"] for r in shown] == [asked.method for asked in sent]
    for request, asked in zip(shown, sent, strict=True):
        assert set(map(str.lower, request["headers"])) <= asked.headers.keys()
        if "json" in request and on.channel != "bluesky":
            assert request["json"].keys() == asked.json.keys()
            assert request["json"].get("text") == asked.json.get("text")


def test_it_posts_and_records_the_address(on: Station) -> None:
    noted: list[tuple[str, str, date]] = []
    outcome = on.post(record=lambda *copy: noted.append(copy))
    assert outcome.result is Result.POSTED, outcome
    assert on.texts() == [TEXT]
    assert outcome.url.startswith("https://")
    assert outcome.url in outcome.message
    assert noted == [(on.channel, outcome.url, date(2026, 3, 4))]
    events = [json.loads(line)["event"] for line in on.ledger.path.read_text().splitlines()]
    assert events == ["intended", "posted"]


def test_with_a_picture_too(on: Station) -> None:
    assert on.post(on.piece(picture=on.picture())).result is Result.POSTED
    assert on.texts() == [TEXT]


def test_without_an_address_too(on: Station) -> None:
    piece = on.piece(text="A valley.", url="", picture=on.picture(), language="")
    assert on.post(piece).result is Result.POSTED
    assert on.texts() == ["A valley."]


def test_what_is_posted_is_not_posted_again(on: Station) -> None:
    first = on.post()
    asked = len(on.fake.asked)
    noted: list[Any] = []
    second = on.post(on.piece(text="Other words"), record=lambda *copy: noted.append(copy))
    assert (second.result, second.url, second.result.exit) == (Result.ALREADY, first.url, 0)
    assert len(on.fake.asked) == asked
    assert noted  # the file may have missed it the first time


def test_what_the_file_knows_is_not_posted_either(on: Station) -> None:
    known = on.piece(known="https://social.example/by-hand")
    assert "by the piece's file" in on.post(known, send=False).message
    outcome = on.post(known)
    assert (outcome.result, outcome.url) == (Result.ALREADY, "https://social.example/by-hand")
    assert on.fake.asked == []
    assert on.post(known, again=True).result is Result.POSTED


def test_unless_somebody_wants_it(on: Station) -> None:
    on.post()
    on.clock.pass_by(days=30)
    assert on.post(on.piece(text=f"Once more: {LINK}"), again=True).result is Result.POSTED
    assert on.texts() == [TEXT, f"Once more: {LINK}"]


def test_other_pieces_are_other_posts(on: Station) -> None:
    on.post()
    on.clock.pass_by(minutes=1)
    other = on.piece(piece="other", text="Another.", url="")
    assert on.post(other).result is Result.POSTED
    assert on.texts() == [TEXT, "Another."]


@pytest.mark.parametrize("fault", HEARD, ids=lambda fault: fault.name)
def test_after_a_lost_answer_it_finds_its_post(on: Station, fault: Fault) -> None:
    on.fake.fail(fault, on.posts_by)
    first = on.post()
    if first.result is Result.POSTED:  # LinkedIn's answer is whole in its headers
        assert (on.channel, fault) in [("linkedin", Fault.TORN), ("webhook", Fault.GIBBERISH),
                                       ("webhook", Fault.TORN)]  # fmt: skip
    else:
        assert (first.result, first.result.exit) == (Result.UNDECIDED, 1)
        assert "not known" in first.message
    on.clock.pass_by(minutes=3)
    noted: list[Any] = []
    second = on.post(record=lambda *copy: noted.append(copy))
    assert second.result in (Result.POSTED, Result.ALREADY), second
    assert on.texts() == [TEXT]
    assert [url for _, url, _ in noted] == ([second.url] if second.url else [])


@pytest.mark.parametrize("fault", UNHEARD, ids=lambda fault: fault.name)
def test_what_was_never_heard_is_sent_again(on: Station, fault: Fault) -> None:
    on.fake.fail(fault, on.posts_by)
    assert on.post().result is Result.UNDECIDED
    on.clock.pass_by(minutes=3)
    assert on.post().result is Result.POSTED
    assert on.texts() == [TEXT]


def test_a_power_cut_after_the_intention_is_a_lost_answer(on: Station) -> None:
    on.fake.fail(Fault.LOST, on.posts_by)
    on.post()
    torn = on.ledger.path.read_bytes() + b'{"at": "2026-03-0'
    on.ledger.path.write_bytes(torn)
    on.clock.pass_by(minutes=3)
    assert on.post().result is Result.POSTED
    assert on.texts() == [TEXT]
    lines = on.ledger.path.read_text().splitlines()
    events = [json.loads(line)["event"] for line in lines]
    assert (events[0], events[-1]) == ("intended", "posted")


def test_changed_words_do_not_hide_the_earlier_attempt(on: Station) -> None:
    on.fake.fail(Fault.LOST, on.posts_by)
    on.post()
    on.clock.pass_by(minutes=3)
    assert on.post(on.piece(text="Better words", url="")).result is Result.POSTED
    assert on.texts() == [TEXT]


def test_the_hours_pass_and_still_it_is_posted_once(on: Station) -> None:
    on.fake.fail(Fault.LOST, on.posts_by)
    on.post()
    on.clock.pass_by(hours=7)
    assert on.post().result is Result.POSTED
    assert on.texts() == [TEXT]


def test_at_once_it_does_not_believe_that_nothing_is_there(on: Station) -> None:
    if on.channel not in UNASKABLE:
        pytest.skip("this network takes an attempt only once")
    on.fake.fail(Fault.UNHEARD, on.posts_by)
    on.post()
    on.clock.pass_by(seconds=20)
    second = on.post()
    assert second.result is Result.UNDECIDED
    assert "Run it again in 100 seconds" in second.remedy
    assert on.texts() == []


def test_the_time_for_the_picture_does_not_count(tmp_path: Path) -> None:
    with station("x", tmp_path) as on:
        answer = on.fake.answer

        def slow(asked: Asked) -> Answer:
            on.clock.pass_by(minutes=2)
            reply: Answer = answer(asked)
            return reply

        on.fake.answer = slow
        on.fake.fail(Fault.UNHEARD, on.posts_by)
        piece = on.piece(picture=on.picture())
        on.post(piece)
        on.fake.answer = answer
        on.clock.pass_by(seconds=30)
        assert "Run it again in 90 seconds" in on.post(piece).remedy


def test_changed_words_that_were_sent_again_are_found_too(tmp_path: Path) -> None:
    with station("mastodon", tmp_path) as on:
        on.fake.fail(Fault.UNHEARD, on.posts_by)
        on.post(on.piece(text="First words", url=""))
        on.fake.fail(Fault.LOST, on.posts_by)
        on.post(on.piece(text="Second words", url=""))
        on.clock.pass_by(hours=3)
        assert on.post(on.piece(text="Third words", url="")).result is Result.POSTED
        assert len(on.fake.statuses) == 1


def test_who_may_not_look_is_asked(on: Station) -> None:
    if on.channel not in UNASKABLE:
        pytest.skip("this network takes an attempt only once")
    on.fake.fail(Fault.LOST, on.posts_by)
    on.fake.reads = False
    on.post()
    on.clock.pass_by(days=1)
    second = on.post()
    assert (second.result, second.result.exit) == (Result.UNDECIDED, 1)
    assert "--settle ADDRESS" in second.remedy
    assert "403" in second.message
    assert on.texts() == [TEXT]
    noted: list[Any] = []
    now = on.clock()
    url = "https://social.example/1"
    done = settle(
        "k7m2p9x4", on.channel, on.ledger, url, now=now, record=lambda *c: noted.append(c)
    )
    assert (done.result.exit, noted) == (0, [(on.channel, url, date(2026, 3, 4))])
    assert on.post().url == url


def test_what_a_person_did_not_find_is_posted(on: Station) -> None:
    if on.channel not in UNASKABLE:
        pytest.skip("this network takes an attempt only once")
    on.fake.fail(Fault.UNHEARD, on.posts_by)
    on.fake.reads = False
    on.post()
    settle("k7m2p9x4", on.channel, on.ledger, "", now=on.clock())
    assert on.post().result is Result.POSTED
    assert on.texts() == [TEXT]
    with pytest.raises(CannotPost, match="waits for an answer"):
        settle("k7m2p9x4", on.channel, on.ledger, "", now=on.clock())


def test_a_mastodon_token_that_may_only_write_is_safe_within_the_hour(tmp_path: Path) -> None:
    with station("mastodon", tmp_path) as on:
        on.fake.scopes = {"write:statuses"}
        on.fake.fail(Fault.LOST, on.posts_by)
        on.post()
        on.clock.pass_by(minutes=30)
        assert on.post().result is Result.POSTED
        assert len(on.fake.statuses) == 1


def test_and_later_it_asks_a_person(tmp_path: Path) -> None:
    with station("mastodon", tmp_path) as on:
        on.fake.scopes = {"write:statuses"}
        on.fake.fail(Fault.LOST, on.posts_by)
        on.post()
        on.clock.pass_by(hours=2)
        assert on.post().result is Result.UNDECIDED
        assert len(on.fake.statuses) == 1


def test_an_account_that_has_posted_on_and_on_cannot_be_looked_through(tmp_path: Path) -> None:
    with station("mastodon", tmp_path) as on:
        on.fake.fail(Fault.LOST, on.posts_by)
        on.post()
        for number in range(40):
            on.clock.pass_by(minutes=2)
            other = on.piece(piece=f"p{number}", text=f"Number {number}", url="")
            assert on.post(other).result is Result.POSTED
        outcome = on.post()
        assert outcome.result is Result.UNDECIDED
        assert "out of sight" in outcome.message


def _post_at_the_same_time(
    environ: dict[str, str], folder: Path, together: Any, results: Any
) -> None:
    on = Station("x", None, environ, list, "", folder)
    to = channel_named("x", environ)
    together.wait(60)
    results.put(post(on.piece(), to, on.ledger, send=True).result.value)


def test_two_processes_at_once_post_once(tmp_path: Path) -> None:
    with station("x", tmp_path) as on:
        answer = on.fake.answer

        def slow(asked: Asked) -> Answer:
            time.sleep(0.5)
            reply: Answer = answer(asked)
            return reply

        on.fake.answer = slow
        context = multiprocessing.get_context("spawn")
        results, together = context.Queue(), context.Barrier(3)
        given_to_all = (on.environ, tmp_path, together, results)
        crew = [context.Process(target=_post_at_the_same_time, args=given_to_all) for _ in range(3)]
        for process in crew:
            process.start()
        said = sorted(results.get(timeout=60) for _ in crew)
        for process in crew:
            process.join(30)
        assert said == ["already posted", "already posted", "posted"]
        assert len(on.fake.tweets) == 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from(list(Fault)), st.sampled_from([1, 40, 130, 3_000, 90_000]), st.booleans()
    ),
    max_size=5,
)


@pytest.mark.parametrize("name", FAKES)
@settings(max_examples=25)
@given(steps=STEPS)
def test_whatever_breaks_there_are_never_two(name: str, steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder, station(name, Path(folder)) as on:
        if name == "mastodon":  # as it is where the scopes do not suffice
            on.fake.scopes = {"write:statuses"} | (
                {"read:accounts", "read:statuses"} if len(steps) % 2 else set()
            )
        outcomes: list[Outcome] = []
        for fault, seconds, anywhere in steps:
            on.fake.fail(fault, "" if anywhere else on.posts_by)
            outcomes.append(on.post())
            assert len(on.texts()) <= 1
            on.clock.pass_by(seconds=seconds)
        on.fake.faults.clear()
        outcomes.append(on.post())
        assert len(on.texts()) <= 1
        for outcome in outcomes:
            if outcome.result in (Result.POSTED, Result.ALREADY):
                assert len(on.texts()) == 1


def test_a_ledger_that_cannot_be_written_lets_nothing_out(on: Station) -> None:
    on.ledger.path.parent.parent.mkdir(exist_ok=True)
    on.ledger.path.parent.write_text("a file where the folder should be")
    with pytest.raises(CannotPost, match="cannot be"):
        on.post(on.piece())
    assert on.texts() == []


def test_merged_ledgers_need_no_order(on: Station) -> None:
    url = on.post().url
    lines = on.ledger.path.read_text().splitlines()
    on.ledger.path.write_text("\n".join([lines[1], "", lines[0], lines[1]]))
    assert on.post().url == url
    assert len(on.texts()) == 1


def test_marks_of_a_merge_are_named(on: Station) -> None:
    on.post()
    text = on.ledger.path.read_text()
    on.ledger.path.write_text(f"<<<<<<< ours\n{text}=======\n")
    with pytest.raises(CannotPost, match=r"posted\.jsonl:1: this line is no event") as caught:
        on.post()
    assert "merge=union" in caught.value.remedy


def test_an_address_that_cannot_be_recorded_is_not_lost(on: Station) -> None:
    def refuse(*_: Any) -> None:
        raise OSError("the disk is full")

    outcome = on.post(record=refuse)
    assert (outcome.result, outcome.result.exit) == (Result.UNRECORDED, 1)
    assert f"--record {on.channel} {outcome.url}" in outcome.remedy
    assert on.post().url == outcome.url
    assert on.texts() == [TEXT]


def test_a_refusal_leaves_nothing_open(on: Station) -> None:
    on.fake.fail(Answer(422, {"error": "No", "message": "No"}), on.posts_by)
    outcome = on.post()
    assert (outcome.result, outcome.result.exit) == (Result.REFUSED, 1)
    assert "Nothing was posted" in outcome.message
    assert on.post().result is Result.POSTED
    assert on.texts() == [TEXT]
