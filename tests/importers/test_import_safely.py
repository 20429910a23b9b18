"""An import writes nothing outside its folder, breaks on no input, and leaves nothing half done."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from imported import jekyll, lay, material, post

from masthead.cli import main
from masthead.importers.dates import parse, zone_named
from masthead.importers.frontmatter import Refusal, decode, load_yaml, split
from masthead.importers.jekyll.liquid import Filler, strict_environment
from masthead.importers.report import Ledger

ONE = "_posts/2020-01-02-first.md"


def outside(tmp: Path) -> list[str]:
    return sorted(p.name for p in tmp.iterdir())


@pytest.mark.parametrize(
    "path",
    [
        "/../../../evil/",
        "../../evil",
        "/a/../../evil/",
        "//evil.example/x",
        "/%2e%2e/%2e%2e/evil",
        "C:\\evil",
        "/" + "a" * 300,
    ],
)
def test_addresses_that_lead_out_of_the_site_are_no_aliases(tmp_path: Path, path: str) -> None:
    got = jekyll(
        tmp_path, {ONE: post(title="A", permalink=path, redirect_from=[path], slug="../../evil")}
    )
    for alias in got.head(ONE).get("aliases", []):
        segments = alias.strip("/").split("/")
        assert not {"", ".", ".."} & set(segments)
        assert "\\" not in alias
        assert max(map(len, segments)) < 250
    assert outside(tmp_path) == ["new", "source"]


def test_files_outside_the_source_are_neither_copied_nor_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_text("secret")
    source = lay(
        tmp_path / "source",
        {
            ONE: post(
                "![a](../../secret.png) ![b](/link.png)\n\n{% include ../../secret.png %}",
                title="A",
            )
        },
    )
    (source / "link.png").symlink_to(tmp_path / "secret.png")
    got = jekyll(tmp_path, {})
    assert not any(p.suffix == ".png" for p in got.root.rglob("*"))
    assert "secret" not in got.body(ONE).replace("secret.png", "")
    assert got.notes("symbolic link")


def test_a_bomb_in_yaml_is_refused(tmp_path: Path) -> None:
    levels = "\n".join(
        f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9) if n else 'x'}]" for n in range(9)
    )
    got = jekyll(tmp_path, {ONE: f"---\n{levels}\n---\nText\n"})
    assert got.outcome(ONE) == "REFUSED"


def test_a_loop_in_yaml_does_not_run_for_ever(tmp_path: Path) -> None:
    got = jekyll(tmp_path, {ONE: "---\ntitle: A\nloop: &l [*l]\n---\nText\n"})
    assert got.outcome(ONE) in ("CHANGED", "REFUSED")


def test_liquid_that_would_run_for_long_is_stopped(tmp_path: Path) -> None:
    got = jekyll(
        tmp_path, {ONE: post("{% for a in (1..99999999) %}{{ a }}{% endfor %} end", title="A")}
    )
    assert got.body(ONE).endswith("end")
    assert got.notes("Liquid")


@pytest.mark.parametrize(
    "value",
    [
        "[]",
        "{}",
        "true",
        "12",
        "~",
        "'x'",
        "[[a], {b: c}]",
        "2020-13-45",
        "!!binary aGk=",
        "!!set {a, b}",
    ],
)
@pytest.mark.parametrize(
    "key",
    [
        "title",
        "date",
        "tags",
        "categories",
        "author",
        "authors",
        "permalink",
        "redirect_from",
        "image",
        "description",
        "slug",
        "published",
        "links",
        "hide",
        "lang",
    ],
)
def test_no_value_of_any_key_breaks_an_import(tmp_path: Path, key: str, value: str) -> None:
    text = f"---\n{key}: {value}\n---\nText\n"
    for read, name in ((jekyll, ONE), (material, "blog/posts/one.md")):
        got = read(tmp_path / read.__name__, {name: text})
        assert got.account["counts"]["post"]["total"] == 1
        assert not [e for e in got.options.get("rules", {}) if e not in ("MH503", "MH504")]


def test_a_full_folder_is_not_written_into_without_force(tmp_path: Path) -> None:
    source = lay(tmp_path / "old", {ONE: post(title="A")})
    lay(tmp_path / "new", {"mine.txt": "mine", "mkdocs.yml": "old"})
    refused = CliRunner().invoke(main, ["import", "jekyll", str(source), str(tmp_path / "new")])
    assert refused.exit_code == 2
    assert (tmp_path / "new/mkdocs.yml").read_text() == "old"
    forced = CliRunner().invoke(
        main, ["import", "jekyll", str(source), str(tmp_path / "new"), "--force"]
    )
    assert forced.exit_code == 0
    assert (tmp_path / "new/mine.txt").read_text() == "mine"
    assert "masthead" in (tmp_path / "new/mkdocs.yml").read_text()


def test_the_source_itself_is_never_the_target(tmp_path: Path) -> None:
    source = lay(tmp_path / "old", {ONE: post(title="A")})
    for target in (source, tmp_path):
        assert (
            CliRunner()
            .invoke(main, ["import", "jekyll", str(source), str(target), "--force"])
            .exit_code
            == 2
        )


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    source = lay(tmp_path / "old", {ONE: post(title="A")})
    done = CliRunner().invoke(
        main, ["import", "jekyll", str(source), str(tmp_path / "new"), "--dry-run"]
    )
    assert done.exit_code == 0
    assert outside(tmp_path) == ["old"]


def test_exit_codes_tell_done_from_refusals_and_from_not_run(tmp_path: Path) -> None:
    good = lay(tmp_path / "good", {ONE: post(title="A")})
    bad = lay(tmp_path / "bad", {ONE: post(title="A"), "_posts/2020-01-03-b.textile": "x"})
    empty = lay(tmp_path / "empty", {"readme.md": "x"})

    def code(source: Path, *more: str) -> int:
        return (
            CliRunner()
            .invoke(
                main, ["import", "jekyll", str(source), str(tmp_path / f"{source.name}-new"), *more]
            )
            .exit_code
        )

    assert (code(good), code(bad), code(empty), code(tmp_path / "none")) == (0, 1, 2, 2)
    assert code(good, "--timezone", "Mars/Base") == 2


def test_json_tells_a_machine_everything(tmp_path: Path) -> None:
    source = lay(tmp_path / "old", {ONE: post(title="A")})
    done = CliRunner().invoke(
        main, ["import", "jekyll", str(source), str(tmp_path / "new"), "--format", "json"]
    )
    told = json.loads(done.output)
    assert told["counts"]["post"]["total"] == 1
    assert told == json.loads((tmp_path / "new/import-report.json").read_text())


def test_every_source_post_and_author_is_in_the_report(tmp_path: Path) -> None:
    files = {
        ONE: post(title="A", author="jo"),
        "_posts/2020-01-03-b.textile": "x",
        "_data/authors.yml": "jo: {name: Jo}\nann: {name: Ann}\n",
    }
    got = jekyll(tmp_path, files)
    entries = {(e["kind"], e["source"], e["target"]) for e in got.account["entries"]}
    assert entries == {
        ("post", ONE, "docs/posts/2020/2020-01-02-first.md"),
        ("post", "_posts/2020-01-03-b.textile", ""),
        ("author", "_data/authors.yml", "authors/jo.md"),
        ("author", "_data/authors.yml", "authors/ann.md"),
    }  # fmt: skip
    report = got.text("import-report.md")
    assert all(source in report for _, source, _ in entries)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading_of_a_file(raw: bytes) -> None:
    try:
        split(decode(raw))
    except Refusal as refusal:
        assert refusal.line >= 1


@given(st.text(alphabet="{}[]&*!:-?|> \n\t'\"#%@`ab01~<", max_size=120))
def test_no_yaml_breaks_the_reading(text: str) -> None:
    try:
        load_yaml(text)
    except Refusal as refusal:
        assert refusal.reason


@given(
    st.lists(
        st.sampled_from(
            [
                "{{",
                "}}",
                "{%",
                "%}",
                " if ",
                " endif ",
                "raw",
                "endraw",
                "x",
                "|",
                "'",
                " for a in b ",
                "\n",
                "-",
                "include a",
                "highlight",
                "endhighlight",
                " ",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_no_liquid_breaks_the_filling_in(text: str) -> None:
    lines = Filler(strict_environment(), {}, lambda *_: None, Ledger("t", "s").log("f")).fill(
        text, 1
    )
    assert all("\n" not in line.text for line in lines)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    zone = zone_named("Europe/Berlin")
    assert zone is not None
    parse(text, stamp_zone=zone, text_zone=zone)
    zone_named(text)
