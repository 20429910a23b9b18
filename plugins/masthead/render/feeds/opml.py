"""Lists of feeds in OPML 2.0 (opml.org/spec2.opml), which feed readers import.

In: a FeedList. Out: the bytes of its file.
"""

from collections.abc import Iterable
from email.utils import format_datetime

from lxml import etree

from masthead.content.characters import possible
from masthead.plan.feeds.views import FeedLine, FeedList


def render_opml(feeds: FeedList) -> bytes:
    """The list. OPML knows one type of subscriptions, `rss`, whatever the feed's own format."""
    opml = etree.Element("opml", version="2.0")
    head = etree.SubElement(opml, "head")
    for name, text in (
        ("title", feeds.title),
        ("dateModified", format_datetime(feeds.updated)),
        ("ownerName", feeds.owner),
    ):
        etree.SubElement(head, name).text = possible(text)
    body = etree.SubElement(opml, "body")
    _add(body, feeds.lines, feeds.lang)
    for title, lines in feeds.groups:
        _add(etree.SubElement(body, "outline", text=possible(title)), lines, feeds.lang)
    etree.indent(opml)
    return etree.tostring(opml, encoding="UTF-8", xml_declaration=True) + b"\n"


def _add(parent: etree._Element, lines: Iterable[FeedLine], lang: str) -> None:
    for line in lines:
        values = {
            "type": "rss",
            "text": line.title,
            "title": line.title,
            "description": line.description,
            "xmlUrl": line.address,
            "htmlUrl": line.page,
            "language": lang,
        }
        given = {name: possible(value) for name, value in values.items() if value}
        etree.SubElement(parent, "outline", given)
