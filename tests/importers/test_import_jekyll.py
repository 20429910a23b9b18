"""A Jekyll blog becomes a source tree, and nothing of it is dropped in silence."""

from pathlib import Path

import pytest
from imported import jekyll, post

CONFIG = "title: Old notes\nurl: https://old.example.com\n"
ONE = "_posts/2020-01-02-first.md"
TWO = "_posts/2020-02-03-second.md"


def test_front_matter_date_beats_the_file_name_and_both_addresses_go_on_working(
    tmp_path: Path,
) -> None:
    got = jekyll(tmp_path, {"_posts/2014-12-22-sketch.md": post(title="S", date="2015-01-06")})
    head = got.head("_posts/2014-12-22-sketch.md")
    assert str(head["date"]) == "2015-01-06"
    assert head["aliases"] == ["/2015/01/06/sketch/", "/2014/12/22/sketch/"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("September 8, 2014", "2014-09-08"),
        ("2016-07-19 (optional)", "2016-07-19"),
        ("2014-05-10 10:00:00 EDT", "2014-05-10 14:00:00+00:00"),
        ("2014-03-12T10:11:00-04:00", "2014-03-12 14:11:00+00:00"),
        ("nonsense", "2020-01-02"),
    ],
)
def test_dates_in_free_text_are_read_with_their_zone(
    tmp_path: Path, written: str, read: str
) -> None:
    got = jekyll(tmp_path, {ONE: f"---\ntitle: A\ndate: {written}\n---\nText\n"})
    assert str(got.head(ONE)["date"]) == read


def test_full_timestamp_without_a_zone_is_utc_and_its_day_is_the_sites(tmp_path: Path) -> None:
    # jekyll/jekyll#3879: YAML gives the timestamp as UTC, the permalink is in the site's zone.
    files = {
        "_config.yml": "timezone: Asia/Shanghai\n",
        ONE: "---\ntitle: A\ndate: 2014-11-18 17:33:36\n---\nx\n",
    }
    head = jekyll(tmp_path, files).head(ONE)
    assert head["date"].isoformat() == "2014-11-19T01:33:36+08:00"
    assert head["aliases"][0] == "/2014/11/19/first.html"


@pytest.mark.parametrize(
    ("style", "address"),
    [
        ("date", "/water/2020/01/02/first.html"),
        ("pretty", "/water/2020/01/02/first/"),
        ("ordinal", "/water/2020/002/first.html"),
        ("weekdate", "/water/2020/W01/Thu/first.html"),
        ("none", "/water/first.html"),
        ("/:year/:i_month-:i_day/:slug/", "/2020/1-2/first/"),
    ],
)
def test_every_permalink_style_gives_the_old_address(
    tmp_path: Path, style: str, address: str
) -> None:
    files = {"_config.yml": f"permalink: {style}\n", ONE: post(title="A", category="water")}
    assert jekyll(tmp_path, files).head(ONE)["aliases"] == [address]


def test_unpublished_posts_and_drafts_are_drafts(tmp_path: Path) -> None:
    got = jekyll(
        tmp_path, {ONE: post(title="A", published=False), "_drafts/idea.md": post(title="B")}
    )
    assert got.head(ONE)["state"] == "draft"
    assert got.head("_drafts/idea.md")["state"] == "draft"


