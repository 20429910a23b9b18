"""Former addresses answer 301 and retired pieces 410, on servers that are told so."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import quote, unquote

import pytest

from builders import a_piece
from hosts.hosted import HostedSite, a_hosted_site
from plan.web_servers import APACHE, NGINX, answer, apache, nginx

ALIASES: Final = (
    "/old/one/", "/2019/one.html", "/with space/", "/ümlaut/", "/a;b{c}/", "/d$host/", "/it's/",
    "/100%25/", "/x&y=(1)+[2]^3/", "/~^regex/", "/default/", "/a,b!c@d/", "/include/", "/OLD/one/",
)  # fmt: skip
FILES: Final = {
    "docs/posts/one.md": a_piece(
        id="one", title="One", aliases="[" + ", ".join(f'"{alias}"' for alias in ALIASES) + "]"
    ),
    "docs/posts/gone.md": a_piece(
        id="gone", title="Gone", state="retired", aliases="[/went/]", successor="one"
    ),
    "docs/posts/case.md": a_piece(id="case", title="Case", aliases="[/Blog/Case/]"),
    "docs/posts/out.md": a_piece(
        id="out", title="Out", external_url="https://x.example/a$b?c=%20d", aliases="[/out/]"
    ),
}


def a_server_site(folder: Path, server: str, **config: Any) -> HostedSite:
    site = a_hosted_site(folder, FILES, {"servers": server, **config})
    site.build()
    return site


def test_without_the_setting_there_is_no_file(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, FILES)
    site.build()
    assert not {"_redirects", ".htaccess", "masthead-nginx.conf"} & site.bytes().keys()
    assert not (site.site / ".htaccess").exists()


def test_netlify_gets_a_line_for_each_former_and_each_retired_address(tmp_path: Path) -> None:
    lines = a_server_site(tmp_path, "netlify").read("_redirects").split("\n")
    rules = [line.split(" ") for line in lines if line and not line.startswith("#")]
    assert all(len(rule) == 3 and rule[0].startswith("/") for rule in rules)
    assert ["/blog/gone/", "/blog/gone/index.html", "410!"] in rules
    assert ["/went/", "/blog/gone/", "301!"] in rules
    former = {unquote(rule[0]) for rule in rules if rule[1] == "/blog/one/"}
    assert former == {unquote(alias) for alias in ALIASES}
    assert ["/out/", "https://x.example/a$b?c=%20d", "301!"] in rules


def test_cloudflare_gets_former_addresses_only(tmp_path: Path) -> None:
    text = a_server_site(tmp_path, "cloudflare").read("_redirects")
    assert "/old/one/ /blog/one/ 301\n/old/one /blog/one/ 301\n" in text
    assert "410\n" not in text
    assert "!" not in text


def test_a_site_below_the_root_of_its_host_says_so(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, FILES, {"servers": "netlify"},
                         site_url="https://example.org/news room/")  # fmt: skip
    site.build()
    text = site.read("_redirects")
    assert "\n/news%20room/old/one/ /news%20room/blog/one/ 301!\n" in text
    assert "\n/news%20room/blog/gone/ /news%20room/blog/gone/index.html 410!\n" in text


def test_an_owners_own_file_stands(tmp_path: Path) -> None:
    files = {**FILES, "docs/_redirects": "/mine / 302\n"}
    site = a_hosted_site(tmp_path, files, {"servers": "netlify"})
    site.build()
    assert site.read("_redirects") == "/mine / 302\n"


def test_two_servers_with_one_file_are_a_finding(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, FILES, {"servers": ["netlify", "cloudflare"]})
    with pytest.raises(Exception, match="read one file"):
        site.build()


def test_a_file_of_rules_goes_when_nobody_asks_for_it_any_more(tmp_path: Path) -> None:
    site = a_server_site(tmp_path, "apache")
    assert (site.site / ".htaccess").is_file()
    config = (tmp_path / "mkdocs.yml").read_text()
    (tmp_path / "mkdocs.yml").write_text(config.replace("servers: apache", "servers: nginx"))
    site.build()
    assert not (site.site / ".htaccess").exists()
    assert site.has("masthead-nginx.conf")


def test_a_piece_that_is_retired_or_moves_is_in_the_next_builds_file(tmp_path: Path) -> None:
    site = a_server_site(tmp_path, "netlify")
    path = tmp_path / "docs/posts/case.md"
    path.write_text(a_piece(id="case", title="Case", state="retired"))
    site.build()
    assert "\n/blog/case/ /blog/case/index.html 410!\n" in site.read("_redirects")
    path.write_text(a_piece(id="case", title="Case", slug="other", aliases="[/blog/case/]"))
    site.build()
    text = site.read("_redirects")
    assert "\n/blog/case/ /blog/other/ 301!\n" in text
    assert "/blog/case/index.html" not in text


def test_paths_stand_between_quotes_that_they_cannot_leave(tmp_path: Path) -> None:
    text = a_server_site(tmp_path, "nginx").read("masthead-nginx.conf")
    for line in text.split("\n")[1:]:
        assert re.fullmatch(
            r'map_hash_\w+ \d+;|map \$uri \$masthead_\w+ \{|    default "";|'
            r'    "/(?:[^"\\]|\\.)*" "(?:[^"\\$]|\\.)*";|\}|',
            line,
        ), line


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that a server may read that runs as nobody."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


_Serve = Callable[[Path, Path], AbstractContextManager[int]]


SERVERS: Final = pytest.mark.parametrize(
    ("server", "serve"),
    [
        pytest.param("nginx", nginx, marks=pytest.mark.skipif(not NGINX, reason="no nginx")),
        pytest.param("apache", apache, marks=pytest.mark.skipif(not APACHE, reason="no Apache")),
    ],
)


@SERVERS
def test_real_servers_answer_so_for_pages_that_are_files(
    open_folder: Path, server: str, serve: _Serve
) -> None:
    site, work = open_folder / "site", open_folder / "work"
    work.mkdir()
    made = a_hosted_site(site, FILES, {"servers": server}, use_directory_urls=False)
    made.build()
    with serve(made.site, work) as port:
        assert answer(port, "/old/one/")[:2] == (301, "/blog/one.html")
        status, _, text = answer(port, "/blog/gone.html")
        assert status == 410
        assert "noindex" in text
        assert answer(port, "/blog/one.html")[0] == 200


@SERVERS
def test_real_servers_answer_so(open_folder: Path, server: str, serve: _Serve) -> None:
    site, work = a_server_site(open_folder / "site", server), open_folder / "work"
    work.mkdir()
    with serve(site.site, work) as port:
        for alias in ALIASES:
            path = quote(unquote(alias), safe="/")
            assert answer(port, path)[:2] == (301, "/blog/one/"), alias
        assert answer(port, "/old/one")[:2] == (301, "/blog/one/")
        assert answer(port, "/went/")[:2] == (301, "/blog/gone/")
        assert answer(port, "/out/")[0] == 301
        assert answer(port, "/out/")[1].startswith("https://x.example/a")
        status, _, text = answer(port, "/blog/gone/")
        assert status == 410
        assert "Gone" in text
        assert "noindex" in text
        assert answer(port, "/blog/one/")[0] == 200
        assert answer(port, "/blog/case/")[0] == 200
        assert answer(port, "/blog/nowhere/")[0] == 404
        assert answer(port, "/old/one/more/")[0] == 404
