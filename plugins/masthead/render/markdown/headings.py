"""Headings: their anchors, the link to themselves, the one that serves as title, their levels."""

import re

from masthead.content.document import Heading
from masthead.render.markdown import tags
from masthead.render.markdown.attributes import locate, sieve
from masthead.render.markdown.slugs import slug
from masthead.render.markdown.walk import Opener, OpenHeading, Walk, is_plain

_LINKS = re.compile(
    r'<a class="headerlink".*?</a>|<sup id="fnref[^"]*">.*?</sup>|</?(?:a|img)\b[^>]*+>', re.DOTALL
)
_DEEPEST = 6


def opener(level: int) -> Opener:
    """What to do where a heading of this level begins."""
    name = f"h{level}"

    def open_heading(walk: Walk, attributes: str, here: int) -> int:
        anchor = rest = ""
        if is_plain(attributes):
            walk.at, walk.past = attributes, False
        else:
            locate(walk, name, attributes)
            known = tags.attributes(attributes)
            anchor = known.pop("id", "")
            kept = sieve(walk, name, attributes, known)
            rest = "".join(
                f' {k}="{tags.quoted(v)}"' for k, v in kept.items() if isinstance(v, str)
            )
        walk.open_headings.append(OpenHeading(level, anchor, rest, walk.mark()))
        # Both are written where the heading ends, when its words are known.
        walk.out += ("", "")
        walk.words.append(" ")
        return here

    return open_heading


def close_heading(walk: Walk) -> None:
    """End a heading: its words are known now, and so are its anchor and its place."""
    opened = walk.open_headings.pop()
    start = opened.mark.out
    written = tags.text("".join(walk.words[opened.mark.words :])).strip()
    words = " ".join(written.split())
    if opened.level == 1 and not walk.depth and not walk.open_headings and _is_title(walk, words):
        walk.rewind(opened.mark)
        walk.found_title, walk.title_id = words, opened.id or slug(written)
        walk.ids.skip(walk.title_id)
        return
    html = _LINKS.sub("", "".join(walk.out[start + 2 :])).strip()
    anchor = walk.ids.unique(opened.id or slug(written))
    href = tags.quoted(anchor)
    walk.out[start] = f"<h{opened.level}"
    walk.out[start + 1] = f' id="{href}"{opened.rest}>'
    if walk.gfm:
        walk.out.append(f'<a class="headerlink" href="#{href}" title="Permanent link">&para;</a>')
    walk.levels.append((start, len(walk.out), opened.level))
    walk.heads.append((opened.mark.words, len(walk.words)))
    walk.out.append(f"</h{opened.level}>")
    walk.headings.append(Heading(opened.level, anchor, html))


def _is_title(walk: Walk, words: str) -> bool:
    if walk.found_title is not None:
        return False
    return not walk.title or words.casefold() == " ".join(walk.title.split()).casefold()


def shift(walk: Walk) -> None:
    """Move all headings down one if the text uses level one, which belongs to the title."""
    if all(level > 1 for _, _, level in walk.levels):
        return
    for start, end, level in walk.levels:
        lower = min(level + 1, _DEEPEST)
        walk.out[start], walk.out[end] = f"<h{lower}", f"</h{lower}>"
    walk.headings = [
        Heading(min(heading.level + 1, _DEEPEST), heading.id, heading.html)
        for heading in walk.headings
    ]
