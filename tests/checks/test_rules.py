"""Every rule has a tree that breaks it and nothing else, and a near miss that is fine."""

from pathlib import Path
from typing import Final

import pytest
from rule_cases import CASES
from rule_cases.case import Case

from builders import a_site, places_of
from masthead.diagnostics import Diagnostic
from masthead.diagnostics.rules import (
    ADDRESS_LOST,
    ALL_RULES,
    BAD_MARKER,
    ENTRY_ID_CHANGED,
    PLUGIN_PASSES_BY,
)

FOUND_ELSEWHERE: Final = {
    ADDRESS_LOST.code: "only git knows what was there before: tests/cli/test_review.py",
    ENTRY_ID_CHANGED.code: "the same",
    BAD_MARKER.code: "markers stand on the host's pages: tests/plan/test_live.py",
    PLUGIN_PASSES_BY.code: "only the host knows its plugins: tests/hosts",
    **{code: "no build asks: tests/checks/craft" for code in ALL_RULES if code[:3] == "MH7"},
}

_NAMES: Final = [f"{case.rule.code}-{case.rule.name}" for case in CASES]


def test_every_rule_has_a_tree_that_breaks_it() -> None:
    covered = {case.rule.code for case in CASES} | FOUND_ELSEWHERE.keys()
    assert covered == ALL_RULES.keys()


@pytest.mark.parametrize("case", CASES, ids=_NAMES)
def test_a_tree_that_breaks_one_rule_gives_one_finding(case: Case, tmp_path: Path) -> None:
    findings = _broken(case, tmp_path)
    assert places_of(findings) == [f"{case.at} {case.rule.code}"]
    assert case.says in findings[0].message
    assert case.remedy in findings[0].remedy
    assert findings[0].severity is case.rule.severity


@pytest.mark.parametrize("case", CASES, ids=_NAMES)
def test_a_tree_that_only_looks_broken_gives_none(case: Case, tmp_path: Path) -> None:
    site = a_site(tmp_path, case.fine, case.fine_config, host=case.host, host_files=case.host_files)
    assert site.findings() == ()


@pytest.mark.parametrize("case", CASES, ids=_NAMES)
def test_a_finding_says_what_to_write_instead(case: Case, tmp_path: Path) -> None:
    finding = _broken(case, tmp_path)[0]
    assert len(finding.message.split()) >= 3
    assert finding.remedy.endswith((".", "?", "`"))
    assert "None" not in finding.message + finding.remedy
    assert "masthead." not in finding.message + finding.remedy


@pytest.mark.parametrize("case", CASES, ids=_NAMES)
def test_a_rule_that_does_not_stop_the_build_leaves_a_site_to_plan(
    case: Case, tmp_path: Path
) -> None:
    site = a_site(tmp_path, case.breaks, case.config, host=case.host, host_files=case.host_files)
    for preview in (False, True):
        assert site.plan(preview=preview).outputs


def _broken(case: Case, folder: Path) -> tuple[Diagnostic, ...]:
    site = a_site(folder, case.breaks, case.config, host=case.host, host_files=case.host_files)
    return site.findings()
