"""Findings do not depend on the order in which files were written, listed or read."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import Files, a_piece, a_site

FILES: Files = {
    "docs/posts/a.md": a_piece(id="a", series="ledger", part="1", pair="b"),
    "docs/posts/b.md": a_piece(id="a", series="ledger", part="1", pair="c.md", slug="a"),
    "docs/posts/c.md": a_piece({"from": "[d.md]"}, id="c", idea="jug"),
    "docs/posts/d.md": a_piece({"from": "[c.md]"}, id="d", idea="mug"),
    "docs/posts/e.md": a_piece(id="e", authors="jane", aliases="/blog/c/"),
    "docs/posts/f.md": a_piece("title: [", id="f"),
    "authors/team/ana-ruiz.md": "---\nname: Another Ana\n---\n",
    "docs/series/ledger.md": "---\nparts: 0\n---\n",
}


def _shown(names: list[str]) -> str:
    with TemporaryDirectory() as folder:
        return a_site(Path(folder), {name: FILES[name] for name in names}).shown()


@settings(max_examples=15)
@given(st.permutations(sorted(FILES)))
def test_findings_are_the_same_in_whatever_order_files_were_written(names: list[str]) -> None:
    assert _shown(names) == _shown(sorted(FILES))
