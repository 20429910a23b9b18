"""What `masthead share --post` sends: a published piece in a channel's own words."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from masthead.cli.share.texts import picture_of
from masthead.cli.sources import CannotRun
from masthead.content.piece import Piece
from masthead.content.state import State, state_of
from masthead.plan.catalog import Catalog
from masthead.plan.sharing import piece_wording
from masthead.share.networks import NETWORKS, Network

if TYPE_CHECKING:  # the room's libraries come with an extra
    from masthead.posting import Post

_WEBHOOK: Final = Network("webhook", "webhook", 0, "characters", len)


def post_of(catalog: Catalog, piece: Piece, channel: str, root: Path) -> "Post":
    """The post. Raises CannotRun for a piece that readers could not open, or words too long."""
    from masthead.posting import Picture, Post

    state = state_of(piece, now=catalog.now)
    if state is not State.PUBLISHED:
        raise CannotRun(
            f"{piece.path} is not published ({state.value}): its address would lead nowhere"
        )
    wording = piece_wording(catalog, piece, NETWORKS.get(channel, _WEBHOOK))
    if not wording.address:
        raise CannotRun("mkdocs.yml has no `site_url`, so the piece has no address to post")
    if not wording.text.fits:
        raise CannotRun(
            f"the words for {channel} have {wording.text.count} {wording.network.unit}, and it "
            f"takes {wording.network.limit}: shorten `share.{channel}` in {piece.path}"
        )
    picture = picture_of(catalog, piece)
    return Post(
        piece=piece.id,
        text=wording.text.text,
        url=wording.address,
        title=piece.title,
        description=piece.summary,
        language=piece.lang or catalog.settings.lang,
        picture=Picture(root / picture[0], picture[1])
        if picture and "://" not in picture[0]
        else None,
        known=next((copy.url for copy in piece.syndicated if copy.channel == channel), ""),
    )
