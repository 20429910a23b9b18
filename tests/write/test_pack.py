"""Packed files are those beside which they stand, and are made for what changed alone."""

import gzip
from pathlib import Path

import brotli
import pytest

from masthead.write.pack import pack
from masthead.write.stage import About, Stage

Files = dict[str, bytes]
PAGE = b"<p>" + b"words and words, " * 200
OTHER = b"<p>" + b"other words, " * 200
_KNOWN: dict[Path, dict[str, About]] = {}
"""What builds have packed, by the folder that they were in."""


def published(folder: Path, files: Files, packings: tuple[str, ...] = ("br", "gz")) -> int:
    """Publish as a build does, the last file as a host that writes into the stage itself."""
    stage = Stage(folder / "site", folder / "cache").open()
    *ours, last = files
    for file in ours:
        stage.put(file, files[file])
    (stage.folder / last).parent.mkdir(parents=True, exist_ok=True)
    (stage.folder / last).write_bytes(files[last])
    packed = pack(stage, packings, _KNOWN.get(folder, {}))
    stage.commit()
    _KNOWN[folder] = {file: stage.about(file) for file in (*packed.kept, *packed.made)}
    return len(packed.made)


def site(folder: Path) -> Files:
    files = (path for path in (folder / "site").rglob("*") if path.is_file())
    return {path.relative_to(folder / "site").as_posix(): path.read_bytes() for path in files}


def test_each_text_has_its_packed_files(tmp_path: Path) -> None:
    files = {"a/index.html": PAGE, "a.css": PAGE, ".well-known/b.txt": PAGE, "c.html": OTHER}
    published(tmp_path, files)
    found = site(tmp_path)
    assert set(found) == {f"{name}{end}" for name in files for end in ("", ".br", ".gz")}
    for name, data in files.items():
        assert brotli.decompress(found[f"{name}.br"]) == data
        assert gzip.decompress(found[f"{name}.gz"]) == data
        assert found[f"{name}.gz"][4:8] == bytes(4), "no time in it"


def test_what_would_gain_nothing_is_not_packed(tmp_path: Path) -> None:
    published(tmp_path, {"small.html": b"<p>", "a.png": PAGE, "b.webp": PAGE, "c.html": PAGE})
    packed = {name for name in site(tmp_path) if name.endswith((".br", ".gz"))}
    assert packed == {"c.html.br", "c.html.gz"}


def test_only_what_changed_is_packed_again(tmp_path: Path) -> None:
    files = {"a.html": PAGE, "b.html": PAGE, "c.html": PAGE}
    assert published(tmp_path, files) == 6
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").iterdir()}
    assert published(tmp_path, files) == 0
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "site").iterdir()} == times
    assert published(tmp_path, files | {"a.html": OTHER}) == 2
    assert brotli.decompress(site(tmp_path)["a.html.br"]) == OTHER
    assert published(tmp_path, files | {"c.html": OTHER}) == 4
    assert gzip.decompress(site(tmp_path)["c.html.gz"]) == OTHER


def test_a_packed_file_goes_with_its_file_and_with_the_wish(tmp_path: Path) -> None:
    published(tmp_path, {"a.html": PAGE, "b.html": PAGE})
    published(tmp_path, {"b.html": PAGE}, ("br",))
    assert set(site(tmp_path)) == {"b.html", "b.html.br"}
    published(tmp_path, {"b.html": b"short"}, ("br",))
    assert set(site(tmp_path)) == {"b.html"}


def test_a_packed_file_that_a_build_makes_itself_stays(tmp_path: Path) -> None:
    files = {"sitemap.xml": PAGE, "sitemap.xml.gz": b"its own", "a.html": PAGE}
    for _ in range(2):
        published(tmp_path, files)
        assert site(tmp_path)["sitemap.xml.gz"] == b"its own"


@pytest.mark.parametrize("packings", [(), ("gz",), ("br",)])
def test_a_lost_packed_file_is_made_again(tmp_path: Path, packings: tuple[str, ...]) -> None:
    published(tmp_path, {"a.html": PAGE, "b.html": PAGE}, packings)
    wanted = site(tmp_path)
    for packing in packings:
        (tmp_path / f"site/a.html.{packing}").unlink()
    published(tmp_path, {"a.html": PAGE, "b.html": PAGE}, packings)
    assert site(tmp_path) == wanted


def test_a_packed_file_that_somebody_changed_is_made_again(tmp_path: Path) -> None:
    published(tmp_path, {"a.html": PAGE, "b.html": PAGE})
    wanted = site(tmp_path)
    (tmp_path / "site/a.html.gz").write_bytes(b"damaged")
    assert published(tmp_path, {"a.html": PAGE, "b.html": PAGE}) == 1
    assert site(tmp_path) == wanted
