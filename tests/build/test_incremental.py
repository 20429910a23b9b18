"""A build that goes on from a record publishes the bytes of a clean build, whatever happened."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from build.building import Hire, a_blog, alone, build, files_of
from builders import SiteOnDisk, a_piece, a_site
from masthead.build import crew
from masthead.build.crew import Crew
from masthead.build.recording import FILE, Recording
from masthead.source import library
from masthead.write import stage as writing
from masthead.write.stage import Stage
from pictures import a_picture
from plan.test_plan_honesty import CONFIG as CHECKED
from plan.test_plan_honesty import EDITS, sites

CONFIG: dict[str, Any] = {**CHECKED, "latest": 3}


class Killed(BaseException):
    """The process was ended."""


def clean(site: SiteOnDisk, *, preview: bool) -> dict[str, bytes]:
    """What a build without a past publishes."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(site.root, copy, ignore=shutil.ignore_patterns("site", ".cache"))
        build(replace(site, root=copy), preview=preview, packings=("gz",), search=True)
        return files_of(copy / "site")


Change = Callable[[SiteOnDisk], SiteOnDisk]


def _sources(site: SiteOnDisk) -> list[Path]:
    return sorted(file for folder in ("docs", "authors") for file in
                  (site.root / folder).rglob("*.md"))  # fmt: skip


PICTURES = ("docs/posts/one.png", "docs/posts/other.png", "authors/bo.png")
PICTURED = a_piece(
    id="pictured", image="one.png", image_alt="One", authors="[bo]",
    body="![One](one.png) ![Another](other.png) [The file](other.png)\n",
)  # fmt: skip


