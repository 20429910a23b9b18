"""Width and height of images on MkDocs's own pages, and of the theme's logo: nothing jumps.

In: a page's HTML, and what is known of image files. Out: the page with sizes. What an author wrote
stays. Copies in smaller sizes are for images that our pages show: the plan names every copy, and
MkDocs's pages are rendered after it.
"""

import re
from collections.abc import Callable
from html import unescape
from posixpath import join, normpath
from typing import Final
from urllib.parse import unquote

from masthead.content.picture import Facts
from masthead.render.pictures import missing_size

Known = Callable[[str], Facts | None]
"""What is known of the image that is published at a path below the site's root."""

# The theme lets these keep their shape however narrow they are shown; others may have a style of
# the site's own, which an attribute could spoil.
_TEXT: Final = re.compile(r'<article class="md-content__inner md-typeset">.*</article>', re.DOTALL)
_IMAGE: Final = re.compile(r"""<img\b(?:"[^"]*"|'[^']*'|[^'">])*>""")
_SOURCE: Final = re.compile(r"""\ssrc=(?:"([^"]*)"|'([^']*)')""")
_GIVEN: Final = re.compile(r"""\s(width|height|loading)=["']?([^"'\s>]*)""")
_LOGO: Final = re.compile(r'(?<=<img src=")([^"]*)(?=" alt="logo">)')
_OUTSIDE: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|/")


def with_sizes(html: str, address: str, known: Known) -> str:
    """The page at `address`, below the site's root, with the sizes of the images of its text.

    But for the first, they wait until they come near the window.
    """
    text = _TEXT.search(html)
    if text is None:
        return html
    count = 0

    def sized(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        tag = found[0]
        given = dict(_GIVEN.findall(tag))
        added = _size(tag, address, given, known)
        if added and count > 1 and "loading" not in given:
            added += ' loading="lazy"'
        return f"<img{added}{tag[4:]}"

    return html[: text.start()] + _IMAGE.sub(sized, text[0]) + html[text.end() :]


def _size(tag: str, address: str, given: dict[str, str], known: Known) -> str:
    source = _SOURCE.search(tag)
    path = unescape(source[1] or source[2] or "") if source else ""
    path = unquote(re.split(r"[?#]", path)[0])
    if not path or _OUTSIDE.match(path):
        return ""
    facts = known(normpath(join(address.rpartition("/")[0], path)))
    return missing_size(given, facts.width, facts.height) if facts and facts.width else ""


def with_logo_size(html: str, logo: str, known: Known) -> str:
    """The page with the size of the theme's logo, which stands in its header and in its drawer."""
    facts = known(logo) if logo else None
    if not facts or not facts.width:
        return html
    size = f'" width="{facts.width}" height="{facts.height}'
    return _LOGO.sub(
        lambda found: found[1] + size if unquote(found[1]).endswith(logo) else found[1], html
    )
