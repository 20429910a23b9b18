"""A token is seen by its network and by nobody else."""

import base64
import logging
import pickle
import traceback
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.posting import CannotPost, channel_named
from masthead.posting.showing import outcome_lines, outcome_values
from masthead.posting.tokens import SHORTEST, Scrubber, Secret
from posting.serving import Answer, Fault
from posting.stations import SECRETS, TOKEN, Station

SHREDS = {
    form[start : start + SHORTEST]
    for secret in SECRETS
    for form in (secret, quote(secret, safe=""), base64.b64encode(secret.encode()).decode())
    for start in range(len(form) - SHORTEST + 1)
    if not form[start : start + SHORTEST].startswith("/hooks/")
}


def assert_unseen(text: str) -> None:
    for shred in SHREDS:
        assert shred not in text


@pytest.mark.parametrize("fault", list(Fault), ids=lambda fault: fault.name)
@pytest.mark.parametrize("anywhere", [False, True])
def test_no_failure_shows_it(
    on: Station, fault: Fault, anywhere: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    shown: list[Any] = []
    piece = on.piece(picture=on.picture())
    for send in (False, True, True):
        on.fake.fail(fault, "" if anywhere else on.posts_by)
        try:
            outcome = on.post(piece, send=send)
            shown += [outcome, *outcome_lines(outcome), outcome_values(outcome), repr(outcome)]
        except CannotPost as error:
            shown += ["".join(traceback.format_exception(error)), repr(error), error.remedy]
        on.clock.pass_by(minutes=3)
    assert_unseen("\n".join(map(str, shown)))
    assert_unseen(caplog.text)
    for file in on.folder.rglob("*"):
        if file.is_file() and file.suffix in (".jsonl", ""):
            assert_unseen(file.read_text())


@pytest.mark.parametrize("status", [303, 307, 400, 401, 403, 422, 429, 500])
def test_nor_does_an_answer_that_repeats_it(on: Station, status: int) -> None:
    said = f"You sent {' '.join(SECRETS)} {base64.b64encode(TOKEN.encode()).decode()}"
    where = f"https://other.example/{quote(TOKEN, safe='')}?token={quote(TOKEN)}"
    value = {"error": said, "message": said, "detail": said, "title": TOKEN[:20], "code": TOKEN}
    on.fake.fail(Answer(status, value, {"Location": where, "x-said": TOKEN}), on.posts_by)
    outcome = on.post()
    text = f"{outcome} {outcome_values(outcome)}"
    for secret in _own(on):
        assert secret not in text
        assert secret[:20] not in text
    assert outcome.result.exit == 1


def _own(on: Station) -> list[str]:
    """The secrets that this network was given; of a webhook's address, the part that is long."""
    own = [value for value in on.environ.values() if value in SECRETS]
    return [*own, "canaryT0K3Nofthehook99"] if on.channel == "webhook" else own


def test_objects_do_not_show_it(on: Station) -> None:
    channel = channel_named(on.channel, on.environ)
    network = channel.network
    assert_unseen(f"{channel!r} {network!r} {channel.scrub!r} {vars(network)}")


def test_nor_do_mistakes_in_it(on: Station) -> None:
    for name, value in list(on.environ.items()):
        if value in SECRETS:
            for wrong in (f"{value}\r\nX: y", f"{value} and more", f"“{value}”", f"{value}é"):
                with pytest.raises(CannotPost) as caught:
                    channel_named(on.channel, {**on.environ, name: wrong})
                assert_unseen("".join(traceback.format_exception(caught.value)))


def test_it_cannot_be_written_by_accident() -> None:
    secret = Secret("MASTHEAD_X_TOKEN", TOKEN)
    assert f"{secret} {secret!r} {[secret]} {vars}".count("‹MASTHEAD_X_TOKEN›") == 3
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_a_placeholder_in_a_text_stays_a_text(on: Station) -> None:
    text = "How ‹MASTHEAD_X_TOKEN› and ‹MASTHEAD_MASTODON_TOKEN› are hidden"
    on.post(on.piece(text=text, url=""))
    assert on.texts() == [text]


@given(st.text(min_size=SHORTEST), st.text(), st.text())
def test_whatever_stands_around_it_is_kept(value: str, before: str, after: str) -> None:
    scrub = Scrubber()
    scrub.learn(Secret("S", value))
    text = scrub(f"{before}{value}{after}")
    assert value not in text or value in "‹S›"
    if not set(value) & set(before + after):
        assert text.startswith(before)
        assert text.endswith(after)


def test_the_command_prints_none(on: Station, capsys: pytest.CaptureFixture[str]) -> None:
    from masthead.cli.share.posting import run_posting

    on.fake.fail(Fault.ECHO, on.posts_by)
    code = run_posting(
        lambda _: on.piece(), on.channel, on.folder, yes=True, environ=on.environ, form="json"
    )
    printed = capsys.readouterr()
    assert code == 1 or on.channel == "webhook"
    assert_unseen(printed.out + printed.err)
