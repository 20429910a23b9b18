"""The cards that networks draw of an address: title, description and picture from a page's tags.

In: a page's Head, the files of the site. Out: Cards. What networks do is as they document it, or
as it was seen; they change it without notice.
"""

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote, unquote

from msgspec.structs import replace

from masthead.content.picture import Fault
from masthead.images.read import read_facts
from masthead.plan.views import host_of
from masthead.preview.heads import Head
from masthead.preview.looks import Look, Maker
from masthead.preview.views import Cards, Note, Picture

SITE: Final = "site/"
"""The folder of the preview in which the site's own files lie."""
_TITLE: Final = 70
"""Characters after which most networks cut a title."""
_NARROW: Final = 600
"""Pixels below which networks draw a small square instead of a wide picture."""
_WIDE: Final = 1.91
_HEAVY: Final = 5_000_000
"""Bytes above which X and LinkedIn leave a picture out."""


def cards_of(look: Look, head: Head) -> Cards:
    """The cards, and what is missing in them."""
    picture = _picture(look, head)
    large = head.tag("twitter:card") == "summary_large_image"
    cards = Cards(
        title=head.tag("og:title"),
        description=head.tag("og:description"),
        site=head.tag("og:site_name"),
        host=host_of(head.tag("og:url")) if head.tag("og:url") else "",
        creator=head.tag("fediverse:creator"),
        account=head.tag("twitter:site"),
        large=large and picture is not None,
        picture=picture,
        tags=head.tags,
    )
    notes = (*_about_words(look, cards), *_about_picture(look, picture))
    return replace(cards, notes=notes)


def local_file(address: str, look: Look) -> str:
    """The file of the site at a whole address, or nothing."""
    site_url = look.site.settings.site_url
    if not site_url or not address.startswith(site_url):
        return ""
    file = unquote(address.removeprefix(site_url).partition("?")[0].partition("#")[0])
    return file if file in look.files else ""


def _picture(look: Look, head: Head) -> Picture | None:
    address = head.tag("og:image")
    file = local_file(address, look)
    if not address:
        return None
    width, height, length = _size(file, look.files)
    default = _of_site(look)
    return Picture(
        address=address, file=f"{SITE}{quote(file)}" if file else "", alt=head.tag("og:image:alt"),
        width=width, height=height, bytes=length, own=address != default,
    )  # fmt: skip


def _of_site(look: Look) -> str:
    """The address of the picture that stands in where a page has none."""
    settings = look.site.settings
    whole = "://" in settings.image or not settings.image
    return settings.image if whole else f"{settings.site_url}{quote(settings.image)}"


def _size(file: str, files: Mapping[str, Maker]) -> tuple[int, int, int]:
    if not file:
        return 0, 0, 0
    data = files[file]()
    facts = read_facts(data, file)
    return (0, 0, len(data)) if isinstance(facts, Fault) else (facts.width, facts.height, len(data))


def _about_words(look: Look, cards: Cards) -> Iterator[Note]:
    if not look.site.settings.site_url:
        yield Note("missing", "Without `site_url` there is no address to post, and no picture.")
    if not cards.description:
        yield Note("missing", "There is no description: the card is a title alone.")
    elif look.piece and not look.piece.description:
        yield Note("hint", "There is no `description`: this is how the text begins.")
    if len(cards.title) > _TITLE:
        yield Note("hint", f"The title has {len(cards.title)} characters; most networks cut it "
                   f"after about {_TITLE}.")  # fmt: skip


def _about_picture(look: Look, picture: Picture | None) -> Iterator[Note]:
    own = look.piece.image if look.piece else ""
    if picture is None:
        yield Note("missing", "There is no picture: networks draw a small card. Give `image` and "
                   "`image_alt`; 1200 × 630 pixels suit them all.")  # fmt: skip
        return
    if own.lower().endswith(".svg"):
        yield Note("trouble", "Networks draw no SVG: the site's own picture stands in.")
    elif "://" in own:
        yield Note("trouble", "The `image` is on another host and is not shown.")
    elif not picture.own:
        yield Note("hint", "The picture is the site's own: give `image` for one of this piece.")
    if not picture.alt:
        yield Note("missing", "The picture has no text for those who do not see it: `image_alt`.")
    if not picture.file:
        yield Note("trouble", f"The picture is not among the site's files: {picture.address}")
    if picture.width:
        yield from _about_size(picture)


def _about_size(picture: Picture) -> Iterator[Note]:
    size = f"{picture.width} × {picture.height}"
    if picture.width < _NARROW:
        yield Note("trouble", f"The picture has {size} pixels: below {_NARROW} of width, most "
                   "networks draw a small square.")  # fmt: skip
    elif abs(picture.width / picture.height / _WIDE - 1) > 0.15:
        yield Note("hint", f"The picture has {size} pixels: networks cut it to {_WIDE} : 1, such "
                   "as 1200 × 630.")  # fmt: skip
    if picture.bytes > _HEAVY:
        yield Note("trouble", f"The picture weighs {picture.bytes / 1e6:.1f} MB: above 5, X and "
                   "LinkedIn leave it out.")  # fmt: skip
