"""MH3…: identity and addresses."""

from masthead.diagnostics import rules
from rule_cases.case import Case, one, two

IDENTITY = (
    Case(
        rule=rules.DUPLICATE_ID,
        breaks={**one(), **two(id="ONE")},
        at="docs/posts/two.md:4:5",
        says='the id "ONE" is also that of docs/posts/one.md',
        remedy="Give the newer of the two another, such as `id: ",
        fine={**one(), **two()},
    ),
    Case(
        rule=rules.DUPLICATE_ADDRESS,
        breaks={**one(), **two(slug="One")},
        at="docs/posts/two.md:5:7",
        says='the slug "One" is also that of docs/posts/one.md',
        remedy="`slug: ",
        fine={**one(), **two(slug="one", external_url="https://example.com/")},
    ),
    Case(
        rule=rules.DUPLICATE_ADDRESS,
        breaks={
            **one(external_url="http://Example.com/a/"),
            **two(external_url="https://example.com/a"),
        },
        at="docs/posts/two.md:5:15",
        says="what stands at this address has a file already, docs/posts/one.md",
        remedy="Keep one of the two files",
        fine={
            **one(external_url="https://example.com/A"),
            **two(external_url="https://example.com/a"),
        },
    ),
    Case(
        rule=rules.RESERVED_SLUG,
        breaks=one(slug="archive"),
        at="docs/posts/one.md:5:7",
        says='Masthead uses "archive" itself',
        remedy="Add `slug: archive-post`",
        fine=one(slug="archives"),
    ),
    Case(
        rule=rules.ALIAS_CLASH,
        breaks={**one(), **two(aliases="[/blog/one/]")},
        at="docs/posts/two.md:5:11",
        says="the address /blog/one/",
        remedy="Take the alias out of one of the two",
        fine={**one(), **two(aliases="[/blog/two/, /2024/one/]")},
    ),
    Case(
        rule=rules.BAD_ALIAS,
        breaks=one(aliases="[https://old.example/one]"),
        at="docs/posts/one.md:5:11",
        says="`https://old.example/one` is not a path of this site",
        remedy="without the host",
        fine=one(aliases="[2024/05/one.html]"),
    ),
)
