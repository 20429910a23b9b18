"""Promise 4: nothing that is not published, and nothing internal, is in the site.

Every place that is not public carries a word with CANARY in it, and no file of the site, unpacked
or by its name, has that word.
"""

import gzip
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_piece, a_site
from hosts.hosted import HostedSite, a_hosted_site
from hosts.rendered import everything
from pictures import a_picture

CANARY: Final = "leakzq"

HIDDEN: Final[dict[str, dict[str, str]]] = {
    "planned": {"state": "planned"},
    "draft": {"state": "draft"},
    "review": {"state": "review"},
    "scheduled": {"date": "2027-01-02"},
    "private": {"visibility": "private"},
    "privately-retired": {"visibility": "private", "state": "retired"},
    "retired-before-its-date": {"date": "2027-01-02", "state": "retired"},
}
"""Ways not to be public, and the keys that make a piece so."""


def _hidden_fields(name: str) -> dict[str, str]:
    """All keys of a hidden piece that can carry a word."""
    word = f"{CANARY}-{name}"
    return {
        "title": f"{word} title",
        "id": f"{word}-id",
        "slug": f"{word}-slug",
        "description": f"{word} description",
        "authors": "[ana-ruiz]",
        "topics": "[pricing]",
        "stages": "[awareness]",
        "series": f"{CANARY}-series",
        "idea": f"{CANARY}-idea-{name}",
        "from": f"[{{format: tweet, url: https://x.example/{word}-step, text: {word} step}}, seed]",
        "pair": "seed",
        "image": f"{word}.png",
        "image_alt": f"{word} alt",
        "image_credit": f"{word} credit",
        "aliases": f"[/{word}/alias/]",
        "owner": f"{word} owner",
        "question": f"{word} question",
        "quotes": f"[{word} quote]",
        "contributors": f"[{{name: {word} name, role: {word} role}}]",
        "sources": f"[{{title: {word} source, url: https://x.example/{word}}}]",
        "links": f"[{{title: {word} link, url: https://x.example/{word}}}]",
        "disclosure": f"{word} disclosure",
        "corrections": f"[{{date: 2026-05-01, text: {word} correction}}]",
        "syndicated": f"[{{channel: {word}, url: https://x.example/{word}}}]",
        "canonical_url": f"https://x.example/{word}",
        "share": f"{{x: {word} share}}",
        "sales": f"{{use_when: {word} sales, avoid: {word} avoid}}",
        "approvals": f"[{{role: legal, by: {word} name, text: {word}}}]",
        "extra": f"{{note: {word} extra}}",
        "pin": "true",
    }


INTERNAL: Final[dict[str, str]] = {
    "owner": f"{CANARY} owner",
    "sales": f"{{use_when: {CANARY} a, talking_points: [{CANARY} b], objections: [{CANARY} c], "
    f"avoid: [{CANARY} d]}}",
    "share": f"{{x: {CANARY} share, linkedin: {CANARY} more}}",
    "extra": f"{{note: {CANARY} extra, deep: [{{deeper: {CANARY}}}]}}",
    "layout": f"{CANARY}-layout",
    "review_by": f"2027-01-01  # {CANARY} ask the lawyers",
    "from": f"[{{format: tweet, url: https://x.example/{CANARY}, text: {CANARY} step, channel: "
    f"{CANARY}, title: {CANARY}, visibility: private}}]",
    "approvals": f"[{{role: legal, by: {CANARY} name, date: 2026-03-01, text: {CANARY}}}]",
    "evergreen": f"true  # {CANARY} comment",
}
"""Keys of public pieces that readers never see."""

REVIEWS: Final = {"legal": {"title": f"{CANARY} legal", "people": [f"{CANARY} person"]}}

