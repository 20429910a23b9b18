"""What a network says no to, how long it wants us to wait, and what to do about it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from masthead.posting import CannotPost, Picture, Result, channel_named
from masthead.posting.waiting import earliest, in_words
from posting.serving import Answer, Clock, Fake, Fault, served
from posting.stations import AUTHOR, LINK, TOKEN, WEBHOOK, Station, station

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SOON = 1_772_626_500
"""2026-03-04 12:15 UTC, in seconds since 1970."""


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({"retry-after": "120"}, 2),
        ({"retry-after": "Wed, 04 Mar 2026 12:05:00 GMT"}, 5),
        ({"x-rate-limit-reset": str(SOON)}, 15),
        ({"x-ratelimit-reset": "2026-03-04T12:10:00.000000Z"}, 10),
        ({"ratelimit-reset": str(SOON)}, 15),
        ({"ratelimit-reset": "60"}, 1),
        ({"retry-after": "60", "x-rate-limit-reset": str(SOON)}, 15),
        ({"x-rate-limit-reset": str(SOON), "x-rate-limit-remaining": "0"}, 15),
        # Of two limits only the one that is used up counts.
        ({"x-rate-limit-reset": str(SOON), "x-rate-limit-remaining": "7", "retry-after": "60"}, 1),
        ({"x-user-limit-24hour-reset": str(SOON), "x-user-limit-24hour-remaining": "0"}, 15),
    ],
)
def test_every_way_to_say_when(headers: dict[str, str], minutes: int) -> None:
    again = earliest(headers, NOW)
    assert again is not None
    assert (again - NOW).total_seconds() == minutes * 60


@pytest.mark.parametrize("text", ["", "soon", "-5", "1e999", "9" * 400, "12:00", "Wed, 99", "²"])
@pytest.mark.parametrize("name", ["retry-after", "x-rate-limit-reset", "x-ratelimit-reset"])
def test_what_makes_no_sense_is_no_instant(name: str, text: str) -> None:
    assert earliest({name: text}, NOW) is None


def test_waiting_is_said_so_that_one_can_come_back_in_time() -> None:
    assert in_words(datetime(2026, 3, 4, 12, 0, 30, tzinfo=UTC), NOW).startswith("30 seconds")
    said = in_words(datetime(2026, 3, 4, 12, 11, 1, tzinfo=UTC), NOW)
    assert said == "12 minutes, until 2026-03-04 12:11:01 UTC"
    assert in_words(datetime(2026, 3, 5, 11, 30, tzinfo=UTC), NOW).startswith("24 hours")


LIMITED: dict[str, Answer] = {
    "mastodon": Answer(
        429, {"error": "Too many requests"}, {"X-RateLimit-Reset": "2026-03-04T12:15:00.000000Z"}
    ),
    "bluesky": Answer(
        429, {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"},
        {"ratelimit-reset": str(SOON)},
    ),
    "linkedin": Answer(
        429, {"status": 429, "code": "TOO_MANY_REQUESTS", "message": "Resource level throttle"},
        {"Retry-After": "900"},
    ),
    "x": Answer(
        429, {"title": "Too Many Requests", "detail": "Too Many Requests", "type": "about:blank"},
        {"x-rate-limit-reset": str(SOON), "x-rate-limit-remaining": "0"},
    ),
    "webhook": Answer(429, {"error": "Slow down"}, {"Retry-After": "900"}),
}  # fmt: skip


def test_a_limit_says_how_long_to_wait(on: Station) -> None:
    on.fake.fail(LIMITED[on.channel], on.posts_by)
    outcome = on.post()
    assert outcome.result is Result.REFUSED
    assert outcome.again == datetime(2026, 3, 4, 12, 15, tzinfo=UTC)
    assert "15 minutes, until 2026-03-04 12:15:00 UTC" in outcome.remedy
    assert "Nothing was posted" in outcome.message
    on.clock.pass_by(minutes=15)
    assert on.post().result is Result.POSTED


def test_a_limit_before_the_post_too(on: Station) -> None:
    if on.channel == "webhook":
        pytest.skip("a webhook has nothing before the post")
    on.fake.fail(LIMITED[on.channel])
    outcome = on.post(on.piece(picture=on.picture()))
    assert (outcome.result, on.texts()) == (Result.REFUSED, [])
    assert not on.ledger.path.exists() or on.channel in ("x", "linkedin")


def test_a_token_that_is_not_accepted(on: Station) -> None:
    for name in on.environ:
        if "SERVER" not in name and "HANDLE" not in name and "AUTHOR" not in name:
            on.environ[name] = _other(on.environ[name], name)
    outcome = on.post()
    assert outcome.result is Result.REFUSED
    if on.channel != "webhook":
        assert "401" in outcome.message
        assert "MASTHEAD_" in outcome.remedy
    assert on.texts() == []


def _other(value: str, name: str) -> str:
    if name.endswith("APP_PASSWORD"):
        return "aaaa-bbbb-cccc-dddd"
    return value if name.endswith("URL") else value[:8] + value[8:].swapcase()


def test_a_right_that_is_missing(tmp_path: Path) -> None:
    with station("mastodon", tmp_path) as on:
        on.fake.scopes = {"read:statuses"}
        outcome = on.post()
        assert "403 This action is outside the authorized scopes" in outcome.message
        assert "write:statuses" in outcome.remedy


def test_a_text_that_is_too_long(on: Station) -> None:
    if on.channel in ("linkedin", "webhook"):
        pytest.skip("this network cuts off, or takes all")
    outcome = on.post(on.piece(text="word " * 900))
    assert outcome.result is Result.REFUSED
    assert outcome.message.startswith(on_title(on))
    assert on.texts() == []


def on_title(on: Station) -> str:
    return channel_named(on.channel, on.environ).network.title


def test_a_text_that_x_has_seen(tmp_path: Path) -> None:
    with station("x", tmp_path) as on:
        on.post()
        on.clock.pass_by(days=1)
        outcome = on.post(again=True)
        assert "duplicate content" in outcome.message
        assert "--record" in outcome.remedy


def test_a_text_that_linkedin_has_seen(tmp_path: Path) -> None:
    with station("linkedin", tmp_path) as on:
        url = on.post().url
        on.clock.pass_by(days=1)
        outcome = on.post(again=True)
        assert url.split("/")[-2] in outcome.message
        assert "Duplicate post is detected" in outcome.message


def test_a_version_that_linkedin_serves_no_more(tmp_path: Path) -> None:
    with station("linkedin", tmp_path) as on:
        on.environ["MASTHEAD_LINKEDIN_VERSION"] = "202401"
        outcome = on.post()
        assert "Requested version 202401 is not active" in outcome.message
        assert "MASTHEAD_LINKEDIN_VERSION" in outcome.remedy
        on.environ["MASTHEAD_LINKEDIN_VERSION"] = "202606"
        assert on.post().result is Result.POSTED


def test_nothing_goes_where_a_redirect_leads(on: Station) -> None:
    class Elsewhere(Fake):
        def answer(self, asked: Any) -> Answer:  # noqa: ARG002
            return Answer(200, {"id": "1", "url": "https://elsewhere.example/1"})

    elsewhere = Elsewhere(Clock())
    with served(elsewhere) as address:
        for status in (301, 302, 307, 308):
            on.fake.fail(Answer(status, None, {"Location": f"{address}/x"}), on.posts_by)
            outcome = on.post()
            assert outcome.result is Result.REFUSED
            assert "sends us on to 127.0.0.1" in outcome.message
    assert elsewhere.asked == []


def test_a_server_that_is_not_there(on: Station) -> None:
    for name in on.environ:
        if name.endswith(("SERVER", "URL")):
            on.environ[name] = on.environ[name].replace(on.fake.address, "http://127.0.0.1:1")
    outcome = on.post()
    assert outcome.result is Result.REFUSED
    assert "127.0.0.1 cannot be reached" in outcome.message
    assert "Nothing was posted" in outcome.message


def test_a_host_that_is_not_there(on: Station) -> None:
    for name in on.environ:
        if name.endswith(("SERVER", "URL")):
            on.environ[name] = on.environ[name].replace(on.fake.address, "https://typo.example")
    assert "there is no host typo.example" in on.post().message


def test_a_certificate_that_nobody_trusts(tmp_path: Path) -> None:
    # A server without encryption where encryption is asked for: the handshake fails either way.
    with station("mastodon", tmp_path) as on:
        server = on.fake.address.replace("http:", "https:")
        on.environ["MASTHEAD_MASTODON_SERVER"] = server
        outcome = on.post()
        assert outcome.result is Result.REFUSED
        assert "no certificate that this machine trusts" in outcome.message
        assert on.fake.asked == []


@pytest.mark.parametrize(
    ("channel", "environ", "said"),
    [
        ("mastodon", {}, "MASTHEAD_MASTODON_SERVER and MASTHEAD_MASTODON_TOKEN"),
        ("bluesky", {}, "MASTHEAD_BLUESKY_HANDLE and MASTHEAD_BLUESKY_APP_PASSWORD"),
        ("linkedin", {"MASTHEAD_LINKEDIN_TOKEN": TOKEN}, "MASTHEAD_LINKEDIN_AUTHOR"),
        ("x", {}, "MASTHEAD_X_TOKEN"),
        ("x", {"MASTHEAD_X_API_KEY": TOKEN}, "MASTHEAD_X_API_SECRET"),
        ("webhook", {"MASTHEAD_WEBHOOK_SECRET": WEBHOOK}, "MASTHEAD_WEBHOOK_URL"),
        ("blusky", {}, "no channel “blusky”"),
        ("linkedin", {"MASTHEAD_LINKEDIN_TOKEN": TOKEN, "MASTHEAD_LINKEDIN_AUTHOR": "Millrace"},
         "names no author"),
        ("mastodon", {"MASTHEAD_MASTODON_SERVER": "http://social.example",
                      "MASTHEAD_MASTODON_TOKEN": TOKEN}, "no address where a token may go"),
        ("mastodon", {"MASTHEAD_MASTODON_SERVER": "https://a:b@social.example",
                      "MASTHEAD_MASTODON_TOKEN": TOKEN}, "no address where a token may go"),
        ("webhook", {"MASTHEAD_WEBHOOK_URL": "https://hooks.example/x",
                     "MASTHEAD_WEBHOOK_SECRET": "only some words"}, "holds no token"),
        ("webhook", {"MASTHEAD_WEBHOOK_URL": "https://hooks.example/x",
                     "MASTHEAD_WEBHOOK_SECRET": "whsec_c2hvcnQ="}, "holds no key for webhooks"),
        ("bluesky", {"MASTHEAD_BLUESKY_HANDLE": "a.example",
                     "MASTHEAD_BLUESKY_APP_PASSWORD": "my-own-password!"}, "no app password"),
        ("x", {"MASTHEAD_X_TOKEN": f"{TOKEN}\n Bearer"}, "holds no token"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_named(
    channel: str, environ: dict[str, str], said: str
) -> None:
    with pytest.raises(CannotPost) as caught:
        channel_named(channel, environ)
    assert said in str(caught.value)
    assert caught.value.remedy
    for value in environ.values():
        assert value in (AUTHOR, "Millrace") or value.startswith("http") or value not in str(
            caught.value
        ) + caught.value.remedy  # fmt: skip


def test_a_server_of_the_configuration_serves_too() -> None:
    servers = {"mastodon": "https://social.example/"}
    channel = channel_named("mastodon", {"MASTHEAD_MASTODON_TOKEN": TOKEN}, servers)
    assert channel.network.title == "Mastodon (social.example)"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("gone.png", None, "cannot be read"),
        ("torn.png", b"\x89PNG\r\n\x1a\n\0\0", "is no image"),
        ("map.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is a drawing"),
    ],
)
def test_a_picture_that_cannot_be_sent(
    on: Station, name: str, data: bytes | None, said: str
) -> None:
    file = on.folder / name
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(CannotPost, match=said):
        on.post(on.piece(picture=Picture(file)))
    assert on.texts() == []


def test_what_linkedin_would_cut_off_is_escaped(tmp_path: Path) -> None:
    with station("linkedin", tmp_path) as on:
        text = rf"(a) [b] {{c}} <d> *e* _f_ ~g~ a@b \ | #tag # {LINK}(x)"
        on.post(on.piece(text=text))
        assert on.texts() == [text.replace(f"{LINK}(x)", f"{LINK}%28x%29")]


def test_no_second_picture_where_the_network_wants_no_picture(tmp_path: Path) -> None:
    with station("linkedin", tmp_path) as on:
        on.fake.fail(
            Answer(200, {"value": {"uploadUrl": "https://evil.example/up",
                                   "image": "urn:li:image:1"}}), "POST /rest/images",
        )  # fmt: skip
        outcome = on.post(on.piece(picture=on.picture()))
        assert outcome.result is Result.REFUSED
        assert "named no place of its own" in outcome.message


def test_a_server_that_stays_busy_with_the_picture(tmp_path: Path) -> None:
    with station("mastodon", tmp_path) as on:
        on.fake.work = 1_000
        outcome = on.post(on.piece(picture=on.picture()))
        assert (outcome.result, on.texts()) == (Result.REFUSED, [])
        assert "works on the picture for longer" in outcome.message


def test_words_for_the_picture_arrive(tmp_path: Path) -> None:
    with station("mastodon", tmp_path) as on:
        picture = on.picture(64, 48, "JPEG")
        on.post(on.piece(picture=picture))
        (media,) = on.fake.media.values()
        assert (media["type"], media["description"]) == ("image/jpeg", picture.alt)
    with station("x", tmp_path) as on:
        on.post(on.piece(picture=on.picture()))
        (media,) = on.fake.media.values()
        assert media["alt"] == picture.alt


def test_an_answer_without_sense_is_a_lost_one(on: Station) -> None:
    on.fake.fail(Answer(200, ["what"]), on.posts_by)
    outcome = on.post()
    if on.channel == "webhook":  # need not say anything
        assert (outcome.result, outcome.url) == (Result.POSTED, "")
    else:
        assert outcome.result is Result.UNDECIDED


def test_a_bad_gateway_is_no_refusal(on: Station) -> None:
    on.fake.fail(Fault.BROKEN_BEFORE, on.posts_by)
    outcome = on.post()
    assert outcome.result is Result.UNDECIDED
    assert "503" in outcome.message
    assert "5 seconds" in outcome.remedy
