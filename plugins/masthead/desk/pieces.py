"""Start a new piece: front matter, and the outline of its format.

In: a Head, where it is wanted, a Library, Settings. Out: a NewFile that builds as it stands.
"""

from typing import Final

from msgspec.structs import replace

from masthead.content.library import Library
from masthead.desk.heads import Head, head_text
from masthead.desk.outlines import outline_of, outline_text
from masthead.desk.places import NewFile, Wanted, place_of, slug_of_words
from masthead.settings import Settings

_OCCASION: Final = (
    "extra", "{starts: 2026-03-04 18:00, ends: 2026-03-04 20:00, place: The town hall}",
    "search engines know it as an event",
)  # fmt: skip


def new_piece(
    head: Head, wanted: Wanted, library: Library, settings: Settings, body: str = ""
) -> NewFile:
    """The file. Without a `body` it has the outline, or nothing if the piece stands elsewhere."""
    if head.format == "event":
        head = replace(head, hints=(*head.hints, _OCCASION))
    key, slug = place_of(wanted, library, settings)
    if not body and not head.external_url:
        body = outline_text(outline_of(head.format, head.angle))
    text = head_text(head, key, slug, library, settings)
    proposed = wanted.slug or slug_of_words(wanted.words)
    remarks = (
        (f"{proposed} is taken, or Masthead's own: this one goes by {slug}",)
        if proposed and not wanted.key and slug != proposed
        else ()
    )
    return NewFile(f"{settings.docs_dir}/{key}", f"{text}\n{body}" if body else text, remarks)
