"""The newest pieces for other pages: JSON for programs, a fragment of HTML for inclusion.

In: a LatestList. Out: the file's bytes. The fragment has no script, no style and no image, only
whole addresses, and headings of no level, since it does not know where it will stand. By itself it
is a valid page, with the tags left out that HTML allows to leave out: a parser drops what is left
of a head where it takes the fragment into another page.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from msgspec import Struct, json

from masthead.plan.machines.latest import LatestEntry, LatestList
from masthead.plan.views import Anchor
from masthead.render.environment import day_in, iso


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
        lang = escape(data.lang)
        items = "".join(map(self._item, data.entries, [data.lang] * len(data.entries)))
        return (
            f'<!doctype html>\n<html lang="{lang}">\n<meta charset="utf-8">\n'
            f'<meta name="robots" content="noindex">\n<title>{escape(data.title)}</title>\n'
            f'<ul class="masthead-latest" lang="{lang}">\n{items}</ul>\n'
        ).encode()

    def _item(self, entry: LatestEntry, lang: str) -> str:
        key = (entry.address, lang)
        if key not in self.parts:
            self.parts[key] = _item(entry, lang)
        return self.parts[key]


def _item(entry: LatestEntry, lang: str) -> str:
    spoken = f' lang="{escape(entry.lang)}"' if entry.lang and entry.lang != lang else ""
    summary = f"<p>{escape(entry.summary)}</p>\n" if entry.summary else ""
    return (
        f'<li{spoken}>\n<a href="{escape(entry.address)}"><strong>{escape(entry.title)}</strong>'
        f"</a>\n{summary}<p>{' · '.join(_line(entry, lang))}</p>\n</li>\n"
    )


def _line(entry: LatestEntry, lang: str) -> Iterator[str]:
    if entry.authors:
        yield ", ".join(map(_link, entry.authors))
    day = day_in(lang)(entry.published)
    yield f'<time datetime="{iso(entry.published)}">{escape(day)}</time>'
    if entry.format:
        yield escape(entry.format)


def _link(author: Anchor) -> str:
    return f'<a href="{escape(author.address)}">{escape(author.title)}</a>'
