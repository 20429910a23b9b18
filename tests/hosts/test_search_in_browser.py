"""A reader searches: in Chromium, by keyboard, on a site below a path with instant navigation."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from builders import a_piece
from chromium import Browser, Page, a_browser, a_server, browser_path
from hosts.hosted import a_hosted_site
from masthead.search.words import words

pytestmark = pytest.mark.skipif(not browser_path(), reason="Chromium is not on the path")

_FILES: Final = {
    "docs/posts/one.md": a_piece(
        id="one", title="Price the leak", authors="[ana-ruiz]", stages="[awareness]",
        topics="[leakage]", body="Night flow tells what a district loses. <b>Bold</b> words.\n",
    ),
    "docs/posts/two.md": a_piece(
        id="two", title="Leaking reservoirs", stages="[interest]", topics="[pricing]",
        date="2026-05-06",
        body="A reservoir leaks by night too.\n\n## Its spillway\n\nOverflowing.\n",
    ),
    "docs/posts/odd.md": a_piece(
        id="odd", title='"<img src=x onerror=alert(1)>"', body="Odd one.\n"
    ),
    "docs/posts/draft.md": a_piece(id="draft", title="Unseenzq", state="draft", body="Hiddenzq."),
    "docs/guide.md": "# Guide\n\nOpen the valve.\n\n## By hand\n\nTurn the wheel.\n",
}  # fmt: skip
_MATERIAL: Final = {"name": "material", "font": False, "features": ["navigation.instant"]}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with a_browser(tmp_path_factory.mktemp("chromium")) as running:
        yield running


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served: below a path, as many sites are."""
    folder = tmp_path_factory.mktemp("searched")
    with a_server(folder / "site", "team/") as place:
        a_hosted_site(folder, _FILES, theme=_MATERIAL, site_url=place).build()
        yield place


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The hub."""
    tab = browser.open(f"{address}blog/")
    tab.wait("document.querySelector('.mh-search').role === 'button'")
    yield tab
    assert tab.complaints == []
    assert [url for url in tab.requests.values() if not url.startswith(address)] == [
        url for url in tab.requests.values() if url.startswith(("data:", "blob:"))
    ]
    tab.close()


def _open(page: Page, key: str = "/") -> None:
    page.press(key)
    page.wait("document.querySelector('.mh-find[open]')")
    page.wait("document.activeElement.name === 'q'")


def _results(page: Page) -> Any:
    return page.run("[...document.querySelectorAll('.mh-find__list h2 a')].map(a => a.textContent)")


def _status(page: Page, words: str) -> None:
    said = "document.querySelector('.mh-find [role=status]').textContent"
    page.wait(f"{said}.includes({json.dumps(words)})")


@pytest.mark.parametrize("key", ["f", "s", "/"])
def test_a_key_opens_the_search_and_escape_closes_it(page: Page, key: str) -> None:
    loaded = [url for url in page.requests.values() if "search" in url]
    assert loaded == []
    _open(page, key)
    page.press("Escape")
    page.wait("!document.querySelector('.mh-find').open")
    page.wait("location.search === ''")


def test_typing_a_word_finds_pieces_with_any_form_of_it(page: Page) -> None:
    _open(page)
    page.type("leaks")
    _status(page, "2 results")
    assert set(_results(page)) == {"Price the leak", "Leaking reservoirs"}
    marks = page.run("[...document.querySelectorAll('.mh-find mark')].map(m => m.textContent)")
    assert {"leak", "Leaking", "leaks"} <= set(marks)
    assert page.run("location.search") == "?q=leaks"


def test_a_word_that_is_still_being_typed_finds_what_it_may_become(page: Page) -> None:
    _open(page)
    page.type("reserv")
    _status(page, "1 result")
    assert _results(page) == ["Leaking reservoirs"]


def test_all_words_have_to_be_there_or_it_is_said_which_are_not(page: Page) -> None:
    _open(page)
    page.type("night district")
    _status(page, "1 result")
    assert _results(page) == ["Price the leak"]
    page.type(" zebra")
    _status(page, "1 result without “zebra”")
    assert _results(page) == ["Price the leak"]


def test_a_facet_narrows_and_is_in_the_address(page: Page, address: str) -> None:
    _open(page)
    page.type("leak")
    _status(page, "2 results")
    page.run("document.querySelector('[name=stage][value=Interest]').click()")
    _status(page, "1 result")
    assert _results(page) == ["Leaking reservoirs"]
    shared = page.run("location.href")
    assert shared == f"{address}blog/?q=leak&stage=Interest"
    page.go("about:blank")
    page.go(shared)
    _status(page, "1 result")
    assert page.run("document.querySelector('[name=stage][value=Interest]').checked")


def test_a_facet_alone_lists_its_pieces_newest_first(page: Page) -> None:
    _open(page)
    page.wait("document.querySelector('[name=year][value=\"2026\"]')")
    page.run("document.querySelector('[name=year][value=\"2026\"]').click()")
    _status(page, "3 results")
    assert _results(page)[0] == "Leaking reservoirs"


def test_arrows_walk_through_the_results_and_enter_follows(page: Page, address: str) -> None:
    _open(page)
    page.type("leak")
    _status(page, "2 results")
    first, second = _results(page)
    here = "document.activeElement.textContent"
    page.press("ArrowDown")
    assert page.run(here) == first
    page.press("ArrowDown")
    assert page.run(here) == second
    page.press("ArrowDown")
    assert page.run("document.activeElement.name") == "q"
    page.press("ArrowUp")
    assert page.run(here) == second
    page.press("Enter")
    slug = {"Price the leak": "one", "Leaking reservoirs": "two"}[second]
    page.wait(f"location.href === '{address}blog/{slug}/'")


def test_enter_in_the_field_follows_the_first_result(page: Page, address: str) -> None:
    _open(page)
    page.type("reservoirs")
    page.press("Enter")
    page.wait("document.querySelector('h1')?.textContent.includes('Leaking reservoirs')")
    assert page.run("location.href") == f"{address}blog/two/"


def test_back_returns_to_the_results(page: Page, address: str) -> None:
    _open(page)
    page.type("district")
    _status(page, "1 result")
    page.press("Enter")
    page.wait(f"location.href === '{address}blog/one/'")
    page.wait("document.querySelector('h1').textContent.includes('Price the leak')")
    page.run("history.back()")
    page.wait("location.search === '?q=district'")
    page.wait("document.querySelector('.mh-find[open]')")
    _status(page, "1 result")
    assert _results(page) == ["Price the leak"]


def test_a_result_leads_on_where_navigation_is_instant(page: Page, address: str) -> None:
    page.run("window.kept = true")
    _open(page)
    page.type("district")
    _status(page, "1 result")
    page.press("Enter")
    page.wait(f"location.href === '{address}blog/one/'")
    page.wait("document.querySelector('h1').textContent.includes('Price the leak')")
    assert page.run("window.kept") is True
    _open(page, "s")
    page.run("document.querySelector('.mh-find__input').value = ''")
    page.type("valve")
    _status(page, "1 result")
    page.press("Enter")
    page.wait(f"location.pathname === new URL('{address}guide/').pathname")


def test_an_ordinary_page_is_found_at_its_heading(page: Page, address: str) -> None:
    page.go(f"{address}guide/")
    _open(page)
    page.type("wheel")
    _status(page, "1 result")
    found = page.run("document.querySelector('.mh-find__list h2 a').href")
    assert found == f"{address}guide/#by-hand"


def test_a_piece_is_found_at_its_heading(page: Page, address: str) -> None:
    _open(page)
    page.type("overflow")
    _status(page, "1 result")
    found = page.run("document.querySelector('.mh-find__list h2 a').href")
    assert found == f"{address}blog/two/#its-spillway"


def test_what_is_not_published_is_not_found_and_ways_lead_on(page: Page) -> None:
    for word in ("unseenzq", "hiddenzq"):
        _open(page)
        page.run("document.querySelector('.mh-find__input').value = ''")
        page.type(word)
        _status(page, f"Nothing found for “{word}”")
        page.press("Escape")
        page.wait("!document.querySelector('.mh-find').contains(document.activeElement)")
    ways = "[...document.querySelectorAll('.mh-find__ways a')].map(a => a.textContent)"
    assert page.run(ways) == ["Awareness", "Interest", "All pieces, year by year"]


def test_markup_in_a_title_is_text(page: Page) -> None:
    _open(page)
    page.type("odd one")
    _status(page, "1 result")
    assert _results(page) == ["<img src=x onerror=alert(1)>"]
    assert page.run("document.querySelectorAll('.mh-find__list img').length") == 0


def test_the_browser_cuts_words_as_the_index_does(page: Page) -> None:
    texts = [
        "The Leak's price: 1.5 m³!", "non_revenue-water", "Élan, naïve, Ångström", "漏水検知 x",
        "ﬁne №1", "ГОРОД Ёлка", "straße ΣΊΣΥΦΟΣ", "हिन्दी", "한국어 검색", "ภาษาไทย", "a" * 50,
        "½ ²",
    ]  # fmt: skip
    script = "document.querySelector('.mh-search').dataset.script"
    cut = page.run(
        f"import({script}).then(search => {json.dumps(texts)}.map(t => search.words(t)))"
    )
    assert cut == [[word[:40] for word in words(text)] for text in texts]


@pytest.mark.parametrize("changes", [{"use_directory_urls": False}, {"site_url": ""}])
def test_it_works_with_other_addresses(
    tmp_path: Path, browser: Browser, changes: dict[str, Any]
) -> None:
    site = a_hosted_site(tmp_path, _FILES, theme="material", **changes)
    site.build()
    with a_server(site.site) as place:
        ending = ".html" if "use_directory_urls" in changes else "/"
        tab = browser.open(f"{place}blog/one{ending}")
        _open(tab)
        tab.type("reservoir")
        _status(tab, "1 result")
        tab.press("Enter")
        tab.wait("document.querySelector('h1')?.textContent.includes('Leaking reservoirs')")
        assert tab.run("location.href") == f"{place}blog/two{ending}"
        tab.close()
