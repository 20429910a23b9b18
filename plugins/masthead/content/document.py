"""A piece's text after one pass of the Markdown renderer, before addresses are known.

Rendering needs only the text, so it happens once per piece, whatever lists and feeds show it.
Where the HTML names an address that depends on the site (a relative link, an image), it is cut:
`parts[0] + address of links[0] + parts[1] + … + parts[-1]`.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from itertools import chain
from typing import Final, Protocol

from msgspec import Struct

from masthead.diagnostics import Rule


class LinkKind(Enum):
    """What an address in a text is for."""

    LINK = "link"
    IMAGE = "image"
    MEDIA = "media"


class Link(Struct, frozen=True, array_like=True):
    """An address in the text that the site has to resolve.

    `target` is as the author wrote it (percent-decoded nowhere), never with a scheme or host;
    `line` and `column` count from 1 in the file.
    """

    target: str
    kind: LinkKind
    line: int
    column: int
    length: int


class Heading(Struct, frozen=True, array_like=True):
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


class Content(Struct, frozen=True, array_like=True):
    """The bulk of a text, which only its own page, feeds and search need.

    `text` is all the words in order, with one space between two; `heads` are where in it the words
    of each of `headings` begin and end.
    """

    parts: tuple[str, ...] = ("",)
    headings: tuple[Heading, ...] = ()
    text: str = ""
    heads: tuple[tuple[int, int], ...] = ()


class HasContent(Protocol):
    """Content, or what fetches it when it is asked for."""

    @property
    def parts(self) -> tuple[str, ...]:
        """See Content."""
        ...

    @property
    def headings(self) -> tuple[Heading, ...]:
        """See Content."""
        ...

    @property
    def text(self) -> str:
        """See Content."""
        ...

    @property
    def heads(self) -> tuple[tuple[int, int], ...]:
        """See Content."""
        ...


class Document(Struct, frozen=True, kw_only=True):
    """A rendered text.

    `title` is the text of the heading that served as title, which is not in `parts`. `summary` is
    plain text: what stands before `<!-- more -->`, else the first paragraph. `ids` are all that a
    link can lead to, in one string for the memory's sake. `words` is how many a reader reads.
    """

    title: str = ""
    summary: str = ""
    words: int = 0
    links: tuple[Link, ...] = ()
    ids: str = ""
    quotes: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    content: HasContent = Content()

    @property
    def anchors(self) -> tuple[str, ...]:
        """All ids that a link can lead to."""
        return tuple(self.ids.split(_NO_ID)) if self.ids else ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The HTML, cut where an address belongs."""
        return self.content.parts

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings in their order."""
        return self.content.headings

    @property
    def text(self) -> str:
        """All the words in order, with one space between two, for search and comparison."""
        return self.content.text

    @property
    def heads(self) -> tuple[tuple[int, int], ...]:
        """Where in the text the words of each heading begin and end."""
        return self.content.heads

    def html(self, address: Callable[[Link], str]) -> str:
        """The HTML with every cut filled in. `address` returns text safe inside an attribute."""
        return fill(self.parts, [address(link) for link in self.links])


def ids_of(anchors: Iterable[str]) -> str:
    """As a Document has them."""
    return _NO_ID.join(anchors)


_NO_ID: Final = "\0"
"""A sign that no HTML can hold."""


def quote_anchor(number: int) -> str:
    """Where a sentence worth sharing stands, by its number in the text, from 1."""
    return f"quote-{number}"


NO_TEXT = Document()
"""The document of a file without a text."""


def fill(parts: Sequence[str], values: Sequence[str]) -> str:
    """`parts` with `values` between them."""
    return "".join(chain.from_iterable(zip(parts, values, strict=False))) + parts[-1]
