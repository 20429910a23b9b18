"""What somebody means by a word on the command line: a piece, a step elsewhere, an idea.

In: the word, a Library. Out: what it names, or the nearest names. A piece goes by its id, its path,
its file's name, its slug, its address on the site, its address elsewhere or that of a copy.
"""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from masthead.content.library import Library
from masthead.content.piece import InlineStep, Piece
from masthead.desk.chains import Chain
from masthead.plan.addresses import Addresses
from masthead.settings import Settings
from masthead.source.reading import nearest


def find_piece(word: str, library: Library, settings: Settings, path: str = "") -> Piece | None:
    """The piece that a word names. `path` is the word as a path from the folder of mkdocs.yml."""
    if piece := library.by_id.get(word):
        return piece
    if "://" in word:
        return _at(word, library, settings)
    plain = word.removeprefix("./")
    for piece in library.pieces:
        if piece.path in (path, plain) or piece.key == plain:
            return piece
    folded = word.casefold()
    for piece in library.pieces:
        file = piece.key.rsplit("/", 1)[-1].casefold()
        if folded in (piece.slug.casefold(), file, file.rpartition(".")[0]):
            return piece
    return None


def find_inline(address: str, library: Library) -> InlineStep | None:
    """The step without a file that stands at an address."""
    wanted = plain_address(address)
    steps = (s for p in library.pieces for s in p.sources_of if isinstance(s, InlineStep))
    return next((step for step in steps if plain_address(step.url) == wanted), None)


def find_chain(word: str, piece: Piece | None, chains: Iterable[Chain]) -> Chain | None:
    """The chain that goes by a name, or that has the piece, or a step at this address."""
    wanted = plain_address(word) if "://" in word else ""
    for chain in chains:
        if word in chain.names:
            return chain
        for step in chain.steps:
            if (piece and step.key == piece.key) or (wanted and plain_address(step.url) == wanted):
                return chain
    return None


def nearest_name(word: str, library: Library, more: Iterable[str] = ()) -> str:
    """The name of a piece, or one of `more`, that was most likely meant; or nothing."""
    names = [*more, *library.by_id]
    for piece in library.pieces:
        names += (piece.slug, piece.path)
    return nearest(word, names)


def plain_address(address: str) -> str:
    """One spelling for the spellings of an address: without fragment, campaign and end slash."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith("utm_")
    ]
    host = parts.netloc.lower().removeprefix("www.")
    return urlunsplit(("https", host, parts.path.rstrip("/"), urlencode(query), ""))


def _at(address: str, library: Library, settings: Settings) -> Piece | None:
    """The piece at an address: elsewhere, on the site, or as a copy; in this order."""
    wanted = plain_address(address)
    addresses = Addresses(settings)
    for piece in library.pieces:
        if piece.external_url and plain_address(piece.external_url) == wanted:
            return piece
    for piece in library.pieces:
        own = () if piece.elsewhere else (addresses.piece(piece.slug), *piece.aliases)
        there = [urljoin(settings.site_url, path) for path in own if settings.site_url]
        there += [copy.url for copy in piece.syndicated]
        if wanted in map(plain_address, there):
            return piece
    return None
