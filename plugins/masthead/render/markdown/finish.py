"""Turn a finished Walk into a Document."""

from masthead.content.document import Content, Document, ids_of
from masthead.render.markdown import headings, words
from masthead.render.markdown.tags import quoted
from masthead.render.markdown.walk import Walk


def document(walk: Walk) -> Document:
    """The Document of what the walk gathered."""
    headings.shift(walk)
    quotes = words.quotes(walk)
    anchors = walk.ids.taken | walk.names
    if walk.title_id:
        anchors.add(walk.title_id)
    text, heads = words.whole(walk)
    notes = sorted(set(walk.notes), key=lambda note: (note.line, note.column, note.rule.code))
    return Document(
        links=tuple(walk.links),
        ids=ids_of(sorted(anchors)),
        title=walk.found_title or "",
        summary=words.summary(walk),
        words=text.count(" ") + 1 if text else 0,
        quotes=quotes,
        notes=tuple(notes),
        content=Content(_parts(walk), tuple(walk.headings), text, heads),
    )


def _parts(walk: Walk) -> tuple[str, ...]:
    out, parts, start = walk.out, [], 0
    for cut in walk.cuts:
        parts.append("".join(out[start:cut]))
        start = cut
    parts.append("".join(out[start:]))
    # The title stands above the text, but a link to its anchor has to go on working.
    anchor = walk.title_id
    if (
        anchor
        and anchor not in walk.ids.taken
        and any(x.target == "#" + anchor for x in walk.links)
    ):
        parts[0] = f'<span id="{quoted(anchor)}"></span>{parts[0]}'
    return tuple(parts)
