"""The handbook is true: every rule has its page, and says of it what the code does."""

import re
from pathlib import Path
from typing import Final

import pytest
import yaml

from builders import settings_of
from masthead.cli.reference import reference_pages
from masthead.diagnostics import Rule, Severity
from masthead.diagnostics.rules import ALL_RULES

HANDBOOK: Final = Path(__file__).parent.parent / "docs" / "handbook"
RULES: Final = HANDBOOK / "rules"
_BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW: Final = re.compile(r"^\| \[(MH\d+)\]\((\S+)\) \| `(\S+)` \| (.+) \| (\w+) \|$", re.MULTILINE)


def _page(rule: Rule) -> str:
    return (RULES / f"{rule.code.lower()}.md").read_text(encoding="utf-8")


def _blocks(text: str) -> list[str]:
    return [match[2] for match in _BLOCK.finditer(text)]


@pytest.mark.parametrize("rule", ALL_RULES.values(), ids=ALL_RULES)
def test_every_rule_is_documented(rule: Rule) -> None:
    text = _page(rule)
    assert text.startswith(f"# {rule.code} {rule.name}\n")
    assert "**Why it matters.**" in text
    wrong, right, _ = _blocks(text)
    assert wrong != right
    assert text.index("Wrong:") < text.index("Right:")


@pytest.mark.parametrize("rule", ALL_RULES.values(), ids=ALL_RULES)
def test_a_rules_page_says_how_much_it_weighs_and_how_to_change_that(rule: Rule) -> None:
    text = _page(rule)
    weight = {Severity.ERROR: "an **error**", Severity.ADVICE: "**advice**"}[rule.severity]
    assert f"By default it is {weight}:" in text
    settings, findings = settings_of(f"site_name: Test\n{_blocks(text)[-1]}")
    assert findings == ()
    (setting,) = settings.rules
    assert setting.code == rule.code
    assert setting.severity is not rule.severity


@pytest.mark.parametrize("rule", ALL_RULES.values(), ids=ALL_RULES)
def test_the_right_example_is_yaml_where_it_says_so(rule: Rule) -> None:
    language, example = [(m[1], m[2]) for m in _BLOCK.finditer(_page(rule))][1]
    if language == "yaml":
        assert yaml.safe_load(example.removeprefix("---\n").removesuffix("---\n"))


def test_the_index_lists_every_rule_as_it_is() -> None:
    rows = _ROW.findall((RULES / "index.md").read_text(encoding="utf-8"))
    assert rows == [
        (code, f"{code.lower()}.md", rule.name, rule.summary, rule.severity.value)
        for code, rule in sorted(ALL_RULES.items())
    ]


def test_the_indexs_examples_of_weights_are_settings() -> None:
    example = _blocks((RULES / "index.md").read_text(encoding="utf-8"))[1]
    settings, findings = settings_of(f"site_name: Test\n{example}")
    assert findings == ()
    assert [rule.code for rule in settings.rules] == ["MH504", "MH103", "MH103"]


def test_no_page_is_left_of_a_rule_that_is_gone() -> None:
    pages = {path.stem.upper() for path in RULES.glob("mh*.md")}
    assert pages == ALL_RULES.keys()


@pytest.mark.parametrize("name", sorted(reference_pages()))
def test_the_reference_says_what_the_model_reads(name: str) -> None:
    page = HANDBOOK / "reference" / name
    assert page.read_text(encoding="utf-8") == reference_pages()[name], "run `make reference`"


def test_no_page_is_left_of_a_reference_that_is_gone() -> None:
    assert {page.name for page in (HANDBOOK / "reference").glob("*.md")} == set(reference_pages())
