"""The texts that go with the address on networks, and the piece among results of searches.

In: a Look and the page's Head. Out: Texts, a Result, a Snippet.
"""

from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from masthead.content.piece import Piece
from masthead.plan.output import SearchRecord
from masthead.plan.sharing import (
    Wording,
    piece_wording,
    quote_wording,
    quotes_of,
    whole_address,
)
from masthead.preview.cards import SITE
from masthead.preview.heads import Head
from masthead.preview.looks import Look
from masthead.preview.views import Note, Result, Snippet, Text, Texts
from masthead.share.networks import NETWORKS

SEARCH: Final = "search.html"
_TITLE: Final = 60
_DESCRIPTION: Final = 160
"""Characters that search engines show, about: they count pixels."""


def texts_of(look: Look, piece: Piece) -> Texts:
    """What an expert pastes on each network, and for each sentence worth sharing."""
    catalog, networks = look.plan.catalog, NETWORKS.values()
    texts = [_text(piece_wording(catalog, piece, network)) for network in networks]
    for sentence, anchor, _ in quotes_of(piece):
        texts += [_text(quote_wording(catalog, piece, network, sentence, anchor), sentence)
                  for network in networks]  # fmt: skip
    return Texts(tuple(texts), tuple(_about_texts(look, piece, texts)))


def _text(wording: Wording, sentence: str = "") -> Text:
    text, network = wording.text, wording.network
    return Text(
        channel=network.id, network=network.title, text=text.text, count=text.count,
        limit=network.limit, unit=network.unit, fits=text.fits, shortened=text.cut,
        own=wording.own, address=wording.address, quote=sentence,
    )  # fmt: skip


def _about_texts(look: Look, piece: Piece, texts: list[Text]) -> Iterator[Note]:
    if not look.site.settings.site_url and not piece.elsewhere:
        yield Note("missing", "Without `site_url` the texts have no address.")
    for one in texts:
        if not one.fits:
            over = f" by {one.count - one.limit}" if one.count > one.limit else ""
            yield Note("trouble", f"The text for {one.network} is too long{over}.")
    if not piece.share:
        yield Note("hint", "They are title and description: give `share` words of your own.")


def result_of(look: Look, piece: Piece) -> Result:
    """The piece among results of the site's own search."""
    records = look.plan.records(look.plan.catalog)
    planned = next((one for one in records if one.key == piece.key), None)
    if planned is None:
        out = "`search: {exclude: true}` leaves it out."
        return Result(notes=(Note("hint", out if piece.search_exclude else "It is in none."),))
    record = planned.make(look.plan.catalog)
    notes = [] if record.summary else [Note("missing", "There is no description to be shown.")]
    return Result(
        frame=SEARCH, kind=record.kind, title=record.title, summary=shown_summary(record),
        authors=record.authors, day=record.day, facets=record.facets, notes=tuple(notes),
    )  # fmt: skip


def shown_summary(record: SearchRecord) -> str:
    """What stands below the title, where the words that were searched for are in the title."""
    return record.summary or record.text[:200]


def snippet_of(look: Look, piece: Piece, head: Head, page: str) -> Snippet:
    """The piece among results of a search engine. `page` is the page's file."""
    parts = urlsplit(whole_address(look.plan.catalog, piece))
    notes = [*_about_length("title", head.title, _TITLE)]
    if not head.description:
        notes.append(Note("missing", "There is no description: engines take what they find."))
    notes += _about_length("description", head.description, _DESCRIPTION)
    if piece.canonical_url:
        notes.append(Note("hint", f"Engines show the original instead: {piece.canonical_url}"))
    indexed = "noindex" not in head.robots
    if not indexed:
        notes.append(Note("hint", "The page asks engines to leave it out (`noindex`)."))
    return Snippet(
        site=head.tag("og:site_name"),
        trail=(parts.netloc, *filter(None, unquote(parts.path).split("/"))),
        title=head.title,
        description=head.description,
        day=f"{piece.date:%Y-%m-%d}" if piece.date else "",
        icon=_icon(head, page, look),
        indexed=indexed,
        notes=tuple(notes),
    )


def _about_length(what: str, text: str, most: int) -> Iterator[Note]:
    if len(text) > most:
        yield Note("hint", f"The {what} has {len(text)} characters; engines show about {most}.")


def _icon(head: Head, page: str, look: Look) -> str:
    """The site's icon as a file of the preview."""
    file = normpath(join(dirname(page), unquote(head.icon))) if head.icon else ""
    return f"{SITE}{quote(file)}" if file in look.files else ""
