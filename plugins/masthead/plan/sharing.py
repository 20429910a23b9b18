"""What is said of a piece, or of a sentence in it, where readers and experts pass it on.

In: a Catalog and a piece. Out: texts that fit their networks, the tagged addresses, and the links
that offer both to a reader. Readers are offered the title; an expert's own words, under `share`,
are for the expert alone and are never on a page.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

from masthead.content.author import Author
from masthead.content.document import quote_anchor
from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import SHARE_TOO_LONG
from masthead.plan.catalog import Catalog
from masthead.plan.pages.frame import absolute
from masthead.plan.views import Quote, Share
from masthead.share.campaign import tagged
from masthead.share.fitting import Fitted, fitted
from masthead.share.networks import NETWORKS, Network
from masthead.share.offers import offer
from masthead.share.people import handle

_MOST_NAMED: Final = 3


class Wording(Struct, frozen=True, kw_only=True):
    """A text for a network. `address` is the tagged one in it; `own` when the expert wrote it."""

    network: Network
    text: Fitted
    address: str
    own: bool = False


def whole_address(catalog: Catalog, piece: Piece) -> str:
    """Where the piece stands, without tags; nothing if the site does not say its own address."""
    if piece.elsewhere:
        return piece.external_url
    return absolute(catalog, catalog.addresses.piece(piece.slug))


def shared_address(catalog: Catalog, piece: Piece, network: str, anchor: str = "") -> str:
    """The address that is passed on, with the campaign's tags if it is one of ours."""
    return _tagged(catalog, piece, whole_address(catalog, piece), network, anchor)


def _tagged(catalog: Catalog, piece: Piece, address: str, network: str, anchor: str = "") -> str:
    if not address or piece.elsewhere:
        return address
    whole = f"{address}#{anchor}" if anchor else address
    tags = catalog.settings.campaign
    if not tags:
        return whole
    values = {
        "channel": network,
        "medium": "email" if network == "email" else "social",
        "slug": piece.slug,
        "id": piece.id,
        "series": piece.series,
        "format": piece.format,
        "stage": piece.stage,
        "topic": piece.topics[0] if piece.topics else "",
        "author": piece.authors[0] if piece.authors else "",
        "year": str(piece.date.year) if piece.date else "",
    }
    return tagged(whole, tags, values)


def piece_wording(catalog: Catalog, piece: Piece, network: Network) -> Wording:
    """What an expert pastes: the words under `share`, else title and description."""
    address = shared_address(catalog, piece, network.id)
    if own := piece.share.get(network.id, ""):
        whole = Fitted(network, "\n".join(filter(None, (own, address))))
        return Wording(network=network, text=whole, address=address, own=True)
    words = "\n".join(filter(None, (piece.title, piece.summary)))
    lines = _Passed.on(catalog, piece).lines(network.id, address)
    return Wording(network=network, text=fitted(network, words, lines), address=address)


def quote_wording(
    catalog: Catalog, piece: Piece, network: Network, quote: str, anchor: str
) -> Wording:
    """A sentence of the piece, who said it, and where: `anchor` is the sentence's own."""
    address = shared_address(catalog, piece, network.id, anchor)
    lines = _Passed.on(catalog, piece).lines(network.id, address, attributed=True)
    text = fitted(network, quote, lines, quoted=True)
    return Wording(network=network, text=text, address=address)


def quotes_of(piece: Piece) -> Iterator[tuple[str, str, bool]]:
    """Each sentence worth sharing, its anchor, and whether it is marked in the text."""
    marked = piece.document.quotes
    others = [quote for quote in dict.fromkeys(piece.quotes) if quote not in marked]
    for number, quote in enumerate((*marked, *others), start=1):
        yield quote, quote_anchor(number), number <= len(marked)


class _Passed(Struct, frozen=True):
    """What of a piece is passed on to all networks: who wrote it, and hashtags."""

    people: tuple[Author, ...]
    hashtags: str

    @classmethod
    def on(cls, catalog: Catalog, piece: Piece) -> "_Passed":
        authors = catalog.library.authors
        people = tuple([authors[id] for id in piece.authors[:_MOST_NAMED] if id in authors])
        topics = piece.topics[:3] if catalog.settings.sharing.hashtags == "topics" else ()
        return cls(people, " ".join(filter(None, map(_hashtag, topics))))

    def lines(self, network: str, address: str, *, attributed: bool = False) -> tuple[str, ...]:
        """What always stays: who, hashtags, address. `attributed` names who has no handle too."""
        handles = [(_handle(author, network), author.name) for author in self.people]
        if attributed:
            who = ", ".join(found or name for found, name in handles)
            who = f"— {who}" if who else ""
        else:
            who = " ".join([found for found, _ in handles if found])
        return tuple(filter(None, (who, "" if network == "email" else self.hashtags, address)))


def _handle(author: Author, network: str) -> str:
    return handle(network, (author.url, *[link.url for link in author.links]), author.fediverse)


@lru_cache(maxsize=1024)
def _hashtag(topic: str) -> str:
    """In capitals at the beginning of each word, so that a screen reader can tell them apart."""
    parts = "".join(c if c.isalnum() else " " for c in topic).split()
    word = "".join(part.capitalize() for part in parts)
    return "" if word.isdecimal() else f"#{word}"


def piece_shares(catalog: Catalog, piece: Piece) -> tuple[Share, ...]:
    """Links by which a reader passes the piece on."""
    whole = whole_address(catalog, piece)
    if not whole:
        return ()
    passed = _Passed.on(catalog, piece)
    return tuple(
        _piece_share(catalog, piece, whole, network, passed) for network in _offered(catalog)
    )


def _offered(catalog: Catalog) -> Iterator[Network]:
    return (NETWORKS[name] for name in catalog.settings.sharing.networks)


def _piece_share(
    catalog: Catalog, piece: Piece, whole: str, network: Network, passed: _Passed
) -> Share:
    address = _tagged(catalog, piece, whole, network.id)
    text = fitted(network, piece.title, passed.lines(network.id, address)).text
    return Share(network.id, network.title, offer(network.id, text, address, piece.title))


def quote_views(catalog: Catalog, piece: Piece) -> tuple[Quote, ...]:
    """The sentences worth sharing; without links on a site that does not know its own address."""
    known = bool(whole_address(catalog, piece))
    return tuple(
        Quote(quote, anchor, marked, tuple(
            _quote_share(catalog, piece, network, quote, anchor)
            for network in _offered(catalog) if known
        ))
        for quote, anchor, marked in quotes_of(piece)
    )  # fmt: skip


def _quote_share(
    catalog: Catalog, piece: Piece, network: Network, quote: str, anchor: str
) -> Share:
    wording = quote_wording(catalog, piece, network, quote, anchor)
    link = offer(network.id, wording.text.text, wording.address, piece.title)
    return Share(network.id, network.title, link)


def check_share(catalog: Catalog) -> Iterator[Diagnostic]:
    """The words for each network are as short as it wants them, with the address below them."""
    for piece in catalog.everything.pieces:
        for name in piece.share:
            wording = piece_wording(catalog, piece, NETWORKS[name])
            if not wording.text.fits:
                yield _too_long(piece, wording)


def _too_long(piece: Piece, wording: Wording) -> Diagnostic:
    network, text = wording.network, wording.text
    many, most, unit = text.count, network.limit, network.unit
    if many <= most:
        many, most, unit = len(text.text.encode()), network.bytes, "bytes"
    return found(
        piece.at("share", network.id), SHARE_TOO_LONG,
        f"with the address, the words for {network.title} have {many} of {most} {unit}",
        f"Take out {many - most} or more.",
    )  # fmt: skip
