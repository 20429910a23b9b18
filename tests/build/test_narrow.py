"""Of a file, a check that reads little finds what a check of the whole site finds in it."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builders import SiteOnDisk, a_piece, a_site
from masthead.build.narrow import check_some
from masthead.build.neighbours import Ask
from masthead.diagnostics import Diagnostic
from masthead.render.markdown.gfm import GfmMarkdown

CONFIG: Final = {"topics": {"pricing": "Pricing"}, "series": {"ledger": {"title": "L", "parts": 3}}}
_NAMES: Final = ("one", "two", "three", "four", "five")
_ANY = st.sampled_from(_NAMES)
_REFERENCE = st.one_of(_ANY, _ANY.map("{}.md".format), st.sampled_from(["on", "../posts/two.md"]))
_ADDRESS = st.sampled_from(["https://x.example/1", "http://X.example/1/", "https://x.example/2"])
_STEP = _ADDRESS.map(lambda url: f"{{format: tweet, url: {url!r}}}")
_KEYS = st.fixed_dictionaries(
    {},
    optional={
        "id": _ANY,
        "slug": st.sampled_from([*_NAMES, "One", "archive", '"t\\x77o"']),
        "date": st.sampled_from(["2026-01-02", "2027-01-02", "2025-01-02"]),
        "authors": st.sampled_from(["[ana-ruiz]", "ana-riuz", "[bo]", "broken"]),
        "topics": st.sampled_from(["pricing", "[prcing, one]"]),
        "series": st.sampled_from(["ledger", "legder", "own"]),
        "part": st.sampled_from(["1", "2", "9"]),
        "pair": _REFERENCE,
        "successor": _REFERENCE,
        "angle": st.sampled_from(["practical", "aspirational"]),
        "from": st.lists(st.one_of(_REFERENCE, _STEP), max_size=2).map(
            lambda given: "[" + ", ".join(given) + "]"
        ),
        "idea": st.sampled_from(["leak", "price", "one"]),
        "syndicated": _ADDRESS.map(lambda url: f"{{channel: x, url: {url!r}}}"),
        "external_url": _ADDRESS,
        "aliases": st.sampled_from(["/blog/one/", "[/old/, /Two/]", "/topics/pricing/", "/old"]),
        "state": st.sampled_from(["draft", "retired", "planned"]),
        "visibility": st.just("private"),
    },
)
_BODY = st.sampled_from(
    [
        "Words.\n",
        "",
        "[a](two.md)\n",
        "[a](TWO.md#x) [b](../../authors/ana-ruiz.md)\n",
        "# T\n\n[a](../page.md#x)\n",
    ]
)
_HEAD = st.sampled_from(["", "title: A: b\n", "title: [\n", "auther: x\n"])


PAIRS: Final = {
    "docs/posts/one.md": a_piece(id="one", pair="two"),
    "docs/posts/two.md": a_piece(id="two", pair="three"),
    "docs/posts/three.md": a_piece(id="three"),
}


@st.composite
def sites(draw: st.DrawFn) -> dict[str, str]:
    """Pieces that name each other, some badly, an author and a series that cannot be read."""
    files = {
        "authors/broken.md": draw(st.sampled_from(["---\nname: [\n---\n", "---\nname: B\n---\n"])),
        "docs/series/own.md": draw(
            st.sampled_from(
                ["---\norder: [one, tow.md]\nauthors: bo\n---\n", "---\ntitle: [\n---\n"]
            )
        ),
        "docs/ideas/leak.md": "---\ntitle: The leak\naliases: [/old/]\n---\n",
        "docs/page.md": "# A page\n",
    }
    for name in draw(st.lists(_ANY, unique=True, max_size=5)):
        keys: Mapping[str, str] = draw(_KEYS)
        text = a_piece({"title": "A", **keys}, draw(_BODY))
        files[f"docs/posts/{name}.md"] = text.replace("---\n", f"---\n{draw(_HEAD)}", 1)
    return files


def _some(site: SiteOnDisk, path: str) -> list[Diagnostic]:
    dialects = {"gfm": GfmMarkdown(site.settings.remote_hosts), "mkdocs": GfmMarkdown()}
    ask = Ask(
        root=site.root, settings=site.settings, dialects=dialects, now=site.now,
        wanted=frozenset([path]),
    )  # fmt: skip
    return [finding for finding in check_some(ask).findings if finding.position.path == path]


@given(sites())
@settings(max_examples=150)
@example(PAIRS)
def test_a_files_findings_are_those_of_the_whole_site(files: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        site = a_site(Path(folder), files, CONFIG)
        whole = site.findings()
        for path in (*files, "authors/ana-ruiz.md"):
            if path != "docs/page.md":
                assert _some(site, path) == [f for f in whole if f.position.path == path], path


@pytest.mark.parametrize(
    "text",
    [a_piece(id="one"), a_piece(id="one", authors="ana-riuz", topics="prcing"), a_piece(id=None)],
)
def test_only_what_has_a_say_is_read(tmp_path: Path, text: str) -> None:
    others = {
        f"docs/posts/p{n}.md": a_piece(id=f"p{n}", date=f"2025-01-{n:02}", authors="ana-ruiz")
        for n in range(1, 30)
    }
    site = a_site(tmp_path, {"docs/posts/one.md": text, **others}, CONFIG)
    ask = Ask(
        root=site.root, settings=site.settings, dialects={"gfm": GfmMarkdown()}, now=site.now,
        wanted=frozenset(["docs/posts/one.md"]),
    )  # fmt: skip
    assert len(check_some(ask).library.pieces) == 1
