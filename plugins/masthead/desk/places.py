"""Where a new file lies: its folder, its name, and an address that nobody has.

In: a format, a slug or words, a Library, Settings. Out: a path below docs, and a slug.
"""

from posixpath import dirname
from typing import Final

from msgspec import Struct

from masthead.content.library import Library
from masthead.content.links import is_page
from masthead.content.slug import RESERVED, slug_of_file, slugify
from masthead.settings import COLLECTIONS, Settings

_LONGEST_SLUG: Final = 60
_OWN_FILES: Final = frozenset({"feed", "index", "sitemap", "robots", "llms", "404", "assets"})


class NewFile(Struct, frozen=True):
    """A file to be: its path below the folder of mkdocs.yml, and what its author should know."""

    path: str
    text: str
    remarks: tuple[str, ...] = ()


class Wanted(Struct, frozen=True, kw_only=True):
    """What is wished for of a place; what is empty is left to us.

    `key` is a path below docs, which the caller has seen to be free, as has it a `slug`. `words`
    are what a slug is made of else. `date` is a day to begin the file's name with, such as
    2026-03-04, where the folder's other files begin with one.
    """

    format: str
    words: str = ""
    key: str = ""
    slug: str = ""
    date: str = ""


def place_of(wanted: Wanted, library: Library, settings: Settings) -> tuple[str, str]:
    """The path below docs, and the slug."""
    taken = taken_slugs(library, settings)
    if wanted.key:
        slug = wanted.slug or slug_of_file(wanted.key.rsplit("/", 1)[-1])
        return wanted.key, _free(slug, wanted.format, taken)
    folder = _folder(wanted.format, library, settings)
    slug = wanted.slug or slug_of_words(wanted.words) or wanted.format
    lead = f"{wanted.date}-" if wanted.date and _is_dated(folder, library) else ""
    if not wanted.slug:
        slug = _free(slug, wanted.format, taken)
    return f"{folder}/{lead}{slug}.md", slug


def slug_of_words(words: str) -> str:
    """The words as a slug of moderate length that is its own file's slug, too; or nothing."""
    slug = slugify(words.lower()).replace(".", "-").replace("_", "-")
    while "--" in slug:
        slug = slug.replace("--", "-")
    short = _short(slug.strip("-"))
    while short and (own := slug_of_file(f"{short}.md")) != short:
        short = own  # what looks like a date in front is none of a slug
    return short


def taken_slugs(library: Library, settings: Settings) -> frozenset[str]:
    """The last parts of addresses that pieces have, had or could not have; in one case."""
    pages = (piece for piece in library.pieces if not piece.elsewhere)
    names = (name for p in pages for name in (p.slug, *(a.rstrip("/") for a in p.aliases)))
    own = {name.rsplit("/", 1)[-1].casefold() for name in names}
    return RESERVED | own | _names_of_files(library, settings) | _names_beside(library, settings)


def _names_of_files(library: Library, settings: Settings) -> set[str]:
    """Slugs by the names of all files of pieces, also of those that could not be read."""
    folders = tuple(f"{folder}/" for folder in settings.pieces)
    files = (file.rsplit("/", 1) for file in library.files if file.startswith(folders))
    return {slug_of_file(name).casefold() for _, name in files if is_page(name)}


def _names_beside(library: Library, settings: Settings) -> set[str]:
    """What else lies in the hub's folder: collections, pages and files of the site's own."""
    hub = settings.blog
    addresses = [*(f"{name}/" for name in COLLECTIONS), *settings.addresses.values(),
                 *(address for piece in library.pieces for address in piece.aliases),
                 *library.files]  # fmt: skip
    below = (a.lstrip("/")[len(hub) :] for a in addresses if a.lstrip("/").startswith(hub))
    names = {rest.partition("/")[0].partition(".")[0].casefold() for rest in below}
    return names | (_OWN_FILES if not hub else set())


def _folder(format_id: str, library: Library, settings: Settings) -> str:
    """The folder of pieces that has most of this format, else the first."""
    counts = {
        folder: sum(p.format == format_id for p in library.pieces if p.key.startswith(f"{folder}/"))
        for folder in settings.pieces
    }
    return max(settings.pieces, key=lambda folder: counts[folder])


def _is_dated(folder: str, library: Library) -> bool:
    """Whether at least half of a folder's pieces have a date in their file's name."""
    stems = [p.key.rsplit("/", 1)[-1].rpartition(".")[0] for p in library.pieces
             if dirname(p.key) == folder]  # fmt: skip
    dated = [stem for stem in stems if slug_of_file(f"{stem}.md") != slugify(stem)]
    return bool(stems) and 2 * len(dated) >= len(stems)


def _short(slug: str) -> str:
    """The slug up to the end of a word."""
    if len(slug.encode()) <= _LONGEST_SLUG:
        return slug
    shortened = slug.encode()[:_LONGEST_SLUG].decode(errors="ignore")
    return shortened.rpartition("-")[0] or shortened


def _free(slug: str, format_id: str, taken: frozenset[str]) -> str:
    """The slug, else with its format, else with a number."""
    if slug.casefold() not in taken:
        return slug
    base = slug if slug.endswith(f"-{format_id}") else f"{slug}-{format_id}"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        name = f"{base}-{number}"
    return name
