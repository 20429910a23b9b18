"""The attributes of an image in its sizes: a browser loads the one that fits, and keeps its place.

In: a Picture and where it is shown. Out: attributes of `<img>`. `sizes` tells how wide the image is
shown, in CSS pixels; media queries in it count from the window's width.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Final

from markupsafe import Markup

from masthead.plan.views import Body, Picture

TEXT_SIZES: Final = "(min-width: 720px) 660px, 92vw"
"""How wide an image in a text is shown, at most."""
_IMAGE: Final = '<img src="'
_GIVEN: Final = re.compile(r'\s(width|height|srcset|sizes)="([^"]*)"')
_LAZY: Final = ' loading="lazy"'
_FAR_DOWN: Final = 600
"""Characters of HTML above an image, of which on as much is below the fold of a phone."""


def image_attributes(
    picture: Picture | None, href: Callable[[str], str], sizes: str, most: int = 0
) -> Markup:
    """Width, height and sizes. An image that is never wider than `most` needs no larger copies."""
    if picture is None:
        return Markup()
    size = _size(picture.width, picture.height) if picture.width else ""
    return Markup(size + _sources(picture, href, sizes, most))  # noqa: S704 - numbers and escaped addresses


def shown_attributes(
    address: str, picture: Picture | None, href: Callable[[str], str], sizes: str, most: int = 0
) -> Markup:
    """The same with the address, where no machine looks for the file as its author committed it."""
    size = _size(picture.width, picture.height) if picture and picture.width else ""
    candidates = _up_to(picture, most)
    source = escape(href(candidates[0][0] if candidates else address))
    several = _srcset(candidates, href, sizes) if len(candidates) > 1 else ""
    return Markup(f' src="{source}"{size}{several}')  # noqa: S704 - as above


def shown_portrait_attributes(
    address: str, picture: Picture | None, href: Callable[[str], str], size: int
) -> Markup:
    """A portrait in the one copy that is sharp on every screen."""
    copies = _up_to(picture, 2 * size)
    source = escape(href(copies[-1][0] if copies else address))
    return Markup(f' src="{source}" width="{size}" height="{size}"')  # noqa: S704 - as above


def portrait_attributes(picture: Picture | None, href: Callable[[str], str], size: int) -> Markup:
    """A portrait is cut to a square of `size`, and shown with twice its pixels."""
    sources = _sources(picture, href, f"{size}px", 2 * size) if picture else ""
    return Markup(f' width="{size}" height="{size}"{sources}')  # noqa: S704 - as above


def with_pictures(
    body: Body, values: list[str], href: Callable[[str], str], *, lead: bool
) -> tuple[list[str], list[str]]:
    """Parts and addresses of a text, its images with their sizes.

    An attribute that the author wrote stays as it is. With `lead`, an image with which the text
    begins is loaded at once.
    """
    parts, values = list(body.parts), list(values)
    for number, (index, picture) in enumerate(body.pictures):
        if not parts[index].endswith(_IMAGE):
            continue
        added = _beside(dict(_GIVEN.findall(_rest_of_tag(parts, index + 1))), picture, href)
        # The quote behind the address closes the last attribute that is added.
        values[index] += f'"{added}'.removesuffix('"') if added else ""
        if lead and not number and sum(map(len, parts[: index + 1])) < _FAR_DOWN:
            parts[index + 1] = parts[index + 1].replace(_LAZY, ' fetchpriority="high"', 1)
    return parts, values


def _rest_of_tag(parts: list[str], index: int) -> str:
    """What stands in a tag behind its address; further addresses in it are missing."""
    rest = ""
    for part in parts[index:]:
        inside, end, _ = part.partition(">")
        rest += inside
        if end:
            break
    return rest


def _beside(given: dict[str, str], picture: Picture, href: Callable[[str], str]) -> str:
    """The attributes that are wanted beside those that the author gave."""
    sizes, size = TEXT_SIZES, ""
    if picture.width:
        size = missing_size(given, picture.width, picture.height)
        if (width := given.get("width", "")).isdecimal():
            sizes = f"(min-width: {int(width) + 60}px) {width}px, 92vw"
    sources = "" if "srcset" in given or "sizes" in given else _sources(picture, href, sizes)
    return size + sources


def missing_size(given: Mapping[str, str], wide: int, high: int) -> str:
    """The attributes for width and height that are not given, of an image `wide` by `high`."""
    width, height = given.get("width", ""), given.get("height", "")
    if not width and not height:
        return _size(wide, high)
    if width.isdecimal() and not height:
        return f' height="{max(1, round(int(width) * high / wide))}"'
    if height.isdecimal() and not width:
        return f' width="{max(1, round(int(height) * wide / high))}"'
    return ""


def _size(width: int, height: int) -> str:
    return f' width="{width}" height="{height}"'


def _sources(picture: Picture, href: Callable[[str], str], sizes: str, most: int = 0) -> str:
    candidates = _up_to(picture, most)
    if len(candidates) < 2:  # there is nothing to choose, and so no need to say how wide it is
        return f' srcset="{escape(href(candidates[0][0]))}"' if candidates else ""
    return _srcset(candidates, href, sizes)


def _up_to(picture: Picture | None, most: int) -> Sequence[tuple[str, int]]:
    """The copies, up to the first that is as wide as `most`."""
    candidates = picture.candidates if picture else ()
    wide = next((n for n, (_, width) in enumerate(candidates) if 0 < most <= width), None)
    return candidates if wide is None else candidates[: wide + 1]


def _srcset(candidates: Sequence[tuple[str, int]], href: Callable[[str], str], sizes: str) -> str:
    listed = ", ".join(f"{escape(href(address))} {width}w" for address, width in candidates)
    return f' srcset="{listed}" sizes="{sizes}"'
