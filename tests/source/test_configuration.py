"""The plugin's options in mkdocs.yml become Settings; what is wrong stands at its place."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from builders import places_of, settings_of
from masthead.diagnostics import Findings, Severity
from masthead.settings import DEFAULT_FORMATS, DEFAULT_STAGES, Settings
from masthead.source.settings.read import plugin_position, read_settings, sets

_HEAD = "site_name: Test\nplugins:\n  - search\n  - masthead:\n"


def _config(options: str) -> str:
    """mkdocs.yml with the plugin's options from line 5, indented by six."""
    return _HEAD + "".join(f"      {line}\n" for line in options.split("\n"))


def _settings(options: str) -> Settings:
    settings, findings = settings_of(_config(options))
    assert findings == ()
    return settings


def _ids(terms: tuple[Any, ...]) -> list[tuple[str, str]]:
    return [(term.id, term.title) for term in terms]


def test_without_options_everything_has_a_default() -> None:
    settings, findings = settings_of("site_name: Test\nplugins: [masthead]\n")
    assert findings == ()
    assert (settings.pieces, settings.blog, settings.per_page) == (("posts",), "blog/", 20)
    assert (settings.stages, settings.formats) == (DEFAULT_STAGES, DEFAULT_FORMATS)


@pytest.mark.parametrize(
    "options",
    [
        "topics:\n  pricing: Pricing\n  leaks: Leaks",
        "topics: {pricing: Pricing, leaks: {title: Leaks}}",
        "topics:\n  - pricing\n  - leaks",
        "topics: [pricing: Pricing, leaks]",
        "topics:\n  pricing:\n  leaks: {}",
        "topics:\n  - pricing: {title: Pricing}\n  - leaks: Leaks",
    ],
)
def test_a_vocabulary_has_three_forms(options: str) -> None:
    assert _ids(_settings(options).topics) == [("pricing", "Pricing"), ("leaks", "Leaks")]


def test_stages_take_the_place_of_the_default_ones_in_the_order_given() -> None:
    settings = _settings("stages:\n  try: {title: Try, question: Does it work}\n  buy: Buy")
    assert [(s.id, s.question) for s in settings.stages] == [("try", "Does it work"), ("buy", "")]


@pytest.mark.parametrize(
    ("written", "days"),
    [("30 days", 30), ("1 day", 1), ("6 weeks", 42), ("3 Months", 90), ("2years", 730),
     ("never", 0)],
)  # fmt: skip
def test_patience_is_a_length_of_time(written: str, days: int) -> None:
    formats = _settings(f"formats:\n  post: {{patience: {written}}}").formats
    assert {f.id: f.patience for f in formats}["post"] == days


@pytest.mark.parametrize("written", ["30", "soon", "0 days", "-1 week", "[1 day]", "1.5 months"])
def test_patience_that_is_none_is_found_at_its_place(written: str) -> None:
    _, findings = settings_of(_config(f"formats:\n  post: {{patience: {written}}}"))
    assert places_of(findings) == ["mkdocs.yml:6:26 MH802"]
    assert "`patience: 30 days`" in findings[0].remedy


def test_a_format_keeps_its_rung_when_it_is_only_called_something_else() -> None:
    formats = _settings("formats:\n  post: Article\n  talk: {description: Spoken}").formats
    by_id = {f.id: f for f in formats}
    assert (by_id["post"].rank, by_id["post"].plural) == (30, "Article")
    assert (by_id["talk"].title, by_id["talk"].plural, by_id["talk"].rank) == ("Talk", "Talks", 50)


def test_formats_add_to_those_that_come_with_masthead() -> None:
    formats = _settings("formats:\n  podcast: {title: Podcast, rank: 45}\n  post: Article").formats
    assert {f.id for f in formats} == {f.id for f in DEFAULT_FORMATS} | {"podcast"}
    by_id = {f.id: f for f in formats}
    assert (by_id["podcast"].plural, by_id["podcast"].rank) == ("Podcast", 45)
    assert by_id["post"].title == "Article"


def test_a_series_may_be_declared_without_a_file() -> None:
    (series,) = _settings(
        "series:\n  ledger: {title: The ledger, parts: 4, cadence: weekly}"
    ).series
    assert (series.id, series.parts, series.cadence) == ("ledger", 4, "weekly")