COMMENTS: Final = f"""A first paragraph. <!-- {CANARY} inline -->

<!-- {CANARY} block -->

<!--
{CANARY} over

several lines
-->

- an item <!-- {CANARY} in an item -->

| a | b |
| - | - |
| 1 <!-- {CANARY} in a cell --> | 2 |

## A heading <!-- {CANARY} in a heading -->

<div>raw <!-- {CANARY} in raw HTML --></div>
"""

PICTURE: Final = a_picture()


def _files() -> dict[str, Any]:
    leak = f"{CANARY} picture".encode()
    files: dict[str, Any] = {
        "docs/posts/seed.md": a_piece(id="seed", title="Seed", body=COMMENTS, **INTERNAL),
        "docs/posts/shown.md": a_piece(
            id="shown", title="Shown", series="open", image="shown.png", image_alt="A square",
            successor="seed", body=f"See [seed](seed.md). <!-- {CANARY} -->\n",
        ),
        "docs/posts/tweet.md": a_piece(
            id="tweet", format="tweet", external_url="https://x.example/1",
            body=f"The words of the tweet. <!-- {CANARY} -->\n", **INTERNAL,
        ),
        "docs/posts/other-dialect.md": a_piece(
            id="dialect", title="Dialect", dialect="mkdocs", body=COMMENTS, **INTERNAL
        ),
        "docs/posts/shown.png": PICTURE,
        "docs/posts/gone.md": a_piece(
            {**_hidden_fields("gone"), "title": "Gone", "slug": "gone", "id": "gone",
             "aliases": "[/went/]", "idea": "went", "state": "retired", "successor": "seed"},
            body=f"{CANARY} body\n",
        ),
        f"docs/posts/{CANARY}-gone.png": PICTURE + leak,
        f"docs/posts/{CANARY}-unused.png": PICTURE + leak,
        f"docs/posts/{CANARY}-unused.pdf": leak,
        f"docs/posts/.hidden/{CANARY}.md": a_piece(title=CANARY, id=CANARY),
        f"docs/posts/.{CANARY}.md": a_piece(title=CANARY, id=CANARY),
        f"docs/.{CANARY}/secret.txt": CANARY,
        f"docs/posts/{CANARY}.txt": CANARY,
        f"docs/series/{CANARY}-series.md": f"---\ntitle: {CANARY}\n---\n{CANARY}\n",
        f"docs/series/{CANARY}-unused.png": leak,
        "docs/series/open.md": a_piece(
            f"# {CANARY}\ntitle: Open\nextra: {{a: {CANARY}}}", body=COMMENTS
        ),
        f"docs/ideas/{CANARY}-idea-draft.md": f"---\ntitle: {CANARY}\n---\n{CANARY}\n",
        f"docs/ideas/{CANARY}-unused.svg": leak,
        "authors/ana-ruiz.md": a_piece(
            f"# {CANARY}\nname: Ana Ruiz\nextra: {{a: {CANARY}}}", body=COMMENTS
        ),
        f"authors/{CANARY}-contract.pdf": leak,
        f"authors/.{CANARY}.md": f"---\nname: {CANARY}\n---\n",
        "docs/index.md": "# Home\n\n<!-- masthead:list limit=20 -->\n\n"
        "<!-- masthead:list topic=pricing -->\n",
    }  # fmt: skip
    for name, keys in HIDDEN.items():
        files[f"docs/posts/{CANARY}-{name}.md"] = a_piece(
            {**_hidden_fields(name), **keys},
            body=f"# {CANARY} heading\n\n{CANARY} body ![{CANARY}]({CANARY}-{name}-2.png)\n",
        )
        files[f"docs/posts/{CANARY}-{name}.png"] = PICTURE + leak
        files[f"docs/posts/{CANARY}-{name}-2.png"] = PICTURE + leak
        files[f"docs/posts/elsewhere-{name}.md"] = a_piece(
            {**_hidden_fields(f"elsewhere-{name}"), "image": None, **keys,
             "external_url": f"https://x.example/{CANARY}-{name}"},
            body=f"{CANARY} body\n",
        )  # fmt: skip
    return files


