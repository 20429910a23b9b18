"""A piece's text after one pass of the Markdown renderer, before addresses are known.

Rendering needs only the text, so it happens once per piece, whatever lists and feeds show it.
Where the HTML names an address that depends on the site (a relative link, an image), it is cut:
`parts[0] + address of links[0] + parts[1] + … + parts[-1]`.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from itertools import chain

from msgspec import Struct

from masthead.diagnostics import Rule


class LinkKind(Enum):
    """What an address in a text is for."""

    LINK = "link"
    IMAGE = "image"
    MEDIA = "media"


class Link(Struct, frozen=True):
    """An address in the text that the site has to resolve.

    `target` is as the author wrote it (percent-decoded nowhere), never with a scheme or host;
    `line` and `column` count from 1 in the file.
    """

    target: str
    kind: LinkKind
    line: int
    column: int
    length: int


class Heading(Struct, frozen=True):
    """A heading of the text: `id` is its anchor, `html` its inline content without links."""

    level: int
    id: str
    html: str


class Note(Struct, frozen=True):
    """Something wrong in the text, before it is known in which file it stands."""

    rule: Rule
    line: int
    column: int
    length: int
    message: str
    remedy: str


class Document(Struct, frozen=True, kw_only=True):
    """A rendered text.

    `title` is the text of the heading that served as title, which is not in `parts`. `summary` is
    plain text: what stands before `<!-- more -->`, else the first paragraph. `text` is all the
    words in order, with one space between two, for search and comparison; `heads` are where in it
    the words of each of `headings` begin and end. `anchors` are all ids that a link can lead to.
    """

    parts: tuple[str, ...] = ("",)
    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    title: str = ""
    summary: str = ""
    text: str = ""
    heads: tuple[tuple[int, int], ...] = ()
    quotes: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def words(self) -> int:
        """How many words a reader reads."""
        return self.text.count(" ") + 1 if self.text else 0

    def html(self, address: Callable[[Link], str]) -> str:
        """The HTML with every cut filled in. `address` returns text safe inside an attribute."""
        return fill(self.parts, [address(link) for link in self.links])


NO_TEXT = Document()
"""The document of a file without a text."""


def fill(parts: Sequence[str], values: Sequence[str]) -> str:
    """`parts` with `values` between them."""
    return "".join(chain.from_iterable(zip(parts, values, strict=False))) + parts[-1]
