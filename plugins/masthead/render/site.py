"""What templates may know of the site as a whole, and the files that are not pages."""

import gzip
from io import BytesIO
from xml.sax.saxutils import escape

from msgspec import Struct

from masthead.plan.catalog import Catalog
from masthead.plan.output import SitePlan
from masthead.plan.views import Anchor


class SiteView(Struct, frozen=True):
    """The site's name and the addresses of its indexes, those that exist."""

    name: str
    title: str
    url: str
    lang: str
    hub: str
    indexes: dict[str, str]

    def index(self, axis: str) -> str:
        """The address of an index, or nothing."""
        return self.indexes.get(axis, "")


def site_view(catalog: Catalog) -> SiteView:
    """The view that all templates share."""
    settings, addresses = catalog.settings, catalog.addresses
    held = [
        axis
        for axis in ("series", "stages", "topics", "audiences", "formats", "archive")
        if catalog.members[axis]
    ]
    held += ["authors"] if catalog.library.authors else []
    held += ["ideas"] if catalog.ideas else []
    return SiteView(
        name=settings.site_name,
        title=settings.title or settings.site_name,
        url=settings.site_url,
        lang=settings.lang,
        hub=addresses.hub(),
        indexes={axis: addresses.index(axis) for axis in held},
    )


def render_sitemap(plan: SitePlan, others: list[Anchor]) -> bytes:
    """sitemap.xml (sitemaps.org 0.9): our pages and `others`, the host's own.

    `lastmod` is the content's date, never the build's. Nothing without the site's address.
    """
    base = plan.catalog.settings.site_url
    rows = [(output.address, output.lastmod) for output in plan.outputs if output.listed]
    rows += [(other.address, other.note) for other in others]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>',
             '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']  # fmt: skip
    for address, changed in sorted(set(rows)):
        stamp = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{escape(base + address)}</loc>{stamp}</url>")
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()


def gzipped(data: bytes) -> bytes:
    """The same bytes compressed, without the time of compression."""
    buffer = BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as archive:
        archive.write(data)
    return buffer.getvalue()
