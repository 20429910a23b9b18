"""MH0…: files and YAML."""

from pathlib import Path

from masthead.diagnostics import rules
from rule_cases.case import Case, one

FILES = (
    Case(
        rule=rules.NOT_UTF8,
        breaks={"docs/posts/one.md": b"---\ntitle: A caf\xe9\n---\n"},
        at="docs/posts/one.md:2:13",
        says="the byte 0xe9 is not UTF-8",
        remedy="Save the file as UTF-8. It looks like Windows-1252.",
        fine=one(title="A café"),
    ),
    Case(
        rule=rules.BROKEN_YAML,
        breaks=one(title="Pricing: a first look"),
        at="docs/posts/one.md:2:15",
        says="a value with a colon and a space",
        remedy='quotes: `title: "Pricing: a first look"`',
        fine=one(title='"Pricing: a first look"'),
    ),
    Case(
        rule=rules.FRONT_MATTER_OPEN,
        breaks={"docs/posts/one.md": "---\ntitle: A title\n\nSome words.\n"},
        at="docs/posts/one.md:1:1",
        says="never ends",
        remedy="Put a line with --- below the last key",
        fine={
            "docs/posts/one.md": "---  \ntitle: A title\ndate: 2026-03-04\nid: one\n...\nWords.\n"
        },
    ),
    Case(
        rule=rules.NOT_KEYS,
        breaks={"docs/posts/one.md": "---\n- title\n- date\n---\nSome words.\n"},
        at="docs/posts/one.md:2:1",
        says="not made of keys",
        remedy="`title: …`",
        fine={"docs/posts/one.md": "---\n{title: A, date: 2026-03-04, id: one}\n---\nWords.\n"},
    ),
    Case(
        rule=rules.DUPLICATE_KEY,
        breaks={
            "docs/posts/one.md": "---\ntitle: A\ndate: 2026-03-04\nid: one\ntitle: B\n---\nWords.\n"
        },
        at="docs/posts/one.md:5:1",
        says="`title` stands here a second time",
        remedy="Keep one",
        fine=one(extra="{title: B}"),
    ),
    Case(
        rule=rules.UNREADABLE,
        breaks={"docs/posts/one.md": Path("gone.md")},
        at="docs/posts/one.md:1:1",
        says="No such file",
        remedy="Check",
        fine={**one(), "docs/posts/.again.md": Path("gone.md")},
    ),
)
