"""Links that a reader follows: Markdown's and raw ones, and the anchors that are left out."""

import re

from masthead.content.document import LinkKind
from masthead.render.markdown.attributes import sieve
from masthead.render.markdown.tags import STRIDE
from masthead.render.markdown.walk import Walk

_PLAIN = re.compile(
    r'\A data-sourcepos="[^"]*" href="(?:((?:https?://|mailto:)[^"]*)|([^"&%{:/\\][^"&%{:\\]*))"'
    r'( title="[^"]*")?\Z'
)
"""Most links: to another site, or to a path that needs no decoding."""


_MARKER = re.compile(r'class="(?:headerlink|footnote-ref|footnote-backref)"')
"""Python-Markdown's own links, whose signs are not words of the text."""


def open_link(walk: Walk, attributes: str, here: int) -> int:
    """Write the start of a link."""
    match = _PLAIN.match(attributes)
    if match:
        remote, local, title = match.groups("")
        walk.links_open += 1
        if remote:
            walk.out.append(f'<a href="{remote}"{title}>')
        else:
            walk.out.append('<a href="')
            walk.cut(walk.link(walk.source.address(local, attributes), LinkKind.LINK))
            walk.out.append(f'"{title}>')
        return here
    if not walk.gfm and _MARKER.search(attributes):
        after = walk.skip("a", here)
        sign = "".join(x for x in walk.pieces[here:after:STRIDE] if x)
        walk.out.append(f"<a{attributes}>{sign}</a>")
        return after
    walk.links_open += 1
    walk.write("a", sieve(walk, "a", attributes))
    return here


def close_link(walk: Walk) -> None:
    """Write the end of a link."""
    walk.links_open -= 1
    walk.out.append("</a>")
