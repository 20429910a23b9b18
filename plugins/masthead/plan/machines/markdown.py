"""The Markdown version of each piece, beside its page.

In: a Catalog. Out: a file for each piece on the site.
"""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from masthead.content.piece import Piece
from masthead.plan.addresses import file_of
from masthead.plan.catalog import Catalog
from masthead.plan.output import Planned, Resource
from masthead.plan.pages.frame import absolute, planned_file
from masthead.plan.views import Body


class MarkdownText(Struct, frozen=True, kw_only=True):
    """A piece for readers of Markdown. `address` is whole."""

    title: str
    address: str
    summary: str
    authors: tuple[str, ...]
    published: datetime
    updated: datetime | None
    original: str
    lang: str
    disclosure: str
    corrections: tuple[tuple[datetime, str], ...]
    body: Body


def markdown_address(catalog: Catalog, piece: Piece) -> str:
    """Where a piece's Markdown version lies, below the site's root; nothing if there is none."""
    settings = catalog.settings
    if piece.elsewhere or not (settings.markdown and settings.site_url):
        return ""
    page = catalog.addresses.piece(piece.slug)
    return f"{page}index.md" if settings.use_directory_urls else f"{page.removesuffix('.html')}.md"


def plan_markdown(catalog: Catalog) -> Iterator[Planned[Resource]]:
    """The Markdown version of each piece on the site."""
    for piece in catalog.pieces.all:
        if address := markdown_address(catalog, piece):
            yield planned_file(address, "markdown", markdown_file, piece.key, source=piece.path)


def markdown_file(catalog: Catalog, key: str) -> Resource:
    """A piece's Markdown version."""
    piece = catalog.library.by_key[key]
    address = markdown_address(catalog, piece)
    return Resource(
        address=address, file=file_of(address), kind="markdown", data=_text(catalog, piece)
    )


def _text(catalog: Catalog, piece: Piece) -> MarkdownText:
    card, changed = catalog.card(piece), piece.changed
    return MarkdownText(
        title=piece.title,
        address=absolute(catalog, catalog.addresses.piece(piece.slug)),
        summary=piece.description,
        authors=tuple(anchor.title for anchor in card.authors),
        published=card.date,
        updated=changed if changed and changed.date() != card.date.date() else None,
        original=piece.canonical_url,
        lang=piece.lang,
        disclosure=piece.disclosure,
        corrections=tuple((c.date, c.text) for c in piece.corrections),
        body=catalog.body(piece.document, piece.key),
    )
