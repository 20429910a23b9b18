"""The site is the old one or the new one, whatever happens, and never a mixture for good."""

import builtins
import errno
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from masthead.diagnostics import WriteError
from masthead.write.stage import Stage

Tree = Mapping[str, bytes]

_LONG_AGO: Final = 1_000_000_000
_NAMES: Final = ("a", "b", "c.html", "index.html", ".hidden")


def _without_conflicts(files: dict[str, bytes]) -> dict[str, bytes]:
    """No path is a file and a folder at once."""
    folders = {str(parent) for path in files for parent in Path(path).parents}
    return {path: data for path, data in files.items() if path not in folders}


trees = st.dictionaries(
    st.lists(st.sampled_from(_NAMES), min_size=1, max_size=3).map("/".join),
    st.sampled_from((b"", b"one", b"two")),
    max_size=8,
).map(_without_conflicts)


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _visible(files: Tree) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if not _is_hidden(path)}


def write(folder: Path, files: Tree) -> None:
    """Write files with a time long past."""
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        os.utime(file, (_LONG_AGO, _LONG_AGO))


def read(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            file = Path(parent) / name
            found[file.relative_to(folder).as_posix()] = file.read_bytes()
    return found


def a_stage(root: Path, site: str = "site") -> Stage:
    """A stage of the site in `root`."""
    return Stage(root / site, root / ".cache")


def stage_all(stage: Stage, new: Tree) -> None:
    """Stage files: every second one as MkDocs would, by writing it to the folder."""
    for number, (path, data) in enumerate(sorted(new.items())):
        if number % 2:
            stage.put(path, data)
        else:
            file = stage.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path


# What a commit does


@given(old=trees, new=trees)
@example(old={"a": b"one"}, new={"a/b": b"one"})
@example(old={"a/b/c.html": b"one"}, new={"a": b"one"})
@example(old={"a/b": b"one", "a/.hidden": b""}, new={"a/b/c.html": b"two"})
@example(old={}, new={".well-known/security.txt": b"one"})
def test_the_site_becomes_the_new_files_and_hidden_ones_stay(
    old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write(root / "site", old)
        stage = a_stage(root).open()
        stage_all(stage, new)
        hidden = {path: data for path, data in old.items() if _is_hidden(path)}
        try:
            stage.commit()
        except WriteError as error:
            assert "hidden file" in str(error)
            assert read(root / "site") == old
            return
        found = read(root / "site")
        assert _visible(found) == _visible(new)
        assert {path: found.get(path) for path in new} == new
        in_the_way = {str(parent) for path in new for parent in Path(path).parents}
        assert hidden.keys() - in_the_way <= found.keys()
        for path, data in old.items():
            if new.get(path) == data:
                assert (root / "site" / path).stat().st_mtime == _LONG_AGO


@given(old=trees, new=trees)
def test_nothing_happens_to_the_site_before_commit(
    old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write(root / "site", old)
        stage = a_stage(root).open()
        stage_all(stage, new)
        stage.discard()
        assert read(root / "site") == old
        assert not stage.folder.exists()


def test_a_site_that_does_not_exist_yet_is_made(root: Path) -> None:
    stage = a_stage(root).open()
    stage.put("deep/down/index.html", b"new")
    assert stage.commit() == (1, 0)
    assert read(root / "site") == {"deep/down/index.html": b"new"}


def test_commit_counts_what_it_wrote_and_removed(root: Path) -> None:
    write(root / "site", {"same": b"1", "changed": b"1", "gone": b"1"})
    stage = a_stage(root).open()
    changed = [stage.put("same", b"1"), stage.put("changed", b"2"), stage.put("new", b"1")]
    assert changed == [False, True, True]
    assert stage.commit() == (2, 1)


def test_empty_folders_make_way_for_a_file(root: Path) -> None:
    (root / "site/page/empty/deeper").mkdir(parents=True)
    stage = a_stage(root).open()
    stage.put("page", b"new")
    stage.commit()
    assert read(root / "site") == {"page": b"new"}


def test_hidden_files_of_a_build_are_published(root: Path) -> None:
    stage = a_stage(root).open()
    stage.put(".nojekyll", b"")
    stage.put(".well-known/security.txt", b"mailto:a@example.org")
    stage.commit()
    assert set(read(root / "site")) == {".nojekyll", ".well-known/security.txt"}


def test_hidden_files_of_a_build_go_when_no_build_makes_them_any_more(root: Path) -> None:
    write(root / "site", {".well-known/mine.txt": b"mine", ".gitignore": b"*"})
    policy = ".well-known/security.txt"
    for _ in range(2):  # published, and then kept without being written again
        stage = a_stage(root).open()
        stage.put(policy, b"mailto:a@example.org")
        write(stage.folder, {".nojekyll": b""})  # as MkDocs would
        stage.commit()
    assert {policy, ".nojekyll"} <= read(root / "site").keys()
    a_stage(root).open().commit()
    assert set(read(root / "site")) == {".well-known/mine.txt", ".gitignore"}


def test_a_folder_with_hidden_files_is_not_lost_to_a_page(root: Path) -> None:
    write(root / "site", {"page/.keep": b"", "other": b"1"})
    stage = a_stage(root).open()
    stage.put("page", b"new")
    with pytest.raises(WriteError, match=r"page is a folder with a hidden file, \.keep"):
        stage.commit()
    assert read(root / "site") == {"page/.keep": b"", "other": b"1"}
    a_stage(root).open()  # and the next build is not hindered by it


def test_what_is_put_takes_the_place_of_what_the_host_wrote_even_if_published(root: Path) -> None:
    write(root / "site", {"sitemap.xml": b"ours"})
    stage = a_stage(root).open()
    write(stage.folder, {"sitemap.xml": b"theirs"})
    stage.put("sitemap.xml", b"ours")
    stage.commit()
    assert read(root / "site") == {"sitemap.xml": b"ours"}


def test_a_file_taken_back_is_not_published(root: Path) -> None:
    stage = a_stage(root).open()
    stage.put("a", b"1")
    stage.put("b", b"1")
    stage.remove("a")
    stage.commit()
    assert read(root / "site") == {"b": b"1"}


def test_stages_of_different_sites_do_not_disturb_each_other(root: Path) -> None:
    one, two = a_stage(root, "one").open(), a_stage(root, "two").open()
    one.put("a", b"1")
    two.put("a", b"2")
    two.commit()
    one.commit()
    assert (read(root / "one"), read(root / "two")) == ({"a": b"1"}, {"a": b"2"})


def test_of_two_builds_of_one_site_the_first_to_finish_publishes(root: Path) -> None:
    write(root / "site", {"a": b"old", "b": b"old"})
    slow, quick = a_stage(root).open(), a_stage(root).open()
    slow.put("a", b"old")
    quick.put("a", b"quick")
    slow.put("c", b"slow")
    quick.commit()
    with pytest.raises(WriteError, match="another build published"):
        slow.commit()
    slow.discard()
    assert read(root / "site") == {"a": b"quick"}


def test_a_build_completes_what_another_began_to_publish_meanwhile(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root / "site", {"a": b"old", "b": b"old"})
    slow, killed = a_stage(root).open(), a_stage(root).open()
    for file in ("a", "b"):
        slow.put(file, b"slow")
        killed.put(file, b"new")
    with interrupted(monkeypatch, 5, Killed), pytest.raises(Killed):  # one file of two moved
        killed.commit()
    assert set(read(root / "site").values()) == {b"old", b"new"}
    with pytest.raises(WriteError, match="another build published"):
        slow.commit()
    assert read(root / "site") == {"a": b"new", "b": b"new"}


def test_what_killed_builds_left_is_removed_in_time(root: Path) -> None:
    killed = a_stage(root).open()
    killed.put("a", b"1")
    os.utime(killed.folder, (_LONG_AGO, _LONG_AGO))
    running = a_stage(root).open()
    running.put("a", b"1")
    a_stage(root).open()
    assert not killed.folder.exists()
    assert running.folder.exists()


# What happens when it is interrupted

OLD: Final[Tree] = {
    "index.html": b"old",
    "same.html": b"same",
    "gone/deep/index.html": b"old",
    "folder-to-file/index.html": b"old",
    "file-to-folder": b"old",
    ".gitignore": b"*",
    "blog/.keep": b"",
}
NEW: Final[Tree] = {
    "index.html": b"new",
    "same.html": b"same",
    "folder-to-file": b"new",
    "file-to-folder/index.html": b"new",
    "blog/a/index.html": b"new",
    "added.html": b"new",
}
HIDDEN: Final = {".gitignore": b"*", "blog/.keep": b""}
_CALLS: Final = (
    (os, "replace"), (os, "unlink"), (os, "rmdir"), (os, "mkdir"), (os, "fsync"),
    (shutil, "copyfile"),
)  # fmt: skip


class Killed(BaseException):
    """Nobody catches it, as nobody catches SIGKILL."""


@contextmanager
def interrupted(
    patch: pytest.MonkeyPatch, at: int, error: Callable[[], BaseException], *, after: bool = False
) -> Iterator[list[str]]:
    """The call number `at` to the file system raises, before or after it was done."""
    calls: list[str] = []

    def watch(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            calls.append(name)
            if len(calls) - 1 != at:
                return real(*given, **named)
            if after:
                with suppress(OSError):
                    real(*given, **named)
            raise error()

        return call

    with patch.context() as context:
        for module, name in _CALLS:
            context.setattr(module, name, watch(name, getattr(module, name)))
        yield calls


def _other_file_system(patch: pytest.MonkeyPatch, site: Path) -> None:
    """Moves into `site` from elsewhere fail as they do between file systems."""
    real = os.replace

    def replace(source: Any, target: Any) -> None:
        if Path(target).is_relative_to(site) and not Path(source).is_relative_to(site):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        real(source, target)

    patch.setattr(os, "replace", replace)


def _publish(root: Path, new: Tree) -> None:
    stage = a_stage(root).open()
    try:
        stage_all(stage, new)
        stage.commit()
    except Exception:
        stage.discard()  # as the host does when a build fails
        raise


def _count_calls(patch: pytest.MonkeyPatch, root: Path) -> int:
    with interrupted(patch, -1, Killed) as calls:
        _publish(root, NEW)
    return len(calls)


@pytest.mark.parametrize("elsewhere", [False, True], ids=["one file system", "two"])
@pytest.mark.parametrize("after", [False, True], ids=["before the call", "after it"])
def test_a_run_killed_at_any_step_is_undone_or_completed_by_the_next(
    root: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: bool, after: bool
) -> None:
    first = root / "first"
    write(first / "site", OLD)
    outcomes = set()
    if elsewhere:
        _other_file_system(monkeypatch, first / "site")
    for at in range(_count_calls(monkeypatch, first)):
        here = root / str(at)
        write(here / "site", OLD)
        if elsewhere:
            monkeypatch.undo()
            _other_file_system(monkeypatch, here / "site")
        with interrupted(monkeypatch, at, Killed, after=after), pytest.raises(Killed):
            _publish(here, NEW)
        a_stage(here).open()
        found = read(here / "site")
        assert found in (OLD, {**NEW, **HIDDEN}), f"killed at call {at}"
        outcomes.add(found == OLD)
        _publish(here, NEW)
        assert read(here / "site") == {**NEW, **HIDDEN}
    assert outcomes == {True, False}  # both ways were walked


def test_a_run_killed_twice_is_completed_by_the_third(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root / "count" / "site", OLD)
    calls = _count_calls(monkeypatch, root / "count")
    for at in range(calls):
        for again in range(0, calls, 3):
            here = root / f"{at}-{again}"
            write(here / "site", OLD)
            with interrupted(monkeypatch, at, Killed, after=True), pytest.raises(Killed):
                _publish(here, NEW)
            with interrupted(monkeypatch, again, Killed):
                try:
                    a_stage(here).open()
                except Killed:
                    a_stage(here)
            a_stage(here).open()
            assert read(here / "site") in (OLD, {**NEW, **HIDDEN}), f"{at}, {again}"


def test_a_file_system_that_refuses_any_step_gives_a_write_error_and_the_next_run_mends(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root / "count" / "site", OLD)
    for at in range(_count_calls(monkeypatch, root / "count")):
        here = root / str(at)
        write(here / "site", OLD)

        def full() -> OSError:
            return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with interrupted(monkeypatch, at, full):
            try:
                _publish(here, NEW)
            except WriteError as error:
                assert str(here) in str(error)
            except OSError:
                assert not (a_stage(here).home / "journal.json").exists()  # the host's own writing
        a_stage(here).open()
        assert read(here / "site") in (OLD, {**NEW, **HIDDEN}), f"refused at call {at}"


def test_another_file_system_gets_the_same_site(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root / "site", OLD)
    _other_file_system(monkeypatch, root / "site")
    _publish(root, NEW)
    assert read(root / "site") == {**NEW, **HIDDEN}


def test_a_folder_that_may_not_be_written_is_a_write_error(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: Any, **named: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "site")

    with monkeypatch.context() as patch:
        patch.setattr(os, "mkdir", refuse)
        with pytest.raises(WriteError, match="cannot prepare"):
            a_stage(root).open()
    for site in ({}, OLD):  # nothing to compare with, and something that cannot be read
        write(root / "site", site)
        stage = a_stage(root).open()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", refuse)
            patch.setattr(builtins, "open", refuse)
            with pytest.raises(WriteError, match="cannot write"):
                stage.put("a", b"1")


@pytest.mark.parametrize("size", [6, 10])
def test_a_disk_that_takes_only_a_part_of_a_file_publishes_nothing(root: Path, size: int) -> None:
    resource = pytest.importorskip("resource", reason="only Unix limits files")
    write(root / "site", OLD)
    stage = a_stage(root).open()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))  # as a nearly full disk: no error
    try:
        with pytest.raises(WriteError, match="cannot write"):
            stage.put("a", b"0123456789ab")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    stage.discard()
    assert read(root / "site") == OLD


def test_a_damaged_journal_says_what_to_remove(root: Path) -> None:
    stage = a_stage(root)
    stage.home.mkdir(parents=True)
    (stage.home / "journal.json").write_text("{")
    with pytest.raises(WriteError, match=r"journal\.json is damaged; remove it"):
        stage.open()
