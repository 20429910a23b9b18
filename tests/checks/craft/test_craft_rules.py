"""Every rule of the craft speaks once about a text that breaks it, and not about its neighbour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import Any, Final

import pytest
from advised import advice_on, stretch

from builders import Files, a_piece, a_site
from masthead.diagnostics import Rule, Severity, rules
from masthead.diagnostics.rules import ALL_RULES
from pictures import a_picture


@dataclass(frozen=True, kw_only=True)
class Case:
    """`breaks` gives one advice, of `rule`, on line `line`, about the words `at`; `fine` none."""

    rule: Rule
    breaks: Files
    line: int
    at: str
    says: str
    fine: Files
    config: Mapping[str, Any] = field(default_factory=dict)


def one(body: str = "A title is what this is about.\n", **keys: str) -> dict[str, str]:
    """The piece; further keys stand from line 5, the text from the line behind its ---."""
    return {"docs/posts/one.md": a_piece(None, body, **keys)}


def two(**keys: str) -> dict[str, str]:
    """Another."""
    given = {"title": "Another", "id": "two", **keys}
    return {"docs/posts/two.md": a_piece(given, "Another text.\n")}


_START: Final = "A title, and what it is about.\n\n"
_LONG: Final = "word " * 49

CASES: Final = (
    Case(
        rule=rules.LONG_TITLE,
        breaks=one(title="A title " + "and another one " * 6),
        line=2, at="A title " + ("and another one " * 6).strip(), says="103 characters",
        fine=one(title="A title that people can read in one go, and that search results show"),
    ),
    Case(
        rule=rules.DESCRIPTION_LENGTH,
        breaks=one(description="A title. " + "And so on. " * 40),
        line=5, at="A title. " + ("And so on. " * 40).strip(), says="448 characters",
        fine=one(description="A title for people who read one sentence before they decide."),
    ),
    Case(
        rule=rules.DESCRIPTION_LENGTH,
        breaks=one(description="Some thoughts."), line=5, at="Some thoughts.", says="only 14",
        fine=one(),
    ),
    Case(
        rule=rules.SLOW_OPENING,
        breaks=one("We’re *thrilled* to announce a title. It is new.\n"),
        line=6, at="We’re *thrilled* to announce a title.", says="before it says",
        fine=one("A title, which we’re thrilled to announce, is new.\n"),
    ),
    Case(
        rule=rules.SLOW_OPENING,
        breaks=one("Imagine a night, " + "and the wind blows " * 9 + "on.\n"),
        line=6, at="Imagine a night, " + "and the wind blows " * 9 + "on.",
        says="no word of the title",
        fine=one("Imagine a night in which nobody sleeps.\n\nWhat they lack has a title.\n"),
    ),
    Case(
        rule=rules.HEADING_SKIPS,
        breaks=one(_START + "## One\n\n#### Two *fold*\n"), line=10, at="Two *fold",
        says="level 4 follows a heading of level 2",
        fine=one(_START + "## One\n\n### Two\n\n#### Three\n\n## Four\n"),
    ),
    Case(
        rule=rules.HEADING_SKIPS,
        breaks=one(_START + "### One\n\n### Two\n"), line=8, at="One", says="follows the title",
        fine=one(_START + "# One\n\n## Two\n\n```\n#### code\n```\n"),
    ),
    Case(
        rule=rules.EMPTY_LINK_TEXT,
        breaks=one(_START + "It is **[here](https://a.example/)**, or [here](/b).\n"),
        line=8, at="here", says="(and 1 more, on line 8)",
        fine=one(_START + "It is [here and now](/), `[here](x)`.\n\n> [here](/)\n"),
    ),
    Case(
        rule=rules.EMPTY_LINK_TEXT,
        breaks=one(_START + "See https://a.example/" + "long/" * 10 + " for it.\n"),
        line=8, at="https://a.example/" + "long/" * 10, says="does not say where",
        fine=one(_START + "See https://a.example/short and [a text][1].\n\n[1]: https://a.example\n"),
    ),
    Case(
        rule=rules.LONG_PARAGRAPH,
        breaks=one(_START + "Ten words are in this sentence, and no more than that. " * 16),
        line=8, at=("Ten words are in this sentence, and no more than that. " * 16).strip(),
        says="176 words",
        fine=one(_START + ("Ten words are in this sentence, and no more. " * 12 + "\n\n") * 2),
    ),
    Case(
        rule=rules.LONG_SENTENCE,
        breaks=one(_START + f"It is short. It is {_LONG}long. It ends.\n"),
        line=8, at=f"It is {_LONG}long.", says="has 52 words",
        fine=one(_START + f"She says: “It is {_LONG}long.” But Dr. No said: no.\n\n> {_LONG}.\n"),
    ),
    Case(
        rule=rules.HEAVY_IMAGE,
        breaks={**one(_START + "![A valve](v.png)\n"), "docs/posts/v.png": a_picture(600, 400)},
        line=8, at="v.png", says="the image v.png has",
        fine={**one(_START + "![A valve](v.png)\n"), "docs/posts/v.png": a_picture()},
        config={"craft": {"image": 1}},
    ),
    Case(
        rule=rules.EMPTY_ALT,
        breaks={**one(_START + "![IMG_2041.jpg](v.png)\n"), "docs/posts/v.png": a_picture()},
        line=8, at="![IMG_2041.jpg](v.png)", says="“IMG_2041.jpg”",
        fine={**one(_START + "![Screenshot of a log](v.png)\n"), "docs/posts/v.png": a_picture()},
    ),
    Case(
        rule=rules.PROMOTIONAL,
        breaks=one(_START + "Our innovative, seamless Ledger is cutting-edge, and amazing.\n"),
        line=8, at="innovative", says="5 promotional words",
        fine=one(_START + "Our innovative, seamless Ledger is a cutting-edge tool.\n"),
        config={"craft": {"products": ["Ledger"]}},
    ),
    Case(
        rule=rules.FIGURE_WITHOUT_SOURCE,
        breaks=one(_START + "Then there is this. Utilities lose about 30% of *it*.\n"),
        line=8, at="30%", says="“30%” stands here",
        fine=one(_START + "We lost about 30% of it.\n\nAbout 30% is [lost](https://a.example).\n\n"
                 "By now over 40% of it is lost.[^1]\n\nIt fell by 44%.\n\n[^1]: A census.\n"),
    ),
    Case(
        rule=rules.OLD_FIGURE,
        breaks=one(_START + "In 2019, 34% of utilities metered at night, we found.\n"),
        line=8, at="In 2019, 34% of utilities metered at night, we found.", says="7 years older",
        fine=one(_START + "In 2023, 34% did, we found. Since 2019, 12% did. In 2010 we began.\n"),
    ),
    Case(
        rule=rules.VEILED_DISCLOSURE,
        breaks=one(disclosure="The author may have interests."),
        line=5, at="The author may have interests.", says="leaves open",
        fine=one(disclosure="The author advises Acme. Acme paid the fare. Nothing else was paid."),
    ),
    Case(
        rule=rules.VEILED_DISCLOSURE,
        breaks=one(disclosure="The tests were paid for."),
        line=5, at="The tests were paid for.", says="does not say by whom",
        fine=one(disclosure="The tests were paid for by Acme."),
    ),
    Case(
        rule=rules.VEILED_DISCLOSURE,
        breaks=one(_START + "*Disclosure: I own shares of Acme.*\n"),
        line=8, at="Disclosure: I own shares of Acme.", says="stands in the text",
        fine=one(_START + "*Disclosure: as below.*\n", disclosure="I own shares of Acme."),
    ),
    Case(
        rule=rules.MISSING_PAIR,
        breaks={**one(angle="practical"), **two(angle="practical", pair="three.md"),
                "docs/posts/three.md": a_piece(id="three", title="Three", angle="aspirational")},
        line=5, at="practical", says="none says what to prepare for",
        fine={**one(angle="practical"), **two(angle="aspirational", pair="one.md")},
    ),
    Case(
        rule=rules.REPEATED_WORD,
        breaks=one(_START + "We measured the\nthe night line.\n"), line=8, at="the",
        says="“the the”",
        fine=one(_START + "He had had that, very very much, in Walla Walla: `the the`. Yada yada "
                 "yada. When work is done done, it is done done.\n"),
    ),
    Case(
        rule=rules.WORN_PHRASE,
        breaks=one(_START + "Last but *not* least, it leaks.\n\nAt the end of the day, it does.\n"),
        line=8, at="Last but *not* least", says="(and 1 more, on line 10)",
        fine=one(_START + "It leaks at the end of the day. “Last but not least,” he said.\n"),
    ),
)  # fmt: skip
_NAMES: Final = [f"{case.rule.name}-{index}" for index, case in enumerate(CASES)]


def test_every_rule_of_the_craft_has_a_text_that_breaks_it() -> None:
    covered = {case.rule.code for case in CASES}
    assert covered == {code for code in ALL_RULES if code.startswith("MH7")}


@pytest.mark.parametrize("case", CASES, ids=_NAMES)
def test_a_text_that_breaks_one_rule_gives_one_advice_at_its_words(
    case: Case, tmp_path: Path
) -> None:
    (finding,) = advice_on(tmp_path, case.breaks, case.config)
    assert finding.rule == case.rule
    assert finding.severity is Severity.ADVICE
    assert (finding.position.line, stretch(tmp_path, finding)) == (case.line, case.at)
    assert case.says in finding.message
    assert finding.remedy.endswith((".", "?", "`"))


@pytest.mark.parametrize("case", CASES, ids=_NAMES)
def test_a_text_beside_it_gives_none(case: Case, tmp_path: Path) -> None:
    assert advice_on(tmp_path, case.fine, case.config) == ()


@pytest.mark.parametrize("case", CASES, ids=_NAMES)
def test_no_build_finds_it(case: Case, tmp_path: Path) -> None:
    codes = {finding.rule.code for finding in a_site(tmp_path, case.breaks, case.config).findings()}
    assert case.rule.code not in codes


def test_other_languages_are_spared_what_rests_on_english_words(tmp_path: Path) -> None:
    body = (
        _START
        + "Mehr [here](https://a.example/). Etwa 30% of it, at the end of the day, the the.\n"
    )
    assert advice_on(tmp_path, one(body, lang="de")) == ()


def test_a_budget_of_nothing_is_never_spent(tmp_path: Path) -> None:
    body = _START + f"It is {_LONG}long.\n"
    config = {"craft": {"sentence": 0}}
    assert advice_on(tmp_path, one(body), config) == ()


def test_a_budget_is_the_sites_own(tmp_path: Path) -> None:
    config = {"craft": {"sentence": 5}}
    (finding,) = advice_on(tmp_path, one("A title is what this is about.\n"), config)
    assert finding.rule == rules.LONG_SENTENCE


@pytest.mark.parametrize(
    "body",
    [
        "She said: “It was short. It was {}long. It ended.”\n",
        "She began: “It was {}long.\n\n“It went on. And it ended.”\n",
        "It is " + "word " * 39 + "— and – a → b … long.\n",
    ],
    ids=["a quotation of sentences", "a quotation of paragraphs", "signs between words"],
)
def test_what_is_no_word_of_the_authors_makes_no_sentence_long(body: str, tmp_path: Path) -> None:
    assert advice_on(tmp_path, one(_START + body.format(_LONG))) == ()


def test_two_objections_to_one_phrase_are_one(tmp_path: Path) -> None:
    body = _START + "This is what we do at this point in time, as it goes without saying.\n"
    (finding,) = advice_on(tmp_path, one(body))
    assert finding.rule == rules.WORN_PHRASE
    assert "1 more" in finding.message


def test_a_piece_elsewhere_has_no_text_of_ours(tmp_path: Path) -> None:
    piece = one("[here](https://a.example/)\n", external_url="https://b.example/")
    assert advice_on(tmp_path, piece) == ()


def test_severity_is_the_sites_own_by_path(tmp_path: Path) -> None:
    weights = {"MH705": {"severity": "error", "paths": "docs/posts/*"}}
    (finding,) = advice_on(tmp_path, one(_START + "[here](/)\n"), {"rules": weights})
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize("odd", ["1,", "$5 million ", "30% of it. ", "> ", "a@b.cc ", "[here](b) "])
def test_odd_texts_take_no_odd_time(odd: str, tmp_path: Path) -> None:
    before = process_time()
    advice_on(tmp_path, one(odd * (40_000 // len(odd))))
    assert process_time() - before < 5
