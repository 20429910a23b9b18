"""Ids for good (RFC 4151), made of the site's authority and a piece's id and of nothing else.

In: Settings and a Piece. Out: tag URIs, or what another blog's feed gave an imported piece.
"""

from functools import cache
from typing import Final
from urllib.parse import quote, urlsplit

from msgspec import Struct

from masthead.content.piece import Piece
from masthead.settings import Settings

_DEFAULT_YEAR: Final = 2026  # the first in which a site could be made with Masthead
_TAG_SAFE: Final = "/-._~"
_URI_SAFE: Final = "/%?:@&=+$-._!~*'(),;"  # what a tag can hold besides letters and digits


@cache
def default_authority(site_url: str, year: int = _DEFAULT_YEAR) -> str:
    """The authority of a site that names none: its host, in ASCII as RFC 4151 wants it."""
    host = (urlsplit(site_url).hostname or "").lower()
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        host = quote(host, safe="")
    return f"{host},{year:04d}"


class Identity(Struct, frozen=True):
    """Names everything that feeds have an id for."""

    settings: Settings

    @property
    def authority(self) -> str:
        """The authority of all ids (RFC 4151), asked each time for whoever wants to know."""
        settings = self.settings
        return settings.feeds.authority or default_authority(settings.site_url)

    def tag(self, name: str) -> str:
        """A tag URI."""
        return f"tag:{self.authority}:{quote(name, safe=_TAG_SAFE)}"

    def entry_id(self, piece: Piece) -> str:
        """The entry's id for good. A piece whose id is a URI brought it along from elsewhere."""
        if piece.id.startswith("/"):
            return f"tag:{self.authority}:{quote(piece.id, safe=_URI_SAFE)}"
        return piece.id if ":" in piece.id else self.tag(piece.id)

    def guid(self, piece: Piece) -> str:
        """What RSS says instead, if another blog's feed gave the piece an id that is no URI."""
        return piece.id if piece.id.startswith("/") else ""
