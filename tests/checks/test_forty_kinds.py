"""One run names every mistake of a bad tree, each at its place, and stumbles over none of them."""

from pathlib import Path
from typing import Final

from builders import a_piece, a_site, places_of
from pictures import a_picture

_CHART: Final = a_picture()

# What goes wrong, the file, its content, and where the finding stands.
MISTAKES: Final[tuple[tuple[str, str, str | bytes, str], ...]] = (
    ("broken YAML", "01.md", a_piece("title: [A title\ndate: 2026-03-04"), "2:8 MH002"),
    ("a colon without quotes", "02.md", a_piece(title="Pricing: why"), "2:15 MH002"),
    ("a tab", "03.md", a_piece("title: A\nextra:\n\ta: 1"), "4:1 MH002"),
    ("front matter that never ends", "04.md", "---\ntitle: A title\n", "1:1 MH003"),
    ("no front matter", "05.md", "# A title\n", "1:1 MH003"),
    ("TOML", "06.md", "+++\ntitle = 'A'\n+++\n", "1:1 MH003"),
    ("a list as front matter", "07.md", a_piece("- title"), "2:1 MH004"),
    ("Latin-1", "08.md", b"---\ntitle: caf\xe9\n---\n", "2:11 MH001"),
    ("UTF-16", "09.md", "---\n".encode("utf-16"), "1:1 MH001"),
    ("an unknown key", "10.md", a_piece(id="i10", auther="ana-ruiz"), "5:1 MH201"),
    ("two spellings", "11.md", a_piece(id="i11", topic="pricing", categories="x"), "6:1 MH202"),
    ("two spellings of a date", "12.md", a_piece(id="i12", publishDate="2026-01-01"), "5:1 MH202"),
    ("one key twice", "13.md", a_piece("title: A\ndate: 2026-03-04\nid: i13\nid: x"), "5:1 MH005"),
    ("no title", "14.md", a_piece(id="i14", title=None), "1:1 MH204"),
    ("no date", "15.md", a_piece(id="i15", date=None), "1:1 MH205"),
    ("no id", "16.md", a_piece(id=None), "1:1 MH206"),
    ("an impossible date", "17.md", a_piece(id="i17", date="2026-02-30"), "3:7 MH207"),
    ("a month of thirteen", "18.md", a_piece(id="i18", date="2026-13-01"), "3:7 MH207"),
    ("a date in words", "19.md", a_piece(id="i19", date="next week"), "3:7 MH207"),
    ("a time in the gap", "20.md", a_piece(id="i20", date="2026-03-29 02:30"), "3:7 MH208"),
    ("an unknown author", "21.md", a_piece(id="i21", authors="[ana-ruiz, jane]"), "5:21 MH103"),
    ("an unknown stage", "22.md", a_piece(id="i22", stages="[loyality]"), "5:10 MH101"),
    ("an unknown angle", "23.md", a_piece(id="i23", angle="theory"), "5:8 MH102"),
    ("an unknown audience", "24.md", a_piece(id="i24", audience="all"), "5:11 MH105"),
    ("an unknown topic", "25.md", a_piece(id="i25", topics="\n  - taxes"), "6:5 MH104"),
    ("an unknown format", "26.md", a_piece(id="i26", format="poem"), "5:9 MH106"),
    ("an unknown series", "27.md", a_piece(id="i27", series="saga"), "5:9 MH107"),
    ("one id twice", "28.md", a_piece(id="i27"), "4:5 MH301"),
    ("one address twice", "29.md", a_piece(id="i29", slug="28"), "5:7 MH302"),
    ("a reserved slug", "30.md", a_piece(id="i30", slug="archive"), "5:7 MH303"),
    ("part one", "31.md", a_piece(id="i31", series="ledger", part="1"), ""),
    ("part one again", "32.md", a_piece(id="i32", series="ledger", part="1"), "6:7 MH401"),
    ("part three of two", "33.md", a_piece(id="i33", series="ledger", part="3"), "6:7 MH402"),
    ("a part of nothing", "34.md", a_piece(id="i34", part="2"), "5:7 MH406"),
    ("a dangling from", "35.md", a_piece({"from": "[gone.md]"}, id="i35"), "5:8 MH108"),
    ("a circle", "36.md", a_piece({"from": "[37.md]"}, id="i36", date="2026-03-03"), "5:8 MH403"),
    ("the circle's rest", "37.md", a_piece({"from": "[36.md]"}, id="i37"), ""),
    ("older than its source", "38.md", a_piece({"from": "i44"}, id="i38", date="2026-03-01"),
     "5:7 MH404"),
    ("a dangling pair", "39.md", a_piece(id="i39", pair="gone.md"), "5:7 MH109"),
    ("a pair with itself", "40.md", a_piece(id="i40", pair="40.md"), "5:7 MH405"),
    ("one angle", "41.md", a_piece(id="i41", pair="i42", angle="practical"), "5:7 MH408"),
    ("the same angle", "42.md", a_piece(id="i42", angle="practical"), ""),
    ("a third in a pair", "43.md", a_piece(id="i43", pair="i42"), "5:7 MH405"),
    ("a dead link", "44.md", a_piece(None, "See [a](gone.md).\n", id="i44"), "6:9 MH501"),
    ("a dead anchor", "45.md", a_piece(None, "See [a](41.md#x).\n", id="i45"), "6:9 MH502"),
    ("a dead anchor here", "46.md", a_piece(None, "See [a](#x).\n", id="i46"), "6:9 MH502"),
    ("a dead image", "47.md", a_piece(None, "![A](gone.png)\n", id="i47"), "6:6 MH503"),
    ("an image without words", "48.md", a_piece(None, "![](chart.png)\n", id="i48"), "6:5 MH504"),
    ("an admonition", "49.md", a_piece(None, "!!! note\n    A.\n", id="i49"), "6:1 MH505"),
    ("a script", "50.md", a_piece(None, "A.\n\n<script>a()</script>\n", id="i50"), "8:1 MH506"),
    ("an address that is none", "51.md", a_piece(id="i51", external_url="x.org"), "5:15 MH209"),
    ("a tweet from nowhere", "52.md", a_piece(None, "", id="i52", format="tweet"), "5:9 MH210"),
    ("text for a number", "53.md", a_piece(id="i53", reading_time="long"), "5:15 MH203"),
    ("an empty entry", "54.md", a_piece(id="i54", topics="[pricing, ~]"), "5:19 MH213"),
    ("a foreign alias", "55.md", a_piece(id="i55", aliases="https://x.org/a"), "5:10 MH305"),
    ("an alias that is taken", "56.md", a_piece(id="i56", aliases="/blog/41/"), "5:10 MH304"),
    ("an end before the start", "57.md", a_piece(id="i57", expires="2025-01-01"), "5:10 MH216"),
    ("an id with a slash", "58.md", a_piece(id="a/b"), "4:5 MH211"),
    ("an unknown state", "59.md", a_piece(id="i59", state="done"), "5:8 MH212"),
    ("a script to run", "60.md", a_piece(None, "[a](javascript:a)\n", id="i60"), "6:5 MH511"),
    ("a formula", "61.md", a_piece(None, "A $\\frac{1}$.\n", id="i61"), "6:4 MH508"),
    ("a link to a draft", "62.md", a_piece(None, "See [a](63.md).\n", id="i62"), "6:9 MH510"),
    ("a draft", "63.md", a_piece(id="i63", state="draft"), ""),
    ("a dead successor", "64.md", a_piece(id="i64", successor="gone"), "5:12 MH110"),
)  # fmt: skip

