"""Which files are copied, and of which images smaller copies are made.

Those that something public refers to, and no others.
"""

from collections.abc import Iterator
from posixpath import normpath
from typing import TypeAlias

from masthead.content.author import Author
from masthead.content.document import LinkKind
from masthead.content.links import is_page, leads_out, locate
from masthead.content.piece import Piece
from masthead.content.series import IdeaFile, Series
from masthead.plan.catalog import Catalog
from masthead.plan.index import asset_file
from masthead.plan.output import Asset, Derived
from masthead.plan.pictures import copy_name, widths_of


def plan_assets(catalog: Catalog) -> tuple[Asset, ...]:
    """The files behind images and links of public pieces, authors, series and ideas."""
    docs = catalog.whole.docs_dir
    keys = {key for key in _referenced(catalog) if not is_page(key)}
    return tuple(Asset(normpath(f"{docs}/{key}"), asset_file(key)) for key in sorted(keys))


def plan_derived(catalog: Catalog) -> tuple[Derived, ...]:
    """The smaller copies of the images that public pages show."""
    docs, settings = catalog.whole.docs_dir, catalog.given.images
    found: dict[str, Derived] = {}
    for key, portrait in sorted(set(_shown(catalog))):
        facts = catalog.facts_of(key)
        for width in widths_of(facts, settings, portrait) if facts else ():
            assert facts is not None  # as there are widths  # noqa: S101
            file = copy_name(asset_file(key), facts, width, settings)
            found[file] = Derived(
                source=normpath(f"{docs}/{key}"), file=file, digest=facts.digest, width=width,
                format=settings.format, quality=settings.quality,
            )  # fmt: skip
    return tuple(found[file] for file in sorted(found))


def _shown(catalog: Catalog) -> Iterator[tuple[str, bool]]:
    """The images that pages show, by path below docs, and whether each is shown as a portrait."""
    for thing, image in _shelves(catalog):
        elsewhere = isinstance(thing, Piece) and thing.elsewhere
        links = () if elsewhere else thing.document.links
        addresses = [link.target for link in links if link.kind is LinkKind.IMAGE]
        for address, portrait in (
            *((a, False) for a in addresses),
            (image, isinstance(thing, Author)),
        ):
            known = address and not leads_out(address) and not address.startswith("#")
            target = locate(address, thing.key, catalog.whole) if known else None
            if target and target.piece is None:
                yield target.key, portrait


_Shelf: TypeAlias = tuple[Piece | Author | Series | IdeaFile, str]


def _shelves(catalog: Catalog) -> tuple[_Shelf, ...]:
    """Everything public that has a text, with the image that it names."""
    library = catalog.whole
    return (
        *((piece, piece.image) for piece in catalog.pieces.all),
        *((author, author.portrait) for author in library.authors.values()),
        *((library.series[id], library.series[id].image)
          for id in catalog.numbered if id in library.series),
        *((library.ideas[idea.named], "") for idea in catalog.ideas if idea.named in library.ideas),
    )  # fmt: skip


def _referenced(catalog: Catalog) -> Iterator[str]:
    library = catalog.whole
    settings = catalog.given
    for picture in (settings.image, settings.organization.logo):
        target = locate(picture, "", library) if picture and "://" not in picture else None
        if target:
            yield target.key
    for thing, image in _shelves(catalog):
        addresses = [] if isinstance(thing, Piece) and thing.elsewhere else [
            link.target for link in thing.document.links
        ]  # fmt: skip
        if isinstance(thing, Piece):
            addresses += [link.url for link in thing.links if not leads_out(link.url)]
        if image and "://" not in image:
            addresses.append(image)
        for address in addresses:
            target = None if address.startswith("#") else locate(address, thing.key, library)
            if target and target.piece is None:
                yield target.key
