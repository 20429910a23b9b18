"""A piece's text as feeds carry it: HTML that stands alone in any reader.

In: a Body or a FeedEntry, and the site's address. Out: HTML with whole addresses, of the elements
in `allowed` only, well-formed as XML. Nothing reaches the output but tags made here from that list
and words without `<`, whatever the text holds; a sanitiser is the judge of that in tests, not a
second pass in a build (for 800 words this takes 0.16 ms; nh3 would take 0.08 more).

What the theme's markup becomes, because readers keep no classes and run no script:

* an admonition a quotation with a bold title, `<details>` its summary in bold and its text;
* a task's box ☑ or ☐; the links from headings to themselves go;
* highlighted code bold keywords and italic strings and comments, as Pygments prints without colours
  (`allowed.BOLD`): colours would need the `style` that readers strip. A marked line is `<mark>`;
* video and sound a link to the file, round the poster: web readers drop the player or its poster,
  and each reader has a player of its own for the enclosure that the entry carries anyway;
* formulas a line of words, see `formulas`; the cells of tables keep their `align`.
"""

import re
from html import escape
from typing import Final

from masthead.content.characters import possible
from masthead.content.document import fill
from masthead.plan.feeds.views import FeedEntry
from masthead.plan.views import Body
from masthead.render.feeds.standalone import standalone
from masthead.render.markdown import addresses, tags

_PICTURE_FIRST: Final = re.compile(r"(?:<(?:p|div|figure|a [^>]*)>\s*)*<img ")
_NOWHERE: Final = "nowhere:"
"""Stands for an address that leads nowhere public: no scheme that is kept."""


def feed_html(body: Body, site_url: str, page: str) -> str:
    """The text with whole addresses. `page` is the address of its page below `site_url`."""

    def filled(address: str | None) -> str:
        if address is None:
            return _NOWHERE
        here = address.startswith("#") or addresses.scheme(address)
        return tags.quoted(address if here else site_url + address)

    html = fill(body.parts, [filled(address) for address in body.addresses])
    return standalone(html, site_url + page)


def entry_html(entry: FeedEntry, site_url: str) -> str:
    """All that an entry says: its picture, text, corrections, interests, where it appeared first.

    Nothing for a piece that stands elsewhere. The picture comes first as on the page, unless the
    text begins with one or has it; readers that know `media:content` or JSON Feed's `image`
    compare the addresses and show it once.
    """
    if entry.body is None:
        return ""
    html = feed_html(entry.body(), site_url, entry.page).strip()
    parts = [html, *map(possible, _notes(entry))]
    if entry.image:
        address = tags.quoted(entry.image.address)
        if not _PICTURE_FIRST.match(html) and f'src="{address}"' not in html:
            alt = tags.quoted(possible(entry.image_alt))
            parts.insert(0, f'<p><img src="{address}" alt="{alt}" /></p>')
    return "\n".join(filter(None, parts))


def _notes(entry: FeedEntry) -> list[str]:
    notes = []
    if entry.corrections:
        from babel.dates import format_date  # takes long, and few pieces are corrected

        rows = (
            f'<li><time datetime="{day:%Y-%m-%d}">{format_date(day, "long", locale="en_GB")}</time>'
            f": {escape(text)}</li>"
            for day, text in entry.corrections
        )
        notes.append(f"<h2>Corrections</h2>\n<ul>{''.join(rows)}</ul>")
    if entry.disclosure:
        notes.append(f"<h2>Disclosure</h2>\n<p>{escape(entry.disclosure)}</p>")
    if entry.original:
        place = escape(addresses.host(entry.original).removeprefix("www.") or entry.original)
        link = tags.quoted(entry.original)
        notes.append(f'<p>First published at <a href="{link}">{place}</a>.</p>')
    return notes
