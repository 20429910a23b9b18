"""Whatever a file holds, it gives a piece or findings inside the file, never a traceback."""

from collections.abc import Iterable
from typing import Any

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builders import settings_of, some_settings
from fakes import NOON, PlainMarkdown
from masthead.checks import Subject, check_library
from masthead.content.library import Library
from masthead.diagnostics import Diagnostic, Findings
from masthead.diagnostics.show import show_findings
from masthead.render.markdown.gfm import GfmMarkdown
from masthead.settings import Settings
from masthead.source.author import AUTHOR_KEYS, SERIES_KEYS
from masthead.source.library import read_library
from masthead.source.piece import PIECE_KEYS
from masthead.source.settings.read import read_settings
from masthead.source.settings.table import SETTINGS_KEYS
from masthead.source.spellings import PIECE_SPELLINGS
from masthead.source.tree import SourceFile, Tree

_PLAIN = {"gfm": PlainMarkdown(), "mkdocs": PlainMarkdown()}
_GFM = {"gfm": GfmMarkdown(), "mkdocs": PlainMarkdown()}

_NAMES = [key.name for key in (*PIECE_KEYS, *AUTHOR_KEYS, *SERIES_KEYS)] + [*PIECE_SPELLINGS]
_WORDS = st.sampled_from(
    ["", "~", "yes", "no", "0", "-1", "1.5", "1e999", ".inf", "0x1F", "9" * 30, "2026-03-04",
     "2026-02-30", "0001-01-01", "9999-12-31 23:59 -12:00", "[", "]", "{", "}", "[]", "{}", "- ",
     "? ", ": ", "&a", "*a", "!!int x", "!!binary x", "!!set {a}", "<<: *a", "|", ">-", "'", '"',
     "#", "---", "...", "\t", "  ", "\u2028", "\x85", "\ufeff", "é", "💧", "日本", "e\u0301",
     "\x07", "\x00", "javascript:alert(1)", "https://example.org/", "https://[", "../x.md", "x.md",
     "ana-ruiz", "one", "pricing", "tweet", "a" * 300, "%2e%2e", "\\", "\u202e", "[a, [b, {c: d}]]",
     "{format: tweet, url: 'https://x.org'}", "{title: A, url: b.md}",
     "{date: 2026-01-01, text: x}"]
)  # fmt: skip
_KEYS = st.sampled_from([*_NAMES, "extra", "x", "", "<<", "é", "'a b'", "? "])
_LINES = st.one_of(
    st.builds(lambda key, word: f"{key}: {word}", _KEYS, _WORDS),
    st.builds(lambda word: f"  - {word}", _WORDS),
    st.builds(lambda key, word: f"    {key}: {word}", _KEYS, _WORDS),
    _WORDS,
    st.text(max_size=20),
)
_HEADERS = st.lists(_LINES, max_size=12).map("\n".join)
_BODIES = st.one_of(st.just("Some words.\n"), st.lists(_WORDS, max_size=6).map("\n".join))
_TEXTS = st.builds(lambda header, body: f"---\n{header}\n---\n{body}", _HEADERS, _BODIES)


def _tree(files: dict[str, bytes]) -> Tree:
    def sources(folder: str) -> tuple[SourceFile, ...]:
        return tuple(
            SourceFile(path, path.removeprefix("docs/"), len(data), 0, data)
            for path, data in sorted(files.items())
            if path.startswith(folder)
        )

    return Tree(
        pieces=sources("docs/posts/"), authors=sources("authors/"),
        series=sources("docs/series/"), ideas=sources("docs/ideas/"),
        files=frozenset(path.removeprefix("docs/") for path in files),
    )  # fmt: skip


def _findings(files: dict[str, bytes], dialects: Any = _PLAIN) -> list[Diagnostic]:
    """Everything about these files, read and checked."""
    site = some_settings()
    library, about_files = read_library(_tree(files), site, dialects)
    assert isinstance(library, Library)
    return [*about_files, *check_library(Subject(library, site, NOON))]


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _assert_inside(findings: Iterable[Diagnostic], files: dict[str, bytes]) -> None:
    for finding in findings:
        at = finding.position
        lines = _lines(files[at.path])
        assert 1 <= at.line <= len(lines), finding
        assert 1 <= at.column <= len(lines[at.line - 1]) + 1, finding
        assert at.length >= 1, finding
        assert finding.message, finding


def _assert_showable(findings: Iterable[Diagnostic], files: dict[str, bytes]) -> None:
    shown = show_findings(findings, lambda path: _lines(files[path]))
    assert all(line.isprintable() for line in shown.split("\n"))


@given(st.binary(max_size=200))
@example(b"\xff\xfe-\0-\0-\0")
@example(b"---\n\xef\xbb\xbf: \n---")
def test_any_bytes_are_read(data: bytes) -> None:
    files = {"docs/posts/a.md": data, "authors/a.md": data, "docs/series/a.md": data}
    findings = _findings(files)
    _assert_inside(findings, files)
    _assert_showable(findings, files)


@settings(max_examples=400)
@given(_TEXTS, st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_front_matter_of_a_piece_is_read(text: str, end: str) -> None:
    files = {"docs/posts/a.md": text.replace("\n", end).encode("utf-8", "replace")}
    findings = _findings(files)
    _assert_inside(findings, files)
    _assert_showable(findings, files)


@given(_TEXTS, _TEXTS, _TEXTS)
def test_any_author_series_and_idea_is_read(author: str, series: str, idea: str) -> None:
    texts = {"authors/a.md": author, "docs/series/a.md": series, "docs/ideas/a.md": idea}
    files = {path: text.encode("utf-8", "replace") for path, text in texts.items()}
    _assert_inside(_findings(files), files)


@given(_BODIES)
def test_any_body_gives_findings_inside_the_file(body: str) -> None:
    text = f"---\ntitle: A\ndate: 2026-03-04\nid: one\n---\n{body}"
    files = {"docs/posts/a.md": text.encode("utf-8", "replace")}
    _assert_inside(_findings(files, _GFM), files)


_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.text(), _WORDS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(_WORDS, st.integers(), st.booleans()), inner, max_size=4),
    ),
    max_leaves=12,
)
_OPTIONS = st.dictionaries(
    st.one_of(st.sampled_from([key.name for key in SETTINGS_KEYS]), _WORDS), _VALUES, max_size=6
)


@given(_OPTIONS)
def test_any_options_of_the_plugin_give_settings(options: dict[str, Any]) -> None:
    findings = Findings()
    assert isinstance(read_settings(options, "", "mkdocs.yml", Settings(), findings), Settings)
    assert all(finding.position.line == 1 for finding in findings.items)


@given(_OPTIONS)
def test_any_options_that_were_written_are_found_inside_mkdocs_yml(options: dict[str, Any]) -> None:
    text = yaml.safe_dump({"plugins": [{"masthead": options}]}, allow_unicode=True)
    _, findings = settings_of(text)
    _assert_inside(findings, {"mkdocs.yml": text.encode("utf-8", "replace")})


@given(st.lists(_LINES, max_size=10).map("\n".join))
def test_any_text_of_mkdocs_yml_gives_settings(text: str) -> None:
    findings = Findings()
    read_settings({"colour": 1}, text, "mkdocs.yml", Settings(), findings)
    assert len(findings.items) == 1