@pytest.mark.parametrize(
    ("options", "name", "value"),
    [
        ("blog: /", "blog", ""),
        ("blog: insights", "blog", "insights/"),
        ("blog: /our/insights/", "blog", "our/insights/"),
        ("pieces: posts", "pieces", ("posts",)),
        ("pieces: [posts, ./talks/, posts]", "pieces", ("posts", "talks")),
        ("addresses: {authors: people}", "addresses", {"authors": "people/"}),
        ("timezone: Europe/Berlin", "timezone", ZoneInfo("Europe/Berlin")),
        ("per_page: 5", "per_page", 5),
        ("tags: topics", "tags", "topics"),
        ("remote_hosts: img.example", "remote_hosts", ("img.example",)),
        ("title: 1.10", "title", "1.10"),
        ("title: 2024-01-01", "title", "2024-01-01"),
        ("title: on", "title", "on"),
        ("title: ~", "title", ""),
    ],
)
def test_a_setting_is_read(options: str, name: str, value: object) -> None:
    assert getattr(_settings(options), name) == value


@pytest.mark.parametrize(
    ("options", "finding", "says", "remedy"),
    [
        ("topic: [a]", "5:7 MH801", "did you mean `topics`?", "`topics:`"),
        ("colour: red", "5:7 MH801", "`colour` is not a known key", "Write one of: "),
        ("timezone: Mars/Base", "5:17 MH802", "no time zone `Mars/Base`", "`Europe/Berlin`"),
        ("timezone: Lisbon", "5:17 MH802", "no time zone `Lisbon`", "`Europe/Lisbon`"),
        ("timezone: New York", "5:17 MH802", "no time zone", "`America/New_York`"),
        ("pieces: ../posts", "5:15 MH802", "not a folder inside", "such as `pieces: posts`"),
        ("pieces: [posts, .]", "5:23 MH802", "not a folder inside", "such as `pieces: posts`"),
        ("blog: 'a b'", "5:13 MH802", "not an address of this site", "such as `blog/`"),
        ("addresses: {author: x}", "5:19 MH801", "did you mean `authors`?", "`authors:`"),
        ("addresses: people", "5:18 MH802", "here stand no keys", "`authors: people/`"),
        ("per_page: many", "5:17 MH203", "not a whole number", "`per_page: 3`"),
        ("per_page: 0", "5:17 MH203", "not a whole number", "`per_page: 3`"),
        ("dialect: rst", "5:16 MH802", "the dialect `rst` does not exist", "gfm, mkdocs"),
        ("tags: labels", "5:13 MH802", "the key `labels` does not exist", "topics"),
        ("topics: pricing", "5:15 MH802", "here stand no ids", "`id: Title` below"),
        ("topics: {a b: C}", "5:16 MH211", "`a b` cannot be part", "hyphens"),
        ("topics: [a, A]", "5:19 MH802", "`A` stands here a second time", "Keep one"),
        ("topics: {a: [b]}", "5:19 MH802", "here stands a list", "`a: A title`"),
        ("topics: {a: {titel: B}}", "5:20 MH801", "did you mean `title`?", "`title:`"),
        ("stages:\n  a: {rank: 1}", "6:13 MH801", "`rank` is not a known key", "question"),
        ("rules: MH504", "5:14 MH802", "here stand no rules", "`MH504: advice`"),
        ("rules: {MH999: off}", "5:15 MH802", "no rule `MH999`", "such as `MH504`"),
        ("rules: {unknown-autor: off}", "5:15 MH802", "`unknown-author`?", "code or name"),
        ("rules: {MH504: warn}", "5:22 MH802", "the severity `warn`", "error, advice, off"),
        ("rules: {MH504: true}", "5:22 MH802", "the severity `true`", "error, advice, off"),
        ("rules: {MH504: {paths: [a]}}", "5:22 MH802", "no severity", "severity: advice"),
        ("rules: {MH504: {severty: off}}", "5:23 MH801", "`severity`?", "`severity:`"),
    ],
)
def test_a_wrong_setting_is_found_at_its_place(
    options: str, finding: str, says: str, remedy: str
) -> None:
    _, findings = settings_of(_config(options))
    assert places_of(findings) == [f"mkdocs.yml:{finding}"]
    assert says in findings[0].message
    assert remedy in findings[0].remedy


