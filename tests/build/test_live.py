"""While a site is served, its images are made when somebody asks for them."""

from pathlib import Path

from builders import a_piece, a_site
from hosts.rendered import renderer_of
from masthead.build import pipeline
from masthead.build.live import LiveSite
from pictures import a_picture, opened

PIECE = a_piece(id="one", body="![One](one.png)\n")


def test_copies_are_made_when_asked_for_and_go_with_their_image(tmp_path: Path) -> None:
    live, folder = LiveSite(), tmp_path / "shown"
    for width in (40, 50):
        files = {"docs/posts/one.md": PIECE, "docs/posts/one.png": a_picture(width, 30)}
        site = a_site(tmp_path, files)
        read = site.read()
        plan = pipeline.plan(read, preview=True, pages={})
        live.show(plan, renderer_of(plan), read.gallery, folder, lambda maker: maker())
        assert not [*folder.glob("posts/*.webp")]
        (copy,) = (one.file for one in plan.derived)
        assert live.ensure(copy)
        assert live.ensure("posts/one.png")
        assert opened((folder / copy).read_bytes()).width == width
        assert opened((folder / "posts/one.png").read_bytes()).width == width
