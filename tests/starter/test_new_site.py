"""`masthead new site`: a repository that builds as it stands, whatever the company is called."""

import html
import json
import os
import pty
import re
import shlex
import subprocess
import sys
from compileall import compile_dir
from datetime import date
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Final

import cmarkgfm
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from hosts.hosted import HostedSite, tree
from masthead import starter
from masthead.starter.render import site_files
from masthead.starter.versions import known_versions
from masthead.starter.wheel import own_wheel
from masthead.starter.wish import Host, NoWish, SiteWish, author_id, read_name
from starter.started import DAY, a_started_site, run

NAMES: Final = (
    "Example Works",
    'Müller & Söhne "Pumpen" GmbH: #1',
    "<script>alert(1)</script> ${{ secrets.X }}",
    "- {a}: [b] | > * !tag %d `x` \\ 'y'",
    "株式会社サンプル",
    "yes",
    "1e3",
    "<< site.url >> <% raw %> {{ x }}",
)


def a_wish(name: str = "Example Works", author: str = "Ana Ruiz", **given: Any) -> SiteWish:
    values = {
        "name": read_name(name, "--name"), "url": "https://insights.example.com/",
        "author": read_name(author, "--author"), "author_id": author_id(author),
        "timezone": "UTC", "host": Host.BOTH, "today": date(2026, 11, 20),
        "requirement": "masthead==1.0", **given,
    }  # fmt: skip
    return SiteWish(**values)


def front_matter(text: str) -> dict[str, Any]:
    return dict(yaml.safe_load(text.split("---\n")[1]))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_name_is_that_name_in_every_file(company: str, person: str) -> None:
    try:
        name, author = read_name(company, "--name"), read_name(person, "--author")
    except NoWish:
        return
    wish = a_wish(name, author)
    files = site_files(wish)
    config = yaml.safe_load(files["mkdocs.yml"])
    assert config["site_name"] == name
    assert config["nav"][0] == {name: "index.md"}
    assert config["plugins"][1]["masthead"]["organization"]["name"] == name
    assert json.loads(files[".devcontainer/devcontainer.json"])["name"] == name
    assert front_matter(files[f"authors/{wish.author_id}.md"])["name"] == author
    first = front_matter(files[f"docs/posts/{DAY}-what-you-will-find-here.md"])
    assert first["authors"] == [wish.author_id]
    heading = re.match(
        r"<h1>(.*)</h1>\n", cmarkgfm.github_flavored_markdown_to_html(files["README.md"])
    )
    assert heading
    assert html.unescape(heading[1]) == name


def test_each_file_of_a_language_is_one() -> None:
    for path, text in site_files(a_wish()).items():
        assert text.endswith("\n"), path
        assert not re.search(r"<[<%#] | [>%#]>(?! \")", text), path
        if path.endswith((".yml", ".yaml")):
            assert yaml.safe_load(text)
        if path.endswith(".json"):
            assert json.loads(text)


def test_what_python_compiled_while_it_installed_masthead_is_no_file_of_a_site() -> None:
    scripts = Path(starter.__file__).parent / "templates/gitlab/dot-gitlab"
    compiled = Path(cache_from_source(str(scripts / "comment.py")))
    compile_dir(scripts, quiet=2)
    assert compiled.is_file()
    assert not [path for path in site_files(a_wish()) if "__pycache__" in path]


@pytest.mark.parametrize("name", NAMES)
def test_it_builds_strictly_as_it_stands(tmp_path: Path, name: str) -> None:
    site = HostedSite(a_started_site(tmp_path / "new", name=name, author=name))
    assert site.build(strict=True) == ""
    heading = HTMLParser(site.read("index.html")).css_first("h1")
    assert heading.text().strip() == " ".join(name.split())
    assert site.has("what-you-will-find-here/index.html")
    assert site.has("feed.xml")


def test_nothing_internal_is_published(tmp_path: Path) -> None:
    site = HostedSite(a_started_site(tmp_path / "new"))
    site.build(strict=True)
    words = {
        "policy": b"veiled pitch",
        "handbook": b"masthead new post",
        "comment": b"Make it your own",
        "advice": b"A portrait goes beside",
    }
    for path, data in site.bytes().items():
        assert not [name for name, word in words.items() if word in data], path


