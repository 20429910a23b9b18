"""`mkdocs serve`: pages follow the files, findings never stop it, and drafts are shown as such."""

import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import pytest

from builders import a_piece
from hosts.hosted import HostedSite, a_hosted_site, argv, environment_with
from pictures import a_picture, opened

FILES: Final[dict[str, str]] = {
    "docs/posts/one.md": a_piece(id="one", title="One", authors="[ana-ruiz]"),
    "docs/posts/draft.md": a_piece(id="draft", title="A draft", state="draft"),
    "docs/posts/undated.md": a_piece(id="undated", title="No day yet", date=None, state="draft"),
    "docs/posts/later.md": a_piece(id="later", title="A later one", date="2027-01-02"),
    "docs/posts/planned.md": a_piece(id="planned", title="An intention", state="planned"),
    "docs/posts/private.md": a_piece(id="private", title="A secret", visibility="private"),
    "theme/masthead/notice.html": "",
}
_PATIENCE: Final = 30.0
_OPENER: Final = build_opener(ProxyHandler({}))


@dataclass
class Served:
    """A development server that runs."""

    site: HostedSite
    port: int
    process: "subprocess.Popen[str]"
    log: Path

    def fetch(self, address: str) -> bytes:
        """A file as a browser gets it. Raises HTTPError."""
        with _OPENER.open(f"http://127.0.0.1:{self.port}/{address}", timeout=5) as answer:
            return bytes(answer.read())

    def get(self, address: str) -> str:
        """A page as a browser gets it, whatever its status."""
        try:
            return self.fetch(address).decode()
        except HTTPError as error:
            return error.read().decode()

    def wait_for(self, address: str, fits: Callable[[str], bool]) -> str:
        """The page once it is as wanted."""
        end, page = time.monotonic() + _PATIENCE, ""
        while time.monotonic() < end:
            assert self.process.poll() is None, f"the server ended:\n{self.log.read_text()}"
            try:
                page = self.get(address)
            except OSError as error:
                page = str(error)
            if fits(page):
                return page
            time.sleep(0.1)
        raise AssertionError(f"never came:\n{page}\n{self.log.read_text()}")


