"""What machines are told of a chain is what readers see of it, link by link."""

import json
from typing import Any, Final
from urllib.parse import urljoin

import mf2py
import pytest
from hypothesis import given, settings
from selectolax.lexbor import LexborHTMLParser, LexborNode

from builders import a_library, some_settings
from fakes import NOON
from hosts.rendered import rendered
from masthead.content.piece import Piece
from masthead.plan.site import plan_site
from plan.test_plan_chains import on, sites

SITE: Final = "https://example.org/"
Graph = dict[str, dict[str, Any]]


def pages_of(pieces: list[Piece]) -> dict[str, str]:
    """The site's pages by address."""
    plan = plan_site(a_library(*pieces), some_settings(), now=NOON)
    files = rendered(plan)
    return {
        f"{SITE}{o.address}": files[o.file].decode() for o in plan.outputs
        if o.template in ("piece.html", "idea.html")
    }  # fmt: skip


def graph_of(html: str) -> Graph:
    """The nodes of a page by name; of works alone the name is that of their page."""
    found = LexborHTMLParser(html).css_first('script[type="application/ld+json"]')
    assert found
    return {
        node["@id"].removesuffix("#piece"): node
        for node in json.loads(found.text())["@graph"] if "@id" in node
    }  # fmt: skip


def sources_of(node: dict[str, Any]) -> list[str]:
    """What a work is said to be based on."""
    told = node.get("isBasedOn", [])
    return [
        one["@id"].removesuffix("#piece") for one in (told if isinstance(told, list) else [told])
    ]


def address_of(step: LexborNode, page: str) -> str:
    """The address that a step leads to; the page's own has none."""
    link = step.css_first(":is(p:not([class]), h2) > a")
    return urljoin(page, str(link.attributes["href"])) if link else page


def _steps(html: str, kind: str = "") -> list[LexborNode]:
    return LexborHTMLParser(html).css(f".mh-step{kind}")


def _check_piece(address: str, html: str) -> None:
    graph = graph_of(html)
    shown = {
        kind: {address_of(step, address) for step in _steps(html, f"--{kind}")}
        for kind in ("source", "result", "here")
    }
    assert set(sources_of(graph[address])) == shown["source"]
    told = {name for name, node in graph.items() if sources_of(node) == [address]}
    assert told == shown["result"]
    assert shown["here"] <= {address}
    entry = mf2py.parse(doc=html, url=address)["items"][0]
    answers = set(entry["properties"].get("in-reply-to", []))
    assert answers == {
        address_of(step, address) for step in _steps(html, "--source")
        if step.css_first(".mh-out") and step.css_first("b").text() == "Tweet"  # type: ignore[union-attr]
    }  # fmt: skip


def _check_idea(address: str, html: str) -> None:
    graph, steps = graph_of(html), _steps(html)
    places = {f"#step-{n}": address_of(step, address) for n, step in enumerate(steps, 1)}
    assert [f"#{step.attributes['id']}" for step in steps] == [*places]
    items = graph[f"{address}#list"]["itemListElement"]
    assert [item["url"] for item in items] == [*places.values()]
    for step in steps:
        shown = [places[str(a.attributes["href"])] for a in step.css('a[href^="#step-"]')]
        assert sources_of(graph.get(address_of(step, address), {})) == shown
    drawn = LexborHTMLParser(html).css(".mh-road__step")
    assert [a.attributes["href"] for a in drawn] == [*places]
    (feed,) = mf2py.parse(doc=html, url=address)["items"]
    dated = [step for step in steps if step.css_first("time")]
    assert [entry["properties"]["url"][0] for entry in feed.get("children", [])] == [
        address_of(step, address) for step in dated
    ]
    for entry, step in zip(feed.get("children", []), dated, strict=True):
        title, time = step.css_first(".mh-step__title"), step.css_first("time")
        assert title and time
        assert entry["properties"]["name"][0] in title.text()
        assert entry["properties"]["published"] == [time.attributes["datetime"]]


def _check(pieces: list[Piece]) -> None:
    for address, html in pages_of(pieces).items():
        (_check_idea if "/ideas/" in address else _check_piece)(address, html)


@settings(max_examples=60)
@given(pieces=sites())
def test_pages_tell_machines_the_links_that_they_show(pieces: list[Piece]) -> None:
    _check(pieces)


@pytest.mark.parametrize("number", [2, 9, 10, 60])
def test_so_do_those_of_long_chains(number: int) -> None:
    _check([on(n, f"p{n:02}", *([f"p{n - 1:02}"] if n else [])) for n in range(number)])
