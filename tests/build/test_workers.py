"""Whoever makes the files, they have the same bytes."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest

from build.building import a_blog, alone, build, files_of
from builders import SiteOnDisk, a_piece
from hosts.hosted import a_hosted_site, argv, environment_with
from masthead.build import crew
from masthead.build import recording as recordings
from masthead.build.crew import Crew, named_executor, processors
from masthead.build.publishing import Publisher
from masthead.build.recording import Recording
from masthead.build.sending import send
from masthead.build.workshop import Workshop
from masthead.diagnostics import Diagnostic, MastheadError
from masthead.record import memory
from masthead.write import spool
from pictures import a_picture

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="others do not fork")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    site = a_blog(tmp_path_factory.mktemp("alone"), 150)
    build(site)
    return files_of(site.root / "site")


@on_linux
@pytest.mark.parametrize("workers", [2, 5])
def test_forked_workers_make_the_same_bytes_and_the_same_record(
    tmp_path: Path, expected: dict[str, bytes], workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "_WORTH", 1)
    site = a_blog(tmp_path, 150)
    hire = partial(_hired, workers=workers)
    assert build(site, hire=hire) == len(expected)
    assert files_of(tmp_path / "site") == expected
    assert build(site, hire=hire) == 0
    file = tmp_path / "docs/posts/p100.md"
    file.write_text(file.read_text().replace("Title 100", "Another title"))
    build(site, hire=hire)
    alone = a_blog(tmp_path / "alone", 150)
    (alone.root / "docs/posts/p100.md").write_text(file.read_text())
    build(alone)
    assert files_of(tmp_path / "site") == files_of(tmp_path / "alone/site")


@on_linux
def test_texts_that_other_processes_read_are_the_same_with_what_is_found_in_them(
    tmp_path: Path, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, readers = a_blog(tmp_path, 150), set[int]()
    with _read_by_two(monkeypatch, readers):
        build(site)
    assert files_of(tmp_path / "site") == expected
    assert readers
    assert os.getpid() not in readers

    for name, text in {
        "p090": a_piece(id="p090", stages="[intrest]", unheard="of"),
        "p091": "---\ntitle: [\n---\n",
        "p092": a_piece(id="p092", body="![](missing.png)\n"),
        "p093": "Text in letters that are none: \udcff",
    }.items():
        (tmp_path / f"docs/posts/{name}.md").write_text(text, errors="surrogateescape")
    here = site.findings()
    with _read_by_two(monkeypatch, readers):
        assert _found_in(site) == here
    assert {one.position.path[-7:-3] for one in here} >= {"p090", "p091", "p092", "p093"}


@contextmanager
def _read_by_two(monkeypatch: pytest.MonkeyPatch, readers: set[int]) -> Iterator[None]:
    """Let two other processes read, and know which those were."""

    def shared(function: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
        both = crew.spread(2)
        assert both is not None
        for one, process in both(lambda item: (function(item), os.getpid()), items):
            readers.add(process)
            yield one

    with monkeypatch.context() as patched:
        patched.setattr(memory, "_MANY", 1)
        patched.setattr(recordings, "spread", lambda _: shared)
        yield


def _found_in(site: SiteOnDisk) -> tuple[Diagnostic, ...]:
    """What is found when nothing is known of the site."""
    with TemporaryDirectory() as cache:
        opened = Recording(Path(cache), "site", site.settings)
        try:
            return site.findings(opened.memory)
        finally:
            opened.close()


@pytest.mark.parametrize("room", [0, 20_000])
def test_what_the_memory_does_not_hold_comes_from_files(
    tmp_path: Path, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(spool, "_MEMORY", room)
    monkeypatch.setattr(memory, "_ROOM", room)
    site = a_blog(tmp_path, 150)
    build(site)
    assert files_of(tmp_path / "site") == expected


def _hired(_: Publisher, __: Recording, workers: int) -> Crew:
    return Crew(workers=workers)


def _sent(publisher: Publisher, recording: Recording, executor: Executor) -> Crew:
    sending = partial(send, shop=publisher.shop,
                      gallery=publisher.gallery, preview=False, pages={})  # fmt: skip
    return Crew(workers=2, executor=executor, send=sending)


@pytest.fixture(scope="module")
def strangers() -> Iterator[Executor]:
    """Processes that know nothing of this one."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as executor:
        yield executor


def test_workers_that_know_nothing_are_sent_what_they_need(
    tmp_path: Path, expected: dict[str, bytes], strangers: Executor
) -> None:
    site = a_blog(tmp_path, 150)
    with patch.object(Workshop, "make", side_effect=AssertionError("made here")):
        build(site, hire=partial(_sent, executor=strangers))
    assert files_of(tmp_path / "site") == expected
    (tmp_path / "site/blog/p001/index.html").unlink()
    assert build(site, hire=partial(_sent, executor=strangers)) == 1
    assert files_of(tmp_path / "site") == expected


def test_images_are_as_large_for_workers_that_know_nothing(
    tmp_path: Path, strangers: Executor
) -> None:
    for name, hire in (("one", alone), ("other", partial(_sent, executor=strangers))):
        site = a_blog(tmp_path / name, 4)
        text = a_piece(id="p001", image="a.png", image_alt="A", body="![A](a.png)\n")
        (site.root / "docs/posts/p001.md").write_text(text)
        (site.root / "docs/posts/a.png").write_bytes(a_picture(40, 30))
        build(site, hire=hire)
    one, other = (files_of(tmp_path / name / "site") for name in ("one", "other"))
    assert one == other
    assert b'width="40" height="30" srcset="' in one["blog/p001/index.html"]


def test_the_environment_says_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(crew.WORKERS, "3")
    assert processors() == 3
    for nonsense in ("0", "many", ""):
        monkeypatch.setenv(crew.WORKERS, nonsense)
        assert processors() == len(os.sched_getaffinity(0)) or sys.platform != "linux"


@pytest.mark.parametrize("name", ["nowhere:open", "json:nothing", "json:dumps", "os:getcwd", "os"])
def test_an_executor_that_is_none_is_named(name: str) -> None:
    with pytest.raises(MastheadError, match=name):
        named_executor(name)


def test_dask_s_workers_make_the_same_site(tmp_path: Path) -> None:
    """The example of the handbook: two local workers of dask.distributed."""
    pytest.importorskip("distributed")
    pieces = {
        f"docs/posts/p{n}.md": a_piece(id=f"p{n}", title=f"T {n}", date=f"2025-01-0{1 + n % 9}")
        for n in range(40)
    }
    sites = [a_hosted_site(tmp_path / name, pieces) for name in ("alone", "dask")]
    examples = Path(__file__).parents[2] / "examples"
    for site, more in zip(sites, ({}, {crew.EXECUTOR: "dask_workers:executor"}), strict=True):
        environment = environment_with(PYTHONPATH=str(examples), **more)
        subprocess.run(argv("mkdocs", "build", "-q"), cwd=site.root, env=environment, check=True)
    one, other = (files_of(site.site) for site in sites)
    assert one == other
    assert len(one) > 60
