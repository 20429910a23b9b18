"""MH1…: references to something that is declared."""

from masthead.diagnostics import rules
from rule_cases.case import Case, one, two

REFERENCES = (
    Case(
        rule=rules.UNKNOWN_STAGE,
        breaks=one(stages="[epiphany, loyality]"),
        at="docs/posts/one.md:5:20",
        says='stage "loyality" is not declared',
        remedy="Did you mean loyalty?",
        fine=one(stage="loyalty"),
    ),
    Case(
        rule=rules.UNKNOWN_ANGLE,
        breaks=one(angle="theoretical"),
        at="docs/posts/one.md:5:8",
        says="the angle `theoretical` does not exist",
        remedy="Write one of: aspirational, practical.",
        fine=one(angle="Practical"),
    ),
    Case(
        rule=rules.UNKNOWN_AUTHOR,
        breaks=one(authors="[ana-ruis]"),
        at="docs/posts/one.md:5:11",
        says='author "ana-ruis" has no profile',
        remedy="Did you mean ana-ruiz? Or add authors/ana-ruis.md "
        "(`masthead new author` writes it).",
        fine=one(authors="ana-ruiz"),
    ),
    Case(
        rule=rules.UNKNOWN_TOPIC,
        breaks=one(topics="[pricing, taxes]"),
        at="docs/posts/one.md:5:19",
        says='topic "taxes" is not declared',
        remedy="Write one of: pricing, leakage.",
        fine=one(categories="[pricing]"),
    ),
    Case(
        rule=rules.UNKNOWN_AUDIENCE,
        breaks=one(audiences="engineers"),
        at="docs/posts/one.md:5:12",
        says='audience "engineers" is not declared',
        remedy="declare `engineers` under `audiences` of the plugin masthead in mkdocs.yml",
        fine=one(audience="directors"),
    ),
    Case(
        rule=rules.UNKNOWN_FORMAT,
        breaks=one(format="whitepaper"),
        at="docs/posts/one.md:5:9",
        says='format "whitepaper" is not declared',
        remedy="Did you mean white-paper?",
        fine=one(format="white-paper"),
    ),
    Case(
        rule=rules.UNKNOWN_SERIES,
        breaks=one(series="ledgers"),
        at="docs/posts/one.md:5:9",
        says='series "ledgers" is not declared',
        remedy="add docs/series/ledgers.md",
        fine={**one(series="ledger"), "docs/series/ledger.md": "The ledger.\n"},
    ),
    Case(
        rule=rules.UNKNOWN_SOURCE,
        breaks=one(**{"from": "[../posts/zero.md]"}),
        at="docs/posts/one.md:5:8",
        says='there is no piece "../posts/zero.md"',
        remedy="its path relative to this file",
        fine={**one(), **two(**{"from": "[one.md]"})},
    ),
    Case(
        rule=rules.UNKNOWN_PAIR,
        breaks={**one(), **two(pair="ones")},
        at="docs/posts/two.md:5:7",
        says='there is no piece "ones"',
        remedy="Write a piece's id",
        fine={**one(), **two(pair="../posts/one.md")},
    ),
    Case(
        rule=rules.UNKNOWN_SUCCESSOR,
        breaks=one(state="retired", successor="tow.md"),
        at="docs/posts/one.md:6:12",
        says='there is no piece "tow.md"',
        remedy="Write a piece's id",
        fine={**one(state="retired", successor="two.md"), **two()},
    ),
    Case(
        rule=rules.UNKNOWN_ROLE,
        breaks=one(state="draft", approvals="[{role: leagl, text: k3m9x2pa}]"),
        at="docs/posts/one.md:6:20",
        says="there is no reviewer's role `leagl`: did you mean `legal`?",
        remedy="Write `role: legal`.",
        config={"reviews": {"legal": {"stages": ["confidence"]}}},
        fine_config={"reviews": {"legal": {"stages": ["confidence"]}}},
        fine=one(state="draft", approvals="[{role: legal, text: k3m9x2pa}]"),
    ),
)
