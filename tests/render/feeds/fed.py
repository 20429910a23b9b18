"""The feeds of a small site, read as a subscriber's program reads them.

entry = the_entry(a_site(tmp_path, {"docs/posts/one.md": a_piece()}))
assert "Some words." in entry.words
"""

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

import feedparser
from lxml import etree, html
from msgspec import Struct

from builders import SiteOnDisk
from masthead.render.resources import Makers

CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM: Final = "{http://www.w3.org/2005/Atom}"
ADDRESSED: Final = ("href", "src", "poster", "cite", "data", "action")


class Entry(Struct, frozen=True, dict=True):
    """An entry's HTML, the same in all formats."""

    html: str

    @cached_property
    def root(self) -> Any:
        """The HTML as an XML parser takes it, which forgives nothing."""
        return etree.fromstring(f"<div>{self.html}</div>", etree.XMLParser(huge_tree=True))

    @cached_property
    def words(self) -> str:
        """The words with single spaces."""
        return " ".join("".join(self.root.itertext()).split())

    @property
    def elements(self) -> set[str]:
        """The names of all elements."""
        return {element.tag for element in self.root.iter() if element is not self.root}

    @property
    def attributes(self) -> set[str]:
        """The names of all attributes."""
        return {key for element in self.root.iter() for key in element.attrib}

    @property
    def addresses(self) -> Iterator[str]:
        """Every address."""
        for element in self.root.iter():
            for key, value in element.attrib.items():
                if key in ADDRESSED:
                    yield value
                elif key == "srcset":
                    yield from (candidate.split()[0] for candidate in value.split(","))

    def find(self, path: str) -> Any:
        """The first element on this path."""
        found = self.root.find(f".//{path}")
        assert found is not None, f"no {path} in {self.html}"
        return found

    def inner(self, path: str) -> str:
        """The HTML inside the first element on this path."""
        element = self.find(path)
        whole = etree.tostring(element, encoding="unicode", with_tail=False)
        return whole[whole.index(">") + 1 : whole.rindex("</")]


def feeds_of(site: SiteOnDisk) -> dict[str, bytes]:
    """Every feed of a site, by its address."""
    makers = Makers(site.settings.site_url)
    return {
        resource.address: makers[resource.kind](resource.data)
        for resource in site.plan().resources
        if resource.kind in ("rss", "atom", "json")
    }


def entries_of(site: SiteOnDisk) -> list[Entry]:
    """The entries of the site's feed, once it is sure that its formats agree."""
    feeds = feeds_of(site)
    channel = etree.fromstring(feeds["blog/feed.xml"], etree.XMLParser(huge_tree=True))
    feed = etree.fromstring(feeds["blog/atom.xml"], etree.XMLParser(huge_tree=True))
    atom = [one.findtext(f"{ATOM}content") or "" for one in feed.iter(f"{ATOM}entry")]
    items = [item.get("content_html", "") for item in json.loads(feeds["blog/feed.json"])["items"]]
    assert atom == items
    for item, text in zip(channel.iter("item"), items, strict=True):
        assert (item.findtext(CONTENT) or "") == text
    return [Entry(text) for text in items]


def the_entry(site: SiteOnDisk) -> Entry:
    """The only entry of a site."""
    (entry,) = entries_of(site)
    return entry


def as_feedparser_has_it(site: SiteOnDisk) -> str:
    """The only entry's HTML after the sanitiser of feedparser, on which many readers build."""
    parsed = feedparser.parse(feeds_of(site)["blog/atom.xml"])
    assert not parsed.bozo
    text: str = parsed.entries[0].content[0].value
    return text


def words_of_html(text: str) -> str:
    """The words of some HTML, as a forgiving parser sees them."""
    return " ".join(html.fromstring(f"<div>{text}</div>").text_content().split())
