"""Put Liquid that could not be filled in where it harms nobody and an editor finds it.

Between words it becomes an HTML comment, which is never published; inside an address or a tag it
becomes nothing, as Jekyll prints for what it does not know; in code it stays as it was written.
"""

import re
from collections.abc import Sequence
from typing import Final

from masthead.importers.jekyll.liquid import MARK_CLOSE, MARK_OPEN
from masthead.importers.markdown.regions import Region, RegionKind, rewrite
from masthead.importers.markdown.spans import Edit, Kind, apply, scan
from masthead.importers.model import Line, Lines

_MARK: Final = re.compile(f"{MARK_OPEN}([0-9]+){MARK_CLOSE}")


def put_back(lines: Lines, leftovers: Sequence[str]) -> Lines:
    """The lines without marks."""
    if not leftovers:
        return lines

    def change(region: Region, text: str, _line: int) -> str:
        if MARK_OPEN not in text:
            return text
        spans = scan(text, markdown=region.kind is not RegionKind.HTML)
        edits: list[Edit] = []
        for span in spans:
            if span.kind is Kind.LINK and MARK_OPEN in text[slice(*span.target)]:
                edits += [(span.start, span.inner[0], ""), (span.inner[1], span.end, "")]
        for mark in _MARK.finditer(text):
            source = leftovers[int(mark[1])] if int(mark[1]) < len(leftovers) else ""
            inside = {
                s.kind
                for s in spans
                if s.start < mark.start() < s.end and not _in_words(s, mark.start())
            }
            if Kind.CODE in inside or Kind.MATH in inside:
                new = source
            elif inside or region.kind is RegionKind.DEFINITION:
                new = ""
            else:
                new = f"<!-- Liquid: {' '.join(source.replace('--', '- -').split())} -->"
            edits.append((mark.start(), mark.end(), new))
        return apply(text, edits)

    done = rewrite(lines, change)
    return tuple(
        Line(_MARK.sub(lambda m: _source(leftovers, m), line.text), line.at) for line in done
    )


def _in_words(span: object, at: int) -> bool:
    inner = getattr(span, "inner", (0, 0))
    kind = getattr(span, "kind", None)
    return kind in (Kind.LINK, Kind.REFERENCE) and bool(inner[0] <= at < inner[1])


def _source(leftovers: Sequence[str], mark: re.Match[str]) -> str:
    number = int(mark[1])
    return " ".join(leftovers[number].split()) if number < len(leftovers) else ""