def _repaint(file: Path, seed: int) -> None:
    """Another picture in a file, none, or one that cannot be read."""
    if not seed:
        file.unlink(missing_ok=True)
    else:
        file.write_bytes(a_picture(4 + seed // 2, 6, seed=seed)[: 60 if seed == 4 else None])


SETTINGS: tuple[dict[str, Any], ...] = (
    {"per_page": 2}, {"per_page": 3}, {"related": 1}, {"title": "News"}, {"markdown": False},
    {"description": "All of it."}, {"latest": 1}, {"latest": 0}, {"llms": False}, {"news": {}},
    {"topics": {"pricing": "Prices", "leakage": "Leakage"}},
    {"topics": {"leakage": {"title": "Leakage", "description": "Drops."}, "pricing": "Pricing"}},
    {"audiences": {"directors": "The board"}},
    {"stages": {"interest": {"title": "Interest", "question": "What now?"},
                "awareness": {"title": "Awareness", "question": "What is it?"}}},
    {"series": {"walk": {"title": "A declared walk"}}}, {"image": "posts/one.png"},
    {"feeds": {"authority": "example.org,2026", "formats": ["atom"], "entries": 2}},
    {"feeds": {"authority": "elsewhere.example,2020"}},
    {"feeds": {"authority": "example.org,2026", "content": "summary", "archives": ["topics"]}},
    {"feeds": {"authority": "example.org,2026", "collections": ["site", "authors"]}},
    {"blog": "news/"}, {"addresses": {"topics": "subjects/"}}, {"organization": {"name": "Us"}},
    {"images": False}, {"timezone": "Europe/Berlin"}, {"subscribe": {"note": "By post, too."}},
    {"crawlers": "no-training"}, {"remote_hosts": ["img.example"]},
)  # fmt: skip
"""What a site may configure."""
KEYS = (
    "pin: true", "stages: [interest]", "stages: [awareness, interest]", "angle: practical",
    "series: walk", "part: 3", "pair: p1", "from: [p0]", "idea: big", "idea: other",
    "aliases: [/former/]", "state: draft", "state: retired", "visibility: private",
    "expires: 2026-11-30", "successor: p0", "hide: [toc]", "topics: [leakage]", "format: talk",
    "authors: [bo]", "audiences: [directors]", "lang: de", "updated: 2026-10-01",
    "corrections: [{date: 2026-10-02, text: Wrong.}]", "external_url: https://x.example/1",
    "contributors: [{name: bo, role: Art}]", "question: And you?", "reading_time: 9",
    "search: {exclude: true}", "date: 2026-02-02", "date: 2027-02-02", "slug: elsewhere",
    "links: [{title: P, url: p0.md}]", "sources: [p1.md]", "quotes: [One.]", "id: renamed",
    "description: A new one.", "image: one.png", "canonical_url: https://c.example/",
    "syndicated: [{channel: medium, url: 'https://m.example/1'}]",
)  # fmt: skip
"""What an author may write into a piece."""


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Something that happens to a site between two builds."""
    kind = draw(st.sampled_from((
        "edit", "edit", "key", "key", "key", "words", "add", "remove", "rename", "configuration",
        "later", "touch", "damage", "lose", "kill", "picture", "picture",
    )))  # fmt: skip
    which, number = draw(st.integers(0, 99)), draw(st.integers(0, 99))
    edit = draw(st.sampled_from(EDITS))
    chosen = draw(st.lists(st.sampled_from(SETTINGS), min_size=1, max_size=3))
    setting = {key: value for one in chosen for key, value in one.items()}
    key = draw(st.sampled_from(KEYS))

    def change(site: SiteOnDisk) -> SiteOnDisk:
        sources = _sources(site)
        file = sources[which % len(sources)]
        text = file.read_text()
        if kind == "edit":
            file.write_text(text.replace(*edit))
        elif kind == "key" and "docs/posts" in str(file):
            name = key.partition(":")[0]
            lines = [line for line in text.split("\n") if not line.startswith(f"{name}:")]
            file.write_text("\n".join([lines[0], key, *lines[1:]]))
        elif kind == "words":
            file.write_text(f"{text}\nvalves meters budgets councils {number % 3}\n")
        elif kind == "add":
            name = f"docs/posts/new{number}.md"
            keys = {
                "id": f"new{number}",
                "date": f"2026-0{1 + number % 9}-02",
                "topics": "[pricing]",
            }
            (site.root / name).write_text(a_piece(keys, body="New words.\n\nAnd others.\n"))
        elif kind == "remove" and len(sources) > 1:
            file.unlink()
        elif kind == "rename":
            file.rename(file.with_name(f"x{number}-{file.name}"))
        elif kind == "configuration":
            return a_site(site.root, {}, {**CONFIG, **setting}, now=site.now)
        elif kind == "later":
            return replace(site, now=site.now + timedelta(days=number * 9 - 400))
        elif kind == "touch":
            for one in (file, site.root / PICTURES[0]):
                if one.exists():
                    os.utime(one, (number, number))
        elif kind == "picture":
            _repaint(site.root / PICTURES[which % len(PICTURES)], number % 5)
        elif kind in ("damage", "lose"):
            published = sorted(f for f in (site.root / "site").rglob("*") if f.is_file())
            if published:
                one = published[number % len(published)]
                one.unlink() if kind == "lose" else one.write_text("damaged")
        elif kind == "kill":
            file.write_text(f"{text}\nKilled {number}.\n")
            with suppress(Killed), dies_after(number % 12):
                build(site, packings=("gz",), search=True)
        return site

    return change


histories = st.lists(changes(), min_size=1, max_size=5)


@contextmanager
def dies_after(steps: int) -> Iterator[None]:
    """The process is ended after so many files, before, while or after they are swapped in."""
    left = [steps]

    def counted(work: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return work(*arguments)

        return step

    with (
        patch.object(writing, "_move", counted(writing._move)),
        patch.object(Stage, "put", counted(Stage.put)),
        patch.object(Recording, "save", counted(Recording.save)),
    ):
        yield


@settings(max_examples=150, deadline=None)
@given(files=sites(), steps=histories, preview=st.booleans())
def test_the_bytes_are_those_of_a_clean_build(
    files: dict[str, str], steps: list[Change], preview: bool
) -> None:
    for published, expected in _history(files, steps, preview, alone):
        assert published == expected


@pytest.mark.skipif(sys.platform != "linux", reason="others do not fork")
@settings(max_examples=30, deadline=None)
@given(files=sites(), steps=histories, preview=st.booleans())
def test_several_workers_make_the_bytes_of_a_clean_build(
    files: dict[str, str], steps: list[Change], preview: bool
) -> None:
    with patch.object(crew, "_WORTH", 1):
        for published, expected in _history(files, steps, preview, lambda *_: Crew(workers=2)):
            assert published == expected


def _history(
    files: dict[str, str], steps: list[Change], preview: bool, hire: Hire
) -> Iterator[tuple[dict[str, bytes], dict[str, bytes]]]:
    """Build, and again after each step: what is published each time, and what a clean build has."""
    with TemporaryDirectory() as folder:
        pictured = {"docs/posts/pictured.md": PICTURED, PICTURES[0]: a_picture()}
        site = a_site(Path(folder), files | pictured, CONFIG)
        build(site, preview=preview, packings=("gz",), search=True, hire=hire)
        for step in steps:
            site = step(site)
            build(site, preview=preview, packings=("gz",), search=True, hire=hire)
            yield files_of(site.root / "site"), clean(site, preview=preview)


@pytest.mark.parametrize("keys", [
    {"from": "[other]"}, {"from": None}, {"visibility": None}, {"state": "planned"},
    {"from": "[{format: tweet, url: 'https://x.example/1'}, one]"}, {"date": "2026-02-01"},
])  # fmt: skip
def test_pages_follow_a_change_of_a_step_that_they_do_not_show(
    tmp_path: Path, keys: dict[str, str | None]
) -> None:
    """What it grew from decides what its results grew from, as readers see it."""
    hidden = {"id": "hidden", "from": "[one]", "visibility": "private", "date": "2026-03-03"}
    files = {
        "docs/posts/one.md": a_piece(id="one", title="One", date="2026-03-01"),
        "docs/posts/other.md": a_piece(id="other", title="Other", date="2026-03-02"),
        "docs/posts/hidden.md": a_piece(hidden),
        "docs/posts/last.md": a_piece({"id": "last", "from": "[hidden]", "title": "Last"}),
    }
    site = a_site(tmp_path, files)
    build(site, packings=("gz",), search=True)
    assert b"led to this piece" in files_of(tmp_path / "site")["blog/last/index.html"]
    (tmp_path / "docs/posts/hidden.md").write_text(a_piece({**hidden, **keys}))
    build(site, packings=("gz",), search=True)
    assert files_of(tmp_path / "site") == clean(site, preview=False)


def test_all_lists_of_the_newest_follow_a_new_authority_of_ids(tmp_path: Path) -> None:
    files = {
        f"docs/posts/{name}.md": a_piece(id=name, title=name, authors=f"[{author}]")
        for name, author in (("one", "ana-ruiz"), ("two", "bo"))
    }
    files["authors/bo.md"] = "---\nname: Bo Ek\n---\n"
    site = a_site(tmp_path, files, {"latest": 5})
    build(site)
    site = a_site(tmp_path, {}, {"latest": 5, "feeds": {"authority": "example.org,2020"}})
    build(site)
    lists = [data for name, data in files_of(tmp_path / "site").items() if "latest.json" in name]
    assert len(lists) > 2
    assert all(b"tag:example.org,2020:" in data for data in lists)


def test_where_nothing_changed_nothing_is_made(tmp_path: Path) -> None:
    site = a_blog(tmp_path)
    assert build(site) > 200
    assert build(site) == 0
    for source in _sources(site):  # as a checkout does
        os.utime(source, (1, 1))
    assert build(site) == 0


def test_below_the_first_paragraph_a_piece_is_its_page_and_its_entries(tmp_path: Path) -> None:
    site = a_blog(tmp_path)
    build(site)
    before = files_of(site.root / "site")
    (site.root / "docs/posts/p030.md").write_text(
        (site.root / "docs/posts/p030.md").read_text() + "\nA last word.\n"
    )
    made = build(site)
    after = files_of(site.root / "site")
    changed = {file for file in after if after[file] != before[file]}
    assert {"blog/p030/index.html", "blog/p030/index.md"} < changed
    assert all(file.endswith((".xml", ".json")) for file in changed if "p030" not in file)
    assert made <= len(changed) + 2


def test_a_title_is_changed_where_it_is_shown_and_nowhere_else_made(tmp_path: Path) -> None:
    site = a_blog(tmp_path, 200)
    all_files = build(site)
    file = site.root / "docs/posts/p100.md"
    file.write_text(file.read_text().replace("Title 100", "Another title"))
    made = build(site)
    assert 10 < made < all_files / 8
    shown = [f for f, data in files_of(site.root / "site").items() if b"Another title" in data]
    assert len(shown) > 8
    assert not any(b"Title 100" in data for data in files_of(site.root / "site").values())


def test_a_picture_is_changed_where_it_is_shown_and_nowhere_else_made(tmp_path: Path) -> None:
    site = a_blog(tmp_path)
    post, picture = site.root / "docs/posts/p030.md", site.root / "docs/posts/one.png"
    post.write_text(f"{post.read_text()}\n![One](one.png)\n")
    picture.write_bytes(a_picture(40, 30))
    build(site)
    before = files_of(site.root / "site")
    os.utime(picture, (1, 1))
    assert build(site) == 0
    picture.write_bytes(a_picture(50, 30))
    made = build(site)
    after = files_of(site.root / "site")
    old, new = (sorted(f for f in files if "one-" in f) for files in (before, after))
    assert [file.split(".")[0] for file in (*old, *new)] == ["posts/one-40", "posts/one-50"]
    changed = {file for file in after if after[file] != before.get(file)}
    assert changed == {"blog/p030/index.html", "posts/one.png", *new}
    entries = 20  # feeds hold the text, and are the same with any size of the picture
    assert made < len(changed) + entries


def test_a_topic_s_new_title_is_read_out_of_what_is_known(tmp_path: Path) -> None:
    site = a_blog(tmp_path)
    everything = build(site)
    changed = a_site(
        tmp_path, {}, {"per_page": 5, "topics": {"pricing": "Prices", "leakage": "Leakage"}}
    )
    with patch.object(library, "read_piece", side_effect=AssertionError("none changed")):
        assert 30 < build(changed) < everything
    assert b"Prices" in (tmp_path / "site/topics/pricing/index.html").read_bytes()


def test_a_record_that_is_damaged_or_of_another_version_is_begun_anew(tmp_path: Path) -> None:
    site = a_blog(tmp_path, 5)
    build(site)
    for wrong in (b"", b"not a database" * 99, (tmp_path / ".cache" / FILE).read_bytes()[:5000]):
        (tmp_path / ".cache" / FILE).write_bytes(wrong)
        assert build(site) > 0
        assert build(site) == 0


def test_a_record_does_not_grow_with_the_number_of_builds(tmp_path: Path) -> None:
    site = a_blog(tmp_path, 20)
    known = [_facts_recorded(site)]
    for number in range(8):
        for file in sorted((tmp_path / "docs/posts").glob("*.md")):
            text = file.read_text().replace("id: ", "id: x")
            file.unlink()
            file.with_name(f"{number}{file.name[-7:]}").write_text(text)
        known.append(_facts_recorded(site))
    assert 100 < known[0] <= max(known) < 2 * known[0]
    assert build(site) == 0


def _facts_recorded(site: SiteOnDisk) -> int:
    with patch.object(Recording, "save", autospec=True, side_effect=Recording.save) as saved:
        build(site)
    return len(saved.call_args.args[1].facts)


def test_a_record_serves_in_another_folder(tmp_path: Path) -> None:
    site = a_blog(tmp_path / "one")
    build(site)
    shutil.copytree(tmp_path / "one", tmp_path / "two", copy_function=shutil.copy)
    with patch.object(library, "read_piece", side_effect=AssertionError("none changed")):
        build(replace(site, root=tmp_path / "two"))
    assert files_of(tmp_path / "two/site") == files_of(tmp_path / "one/site")