def test_the_first_piece_is_public_from_the_day_on_which_the_site_began(tmp_path: Path) -> None:
    site = HostedSite(
        a_started_site(tmp_path / "new", timezone="Asia/Tokyo", now="2026-11-20T16:00Z")
    )
    assert (site.root / "docs/posts/2026-11-21-what-you-will-find-here.md").is_file()
    site.build(now="2026-11-20T16:00Z", strict=True)
    assert site.has("what-you-will-find-here/index.html")


def test_git_takes_the_files_and_keeps_what_is_made_out(tmp_path: Path) -> None:
    site = a_started_site(tmp_path / "new")
    for made in ("site/index.html", ".venv/x", ".cache/x", ".vscode/piece.schema.json"):
        (site / made).parent.mkdir(parents=True, exist_ok=True)
        (site / made).write_text("x")
    words = {"cwd": site, "capture_output": True, "text": True, "check": True}
    subprocess.run(["git", "init", "--quiet"], **words)
    added = subprocess.run(["git", "-c", "core.safecrlf=true", "add", "--all"], **words)
    assert added.stdout + added.stderr == ""
    listed = subprocess.run(["git", "ls-files"], **words).stdout.split()
    assert ".vscode/settings.json" in listed
    assert not [path for path in listed if path.startswith(("site/", ".venv/", ".cache/"))]
    assert ".vscode/piece.schema.json" not in listed


def test_the_same_answers_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (tree(a_started_site(tmp_path / name)) for name in ("a", "b"))
    assert first == second


@pytest.mark.parametrize(("host", "there"), [("github", (True, False)), ("gitlab", (False, True))])
def test_only_the_files_of_ones_own_git_host_are_written(
    tmp_path: Path, host: str, there: tuple[bool, bool]
) -> None:
    folder = a_started_site(tmp_path / "new", host=host)
    assert ((folder / ".github").exists(), (folder / ".gitlab-ci.yml").exists()) == there
    assert (folder / ".gitlab").exists() == there[1]


def test_owners_stand_in_codeowners(tmp_path: Path) -> None:
    folder = a_started_site(
        tmp_path / "new", "--owner", "@company/editors", "--owner", "a@b.example"
    )
    lines = (folder / "CODEOWNERS").read_text().splitlines()
    assert [line.split() for line in lines if line and not line.startswith("#")] == [
        ["*", "@company/editors", "a@b.example"]
    ]


def test_no_file_is_overwritten_and_none_is_written_beside_one(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/about.md").write_text("mine")
    result = run(str(folder), "--name", "X", "--url", "x.example", "--author", "Ana")
    assert result.exit_code == 2
    assert "has docs/about.md already" in result.stderr
    assert tree(tmp_path) == {"new/docs/about.md": b"mine"}


def test_a_folder_with_other_files_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("mine")
    folder = a_started_site(tmp_path)
    assert (folder / "LICENSE").read_text() == "mine"
    assert (folder / "mkdocs.yml").is_file()


def test_a_link_does_not_lead_files_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "docs").symlink_to(outside)
    result = run(str(tmp_path / "new"), "--name", "X", "--url", "x.example", "--author", "Ana")
    assert result.exit_code == 2
    assert not list(outside.iterdir())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"name": " \n"}, "--name: write a name"),
        ({"name": "x" * 201}, "201 characters are too many"),
        ({"url": ""}, "--url https://insights.example.com/"),
        ({"url": "example"}, "such as https://www.example.com/"),
        ({"url": "https://bücher.example/"}, "such as https://xn--"),
        ({"url": "ftp://x.example"}, "such as https://www.example.com/"),
        ({"url": "https://u:p@x.example/"}, "host and path alone"),
        ({"url": "https://x.example/?a=1"}, "host and path alone"),
        ({"timezone": "Berlin"}, "Europe/Berlin"),
        ({"timezone": "../../etc/passwd"}, "Europe/Berlin"),
        ({"owner": "$(id)"}, "@company/editors"),
        ({"requirement": "a\nb"}, "on one line"),
        ({"now": "soon"}, "write it like 2026-03-04"),
    ],
)
def test_an_answer_that_does_not_do_is_said_in_a_line(
    tmp_path: Path, options: dict[str, str], said: str
) -> None:
    given = {"name": "X", "url": "https://x.example/", "author": "Ana", **options}
    words = [word for name, value in given.items() for word in (f"--{name}", value)]
    result = run(str(tmp_path / "new"), *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "new").exists()


