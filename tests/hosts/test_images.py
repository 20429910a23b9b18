"""Images as readers get them: in their sizes, with their place kept, and nothing told beside."""

import json
import re
from pathlib import Path
from typing import Final

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from builders import a_piece
from hosts.hosted import HostedSite, Refused, a_hosted_site
from pictures import a_picture, drawn, encoded, opened

SVG: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 150"/>'
BODY: Final = """\
Words.

![A wide one](images/wide.jpg)

![A drawing](images/plan.svg) ![A small one](images/small.png)

<img src="images/wide.jpg" alt="Narrow" width="300">
<img src="images/wide.jpg" alt="Own" srcset="images/small.png 2x" width="10" height="10">
<img src="images/wide.jpg" alt="Short" height="100">

[The file](images/linked.jpg)
"""
FRONT: Final = {"image": "images/wide.jpg", "image_alt": "A wide one", "authors": "ana-ruiz"}


def a_site(folder: Path, options: dict[str, object] | None = None, body: str = BODY) -> HostedSite:
    exif = Image.Exif()
    exif[0x010E] = "secret-place"
    wide = encoded(drawn(1300, 700), "JPEG", exif=exif)
    files: dict[str, str | bytes] = {
        "docs/posts/one.md": a_piece(FRONT, body),
        "docs/posts/two.md": a_piece(id="two", title="Two", image="images/wide.jpg",
                                     image_alt="The same", topics="pricing"),
        "docs/posts/images/wide.jpg": wide,
        "docs/posts/images/linked.jpg": wide + b"x",
        "docs/posts/images/unused.jpg": a_picture(900, 600, "JPEG", seed=3),
        "docs/posts/images/small.png": a_picture(100, 80),
        "docs/posts/images/plan.svg": SVG,
        "authors/ana-ruiz.jpg": a_picture(500, 500, "JPEG"),
    }  # fmt: skip
    return a_hosted_site(folder, files, options)


def images(site: HostedSite, file: str) -> list[dict[str, str]]:
    return [
        {key: value or "" for key, value in node.attributes.items()}
        for node in HTMLParser(site.read(file)).css("img")
    ]


def by_alt(site: HostedSite, alt: str) -> dict[str, str]:
    body = HTMLParser(site.read("blog/one/index.html")).css(".mh-body img")
    found = [one.attributes for one in body if one.attributes["alt"] == alt]
    return {key: value or "" for key, value in found[0].items()}


def copies(site: HostedSite) -> dict[str, bytes]:
    return {name: data for name, data in site.bytes().items() if name.endswith((".webp", ".avif"))}


