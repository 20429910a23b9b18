"""What feedgen makes of a feed and of an entry, and what we add to it through its extensions.

feedgen knows RSS 2.0 and Atom. It does not know names of authors without an address of e-mail in
RSS, several enclosures, WebSub, or archives; the extensions here write those. All XML is lxml's.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Any, Final

from feedgen.entry import FeedEntry as Entry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from masthead.content.characters import possible
from masthead.plan.feeds.views import Enclosure, Feed, FeedEntry

ATOM: Final = "http://www.w3.org/2005/Atom"
DC: Final = "http://purl.org/dc/elements/1.1/"
MEDIA: Final = "http://search.yahoo.com/mrss/"
SYNDICATION: Final = "http://purl.org/rss/1.0/modules/syndication/"
HISTORY: Final = "http://purl.org/syndication/history/1.0"
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
GENERATOR: Final = "Masthead"
_SIGNS: Final = re.compile(r"<|&(?=[#\w])")
"""What HTML would read as more than the sign."""


class _FeedParts(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """What a feed says besides feedgen's own elements."""

    feed: Feed

    def extend_ns(self) -> dict[str, str]:
        spaces = {"dc": DC, "media": MEDIA}
        if self.feed.period:
            spaces["sy"] = SYNDICATION
        if self.feed.archived:
            spaces["fh"] = HISTORY
        return spaces

    def extend_rss(self, rss: Any) -> Any:
        channel = rss[0]
        for rel, href in _links(self.feed):
            etree.SubElement(channel, f"{{{ATOM}}}link", rel=rel, href=href)
        self._hints(channel)
        return rss

    def extend_atom(self, feed: Any) -> Any:
        for rel, href in _links(self.feed):
            etree.SubElement(feed, "link", rel=rel, href=href)
        self._hints(feed)
        return feed

    def _hints(self, parent: Any) -> None:
        if self.feed.period:
            etree.SubElement(parent, f"{{{SYNDICATION}}}updatePeriod").text = self.feed.period
            etree.SubElement(parent, f"{{{SYNDICATION}}}updateFrequency").text = "1"
        if self.feed.archived:
            etree.SubElement(parent, f"{{{HISTORY}}}archive")


def _escaped(sign: re.Match[str]) -> str:
    return escape(sign[0])


def _links(feed: Feed) -> Iterator[tuple[str, str]]:
    named = (
        ("hub", feed.hub), ("prev-archive", feed.older), ("next-archive", feed.newer),
        ("current", feed.current),
    )  # fmt: skip
    return ((rel, href) for rel, href in named if href)


class _EntryParts(BaseEntryExtension):  # type: ignore[misc]  # feedgen has no types
    """What an entry says besides feedgen's own elements."""

    entry: FeedEntry

    def extend_rss(self, item: Any) -> Any:
        text = item.find("description")
        if possible(self.entry.summary):
            # RSS takes it for HTML. No more is escaped than must be: browsers show it as it is.
            text.text = _SIGNS.sub(_escaped, text.text)
        elif text is not None:
            # feedgen puts the content there, and browsers would show people its tags.
            text.tag = f"{{{_CONTENT}}}encoded"
        if self.entry.guid:
            item.find("guid").text = self.entry.guid
        for person in self.entry.authors:
            etree.SubElement(item, f"{{{DC}}}creator").text = possible(person.name)
        if self.entry.lang:
            etree.SubElement(item, f"{{{DC}}}language").text = self.entry.lang
        if self.entry.updated != self.entry.published:
            # RSS has no date of change; readers that know Atom's elements take this one.
            etree.SubElement(item, f"{{{ATOM}}}updated").text = self.entry.updated.isoformat()
        self._media(item)
        return item

    def extend_atom(self, entry: Any) -> Any:
        # feedgen forgets all of an entry's link but where it leads.
        for link in entry.findall("link"):
            entry.remove(link)
        one = self.entry
        etree.SubElement(entry, "link", rel="alternate", href=one.address, type="text/html")
        for file in _enclosed(one):
            etree.SubElement(
                entry, "link", rel="enclosure", href=file.address, type=file.type,
                length=str(file.length),
            )  # fmt: skip
        if self.entry.lang:
            entry.set("{http://www.w3.org/XML/1998/namespace}lang", self.entry.lang)
        self._media(entry)
        return entry

    def _media(self, parent: Any) -> None:
        image = self.entry.image
        if image:
            content = etree.SubElement(
                parent, f"{{{MEDIA}}}content", url=image.address, medium="image", type=image.type,
                fileSize=str(image.length),
            )  # fmt: skip
            if self.entry.image_alt:
                words = etree.SubElement(content, f"{{{MEDIA}}}description", type="plain")
                words.text = possible(self.entry.image_alt)


