"""The newest pieces for other pages: JSON for programs, a fragment of HTML for inclusion.

In: a LatestList. Out: the file's bytes. The fragment has no script, no style and no image, only
whole addresses, and headings of no level, since it does not know where it will stand. By itself it
is a valid page, with the tags left out that HTML allows to leave out: a parser drops what is left
of a head where it takes the fragment into another page.
"""

from collections.abc import Iterator
from typing import Any, Final

from markupsafe import Markup, escape
from msgspec import Struct, json

from masthead.plan.machines.latest import LatestEntry, LatestList
from masthead.plan.views import Anchor
from masthead.render.environment import day_in, iso

_LIST: Final = Markup(
    '<!doctype html>\n<html lang="{lang}">\n<meta charset="utf-8">\n'
    '<meta name="robots" content="noindex">\n<title>{title}</title>\n'
    '<ul class="masthead-latest" lang="{lang}">\n{items}</ul>\n'
)
_ITEM: Final = Markup(
    '<li{lang}>\n<a href="{address}"><strong>{title}</strong></a>\n{summary}<p>{line}</p>\n</li>\n'
)
_SUMMARY: Final = Markup("<p>{}</p>\n")
_TIME: Final = Markup('<time datetime="{}">{}</time>')
_LINK: Final = Markup('<a href="{}">{}</a>')
_LANG: Final = Markup(' lang="{}"')


def latest_json(data: LatestList) -> bytes:
    """A small file of a form of its own; the handbook describes it."""
    return json.encode({
        "title": data.title,
        "url": data.address,
        "pieces": [_piece(entry) for entry in data.entries],
    }) + b"\n"  # fmt: skip


def _piece(entry: LatestEntry) -> dict[str, Any]:
    image = {"url": entry.image, "alt": entry.image_alt} if entry.image else None
    values = {
        "id": entry.id,
        "title": entry.title,
        "url": entry.address,
        "published": entry.published.isoformat(),
        "format": entry.format,
        "summary": entry.summary,
        "authors": [{"name": author.title, "url": author.address} for author in entry.authors],
        "image": image,
        "minutes": entry.minutes,
        "lang": entry.lang,
    }
    return {key: value for key, value in values.items() if value}


class FragmentRenderer(Struct):
    """Makes fragments; each piece's part once for all the lists that show it."""

    parts: dict[tuple[str, str], str] = {}

    def html(self, data: LatestList) -> bytes:
        """The fragment: a list of links with a few words each."""
        items = Markup("").join(map(self._item, data.entries, [data.lang] * len(data.entries)))
        return _LIST.format(lang=data.lang, title=data.title, items=items).encode()

    def _item(self, entry: LatestEntry, lang: str) -> Markup:
        key = (entry.address, lang)
        if key not in self.parts:
            self.parts[key] = _item(entry, lang)
        return Markup(self.parts[key])  # noqa: S704 - made below


def _item(entry: LatestEntry, lang: str) -> str:
    return _ITEM.format(
        lang=_LANG.format(entry.lang) if entry.lang and entry.lang != lang else "",
        address=entry.address,
        title=entry.title,
        summary=_SUMMARY.format(entry.summary) if entry.summary else "",
        line=Markup(" · ").join(_line(entry, lang)),
    )


def _line(entry: LatestEntry, lang: str) -> Iterator[Markup]:
    if entry.authors:
        yield Markup(", ").join(map(_link, entry.authors))
    yield _TIME.format(iso(entry.published), day_in(lang)(entry.published))
    if entry.format:
        yield escape(entry.format)


def _link(author: Anchor) -> Markup:
    return _LINK.format(author.address, author.title)