ELSEWHERE: Final = {
    "docs/series/ledger.md": "---\ntitle: The ledger\nparts: 2\n---\n",
    "docs/posts/chart.png": _CHART,
    "authors/omar-sy.md": "---\nrole: Engineer\n---\n",
}


def test_one_run_names_at_least_forty_kinds_of_mistakes(tmp_path: Path) -> None:
    files = {f"docs/posts/{name}": content for _, name, content, _ in MISTAKES}
    config = {"timezone": "Europe/Berlin", "topics": {"pricing": "Pricing"}}
    site = a_site(tmp_path, files | ELSEWHERE, config)
    expected = sorted(
        [f"docs/posts/{name}:{at}" for _, name, _, at in MISTAKES if at]
        + ["authors/omar-sy.md:1:1 MH214"]
    )
    assert sorted(places_of(site.findings())) == expected
    assert len(expected) >= 40


def test_the_forty_kinds_are_shown_with_their_source_lines(tmp_path: Path) -> None:
    files = {f"docs/posts/{name}": content for _, name, content, _ in MISTAKES}
    shown = a_site(tmp_path, files | ELSEWHERE).shown()
    assert shown.count("docs/posts/") > 40
    assert "    auther: ana-ruiz\n    ^^^^^^\n  Write `authors:`." in shown
    assert shown.endswith(" advice")