def test_what_is_missing_is_said_at_once_where_nobody_can_be_asked(tmp_path: Path) -> None:
    result = run(str(tmp_path / "my site"), "--author", "Ana")
    assert result.exit_code == 2
    assert "say --name, --url: masthead new site '" in result.stderr
    assert '--name "Example Works" --url https://insights.example.com/' in result.stderr


def test_what_to_type_next_can_be_typed_whatever_the_folder_is_called(tmp_path: Path) -> None:
    folder = tmp_path / "Über uns $(id)"
    words = ("--name", "X", "--url", "x.example", "--author", "Ana", "--requirement", "masthead")
    lines = run(str(folder), *words).stderr.splitlines()
    assert shlex.split(lines[0]) == ["Next:", "cd", str(folder)]


@pytest.mark.parametrize(("author", "file"), [("Ana Ruíz", "ana-ruiz.md"), ("株式", "株式.md")])
def test_the_first_author_has_the_id_that_new_author_would_give(
    tmp_path: Path, author: str, file: str
) -> None:
    folder = a_started_site(tmp_path / "new", author=author)
    assert [path.name for path in (folder / "authors").iterdir()] == [file]


def test_in_a_terminal_it_asks_and_asks_again(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    os.write(
        master, b"Example Works\nnot an address\ninsights.example.com\nAna Ruiz\nEurope/Berlin\n"
    )
    code = "from masthead.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "new", "site", str(tmp_path / "new"), "--now", DAY],
        stdin=slave, stdout=slave, stderr=slave, timeout=60, check=False,
        env={**os.environ, "TZ": "UTC", "GIT_CONFIG_GLOBAL": os.devnull},
    )  # fmt: skip
    os.close(slave)
    said = os.read(master, 100_000).decode()
    os.close(master)
    assert done.returncode == 0, said
    assert "write the address in full" in said
    assert "--url" not in said
    config = yaml.safe_load((tmp_path / "new/mkdocs.yml").read_text())
    assert config["site_url"] == "https://insights.example.com/"
    assert config["plugins"][1]["masthead"]["timezone"] == "Europe/Berlin"


def test_what_pip_could_get_from_nowhere_goes_along(tmp_path: Path) -> None:
    words = ("--name", "X", "--url", "https://x.example/", "--author", "Ana", "--now", DAY)
    assert run(str(tmp_path / "new"), *words).exit_code == 0
    needed = (tmp_path / "new/requirements.txt").read_text().splitlines()[-1]
    if not needed.startswith("./vendor/"):
        pytest.skip(f"pip can get {needed}")
    name, data = own_wheel()
    assert (tmp_path / "new" / needed).read_bytes() == data
    assert needed == f"./vendor/{name}"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run(
        [*pip, "--target", str(tmp_path / "lib"), needed], cwd=tmp_path / "new", check=True
    )
    code = "from masthead.cli import main; main()"
    subprocess.run(
        [sys.executable, "-c", code, "new", "site", "again", *words], cwd=tmp_path, check=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "lib")}, capture_output=True,
    )  # fmt: skip
    assert tree(tmp_path / "again") == tree(tmp_path / "new")
    assert (tmp_path / "lib/bin/masthead").is_file()


def test_every_package_that_masthead_needs_has_its_version() -> None:
    names = {line.partition("==")[0].casefold() for line in known_versions()}
    assert {"mkdocs", "mkdocs-material", "click", "comrak", "jinja2", "pyyaml"} <= names
    assert "pytest" not in names
    assert "masthead" not in names