def places_of_canary(site: HostedSite) -> list[str]:
    """Files of the site with the word in them or in their name, and what stands round it."""
    found = []
    for name, data in site.bytes().items():
        plain = gzip.decompress(data) if name.endswith(".gz") else data
        plain = zlib.decompress(data) if name.endswith(".bin") else plain
        for text in (name.encode(), plain):
            at = text.lower().find(CANARY.encode())
            if at >= 0:
                found.append(f"{name}: {text[max(0, at - 60) : at + 60]!r}")
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> HostedSite:
    off = dict.fromkeys(("MH404", "MH405", "MH407"), "off")  # all are paired with one piece
    made = a_hosted_site(
        tmp_path_factory.mktemp("leaks"),
        _files(),
        {"rules": off, "search": "masthead", "reviews": REVIEWS},
    )
    made.build()
    return made


def test_nothing_hidden_or_internal_is_in_any_file_of_the_site(site: HostedSite) -> None:
    assert places_of_canary(site) == []


def test_what_is_public_is_there(site: HostedSite) -> None:
    assert {
        "blog/seed/index.html",
        "blog/shown/index.html",
        "posts/shown.png",
    } <= site.bytes().keys()
    assert "The words of the tweet" in site.read("formats/tweet/index.html")
    assert "A first paragraph" in site.read("blog/seed/index.html")


def test_a_retired_piece_leaves_its_title_and_no_more(site: HostedSite) -> None:
    notice = site.read("blog/gone/index.html")
    assert "Gone" in notice
    assert "noindex" in notice
    assert "went/index.html" in site.bytes()


def test_sources_are_never_copied(site: HostedSite) -> None:
    sources = [name for name in site.bytes() if name.endswith((".md", ".mkdn", ".yml"))]
    assert sources == [f"blog/{name}/index.md" for name in ("one", "other-dialect", "seed", "shown")
                       if site.has(f"blog/{name}/index.html")]  # fmt: skip
    assert not site.read("blog/seed/index.md").startswith("---")


def test_a_markdown_version_holds_no_more_than_the_page(tmp_path: Path) -> None:
    """Comments, unused definitions, and links to what is not public where the rule is off."""
    ways = (
        f"[these words]({CANARY}-draft.md)", f"[these words][a]\n\n[a]: {CANARY}-draft.md",
        f"![these words]({CANARY}-gone.png)", f'<a href="{CANARY}-draft.md">these words</a>',
        f"these words\n\n[//]: # ({CANARY})", f"these words\n\n[^1]: {CANARY}",
        f"these words\n\n[b]: https://x.example/{CANARY}", f"these words <!-- {CANARY} -->",
        f"these words <?php {CANARY} ?>", f"these words\n\n```python {CANARY}\nx = 1\n```",
    )  # fmt: skip
    files = {f"docs/posts/{CANARY}-draft.md": a_piece(id=CANARY, title=CANARY, state="draft")}
    for number, way in enumerate(ways):
        for name, dialect in ((f"p{number}", "gfm"), (f"d{number}", "mkdocs")):
            keys = {"id": name, "title": name, "dialect": dialect}
            files[f"docs/posts/{name}.md"] = a_piece(keys, body=f"{way}\n")
    off = dict.fromkeys(("MH503", "MH505", "MH510", "MH512"), "off")
    extensions = ["footnotes", "fenced_code"]
    site = a_hosted_site(tmp_path, files, {"rules": off}, markdown_extensions=extensions)
    site.build()
    names = {place.split(":")[0] for place in places_of_canary(site)}
    assert [n for n in names if n.endswith(".md") and n.replace(".md", ".html") not in names] == []
    assert not [name for name in names if name.startswith("blog/p")]
    for number in range(len(ways)):
        assert "these words" in site.read(f"blog/p{number}/index.md")