@contextmanager
def serving(site: HostedSite, *options: str) -> Iterator[Served]:
    """`mkdocs serve` of a site on a free port, ended in any case."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = site.root / "serve.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            argv("mkdocs", "serve", "-a", f"127.0.0.1:{port}", *options), cwd=site.root, text=True,
            env=environment_with(PYTHONUNBUFFERED="1"), stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            yield Served(site, port, process, log)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def has(*words: str) -> Callable[[str], bool]:
    """Whether a page has all of these words."""
    return lambda page: all(word in page for word in words)


def lacks(*words: str) -> Callable[[str], bool]:
    """Whether a page is there and has none of these words."""
    return lambda page: "<main>" in page and not any(word in page for word in words)


PANEL: Final = 'id="masthead-findings"'


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    site = a_hosted_site(tmp_path_factory.mktemp("served"), FILES)
    with serving(site) as server:
        server.wait_for("blog/", has("One"))
        yield server


def test_drafts_and_scheduled_pieces_are_shown_and_marked(served: Served) -> None:
    hub = served.wait_for("blog/", has("A draft", "A later one"))
    assert "An intention" not in hub
    assert "A secret" not in hub
    assert "draft" in served.get("blog/draft/").split("<article")[1].split("</header>")[0]
    assert "scheduled" in served.get("blog/later/").split("<article")[1].split("</header>")[0]
    for address in ("blog/planned/", "blog/private/"):
        assert served.get(address).count("<article") == 0


def test_a_draft_without_a_date_is_shown_too(served: Served) -> None:
    served.wait_for("blog/", has("No day yet"))
    assert "draft" in served.get("blog/undated/").split("<article")[1].split("</header>")[0]


def test_an_edited_piece_changes_its_page_and_the_hub(served: Served) -> None:
    served.site.write({"docs/posts/one.md": a_piece(id="one", title="Edited")})
    served.wait_for("blog/one/", has("Edited"))
    assert "Edited" in served.get("blog/")


def test_an_edited_image_is_shown_in_its_new_size(served: Served) -> None:
    text = a_piece(id="shown", title="Shown", body="![One](one.png)\n")
    for width in (40, 50):
        picture = a_picture(width, 30)
        served.site.write({"docs/posts/shown.md": text, "docs/posts/one.png": picture})
        page = served.wait_for("blog/shown/", has(f'width="{width}"'))
        copy = re.findall(r'srcset="\.\./\.\./(\S+\.webp)"', page)[0]
        assert opened(served.fetch(copy)).width == width
    for file in ("shown.md", "one.png"):
        (served.site.root / "docs/posts" / file).unlink()
    served.wait_for("blog/", lacks("Shown"))


def test_a_new_piece_appears_and_a_removed_one_goes(served: Served) -> None:
    served.site.write({"docs/posts/new.md": a_piece(id="new", title="Brand new")})
    served.wait_for("blog/new/", has("Brand new"))
    (served.site.root / "docs/posts/new.md").unlink()
    assert "Brand new" not in served.wait_for("blog/", lacks("Brand new"))


def test_an_edited_author_changes_the_page(served: Served) -> None:
    served.site.write({"authors/ana-ruiz.md": "---\nname: Ana Maria Ruiz\n---\n"})
    page = served.wait_for("authors/ana-ruiz/", has("Ana Maria Ruiz"))
    assert "<title>Ana Maria Ruiz" in page


def test_an_edited_template_changes_the_page(served: Served) -> None:
    text = '{% extends "default/masthead/hub.html" %}{% block pager %}<b>Mine</b>{% endblock %}'
    served.site.write({"theme/masthead/hub.html": text})
    assert served.wait_for("blog/", has("<b>Mine</b>")).count("<b>Mine</b>") == 1


def test_a_broken_piece_leaves_the_last_good_page_with_the_findings_over_it(
    served: Served,
) -> None:
    good = a_piece(id="two", title="Two")
    served.site.write({"docs/posts/two.md": good})
    served.wait_for("blog/two/", has("Two"))
    served.site.write({"docs/posts/two.md": a_piece(id="two", title="<i>", authors="[nobody]")})
    page = served.wait_for("blog/two/", has(PANEL))
    assert "Two" in page
    assert "docs/posts/two.md:5:11" in page
    assert "MH103" in page
    assert PANEL in served.get("no/such/page/")
    served.site.write({"docs/posts/two.md": good})
    served.wait_for("blog/two/", lambda page: "Two" in page and PANEL not in page)


def test_a_broken_template_leaves_the_last_good_page_and_says_so(served: Served) -> None:
    served.wait_for("blog/one/", has("<article"))
    served.site.write({"theme/masthead/piece.html": "<p>\n{% if %}"})
    page = served.wait_for("blog/one/", has(PANEL))
    assert "masthead/piece.html:2" in page
    assert "<article" in page
    (served.site.root / "theme/masthead/piece.html").unlink()
    served.wait_for("blog/one/", lambda page: "<article" in page and PANEL not in page)


def test_a_wrong_marker_on_an_ordinary_page_is_shown_too(served: Served) -> None:
    served.site.write({"docs/index.md": "# Home\n\n<!-- masthead:list nonsense -->\n"})
    page = served.wait_for("", has(PANEL))
    assert "docs/index.md:3:1" in page
    served.site.write({"docs/index.md": "# Home\n"})
    served.wait_for("", lacks(PANEL))


@pytest.mark.parametrize("config", [{}, {"strict": True}], ids=["usual", "strict"])
def test_a_first_build_that_is_refused_serves_the_findings(
    tmp_path: Path, config: dict[str, Any]
) -> None:
    broken = {**FILES, "docs/posts/two.md": "---\ntitle: [\n---\n"}
    with serving(a_hosted_site(tmp_path, broken, **config)) as server:
        page = server.wait_for("blog/", has(PANEL))
        assert "docs/posts/two.md" in page
        server.site.write({"docs/posts/two.md": a_piece(id="two", title="Two")})
        server.wait_for("blog/two/", lambda page: "Two" in page and PANEL not in page)


def test_a_saved_piece_does_not_wait_for_the_whole_site(tmp_path: Path) -> None:
    site = a_hosted_site(
        tmp_path, {"docs/posts/one.md": a_piece()}, nav=["index.md", "blog/index.md"]
    )
    with serving(site) as server:
        server.wait_for("blog/one/", has("A title"))
        built = server.log.read_text().count("Building documentation")
        site.write({"docs/posts/one.md": a_piece(title="Edited")})
        server.wait_for("blog/one/", has("Edited"))
        assert server.log.read_text().count("Building documentation") == built


def test_a_name_that_the_navigation_has_is_renewed_everywhere(tmp_path: Path) -> None:
    site = a_hosted_site(
        tmp_path, {"docs/posts/one.md": a_piece(authors="[ana-ruiz]")},
        nav=["index.md", "authors/ana-ruiz.md"],
    )  # fmt: skip
    with serving(site) as server:
        server.wait_for("", has("Ana Ruiz"))
        site.write({"authors/ana-ruiz.md": "---\nname: Ana Maria Ruiz\n---\n"})
        assert "Ana Maria Ruiz" in server.wait_for("", has("Ana Maria Ruiz"))


def test_serving_leaves_the_published_site_and_nothing_in_the_cache(tmp_path: Path) -> None:
    site = a_hosted_site(tmp_path, FILES)
    site.build()
    before = site.bytes()
    with serving(site) as server:
        server.wait_for("blog/", has("A draft"))
    assert site.bytes() == before
    assert not list((tmp_path / ".cache").rglob("*.html"))
