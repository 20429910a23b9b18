"""The one loop over a text's HTML: what it gathers, and who is asked about which tag.

In: canonical HTML (see `tags`) and its Source. Out: a Walk full of output, links, notes and words.
The loop is the hot path of a build: plain tags pass in one append, the others have an opener or a
closer, registered by the module that knows about them.
"""

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct, field

from masthead.content.document import Heading, Link, LinkKind, Note
from masthead.diagnostics import Rule
from masthead.render.markdown import addresses
from masthead.render.markdown.slugs import Ids
from masthead.render.markdown.source import Place, Source
from masthead.render.markdown.tags import BLOCKS, STRIDE, VOID, quoted

Opener: TypeAlias = Callable[["Walk", str, int], int]
"""Given the tag's attributes and the index behind it; gives the index to go on from."""
Closer: TypeAlias = Callable[["Walk"], None]
Value: TypeAlias = str | Link | list[str | Link]
Sieve: TypeAlias = Callable[["Walk", str, str], dict[str, Value]]
"""Given a tag's name and attributes; gives those that may stay."""

_POSITION = ' data-sourcepos="'


def is_plain(attributes: str) -> bool:
    """Whether a tag has a position, and nothing else."""
    return attributes[:17] == _POSITION and attributes.count('"') == 2


class Mark(Struct, frozen=True):
    """A place in the output to go back to."""

    out: int
    words: int
    cuts: int


class OpenHeading(Struct):
    """A heading whose end has not come yet."""

    level: int
    id: str
    rest: str
    mark: Mark


class Player(Struct):
    """A video, audio or picture whose end has not come yet, and what it would load."""

    mark: Mark
    label: str
    remote: str = ""
    alt: str = ""
    local: bool = False


class Walk(Struct, eq=False):
    """What is known so far. `out` and `words` grow in step with the HTML.

    `gfm` says that tags and syntax which GitHub refuses are refused; `cuts` are the places in
    `out` before which the address of the link of the same number belongs.
    """

    pieces: list[str]
    source: Source
    sieve: Sieve
    hosts: tuple[str, ...] = ()
    gfm: bool = True
    title: str = ""
    openers: dict[str, Opener] = field(default_factory=dict)
    closers: dict[str, Closer] = field(default_factory=dict)
    raw_texts: list[str] = field(default_factory=list)

    out: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    ids: Ids = field(default_factory=Ids)
    names: set[str] = field(default_factory=set)
    written_notes: set[str] = field(default_factory=set)
    headings: list[Heading] = field(default_factory=list)
    heads: list[tuple[int, int]] = field(default_factory=list)
    levels: list[tuple[int, int, int]] = field(default_factory=list)
    found_title: str | None = None
    title_id: str = ""
    more: int = -1
    lead: tuple[int, int] | None = None
    quotes: list[tuple[int, int, int]] = field(default_factory=list)
    """Where the words of marked sentences begin and end, and where in `out` their tags stand."""

    at: str = ""
    """Attributes of the last tag with a position; read only when a raw tag has to be found."""
    past: bool = False
    """Whether the place to search from is that tag's end."""
    depth: int = 0
    links_open: int = 0
    paragraph: int = -1
    open_headings: list[OpenHeading] = field(default_factory=list)
    divs: list[bool] = field(default_factory=list)
    sections: list[bool] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    pres: list[int] = field(default_factory=list)
    players: list[Player] = field(default_factory=list)

    def run(self) -> None:
        """Go through all pieces."""
        pieces, out, words = self.pieces, self.out.append, self.words.append
        openers, closers = self.openers.get, self.closers.get
        last, here = len(pieces) - 1, 0
        while here < last:
            text, name = pieces[here], pieces[here + 2]
            if text:
                out(text)
                words(text)
            closing, attributes = pieces[here + 1], pieces[here + 3]
            here += STRIDE
            if closing:
                closer = closers(name)
                if closer:
                    closer(self)
                elif name not in VOID:
                    out(f"</{name}>")
                if name in BLOCKS:
                    words(" ")
            elif name:
                opener = openers(name)
                if opener:
                    here = opener(self, attributes, here)
                elif attributes[:17] == _POSITION and attributes.count('"') == 2:
                    self.at, self.past = attributes, False
                    out(f"<{name}>")
                elif attributes:
                    self.open(name, attributes)
                else:
                    out(f"<{name}>")
                    words(" " if name in BLOCKS else "")
            elif self.more < 0:
                self.more = len(self.words)
        if pieces[last]:
            out(pieces[last])
            words(pieces[last])

    def open(self, name: str, attributes: str) -> None:
        """Write a start tag that needs nothing but its attributes checked."""
        if is_plain(attributes):
            self.at, self.past = attributes, False
            self.out.append(f"<{name}>")
            return
        if attributes:
            self.write(name, self.sieve(self, name, attributes))
        else:
            self.out.append(f"<{name}>")
        if name in BLOCKS:
            self.words.append(" ")

    def write(self, name: str, attributes: dict[str, Value]) -> None:
        """Write a start tag, cutting it at each Link."""
        self.out.append("<" + name)
        for key, value in attributes.items():
            if isinstance(value, str):
                self.out.append(f' {key}="{quoted(value)}"')
                continue
            self.out.append(f' {key}="')
            for part in value if isinstance(value, list) else (value,):
                if isinstance(part, str):
                    self.out.append(quoted(part))
                else:
                    self.cut(part)
            self.out.append('"')
        self.out.append(">")

    def cut(self, link: Link) -> None:
        """Leave a place for an address. Something has to be written behind it."""
        self.cuts.append(len(self.out))
        self.links.append(link)

    def mark(self) -> Mark:
        """Here."""
        return Mark(len(self.out), len(self.words), len(self.cuts))

    def rewind(self, mark: Mark) -> None:
        """Forget what was written since."""
        del self.out[mark.out :]
        del self.words[mark.words :]
        del self.cuts[mark.cuts :]
        del self.links[mark.cuts :]
        while self.levels and self.levels[-1][0] >= mark.out:
            self.levels.pop()
            self.heads.pop()
            self.headings.pop()
        self.quotes = [quote for quote in self.quotes if quote[0] < mark.words]
        if self.lead and self.lead[1] > mark.words:
            self.lead = None

    def skip(self, name: str, here: int) -> int:
        """The index behind the end tag that belongs to the start tag before `here`."""
        pieces, depth = self.pieces, 1
        while depth and here < len(pieces) - 1:
            if pieces[here + 2] == name:
                depth += -1 if pieces[here + 1] else 1
            here += STRIDE
        return here

    def settle(self) -> None:
        """Bring the source to the last tag whose position is known."""
        if self.at:
            span = self.source.span(self.at)
            if span:
                self.source.at = span[self.past]
            self.at = ""

    def note(self, rule: Rule, place: Place, message: str, remedy: str) -> None:
        """Something is wrong at a place."""
        line, column = self.source.place(place.offset)
        first = place.written.split("\n", 1)[0]
        self.notes.append(Note(rule, line, column, max(1, len(first)), message, remedy))

    def link(self, place: Place, kind: LinkKind) -> Link:
        """An address to resolve later."""
        line, column = self.source.place(place.offset)
        return Link(place.written, kind, line, column, max(1, len(place.written)))

    def is_foreign(self, address: str) -> bool:
        """Whether loading it would ask a host that the site has not allowed."""
        name = addresses.host(address)
        return bool(name) and not addresses.is_allowed(name, self.hosts)