def test_unknown_keys_are_kept_in_extra_and_listed(tmp_path: Path) -> None:
    got = jekyll(tmp_path, {ONE: post(title="A", weird={"a": 1})})
    assert got.head(ONE)["extra"] == {"weird": {"a": 1}}
    assert got.notes("key") == [f"{ONE}:1: `weird` is kept in extra"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("_posts/2020-01-02-a.textile", "h1. x", "Textile"),
        ("_posts/2020-01-02-a.md", b"---\ntitle: caf\xe9\n---\n", "not UTF-8"),
        ("_posts/2020-01-02-a.md", '---\ntitle: "open\n---\n', "YAML is broken"),
        ("_posts/2020-01-02-a.md", "---\ntitle: open\n", "never closed"),
        ("_posts/2020-01-02-a.md", "a\0b", "NUL"),
        ("_posts/undated.md", "text", "does not begin with a date"),
        ("_posts/2020-13-45-a.md", "text", "no day 2020-13-45"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name(
    tmp_path: Path, name: str, content: str | bytes, reason: str
) -> None:
    got = jekyll(tmp_path, {ONE: post(title="A"), name: content})
    assert got.outcome(name) == "REFUSED"
    assert reason in next(e.reason for e in got.ledger.entries if e.source == name)


def test_byte_order_mark_and_crlf_are_read(tmp_path: Path) -> None:
    got = jekyll(tmp_path, {ONE: b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\nOne\r\n\r\nTwo\r\n"})
    assert got.body(ONE) == "One\n\nTwo"


def test_tabs_after_a_list_item_are_accepted_as_ruby_accepts_them(tmp_path: Path) -> None:
    got = jekyll(tmp_path, {ONE: "---\ntitle: A\ntags:\n- water\t\t\n---\nText\n"})
    assert got.head(ONE)["topics"] == ["water"]


def test_folder_above_posts_is_a_category(tmp_path: Path) -> None:
    path = "travel/_posts/2020-01-02-a.md"
    got = jekyll(tmp_path, {path: post(title="A", tags="big leak")})
    assert got.head(path)["topics"] == ["travel", "big", "leak"]
    assert got.head(path)["aliases"] == ["/travel/2020/01/02/a/"]


def test_spellings_of_one_tag_become_one_topic(tmp_path: Path) -> None:
    got = jekyll(
        tmp_path,
        {ONE: post(title="A", tags=["Water"]), TWO: post(title="B", tags=["water", "C++", "C#"])},
    )
    assert got.options["topics"] == {
        "c-plus-plus": {"title": "C++"}, "c-sharp": {"title": "C#"}, "water": {"title": "Water"},
    }  # fmt: skip
    assert got.notes("topic")


def test_author_ids_are_slugs_and_posts_follow(tmp_path: Path) -> None:
    files = {
        "_authors/18F.md": post("Bio.", full_name="18F", redirect_from="/team/18F/"),
        ONE: post(title="A", authors=["18F"]),
    }
    got = jekyll(tmp_path, files)
    assert got.head(ONE)["authors"] == ["18f"]
    assert got.author("18f") == {"name": "18F", "aliases": ["/author/18F/", "/team/18F/"]}
    assert got.notes("author id")


def test_of_a_profile_that_was_not_public_only_the_name_is_taken(tmp_path: Path) -> None:
    profile = post("She left.", full_name="Ana Ruiz", role="Engineer", published=False)
    files = {"_authors/ana-ruiz.md": profile, ONE: post(title="A", authors=["ana-ruiz"])}
    author = jekyll(tmp_path, files).author("ana-ruiz")
    assert author.keys() == {"name", "aliases", "extra"}
    assert author["extra"] == {
        "published": "false",
        "unpublished": {"role": "Engineer", "biography": "She left."},
    }


def test_author_objects_and_unknown_names_get_profiles(tmp_path: Path) -> None:
    files = {
        ONE: post(title="A", author={"name": "Zed Q", "email": "z@example.com"}),
        TWO: post(title="B", author="Jo Park"),
    }
    got = jekyll(tmp_path, files)
    assert got.author("zed-q") == {"name": "Zed Q", "email": "z@example.com"}
    assert got.author("jo-park") == {"name": "Jo Park"}
    assert got.account["counts"]["author"]["total"] == 2


def test_authors_of_a_data_file_are_found_by_name_too(tmp_path: Path) -> None:
    files = {
        "_data/authors.yml": "jo:\n  name: Jo Park\n  twitter: jopark\n",
        ONE: post(title="A", author="Jo Park"),
    }
    got = jekyll(tmp_path, files)
    assert got.head(ONE)["authors"] == ["jo"]
    assert got.author("jo")["links"] == [{"title": "Twitter", "url": "https://twitter.com/jopark"}]


def test_two_people_whose_ids_clash_stay_two(tmp_path: Path) -> None:
    files = {
        "_authors/Jo.md": post(full_name="Jo One"),
        "_authors/jo.md": post(full_name="Jo Two"),
        ONE: post(title="A", authors=["Jo", "jo"]),
    }
    got = jekyll(tmp_path, files)
    assert got.head(ONE)["authors"] == ["jo-2", "jo"]


def test_posts_with_one_slug_get_two(tmp_path: Path) -> None:
    files = {
        "_posts/2023-01-02-award.md": post(title="A"),
        "_posts/2024-01-02-award.md": post(title="B"),
    }
    got = jekyll(tmp_path, files)
    assert "slug" not in got.head("_posts/2023-01-02-award.md")
    assert "award-2024" in got.file_of("_posts/2024-01-02-award.md")
    assert got.notes("slug")


def test_links_between_posts_become_relative_files_with_the_right_anchor(tmp_path: Path) -> None:
    body = (
        "[a](/2020/02/03/second/#big-pipes) [b]({% post_url 2020-02-03-second %})"
        " [c](https://old.example.com/2020/02/03/second/)"
    )
    files = {
        "_config.yml": CONFIG + "permalink: pretty\n",
        ONE: post(body, title="A"),
        TWO: post("## 1. Big pipes\nx", title="B"),
    }
    file = "2020-02-03-second.md"
    assert jekyll(tmp_path, files).body(ONE) == f"[a]({file}#1-big-pipes) [b]({file}) [c]({file})"


def test_pages_outside_the_import_become_absolute_addresses(tmp_path: Path) -> None:
    files = {
        "_config.yml": CONFIG + "baseurl: /notes\n",
        ONE: post("[x]({{ site.baseurl }}/about/?a=1#b)", title="A"),
    }
    assert jekyll(tmp_path, files).body(ONE) == "[x](https://old.example.com/notes/about/?a=1#b)"


def test_without_the_sites_address_the_words_stay_and_the_link_is_listed(tmp_path: Path) -> None:
    got = jekyll(tmp_path, {ONE: post("See [about us](/about/).", title="A")})
    assert got.body(ONE) == "See about us."
    assert "/about/" in got.notes("link")[0]


def test_the_sites_address_is_inferred_from_links_between_posts(tmp_path: Path) -> None:
    link = "https://old.example.com/2020/02/03/second/"
    files = {
        ONE: post(f"<{link}> [a]({link}) [b]({link}) [c](/x/)", title="A"),
        TWO: post(title="B"),
    }
    got = jekyll(tmp_path, files)
    assert got.body(ONE).endswith("[c](https://old.example.com/x/)")
    assert any("old.example.com" in remark for remark in got.ledger.remarks)


def test_a_link_to_a_draft_is_taken_out(tmp_path: Path) -> None:
    files = {
        ONE: post("[a](/2020/02/03/second/)", title="A"),
        TWO: post(title="B", published=False),
    }
    assert jekyll(tmp_path, files).body(ONE) == "a"


def test_images_that_are_there_are_copied_and_missing_ones_listed(tmp_path: Path) -> None:
    files = {
        "assets/a b.png": b"PNG",
        ONE: post("![one](/assets/a%20b.png) ![two]({{site.baseurl}}/assets/no.png)", title="A"),
    }
    got = jekyll(tmp_path, files)
    assert got.body(ONE) == "![one](../media/assets/a%20b.png) ![two](../media/assets/no.png)"
    assert (got.root / "docs/posts/media/assets/a b.png").read_bytes() == b"PNG"
    assert got.account["missing_images"] == ["assets/no.png"]
    assert got.options["rules"]["MH503"] == [{"paths": ["docs/posts/**"], "severity": "advice"}]


def test_liquid_is_filled_in_and_the_rest_hidden_and_listed_by_line(tmp_path: Path) -> None:
    body = (
        "{% assign x = 'leak' %}A {{ x | upcase }}.\n\n"
        "{{ nothing.known }} end\n\n`{{ page.nope.no }}`"
    )
    got = jekyll(tmp_path, {ONE: post(body, title="A")})
    assert (
        got.body(ONE)
        == "A LEAK.\n\n<!-- Liquid: {{ nothing.known }} --> end\n\n`{{ page.nope.no }}`"
    )
    assert [note.split(": ")[0] for note in got.notes("Liquid")][-2:] == [f"{ONE}:6", f"{ONE}:8"]


def test_highlight_becomes_a_fence_that_its_content_cannot_end(tmp_path: Path) -> None:
    body = "{% highlight ruby linenos %}\na ```\n{% raw %}{{ b }}{% endraw %}\n{% endhighlight %}"
    assert (
        jekyll(tmp_path, {ONE: post(body, title="A")}).body(ONE) == "````ruby\na ```\n{{ b }}\n````"
    )


def test_embeds_become_plain_links(tmp_path: Path) -> None:
    body = (
        '{% oembed https://example.com/status/1 %}\n\n{% include youtube.html id="abc" %}\n\n'
        '<iframe src="//www.youtube.com/embed/xyz" title="A film"></iframe>\n\n<script '
        'src="x.js"></script>'
    )
    got = jekyll(tmp_path, {ONE: post(body, title="A")})
    assert got.body(ONE) == (
        "<https://example.com/status/1>\n\n<https://www.youtube.com/watch?v=abc>\n\n"
        "[A film](<https://www.youtube.com/watch?v=xyz>)"
    )
    assert "x.js" in got.notes("HTML")[0]


def test_an_include_of_the_source_is_rendered_as_one_html_block(tmp_path: Path) -> None:
    files = {
        "_includes/note.html": "<div>\n\n    <p>{{ include.text }}</p>\n\n</div>\n",
        ONE: post('{% include note.html text="Mind" %}', title="A"),
    }
    assert jekyll(tmp_path, files).body(ONE) == "<div>\n    <p>Mind</p>\n</div>"


def test_html_posts_are_kept_as_html_that_is_never_code(tmp_path: Path) -> None:
    path = "_posts/2020-01-02-a.html"
    got = jekyll(tmp_path, {path: post("<p>a</p>\n\n    <p>b</p>", title="A")})
    assert got.body(path) == "<p>a</p>\n\n<p>b</p>"


def test_excerpt_separator_is_written_our_way(tmp_path: Path) -> None:
    files = {
        "_config.yml": 'excerpt_separator: "<!--cut-->"\n',
        ONE: post("a\n\n<!--cut-->\n\nb", title="A"),
    }
    assert "<!-- more -->" in jekyll(tmp_path, files).body(ONE)


def test_defaults_of_a_scope_reach_the_posts_in_it(tmp_path: Path) -> None:
    config = "defaults:\n- scope: {path: travel, type: posts}\n  values: {lang: fr, author: mira}\n"
    path = "travel/_posts/2020-01-02-a.md"
    got = jekyll(tmp_path, {"_config.yml": config, path: post(title="A"), ONE: post(title="B")})
    assert got.head(path)["lang"] == "fr"
    assert got.head(path)["authors"] == ["mira"]
    assert "lang" not in got.head(ONE)


def test_importing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    files = {ONE: post(title="A", tags=["b", "a"]), TWO: post(title="B", author="Jo")}
    first, second = jekyll(tmp_path / "1", files), jekyll(tmp_path / "2", files)
    names = sorted(p.relative_to(first.root) for p in first.root.rglob("*") if p.is_file())
    assert [(first.root / n).read_bytes() for n in names] == [
        (second.root / n).read_bytes() for n in names
    ]


def test_an_image_without_alternative_text_takes_it_from_the_same_image_in_the_text(
    tmp_path: Path,
) -> None:
    got = jekyll(
        tmp_path, {"a.png": b"P", ONE: post("![Three pipes](/a.png)", title="A", image="/a.png")}
    )
    assert got.head(ONE)["image_alt"] == "Three pipes"


def test_titles_are_plain_text(tmp_path: Path) -> None:
    got = jekyll(
        tmp_path,
        {ONE: post(title="<em>Big</em> &amp; `small`"), TWO: post("# From the *text*\n\nx")},
    )
    assert got.head(ONE)["title"] == "Big & small"
    assert got.head(TWO)["title"] == "From the text"
    assert got.body(TWO) == "x"
