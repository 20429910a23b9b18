"""The plan is complete and honest: each piece once, every link answered, every fact noted."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from builders import SiteOnDisk, a_piece, a_site, some_settings
from hosts.links import dead_links
from hosts.rendered import rendered, renderer_of
from masthead.build import pipeline
from masthead.content.state import State, state_of
from masthead.plan.answers import answer
from masthead.plan.facts import Fact
from masthead.plan.output import SitePlan, listing_of
from masthead.plan.site import plan_site

CONFIG = {
    "rules": dict.fromkeys(("MH401", "MH404", "MH405", "MH407", "MH408", "MH510"), "off"),
    "per_page": 3,
}
_NAMES = ("p0", "p1", "p2", "p3", "p4", "p5")


@st.composite
def _piece(draw: st.DrawFn, number: int) -> str:
    """A piece with any keys that bind it to others; `from` leads to older ones only."""
    name = _NAMES[number]
    others = st.sampled_from(_NAMES)
    older = st.sampled_from(_NAMES[:number]) if number else st.nothing()
    keys: dict[str, str | None] = {
        "id": name,
        "title": f"Title {name}",
        "date": f"2026-0{1 + number}-01",
        "authors": draw(st.sampled_from((None, "[ana-ruiz]", "[ana-ruiz, bo]"))),
        "topics": draw(st.sampled_from((None, "[pricing]", "[pricing, leakage]"))),
        "stages": draw(st.sampled_from((None, "[awareness]", "[interest, awareness]"))),
        "audiences": draw(st.sampled_from((None, "[directors]"))),
        "angle": draw(st.sampled_from((None, "practical", "aspirational"))),
        "series": draw(st.sampled_from((None, "walk"))),
        "state": draw(st.sampled_from((None, None, None, "draft", "planned", "retired"))),
        "visibility": draw(st.sampled_from((None, None, None, "private"))),
        "pin": draw(st.sampled_from((None, "true"))),
        "idea": draw(st.sampled_from((None, None, "big"))),
        "aliases": draw(st.sampled_from((None, f"[/old/{name}/]"))),
        "quotes": draw(st.sampled_from((None, "[Words said]"))),
        "contributors": draw(st.sampled_from((None, "[{name: bo, role: Editing}]"))),
    }
    if draw(st.booleans()):
        keys["pair"] = draw(others.filter(lambda other: other != name))
    if number and draw(st.booleans()):
        keys["from"] = f"[{draw(older)}]"
    if draw(st.integers(0, 4)) == 0:
        keys |= {"format": "tweet", "external_url": f"https://x.example/{name}"}
    linked = draw(others)
    body = f"## Part {name}\n\nWords of {name}, see [it]({linked}.md).\n"
    if draw(st.booleans()):
        body += f"\n<mark>The words of {name}.</mark> See [them](#quote-1).\n"
    return a_piece(keys, body=body)


@st.composite
def sites(draw: st.DrawFn) -> dict[str, str]:
    """The files of a small site whose pieces are bound in every way."""
    number = draw(st.integers(1, len(_NAMES)))
    files = {f"docs/posts/{_NAMES[n]}.md": draw(_piece(n)) for n in range(len(_NAMES))}
    kept = {name: text for i, (name, text) in enumerate(files.items()) if i < number}
    return {
        **{name: _without_dead_ends(text, number) for name, text in kept.items()},
        "authors/bo.md": "---\nname: Bo Ek\n---\nBo writes.\n",
        "docs/series/walk.md": "---\ntitle: The walk\ndescription: All of it.\n---\nA text.\n",
        "docs/ideas/big.md": "---\ntitle: The big idea\ndescription: In short.\n---\nA text.\n",
    }


def _without_dead_ends(text: str, number: int) -> str:
    """The piece without references to pieces that were not drawn."""
    for name in _NAMES[number:]:
        text = text.replace(f"pair: {name}\n", "").replace(f"({name}.md)", "(p0.md)")
    return text


def _on_disk(folder: str, files: dict[str, str]) -> SiteOnDisk:
    return a_site(Path(folder), files, CONFIG)


@settings(max_examples=60)
@given(files=sites(), preview=st.booleans())
def test_every_accepted_piece_is_published_once_and_no_other(
    files: dict[str, str], preview: bool
) -> None:
    with TemporaryDirectory() as folder:
        site = _on_disk(folder, files)
        assert [f for f in site.findings() if f.severity.value == "error"] == []
        plan = site.plan(preview=preview)
        library = site.read().library
        shown = {State.PUBLISHED} | (
            {State.DRAFT, State.SCHEDULED, State.REVIEW} if preview else set()
        )
        expected = sorted(
            p.path for p in library.pieces
            if state_of(p, now=site.now) in shown and not p.private and not p.elsewhere
        )  # fmt: skip
        pages = [page for page in plan.pages if page.template == "piece.html"]
        assert sorted(page.source for page in pages) == expected
        hub = [o for o in plan.outputs if o.template == "hub.html"]
        listed = [card.key for o in hub for card in (*o.data.newest, *o.data.featured)]  # type: ignore[attr-defined]
        assert len(listed) == len(set(listed))
        assert {p.key for p in plan.catalog.pieces} == set(listed)
        files_of_plan = [output.file for output in plan.outputs]
        assert len(files_of_plan) == len(set(files_of_plan))


def _served(plan: SitePlan) -> dict[str, bytes]:
    """The rendered pages, with what their heads name left out."""
    return {file: data.split(b"<!--article-->")[-1] for file, data in rendered(plan).items()}


@settings(max_examples=50)
@given(
    files=sites(), directories=st.booleans(), blog=st.sampled_from(("blog/", "", "deep/er/")),
    preview=st.booleans(),
)  # fmt: skip
def test_every_internal_link_and_anchor_of_every_page_leads_somewhere(
    files: dict[str, str], directories: bool, blog: str, preview: bool
) -> None:
    with TemporaryDirectory() as folder:
        site = _on_disk(folder, files)
        changed = replace(site.settings, use_directory_urls=directories, blog=blog)
        plan = replace(site, settings=changed).plan(preview=preview)
        assert dead_links(_served(plan), "https://example.org/") == []


EDITS = (
    ("Title ", "Another title "), ("Words of", "Quite other words of"), ("Part ", "Section "),
    ("Bo Ek", "Bo Sköld"), ("Bo writes", "Bo reads"), ("Ana Ruiz", "Ana Maria Ruiz"),
    ("The walk", "The run"), ("All of it", "Half of it"), ("A text", "No text"),
    ("The big idea", "The small idea"), ("In short", "At length"), ("role: Editing", "role: Art"),
    ("id: p", "slug: other-p"), ("The words of", "A word of"), ("Words said", "Words heard"),
    ("name: Bo Ek", "name: Bo Ek\nfediverse: '@bo@social.example'"),
    ("angle: practical", "angle: aspirational"),
)  # fmt: skip
"""What an author may change in a file."""


@settings(max_examples=150)
@given(files=sites(), edit=st.sampled_from(EDITS), data=st.data())
def test_a_file_changes_only_when_a_fact_does_that_its_making_asked_for(
    files: dict[str, str], edit: tuple[str, str], data: st.DataObject
) -> None:
    files = {"authors/ana-ruiz.md": "---\nname: Ana Ruiz\n---\n", **files}
    old, new = edit
    candidates = sorted(path for path, text in files.items() if old in text)
    if not candidates:
        return
    path = data.draw(st.sampled_from(candidates))
    changed = files[path].replace(old, f"{old}0\n{new}" if old == "id: p" else new)
    if old == "id: p":  # a new slug, under the same id
        changed = files[path].replace("title:", f"slug: other-{Path(path).stem}\ntitle:")
    with TemporaryDirectory() as folder:
        before = _on_disk(folder, files).plan()
    with TemporaryDirectory() as folder:
        after = _on_disk(folder, {**files, path: changed}).plan()
    first, second = _made(before), _made(after)
    changed_at_all = {
        fact
        for fact in {fact for one in first.values() for fact in one.facts}
        if answer(before.catalog, fact) != answer(after.catalog, fact)
    }
    for file, one in first.items():
        other = second.get(file)
        if other and (one.words, one.facts.isdisjoint(changed_at_all)) == (other.words, True):
            assert one.data == other.data, f"{file} changed with {path}, but asked for {one.facts}"


class _Made(NamedTuple):
    words: tuple[Any, ...]
    facts: set[Fact]
    data: bytes


def _made(plan: SitePlan) -> dict[str, _Made]:
    """Each file of the plan: what it was planned with, what its making asked for, its bytes."""
    renderer, catalog = renderer_of(plan), plan.catalog
    found: dict[str, _Made] = {}
    for page in plan.pages:
        output, facts = catalog.reads.apart(partial(page.made, catalog))
        catalog.listings[output.address] = listing_of(output)
        found[page.file] = _Made(page.words, facts, renderer.render(output))
    for file in (*plan.files, *plan.last(catalog)):
        resource, facts = catalog.reads.apart(partial(file.made, catalog))
        found[file.file] = _Made(file.words, facts, renderer.resource(resource))
    return found


def _asked(plan: SitePlan, file: str) -> set[Fact]:
    """The facts that the making of one page asked for."""
    page = next(page for page in plan.pages if page.file == file)
    return plan.catalog.reads.apart(partial(page.made, plan.catalog))[1]


def test_a_page_asks_for_where_its_links_lead_and_for_no_more_of_what_is_there(
    tmp_path: Path,
) -> None:
    files = {
        "docs/posts/one.md": a_piece(id="one", body="See [two](two.md).\n"),
        "docs/posts/two.md": a_piece(id="two"),
        "docs/posts/three.md": a_piece(id="three", links="[{title: Two, url: two.md}]"),
        "authors/bo.md": a_piece("name: Bo Ek", body="See [two](../docs/posts/two.md).\n"),
        "docs/series/walk.md": a_piece("title: Walk", body="See [two](../posts/two.md).\n"),
        "docs/posts/four.md": a_piece(id="four", series="walk", contributors="[bo]"),
    }
    plan = a_site(tmp_path, files, {"related": 0}).plan()
    for page in ("blog/one", "blog/three", "authors/bo", "series/walk"):
        asked = _asked(plan, f"{page}/index.html")
        assert ("at", "posts/two.md") in asked, page
        assert "posts/two.md" not in asked, page
    asked = _asked(plan, "blog/four/index.html")
    assert ("author", "bo") in asked
    assert ("at", "posts/two.md") not in asked


def test_a_part_of_a_list_asks_for_that_part_alone(tmp_path: Path) -> None:
    files = {
        f"docs/posts/p{n}.md": a_piece(id=f"p{n}", date=f"2026-01-0{n}", topics="[pricing]")
        for n in range(1, 8)
    }
    plan = a_site(tmp_path, files, {"per_page": 3}).plan()
    asked = _asked(plan, "topics/pricing/page/2/index.html")
    assert {fact for fact in asked if isinstance(fact, str)} == {
        "posts/p4.md", "posts/p3.md", "posts/p2.md",
    }  # fmt: skip


@given(order=st.permutations(range(6)), files=sites())
@settings(max_examples=30)
def test_the_order_in_which_files_are_read_changes_nothing(
    order: list[int], files: dict[str, str]
) -> None:
    with TemporaryDirectory() as folder:
        site = _on_disk(folder, files).read()
    pieces = site.library.pieces
    shuffled = tuple(pieces[i] for i in order if i < len(pieces))
    one, other = (
        rendered(plan_site(replace(site.library, pieces=given), site.settings, now=site.now))
        for given in (pieces, shuffled)
    )
    assert one == other


def test_nothing_changes_between_two_instants_at_which_nothing_falls_due(tmp_path: Path) -> None:
    files = {
        "docs/posts/one.md": a_piece(id="one", expires="2027-06-01"),
        "docs/posts/two.md": a_piece(id="two", date="2027-01-01"),
        "docs/posts/three.md": a_piece(id="three", review_by="2026-12-01"),
    }
    site = a_site(tmp_path, files)
    later = replace(site, now=site.now + timedelta(days=30))
    assert rendered(site.plan()) == rendered(later.plan())


def test_an_empty_site_has_a_hub() -> None:
    from masthead.content.library import Library

    plan = plan_site(Library(), some_settings(), now=datetime(2026, 1, 1, tzinfo=UTC))
    assert [output.file for output in plan.outputs] == ["blog/index.html"]
    assert b"Blog" in rendered(plan)["blog/index.html"]


@pytest.mark.parametrize("broken", ["title: [", "pair: nobody", "authors: [nobody]"])
def test_a_broken_piece_does_not_hide_the_others_from_the_plan(tmp_path: Path, broken: str) -> None:
    files: dict[str, Any] = {
        "docs/posts/one.md": a_piece(id="one"),
        "docs/posts/two.md": f"---\nid: two\ntitle: Two\ndate: 2026-03-04\n{broken}\n---\nWords.\n",
    }
    site = a_site(tmp_path, files)
    plan = pipeline.plan(site.read(), preview=False, pages={})
    assert "blog/one/index.html" in {output.file for output in plan.outputs}
