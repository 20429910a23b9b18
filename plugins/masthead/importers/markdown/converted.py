"""What a dialect's converter gives back, and the pass over headings that both dialects share."""

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from masthead.importers.markdown.attributes import heading_without_attributes
from masthead.importers.markdown.blocks import is_blank
from masthead.importers.markdown.plain import github_anchor, numbered, plain
from masthead.importers.markdown.regions import Region, RegionKind, regions
from masthead.importers.model import Line, Lines
from masthead.importers.report import Log


class Converted(Struct, frozen=True):
    """A text in GitHub's Markdown; old anchors and the ones they are now; the first H1's text."""

    lines: Lines
    anchors: Mapping[str, str] = field(default_factory=dict)


def strip_heading(text: str, line: int, ids: dict[int, str], log: Log) -> str:
    """The heading without its attribute list; an id given there is remembered by line."""
    words, ident = heading_without_attributes(text)
    if words != text:
        log.change(
            line, "attribute list", f"a heading's list dropped: {text[len(words) :].strip()}"
        )
    if ident:
        ids[line] = ident
    return words


def map_anchors(
    lines: Lines, ids: Mapping[int, str], slug: Callable[[str], str], sign: str
) -> dict[str, str]:
    """For each heading: the anchor it had there, and the one that it has here."""
    texts: list[str] = []
    given: list[str] = []
    for region in regions(lines):
        if region.kind is RegionKind.HEADING:
            words = plain(heading_words(lines, region))
            texts.append(words)
            given.append(ids.get(lines[region.start].at, ""))
    old = numbered((slug(text) for text in texts), sign)
    new = numbered(github_anchor(text) for text in texts)
    return {g or o: n for g, o, n in zip(given, old, new, strict=True) if (g or o)}


def title_anchors(heading: str, slug: Callable[[str], str]) -> dict[str, str]:
    """A heading that became the title has no anchor of its own: links to it lead to the top."""
    words, ident = heading_without_attributes(heading)
    return {anchor: "" for anchor in (ident, slug(plain(words))) if anchor}


def heading_words(lines: Lines, region: Region) -> str:
    """A heading's text without its signs."""
    text = " ".join(line.text.strip() for line in lines[region.start : region.end])
    words = text.lstrip("> ")
    return words.lstrip("#").strip().rstrip("#").strip() if words.startswith("#") else words


def split_title(lines: Lines) -> tuple[str, int, Lines]:
    """The level-one heading that opens the text, its line, and the text without it."""
    first = next((n for n, line in enumerate(lines) if not is_blank(line)), None)
    if first is None:
        return "", 0, lines
    for region in regions(lines):
        if region.start > first:
            break
        if region.kind is RegionKind.HEADING and region.level == 1 and region.start == first:
            after = region.end
            if not lines[first].text.lstrip().startswith("#"):
                after += 1  # the line of equals signs
            rest = list(lines[after:])
            while rest and is_blank(rest[0]):
                rest.pop(0)
            return heading_words(lines, region), lines[first].at, tuple(rest)
    return "", 0, lines


def tidy(lines: Lines) -> Lines:
    """No blank lines at either end, and never three in a row outside what was written so."""
    body = list(lines)
    while body and is_blank(body[0]):
        body.pop(0)
    while body and is_blank(body[-1]):
        body.pop()
    return tuple(Line(line.text.rstrip("\r"), line.at) for line in body)
