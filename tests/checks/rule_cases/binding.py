"""MH4…: series, chains and pairs."""

from masthead.diagnostics import rules
from rule_cases.case import Case, one, two

LEDGER = {"docs/series/ledger.md": "---\ntitle: The ledger\nparts: 2\n---\n"}

BINDING = (
    Case(
        rule=rules.PART_TWICE,
        breaks={**LEDGER, **one(series="ledger", part="1"), **two(series="ledger", part="1")},
        at="docs/posts/two.md:6:7",
        says='part 1 of "ledger" is also docs/posts/one.md',
        remedy="another number",
        fine={**LEDGER, **one(series="ledger", part="1"), **two(series="ledger", part="2")},
    ),
    Case(
        rule=rules.PART_BEYOND,
        breaks={**LEDGER, **one(series="ledger", part="3")},
        at="docs/posts/one.md:6:7",
        says='"ledger" has 2 parts; this is part 3',
        remedy="Raise `parts` in docs/series/ledger.md",
        fine={**LEDGER, **one(series="ledger", part="2")},
    ),
    Case(
        rule=rules.CHAIN_CIRCULAR,
        breaks=one(**{"from": "[one.md]"}),
        at="docs/posts/one.md:5:8",
        says="leads back to where it began: docs/posts/one.md → docs/posts/one.md",
        remedy="Take this entry out",
        fine={**one(), **two(**{"from": "[one]"})},
    ),
    Case(
        rule=rules.OLDER_THAN_SOURCE,
        breaks={**one(**{"from": "two"}), **two()},
        at="docs/posts/one.md:5:7",
        says="the piece (2026-03-04) is older than docs/posts/two.md (2026-03-05)",
        remedy="Correct one of the two dates",
        fine={**one(**{"from": "two"}), **two(date="2026-03-04")},
    ),
    Case(
        rule=rules.PAIR_AT_ODDS,
        breaks=one(pair="one"),
        at="docs/posts/one.md:5:7",
        says="paired with itself",
        remedy="Name another piece",
        fine={**one(pair="two"), **two(pair="one.md")},
    ),
    Case(
        rule=rules.PART_WITHOUT_SERIES,
        breaks=one(part="2"),
        at="docs/posts/one.md:5:7",
        says="a part of what?",
        remedy="Add `series: …`",
        fine={**LEDGER, **one(series="ledger", part="2")},
    ),
    Case(
        rule=rules.IDEA_AT_ODDS,
        breaks={**one(idea="first"), **two(idea="second", **{"from": "one"})},
        at="docs/posts/two.md:5:7",
        says='this chain is called "first" elsewhere, and "second" here',
        remedy="Write `idea: first`",
        fine={**one(idea="first"), **two(idea="first", **{"from": "one"})},
    ),
    Case(
        rule=rules.PAIR_SAME_ANGLE,
        breaks={
            **one(angle="practical", pair="two"),
            **two(angle="practical", pair="one"),
        },
        at="docs/posts/one.md:6:7",
        says="both pieces are practical; the other is docs/posts/two.md",
        remedy="Pair an aspirational piece with a practical one",
        fine={**one(angle="practical", pair="two"), **two(angle="aspirational")},
    ),
    Case(
        rule=rules.IDEA_WITHOUT_PIECE,
        breaks={**one(), "docs/ideas/two.md": "An idea.\n"},
        at="docs/ideas/two.md:1:1",
        says='no piece belongs to the idea "two"',
        remedy="Add `idea: two` to a piece",
        fine={**one(idea="two"), "docs/ideas/two.md": "An idea.\n"},
    ),
)