def test_every_image_keeps_its_place_and_every_copy_exists(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    site.build()
    seen = set()
    for file in site.pages():
        for image in images(site, file):
            assert image["width"].isdecimal() and image["height"].isdecimal(), (file, image)
            for candidate in filter(None, image.get("srcset", "").split(", ")):
                address, _, width = candidate.partition(" ")
                target = (site.site / file).parent / address
                assert target.is_file(), (file, candidate)
                if width.endswith("w"):
                    assert opened(target.read_bytes()).width == int(width[:-1])
                    assert image["sizes"]
                seen.add(target.resolve().relative_to(site.site).as_posix())
    assert seen >= copies(site).keys()
    assert len(copies(site)) > 5


def test_what_a_text_shows(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    site.build()
    wide, drawing, small = (by_alt(site, a) for a in ("A wide one", "A drawing", "A small one"))
    assert (wide["width"], wide["height"]) == ("1300", "700")
    assert wide["src"] == "../../posts/images/wide.jpg"
    assert re.findall(r" (\d+)w", wide["srcset"]) == ["320", "680", "1300"]
    assert (wide["loading"], wide["decoding"]) == ("lazy", "async")
    assert (drawing["width"], drawing["height"], drawing.get("srcset")) == ("300", "150", None)
    assert re.fullmatch(r"\S+small-100\.\w{8}\.webp", small["srcset"])
    narrow, own, short = (by_alt(site, alt) for alt in ("Narrow", "Own", "Short"))
    assert (narrow["width"], narrow["height"]) == ("300", "162")
    assert narrow["sizes"] == "(min-width: 360px) 300px, 92vw"
    assert (own["width"], own["srcset"]) == ("10", "../../posts/images/small.png 2x")
    assert (short["width"], short["height"]) == ("186", "100")


def test_what_comes_first_is_loaded_first(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    site.write({"docs/posts/three.md": a_piece(id="three", body="![One](images/wide.jpg)\n")})
    long = "Many words. " * 100 + "\n\n![One](images/wide.jpg)\n"
    site.write({"docs/posts/four.md": a_piece(id="four", body=long)})
    site.build()
    lead, *others = images(site, "blog/one/index.html")
    assert lead["fetchpriority"] == "high"
    assert "loading" not in lead
    assert all(one["loading"] == "lazy" for one in others)
    first = images(site, "blog/three/index.html")[0]
    assert (first.get("loading"), first["fetchpriority"]) == (None, "high")
    assert images(site, "blog/four/index.html")[0]["loading"] == "lazy"


def test_nothing_tells_where_a_photo_was_taken(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    site.build()
    assert b"secret-place" in (tmp_path / "docs/posts/images/wide.jpg").read_bytes()
    assert not [name for name, data in site.bytes().items() if b"secret-place" in data]
    feed = json.loads(site.read("blog/feed.json"))
    lengths = {a["size_in_bytes"] for item in feed["items"] for a in item.get("attachments", ())
               if a["url"].endswith("wide.jpg")}  # fmt: skip
    assert lengths <= {len(site.bytes()["posts/images/wide.jpg"])}


def test_feeds_and_cards_name_one_plain_image(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    site.build()
    for feed in ("blog/feed.xml", "blog/atom.xml", "blog/feed.json"):
        text = site.read(feed)
        assert 'srcset="https://example.org/posts/images/wide-' not in text
        assert "https://example.org/posts/images/wide.jpg" in text
    page = site.read("blog/one/index.html")
    assert '<meta property="og:image" content="https://example.org/posts/images/wide.jpg">' in page


def test_a_second_build_makes_nothing_and_a_changed_image_has_new_copies(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    site.build()
    first, cache = copies(site), tmp_path / ".cache/masthead/images"
    times = {file: file.stat().st_mtime_ns for file in cache.glob("*.webp")}
    site.build()
    assert {file: file.stat().st_mtime_ns for file in cache.glob("*.webp")} == times
    assert copies(site) == first
    site.write({"docs/posts/images/wide.jpg": a_picture(1300, 700, "JPEG", seed=9)})
    site.build()
    changed = {name for name in copies(site) if "/wide-" in name}
    assert changed
    assert not changed & first.keys()
    assert {n for n in copies(site) if "/wide-" not in n} == {n for n in first if "/wide-" not in n}


def test_a_build_without_what_is_kept_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = a_site(tmp_path / "one"), a_site(tmp_path / "two")
    one.build()
    two.build()
    assert one.bytes() == two.bytes()


def test_copies_of_nothing_unpublished_or_unused(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    site.write({"docs/posts/images/draft.jpg": a_picture(800, 600, "JPEG", seed=8)})
    draft = {"id": "draft", "state": "draft", "image": "images/draft.jpg", "image_alt": "D"}
    site.write({"docs/posts/draft.md": a_piece(draft, "![D](images/draft.jpg)\n")})
    site.build()
    assert not [name for name in copies(site) if re.search("draft|unused|linked", name)]


def test_an_animation_has_no_copies(tmp_path: Path) -> None:
    frames = [drawn(800, 400, seed=seed) for seed in range(2)]
    moving = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    site = a_site(tmp_path, body="Words.\n\n![Moving](images/moving.gif)\n")
    site.write({"docs/posts/images/moving.gif": moving})
    site.build()
    assert "srcset" not in by_alt(site, "Moving")
    assert by_alt(site, "Moving")["width"] == "800"
    assert site.bytes()["posts/images/moving.gif"] == moving


def test_a_site_may_have_no_copies_or_others(tmp_path: Path) -> None:
    none = a_site(tmp_path / "none", {"images": False})
    none.build()
    assert not copies(none)
    assert by_alt(none, "A wide one")["width"] == "1300"
    assert "srcset" not in by_alt(none, "A wide one")
    other = a_site(tmp_path / "other", {"images": {"widths": [500, 200], "format": "avif"}})
    other.build()
    assert re.findall(r"-(\d+)\.\w+\.avif (\d+)w", by_alt(other, "A wide one")["srcset"]) == [
        ("200", "200"), ("500", "500")
    ]  # fmt: skip


def test_a_damaged_image_refuses_the_build_and_names_the_file(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    whole = (tmp_path / "docs/posts/images/wide.jpg").read_bytes()
    site.write({"docs/posts/images/wide.jpg": whole[: len(whole) // 2]})
    with pytest.raises(Refused) as refusal:
        site.build()
    assert "docs/posts/images/wide.jpg" in refusal.value.text
    assert "MH513" in refusal.value.text
    assert not site.site.exists()


def test_a_site_that_only_wants_advice_publishes_what_there_is(tmp_path: Path) -> None:
    site = a_site(tmp_path, {"rules": {"broken-image": "advice"}})
    whole = (tmp_path / "docs/posts/images/wide.jpg").read_bytes()
    site.write({"docs/posts/images/wide.jpg": whole[: len(whole) // 2]})
    site.build()
    assert len(copies(site)) > 5