def test_one_wrong_setting_leaves_the_others_as_they_are() -> None:
    settings, findings = settings_of(_config("per_page: many\ntimezone: Europe/Berlin\nrelated: 1"))
    assert len(findings) == 1
    assert (settings.per_page, settings.timezone.key, settings.related) == (20, "Europe/Berlin", 1)
    assert settings.faults == {"per_page"}


@pytest.mark.parametrize("word", ["off", "'off'", "Off", "no", "false"])
def test_a_rule_can_be_off_however_yaml_reads_the_word(word: str) -> None:
    (rule,) = _settings(f"rules: {{MH504: {word}}}").rules
    assert (rule.code, rule.severity, rule.paths) == ("MH504", Severity.OFF, ("**",))


def test_a_rule_goes_by_code_or_name_and_weighs_by_path() -> None:
    rules = _settings(
        "rules:\n"
        "  image-without-alt: advice\n"
        "  MH103:\n"
        "    - advice\n"
        "    - {severity: off, paths: docs/notes/*}\n"
        "    - {severity: error, paths: [docs/posts/*, docs/papers/*]}"
    ).rules
    assert [(r.code, r.severity, r.paths) for r in rules] == [
        ("MH504", Severity.ADVICE, ("**",)),
        ("MH103", Severity.ADVICE, ("**",)),
        ("MH103", Severity.OFF, ("docs/notes/*",)),
        ("MH103", Severity.ERROR, ("docs/posts/*", "docs/papers/*")),
    ]


def test_a_value_from_elsewhere_stands_where_its_setting_stands() -> None:
    text = _config("timezone: !ENV ZONE")
    findings = Findings()
    read_settings({"timezone": "Mars"}, text, "mkdocs.yml", Settings(), findings)
    assert places_of(tuple(findings.items)) == ["mkdocs.yml:5:17 MH802"]


@pytest.mark.parametrize("text", ["", "plugins: [", "- a", "plugins:\n  other: {}\n"])
def test_settings_that_are_not_in_the_text_stand_at_its_top(text: str) -> None:
    findings = Findings()
    read_settings({"colour": "red"}, text, "mkdocs.yml", Settings(), findings)
    assert places_of(tuple(findings.items)) == ["mkdocs.yml:1:1 MH801"]


def test_settings_may_stand_under_the_plugins_name_as_a_key() -> None:
    findings = Findings()
    text = "plugins:\n  search: {}\n  masthead:\n    colour: red\n"
    read_settings({"colour": "red"}, text, "mkdocs.yml", Settings(), findings)
    assert places_of(tuple(findings.items)) == ["mkdocs.yml:4:5 MH801"]


def _endless() -> list[Any]:
    inside: list[Any] = []
    inside.append(inside)
    return inside


def _laughs() -> list[Any]:
    value: list[Any] = ["x"]
    for _ in range(40):
        value = [value, value, value]
    return value


@pytest.mark.parametrize("value", [_endless(), _laughs()], ids=["recursive", "billion laughs"])
def test_settings_without_an_end_are_a_finding(value: list[Any]) -> None:
    findings = Findings()
    settings = read_settings({"topics": value}, "", "mkdocs.yml", Settings(), findings)
    assert [f.rule.code for f in findings.items] == ["MH802"]
    assert settings.pieces == ("posts",)


def test_a_setting_can_be_told_from_its_default() -> None:
    text = "theme:\n  name: material\n  font: false\n"
    assert sets(text, "theme", "font")
    assert not sets(text, "theme", "palette")
    assert not sets(text, "plugins", "masthead")
    assert not sets("", "theme")


def test_another_plugin_has_a_place_too() -> None:
    text = "plugins:\n  - search\n  - material/tags\n  - meta: {}\n"
    assert plugin_position(text, "mkdocs.yml", "meta").line == 4
    assert plugin_position(text, "mkdocs.yml", "material/tags").line == 3
    assert plugin_position(text, "mkdocs.yml", "blog").line == 1
