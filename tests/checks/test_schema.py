"""The schema for editors takes what Masthead takes, and refuses what one file alone gets wrong."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator
from rule_cases import CASES
from rule_cases.case import Case

from builders import a_site, some_settings
from hosts.hosted import REPOSITORY, a_hosted_site
from masthead.cli import main
from masthead.diagnostics import Findings, Severity
from masthead.source.piece import PIECE_KEYS
from masthead.source.schema import Names, schemas
from masthead.source.text import split

KINDS: Final = ("piece", "author", "series", "idea")
FORM: Final = {
    "MH101", "MH102", "MH103", "MH104", "MH105", "MH106", "MH107", "MH201", "MH203", "MH205",
    "MH206", "MH209", "MH211", "MH212", "MH213",
}  # fmt: skip
"""What a schema can see: words, keys and kinds of values."""


class _Plain(yaml.SafeLoader):
    """Dates are words, as JSON has none."""


_Plain.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in given if not tag.endswith("timestamp")]
    for sign, given in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def head_of(text: str) -> Any:
    """The front matter as an editor sees it."""
    parts = split(text, "", Findings(), required=False)
    assert parts is not None
    return yaml.load(parts.header, _Plain) or {}  # noqa: S506 - a safe loader


def kind_of(path: str) -> str:
    folder = path.split("/")[1] if path.startswith("docs/") else "authors"
    return {"series": "series", "ideas": "idea", "authors": "author"}.get(folder, "piece")


def schema_of(kind: str, root: Path) -> dict[str, Any]:
    """What the command writes for a site."""
    file, out = root / "mkdocs.yml", root / "schema.json"
    words = ["schema", kind, "-f", str(file), "--output", str(out)]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return dict(json.loads(out.read_text("utf-8")))


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind: str) -> None:
    schema = schemas(some_settings(), Names(("ana-ruiz",), ("ledger",)))[kind]
    Draft7Validator.check_schema(schema)
    assert all(value.get("description") for value in schema["properties"].values())


def test_the_sample_sites_files_fit(tmp_path: Path) -> None:
    config = REPOSITORY / "mkdocs.yml"
    made = {}
    for kind in KINDS:
        result = CliRunner().invoke(main, ["schema", kind, "-f", str(config)])
        made[kind] = Draft7Validator(json.loads(result.stdout))
    folders = ("docs/posts", "docs/papers", "docs/talks", "docs/videos", "docs/notes",
               "docs/series", "docs/ideas", "authors")  # fmt: skip
    files = [file for folder in folders for file in (REPOSITORY / folder).rglob("*.md")]
    assert len(files) > 40
    for file in files:
        kind = kind_of(file.relative_to(REPOSITORY).as_posix())
        made[kind].validate(head_of(file.read_text("utf-8")))


def _files(case: Case, *, fine: bool) -> Iterator[tuple[str, str]]:
    for path, text in (case.fine if fine else case.breaks).items():
        if path.endswith(".md") and isinstance(text, str) and not path.startswith("docs/page"):
            yield path, text


@pytest.mark.parametrize("case", CASES, ids=[case.rule.code for case in CASES])
def test_what_a_build_takes_the_schema_takes(case: Case, tmp_path: Path) -> None:
    site = a_site(tmp_path, case.fine, case.fine_config)
    names = Names(tuple(site.read().library.authors), tuple(site.read().library.series))
    made = schemas(site.settings, names)
    for path, text in _files(case, fine=True):
        faults = [
            fault.message
            for fault in Draft7Validator(made[kind_of(path)]).iter_errors(head_of(text))
        ]
        assert faults == [], path


SEEN: Final = [case for case in CASES if case.rule.code in FORM]


@pytest.mark.parametrize("case", SEEN, ids=[case.rule.code for case in SEEN])
def test_what_it_refuses_the_schema_refuses(case: Case, tmp_path: Path) -> None:
    site = a_site(tmp_path, case.breaks, case.config)
    assert case.rule.severity is Severity.ERROR
    names = Names(tuple(site.read().library.authors), tuple(site.read().library.series))
    made = schemas(site.settings, names)
    broken = [
        path
        for path, text in _files(case, fine=False)
        if not Draft7Validator(made[kind_of(path)]).is_valid(head_of(text))
    ]
    assert broken == [case.at.split(":")[0]]


def test_an_editor_is_offered_our_keys_and_the_sites_words(tmp_path: Path) -> None:
    files = {"authors/omar-sy.md": "---\nname: O\n---\n", "docs/series/ledger.md": "The ledger.\n"}
    schema = schema_of("piece", a_hosted_site(tmp_path, files).root)["properties"]
    offered = {name for name, value in schema.items() if not value.get("doNotSuggest")}
    assert offered == {key.name for key in PIECE_KEYS}
    assert set(_words(schema["authors"])) == {"ana-ruiz", "omar-sy"}
    assert set(_words(schema["topics"])) == {"pricing", "leakage"}
    assert set(_words(schema["series"])) == {"ledger"}


def _words(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("enum", ())
        for value in schema.values():
            yield from _words(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _words(value)


def test_vs_code_gets_a_snippet_for_each_key(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, {})
    words = ["schema", "--format", "snippets", "-f", str(site.root / "mkdocs.yml")]
    made = json.loads(CliRunner().invoke(main, words).stdout)
    bodies = {snippet["prefix"]: snippet["body"] for snippet in made.values()}
    assert bodies.keys() == {key.name for key in PIECE_KEYS}
    assert bodies["angle"] == "angle: ${1|aspirational,practical|}"
    assert bodies["topics"] == "topics: [${1|pricing,leakage|}]"
    assert bodies["title"] == "title: $1"
    assert all(snippet["scope"] == "markdown" for snippet in made.values())


def test_without_a_site_it_says_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["schema", "-f", str(tmp_path / "mkdocs.yml")])
    assert (result.exit_code, "there is no" in result.stderr) == (2, True)