@pytest.mark.parametrize("setting", ["exclude_docs", "draft_docs"])
def test_what_mkdocs_is_told_to_leave_out_is_left_out(tmp_path: Path, setting: str) -> None:
    hidden = a_piece(id="wip", title=CANARY, body=f"{CANARY} ![a]({CANARY}.png)\n")
    files = {
        "docs/posts/one.md": a_piece(id="one"),
        f"docs/posts/wip/{CANARY}.md": hidden,
        f"docs/posts/wip/{CANARY}.png": CANARY,
        f"docs/posts/{CANARY}.internal.md": a_piece(id="internal", title=CANARY),
        f"docs/series/{CANARY}.internal.md": f"---\ntitle: {CANARY}\n---\n",
    }
    site = a_hosted_site(tmp_path, files, **{setting: "wip/\n*.internal.md\n"})
    site.build(strict=True)
    assert places_of_canary(site) == []
    assert site.has("blog/one/index.html")


def test_a_preview_shows_drafts_but_nothing_planned_private_or_internal(tmp_path: Path) -> None:
    files = _files()
    hidden = {name for name in files if CANARY in name or "elsewhere" in name}
    kept = {n: t for n, t in files.items() if n not in hidden or "planned" in n or "private" in n}
    plan = a_site(tmp_path, kept).plan(preview=True)
    assert CANARY.encode() not in everything(plan, tmp_path).lower()


PUBLIC_REFERENCES: Final = (
    {"pair": "hidden"},
    {"from": "[hidden]"},
    {"from": "[hidden, seed]"},
    {"series": "walk", "part": "1"},
    {"idea": "shared"},
    {"successor": "hidden"},
    {"from": "[{format: tweet, url: https://x.example/hidden}]"},
    {},
)
"""Ways in which a public piece may be bound to a hidden one."""


@settings(max_examples=60)
@given(
    how=st.sampled_from(sorted(HIDDEN)),
    field=st.sampled_from([*_hidden_fields("x"), "body", "name"]),
    bond=st.sampled_from(PUBLIC_REFERENCES),
    elsewhere=st.booleans(),
    twins=st.booleans(),
)
def test_no_bond_to_a_public_piece_brings_a_hidden_field_to_light(
    how: str, field: str, bond: dict[str, str], elsewhere: bool, twins: bool
) -> None:
    keys = {"title": "Hidden", "id": "hidden", "series": "walk", "idea": "shared",
            "stages": "[awareness]", "topics": "[pricing]", **HIDDEN[how]}  # fmt: skip
    if elsewhere:
        keys["external_url"] = "https://x.example/hidden"
    if field in _hidden_fields("x") and not (field == "id" and "hidden" in bond.values()):
        keys[field] = _hidden_fields("x")[field]
    if field in ("topics", "stages", "authors", "pair", "pin"):  # these carry ids of public things
        keys["title"] = f"{CANARY} title"
    stem = f"{CANARY}-file" if field == "name" else "hidden-file"
    body = f"{CANARY} body\n" if field == "body" else "Some words.\n"
    files: dict[str, str] = {
        f"docs/posts/{stem}.md": a_piece(keys, body=body),
        "docs/posts/seed.md": a_piece(id="seed", title="Seed", topics="[pricing]"),
        "docs/posts/shown.md": a_piece(
            {"id": "shown", "title": "Shown", "stages": "[awareness]", **bond},
            body="See [that](hidden-file.md#part).\n",
        ),
        "docs/series/walk.md": "---\ntitle: Walk\norder: [hidden, shown]\n---\n",
    }  # fmt: skip
    if twins:
        files["docs/posts/other.md"] = a_piece({"id": "other", "title": "Other", **bond})
    with TemporaryDirectory() as folder:
        plan = a_site(Path(folder), files).plan()
        assert CANARY.encode() not in everything(plan, Path(folder)).lower()
