"""Tags for cards: Open Graph, as networks read it, and what X and the fediverse add to it.

In: an Output. Out: (attribute, name, content). Titles and descriptions that other vocabularies
would only repeat are left to Open Graph's.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final, TypeAlias

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from masthead.content.media import media_type
from masthead.plan.output import Output
from masthead.plan.pages.views import AuthorPage, PiecePage, SeriesPage
from masthead.plan.views import Person
from masthead.render.metadata.nodes import stamp

Tag: TypeAlias = tuple[str, str, str]
_X: Final = re.compile(r"https?://(?:www\.)?(?:x|twitter)\.com/@?(\w{1,15})/?")


def make_tags(output: Output, site: Any, whole: Callable[[str], str]) -> tuple[Tag, ...]:
    """The tags of a page, in an order that does not change."""
    return tuple(_tags(output, site, whole if site.url else None))


def _tags(output: Output, site: Any, whole: Callable[[str], str] | None) -> Iterator[Tag]:
    head, data = output.head, output.data
    kind, image, words = "website", "", ""
    people: tuple[Person, ...] = ()
    piece = data if isinstance(data, PiecePage) else None
    sized = piece.picture if piece else None
    if piece:
        kind, image, words, people = "article", piece.image, piece.image_alt, piece.authors
    elif isinstance(data, AuthorPage):
        kind, image, people = "profile", data.person.portrait, (data.person,)
        words = data.person.portrait_alt or data.person.name
    elif isinstance(data, SeriesPage):
        image = data.entry.image
    if not image or image.endswith(".svg"):  # no network draws those
        image, words = site.image, site.image_alt
    yield "property", "og:type", kind
    yield "property", "og:title", head.title
    if head.description:
        yield "property", "og:description", head.description
    if head.canonical:
        yield "property", "og:url", head.canonical
    yield "property", "og:site_name", site.name
    yield "property", "og:locale", _locale(head.lang or site.lang)
    shown = bool(image and whole)
    if image and whole:
        yield "property", "og:image", whole(image)
        if type_ := media_type(image):
            yield "property", "og:image:type", type_
        if sized and sized.address == image and sized.width:
            yield "property", "og:image:width", str(sized.width)
            yield "property", "og:image:height", str(sized.height)
        if words:
            yield "property", "og:image:alt", words
    if piece:
        yield from _article(piece, whole)
    yield "name", "twitter:card", "summary_large_image" if shown else "summary"
    if account := _account(site.publisher.same_as):
        yield "name", "twitter:site", account
    if account := _account(tuple(link for person in people for link in person.links)):
        yield "name", "twitter:creator", account
    for person in people:
        if person.fediverse:
            yield "name", "fediverse:creator", f"@{person.fediverse.lstrip('@')}"


def _article(piece: PiecePage, whole: Callable[[str], str] | None) -> Iterator[Tag]:
    yield "property", "article:published_time", stamp(piece.date)
    if piece.updated:
        yield "property", "article:modified_time", stamp(piece.updated)
    if whole:
        for person in piece.authors:
            yield "property", "article:author", whole(person.address)
    for topic in piece.topics[:1]:
        yield "property", "article:section", topic.title
    for topic in piece.topics:
        yield "property", "article:tag", topic.title


def _account(links: tuple[str, ...]) -> str:
    """The first account on X among addresses."""
    return next((f"@{found[1]}" for link in links if (found := _X.fullmatch(link))), "")


@lru_cache
def _locale(lang: str) -> str:
    """Language and territory, as Open Graph wants them; the usual territory where none is named."""
    try:
        locale = Locale.parse(lang.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return lang.replace("-", "_")
    likely = get_global("likely_subtags").get(locale.language, "")
    territory = locale.territory or likely.rsplit("_", 1)[-1]
    return f"{locale.language}_{territory}" if territory else locale.language
