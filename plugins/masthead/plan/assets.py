"""Which files are copied: those that something public refers to, and no others."""

from collections.abc import Iterator
from posixpath import normpath

from masthead.content.author import Author
from masthead.content.links import is_page, leads_out, locate
from masthead.content.piece import Piece
from masthead.content.series import IdeaFile, Series
from masthead.plan.catalog import Catalog, asset_file
from masthead.plan.output import Asset


def plan_assets(catalog: Catalog) -> tuple[Asset, ...]:
    """The files behind images and links of public pieces, authors, series and ideas."""
    docs = catalog.whole.docs_dir
    keys = {key for key in _referenced(catalog) if not is_page(key)}
    return tuple(Asset(normpath(f"{docs}/{key}"), asset_file(key)) for key in sorted(keys))


def _referenced(catalog: Catalog) -> Iterator[str]:
    library = catalog.whole
    settings = catalog.given
    for picture in (settings.image, settings.organization.logo):
        target = locate(picture, "", library) if picture and "://" not in picture else None
        if target:
            yield target.key
    shelves: tuple[tuple[Piece | Author | Series | IdeaFile, str], ...] = (
        *((piece, piece.image) for piece in catalog.pieces.all),
        *((author, author.portrait) for author in library.authors.values()),
        *((library.series[id], library.series[id].image)
          for id in catalog.numbered if id in library.series),
        *((library.ideas[idea.named], "") for idea in catalog.ideas if idea.named in library.ideas),
    )  # fmt: skip
    for thing, image in shelves:
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
