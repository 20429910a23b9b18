"""Each image is looked at once, and each copy made once, whatever happens in between."""

import os
import pickle
from pathlib import Path

import pytest

from masthead.images.gallery import Gallery
from masthead.plan.output import Derived
from pictures import a_picture, opened


def a_copy(gallery: Gallery, source: str = "docs/a.png", width: int = 40) -> Derived:
    facts = gallery.facts(source)
    assert facts
    return Derived(
        source=source, file=f"a-{width}.webp", digest=facts.digest, width=width, format="webp",
        quality=75,
    )  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.png").write_bytes(a_picture(100, 50))
    return tmp_path


def test_a_second_build_makes_none(root: Path) -> None:
    first = Gallery(root)
    wanted = [a_copy(first, width=width) for width in (20, 40)]
    first.prepare(wanted)
    assert first.made == 2
    second = Gallery(root)
    second.prepare([a_copy(second, width=width) for width in (20, 40)])
    assert second.made == 0
    assert second.copy(wanted[0]) == first.copy(wanted[0])


def test_a_copy_that_somebody_asks_for_is_made_then(root: Path) -> None:
    gallery, other = Gallery(root), Gallery(root)
    asked = gallery.copy(a_copy(gallery))
    other.prepare([a_copy(other)])
    assert other.made == 0
    assert opened(asked).width == 40


def test_what_was_saved_since_it_was_looked_at_is_not_kept(root: Path) -> None:
    early = Gallery(root)
    wanted = a_copy(early)
    (root / "docs/a.png").write_bytes(a_picture(100, 50, seed=5))
    assert early.copy(wanted)
    early.prepare([wanted])
    (root / "docs/a.png").write_bytes(a_picture(100, 50))
    late, clean = Gallery(root), Gallery(root, root / "clean")
    assert late.copy(wanted) == clean.copy(wanted)


def test_facts_are_read_once_and_again_when_the_file_changes(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Gallery(root)
    assert first.facts("docs/a.png")
    first.save()
    monkeypatch.setattr("masthead.images.gallery.read_facts", lambda *_: pytest.fail("read anew"))
    assert Gallery(root).facts("docs/a.png")
    os.utime(root / "docs/a.png", ns=(2, 2))  # as a checkout does: the digest decides
    again = Gallery(root)
    assert again.facts("docs/a.png") == first.facts("docs/a.png")
    again.save()
    third = Gallery(root)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read at all"))
    assert third.facts("docs/a.png") == first.facts("docs/a.png")
    monkeypatch.undo()
    (root / "docs/a.png").write_bytes(a_picture(60, 50))
    os.utime(root / "docs/a.png", ns=(1, 1))
    found = Gallery(root).facts("docs/a.png")
    assert found
    assert found.width == 60


def test_a_copy_is_made_anew_for_another_image_width_or_quality(root: Path) -> None:
    gallery = Gallery(root)
    one = a_copy(gallery)
    gallery.prepare([one])
    (root / "docs/a.png").write_bytes(a_picture(100, 50, seed=5))
    changed = Gallery(root)
    other = a_copy(changed)
    changed.prepare([other])
    assert changed.made == 1
    assert changed.copy(other) != gallery.copy(one)


@pytest.mark.parametrize("damage", ["facts", "copies", "all"])
def test_what_is_kept_may_go_at_any_time(root: Path, damage: str) -> None:
    gallery = Gallery(root)
    gallery.prepare([a_copy(gallery)])
    gallery.save()
    data = gallery.copy(a_copy(gallery))
    for file in gallery.folder.iterdir():
        if damage == "all" or (file.suffix == ".msgpack") == (damage == "facts"):
            file.unlink()
    again = Gallery(root)
    again.prepare([a_copy(again)])
    assert again.copy(a_copy(again)) == data


def test_facts_that_are_nonsense_are_forgotten(root: Path) -> None:
    gallery = Gallery(root)
    gallery.prepare([a_copy(gallery)])
    for nonsense in (b"", b"nonsense", b"\x92\x01\xa1a", b"\x92\xa1c\x80"):
        (gallery.folder / "facts.msgpack").write_bytes(nonsense)
        assert Gallery(root).facts("docs/a.png")


def test_a_broken_image_among_good_ones(root: Path) -> None:
    (root / "docs/b.png").write_bytes(a_picture(300, 300)[:400])
    gallery = Gallery(root)
    told: list[tuple[int, int]] = []
    wanted = [a_copy(gallery), a_copy(gallery, "docs/b.png")]
    gallery.prepare(wanted, lambda done, total: told.append((done, total)))
    assert gallery.faults.keys() == {"docs/b.png"}
    assert gallery.made == 1
    assert told == [(1, 2), (2, 2)]
    assert gallery.copy(wanted[1]) == gallery.published("docs/b.png")


def test_a_broken_image_is_found_by_every_build(root: Path) -> None:
    (root / "docs/b.png").write_bytes(b"no image")
    for _ in range(2):
        gallery = Gallery(root)
        assert gallery.facts("docs/b.png") is None
        gallery.save()
        assert gallery.faults.keys() == {"docs/b.png"}


def test_what_is_no_image_or_not_there_is_nothing(root: Path) -> None:
    gallery = Gallery(root)
    assert gallery.facts("docs/none.png") is None
    assert gallery.facts("docs/table.csv") is None
    assert gallery.length("docs/none.png") == 0
    assert not gallery.faults


def test_old_copies_go_after_a_month(root: Path) -> None:
    gallery = Gallery(root)
    wanted = [a_copy(gallery, width=width) for width in (20, 40)]
    gallery.prepare(wanted)
    for file in gallery.folder.iterdir():
        os.utime(file, (1, 1))
    gallery.tidy(wanted[:1])
    assert len(list(gallery.folder.glob("*.webp"))) == 1
    assert gallery.copy(wanted[0])


def test_it_can_be_sent_to_another_process(root: Path) -> None:
    gallery = Gallery(root)
    facts = gallery.facts("docs/a.png")
    assert pickle.loads(pickle.dumps(gallery)).facts("docs/a.png") == facts  # noqa: S301 - our own
