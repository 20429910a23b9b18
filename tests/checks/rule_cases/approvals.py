"""MH9…: sign-offs."""

from masthead.diagnostics import rules
from rule_cases.case import Case, one

_SIGNED = "[{{role: legal, by: Ana Ruiz, date: 2026-03-02, text: {}}}]"
_WORDING = "8vh16qxz"
"""Stands for the words of `one()`."""
_LEGAL = {"reviews": {"legal": {"title": "Legal", "people": ["Ana Ruiz"], "topics": ["pricing"]}}}

APPROVALS = (
    Case(
        rule=rules.NOT_SIGNED,
        breaks=one(topics="[pricing]"),
        at="docs/posts/one.md:1:1",
        says="Legal has not signed off",
        remedy="Ask Ana Ruiz, who types `masthead review --sign legal docs/posts/one.md`",
        config=_LEGAL,
        fine_config=_LEGAL,
        fine={
            **one(topics="[leakage]"),
            "docs/posts/two.md": one(id="two", state="draft", topics="[pricing]")[
                "docs/posts/one.md"
            ],
        },
    ),
    Case(
        rule=rules.SIGNED_BEFORE,
        breaks=one(topics="[pricing]", approvals=_SIGNED.format("k3m9x2pa")),
        at="docs/posts/one.md:6:13",
        says="Legal has signed off other words than these",
        remedy="`masthead review --sign legal docs/posts/one.md`",
        config=_LEGAL,
        fine_config=_LEGAL,
        fine=one(topics="[pricing]", approvals=_SIGNED.format(_WORDING)),
    ),
)
