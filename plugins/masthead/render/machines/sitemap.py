"""sitemap.xml by lxml: a file of entries, or an index of such files.

In: a Sitemap or a SitemapIndex. Out: the file's bytes, or the same packed.
"""

import gzip
from io import BytesIO
from typing import Any, Final

from lxml import etree
from msgspec import Struct

from masthead.content.characters import possible
from masthead.plan.machines.sitemap import News, Sitemap, SitemapIndex

_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE: Final = "http://www.google.com/schemas/sitemap-image/1.1"
_NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"


class SitemapRenderer(Struct):
    """Renders sitemaps; what stands packed beside its file is rendered once."""

    last: Sitemap | SitemapIndex | None = None
    text: bytes = b""

    def plain(self, data: Sitemap | SitemapIndex) -> bytes:
        """The XML."""
        if self.last is not data:
            self.last = data
            self.text = _index(data) if isinstance(data, SitemapIndex) else _urls(data)
        return self.text

    def packed(self, data: Sitemap | SitemapIndex) -> bytes:
        """The XML by gzip, without the time of compression."""
        buffer = BytesIO()
        with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as archive:
            archive.write(self.plain(data))
        return buffer.getvalue()


def _index(index: SitemapIndex) -> bytes:
    root = _root("sitemapindex", {})
    for address, changed in index.parts:
        part = etree.SubElement(root, f"{{{_SITEMAP}}}sitemap")
        _add(part, _SITEMAP, "loc", address)
        if changed:
            _add(part, _SITEMAP, "lastmod", changed)
    return _bytes(root)


def _urls(sitemap: Sitemap) -> bytes:
    spaces: dict[str, str] = {}
    if any(entry.images for entry in sitemap.entries):
        spaces["image"] = _IMAGE
    if any(entry.news for entry in sitemap.entries):
        spaces["news"] = _NEWS
    root = _root("urlset", spaces)
    for entry in sitemap.entries:
        url = etree.SubElement(root, f"{{{_SITEMAP}}}url")
        _add(url, _SITEMAP, "loc", entry.address)
        if entry.changed:
            _add(url, _SITEMAP, "lastmod", entry.changed)
        for image in entry.images:
            _add(etree.SubElement(url, f"{{{_IMAGE}}}image"), _IMAGE, "loc", image)
        if entry.news:
            _add_news(url, entry.news)
    return _bytes(root)


def _add_news(url: Any, news: News) -> None:
    element = etree.SubElement(url, f"{{{_NEWS}}}news")
    publication = etree.SubElement(element, f"{{{_NEWS}}}publication")
    _add(publication, _NEWS, "name", news.name)
    _add(publication, _NEWS, "language", news.language)
    _add(element, _NEWS, "publication_date", news.published.isoformat(timespec="seconds"))
    _add(element, _NEWS, "title", news.title)


def _root(name: str, spaces: dict[str, str]) -> Any:
    own: dict[Any, str] = {None: _SITEMAP}  # lxml's types do not know of a default namespace
    return etree.Element(f"{{{_SITEMAP}}}{name}", nsmap=own | spaces)


def _add(parent: Any, space: str, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{space}}}{name}").text = possible(text)


def _bytes(root: Any) -> bytes:
    # One line for each entry: a person may want to read it, or to compare two.
    root.text = "\n"
    for element in root:
        element.tail = "\n"
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"
