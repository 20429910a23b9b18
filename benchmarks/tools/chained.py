"""Masthead with posts that grew from each other, and the same posts without a word of that.

Both have the same formats, so that nothing but chains differs: one idea of 60 steps with branches
and merges, and ideas of up to 14 steps, some of them of two beginnings.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.posts import Post, Terms
from benchmarks.tools.masthead import Masthead
from benchmarks.tools.tool import Site, replace_in

_LONG = 60
_BLOCK = 22
_BEGINNINGS = (0, 7, 14)
_LADDER = ("post", "post", "video", "talk", "case-study", "white-paper", "event")
_COLLECTIONS = "[site, authors, series, stages, topics, audiences, formats]"


def sources(number: int) -> list[int]:
    """The numbers of the posts that a post grew from."""
    if number == 0:
        return []
    if number < _LONG:
        return [number - 3, number - 1] if number % 5 == 0 else [number - 1]
    place = (number - _LONG) % _BLOCK
    if place in _BEGINNINGS:
        return []
    merges = place % 4 == 0 and place - 1 not in _BEGINNINGS
    return [number - 2, number - 1] if merges else [number - 1]


def rung(number: int) -> str:
    """A post's format: an idea climbs the ladder."""
    if number < _LONG:
        return _LADDER[number * len(_LADDER) // _LONG]
    return _LADDER[(number - _LONG) % _BLOCK % len(_LADDER)]


class Unlinked(Masthead):
    """The posts in their formats, without chains. Ideas have no feeds: they cost as others do."""

    name = "unlinked"
    title = "Masthead without chains"
    kinds: ClassVar[Mapping[str, str]] = {**Masthead.kinds, "ideas": r"^ideas/.*index\.html$"}

    def write_site(self, folder: Path, site: Site, terms: Terms) -> None:
        """As ever, with feeds for all collections but ideas."""
        super().write_site(folder, site, terms)
        file = folder / "mkdocs.yml"
        replace_in(file, "feeds: {", f"feeds: {{collections: {_COLLECTIONS}, ")

    def front(self, post: Post) -> str:
        """As ever, with a format."""
        return super().front(post).replace("---\n\n", f"format: {rung(post.number)}\n---\n\n")


class Chained(Unlinked):
    """The same posts, with what they grew from."""

    name = "chained"
    title = "Masthead with chains"

    def front(self, post: Post) -> str:
        """As before, with `from`."""
        grew = ", ".join(f"p{number:07}" for number in sources(post.number))
        lines = super().front(post)
        return lines.replace("---\n\n", f"from: [{grew}]\n---\n\n") if grew else lines
