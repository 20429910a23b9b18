"""A site decides how much a rule weighs, for all files or for some."""

from pathlib import Path
from typing import Any

import pytest

from builders import a_piece, a_site
from masthead.diagnostics import Severity

_FILES = {
    "docs/posts/one.md": a_piece(id="one", authors="jane"),
    "docs/notes/two.md": a_piece(id="two", slug="two", authors="jane"),
}


@pytest.mark.parametrize(
    ("rules", "one", "two"),
    [
        ({}, "error", "error"),
        ({"MH103": "advice"}, "advice", "advice"),
        ({"unknown-author": "off"}, "", ""),
        ({"MH103": {"severity": "advice", "paths": "docs/notes/*"}}, "error", "advice"),
        ({"MH103": {"severity": "off", "paths": ["docs/**/two.md"]}}, "error", ""),
        ({"MH103": ["off", {"severity": "error", "paths": "docs/notes/**"}]}, "", "error"),
        ({"MH104": "off"}, "error", "error"),
    ],
)
def test_the_last_setting_that_fits_a_path_decides(
    rules: dict[str, Any], one: str, two: str, tmp_path: Path
) -> None:
    site = a_site(tmp_path, _FILES, {"pieces": ["posts", "notes"], "rules": rules})
    weights = {f.position.path: f.severity.value for f in site.findings()}
    expected = {"docs/posts/one.md": one, "docs/notes/two.md": two}
    assert weights == {path: weight for path, weight in expected.items() if weight}


def test_advice_can_be_made_an_error(tmp_path: Path) -> None:
    files = {"docs/posts/one.md": a_piece(id=None, state="draft")}
    site = a_site(tmp_path, files, {"rules": {"missing-id-on-draft": "error"}})
    assert [f.severity for f in site.findings()] == [Severity.ERROR]


def test_findings_about_the_configuration_can_be_weighed(tmp_path: Path) -> None:
    text = "site_name: Test\nplugins:\n  - masthead: {rules: {MH804: off}}\n"
    assert a_site(tmp_path, {}, text).findings() == ()