def generator(feed: Feed, self_address: str, own_type: str) -> FeedGenerator:
    """A FeedGenerator with everything but the entries."""
    made = FeedGenerator()
    made.register_extension("parts", _FeedParts, _EntryParts)
    made.parts.feed = feed
    made.id(feed.id)
    made.title(possible(feed.title))
    made.subtitle(possible(feed.description) or None)
    made.description(possible(feed.description or feed.title))
    made.link(href=self_address, rel="self", type=own_type)
    made.link(href=feed.home, rel="alternate", type="text/html")
    made.author({"name": possible(feed.owner), "uri": feed.home})
    made.language(feed.lang or None)
    made.updated(feed.updated)
    made.lastBuildDate(feed.updated)
    made.generator(GENERATOR)
    made.docs("https://www.rssboard.org/rss-specification")
    return made


def entry(one: FeedEntry, html: str) -> Entry:
    """A feedgen entry. `html` is the content, nothing if there is only a summary."""
    made = Entry()
    made.register_extension("parts", _EntryParts)
    made.parts.entry = one
    made.title(possible(one.title))
    made.guid(one.id, permalink=False)
    made.link(href=one.address, rel="alternate", type="text/html")
    made.published(one.published)
    made.updated(one.updated)
    made.author([_person(person.name, person.address) for person in one.authors])
    if one.contributors:
        made.contributor([_person(person.name, person.address) for person in one.contributors])
    made.category(
        [{"term": c.term, "scheme": c.scheme, "label": possible(c.label)} for c in one.categories]
    )
    made.summary(possible(one.summary) or None)
    if html:
        made.content(html, type="html")
    for enclosure in _enclosed(one)[::-1][:1]:
        made.link(href=enclosure.address, rel="enclosure", type=enclosure.type,
                  length=str(enclosure.length))  # fmt: skip
    return made


def _enclosed(one: FeedEntry) -> list[Enclosure]:
    """The picture, papers, films, sound: RSS has room for one, the last of what there is."""
    files = sorted(one.enclosures, key=_weight)
    return [one.image, *files] if one.image else files


def _weight(file: Enclosure) -> int:
    return ("document", "video", "audio").index(file.medium)


def _person(name: str, address: str) -> dict[str, str]:
    person = {"name": possible(name)}
    return {**person, "uri": address} if address else person


def _fragment(element: Any, root: Any, parent: Any, name: bytes) -> bytes:
    """The element's bytes as they stand in a whole feed, whose root declares the namespaces."""
    parent.append(element)
    whole: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return whole[whole.index(b"<" + name) : whole.rindex(b"</" + name + b">") + len(name) + 3]


def rss_part(made: Entry) -> bytes:
    """The `item` of an entry."""
    spaces = {"dc": DC, "media": MEDIA, "atom": ATOM, "content": _CONTENT}
    root = etree.Element("rss", nsmap=spaces)
    return _fragment(made.rss_entry(), root, root, b"item")


def atom_part(made: Entry) -> bytes:
    """The `entry` of an entry."""
    root = etree.Element("feed", nsmap={"dc": DC, "media": MEDIA})
    return _fragment(made.atom_entry(), root, root, b"entry")


PARTS: Final = {"rss": rss_part, "atom": atom_part}
