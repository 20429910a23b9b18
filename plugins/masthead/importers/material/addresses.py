"""The addresses that Material's blog plugin gave. Source: material/plugins/blog/plugin.py."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime
from html import unescape
from posixpath import join, normpath
from typing import Any, Final

from masthead.importers.markdown.plain import python_markdown_anchor
from masthead.importers.material.config import Blog, Config

Slugify = Callable[[str], str]

_PATTERN: Final = re.compile(r"'([^']*)'|(y+|M+|d+|D+|E+|H+|m+|s+)")
_TAGS: Final = re.compile(r"</?[^>]*>")


def slugifier(setting: Any, separator: str, *, default_case: str = "lower") -> Slugify:
    """The function behind a `slugify` setting: pymdownx's with its case, or the toc extension's."""
    name = setting.get("!", "") if isinstance(setting, dict) else str(setting or "")
    if "toc.slugify" in name:
        return lambda text: python_markdown_anchor(text).replace("-", separator)
    words = setting.get("kwds") if isinstance(setting, dict) else None
    case = str(words.get("case", "none")) if isinstance(words, dict) else default_case

    def slugify(text: str) -> str:
        clean = unicodedata.normalize("NFC", _TAGS.sub("", unescape(text)))
        slug = re.sub(r"[^\w\- ]", "", clean).strip()
        if case in ("lower", "fold"):
            slug = slug.lower() if case == "lower" else slug.casefold()
        elif case == "lower-ascii":
            slug = re.sub(r"[A-Z]+", lambda m: m[0].lower(), slug)
        return slug.replace(" ", separator)

    return slugify


def format_date(moment: datetime | date, pattern: str) -> str:
    """Babel's date pattern, as far as addresses use it."""

    def fill(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[1] or "'"
        letter, count = found[2][0], len(found[2])
        if letter == "y":
            return f"{moment.year % 100:02d}" if count == 2 else f"{moment.year:0{min(count, 4)}d}"
        if letter == "M":
            return (
                moment.strftime("%B")
                if count >= 4
                else moment.strftime("%b")
                if count == 3
                else f"{moment.month:0{count}d}"
            )
        if letter == "D":
            return f"{moment.timetuple().tm_yday:0{min(count, 3)}d}"
        if letter == "E":
            return moment.strftime("%A" if count >= 4 else "%a")
        value = {
            "d": moment.day,
            "H": getattr(moment, "hour", 0),
            "m": getattr(moment, "minute", 0),
            "s": getattr(moment, "second", 0),
        }[letter]
        return f"{value:0{min(count, 2)}d}"

    return _PATTERN.sub(fill, pattern)


def post_address(
    blog: Blog,
    config: Config,
    *,
    moment: datetime | date,
    slug: str,
    title: str,
    file: str,
    categories: Sequence[str],
) -> str:
    """Where the post stood, below the site's root."""
    separator = blog.text("post_slugify_separator", "-")
    limit = blog.options.get("post_url_max_categories")
    chosen = categories[: limit if isinstance(limit, int) and not isinstance(limit, bool) else 1]
    of_category = slugifier(
        blog.options.get("categories_slugify"), blog.text("categories_slugify_separator", "-")
    )
    values = {
        "categories": "/".join(of_category(c) for c in chosen),
        "date": format_date(moment, blog.text("post_url_date_format", "yyyy/MM/dd")),
        "file": file,
        "slug": slug or slugifier(blog.options.get("post_slugify"), separator)(title),
    }
    template = blog.text("post_url_format", "{date}/{slug}")
    path = re.sub(r"\{(\w+)\}", lambda m: values.get(m[1], m[0]), template)
    return page_address(join(blog.folder, normpath(path.strip("/")) + ".md"), config)


def page_address(path: str, config: Config) -> str:
    """The address of the page at a path below docs."""
    stem = re.sub(r"\.(?:md|markdown)$", "", normpath(path))
    folder, _, name = stem.rpartition("/")
    if name in ("index", "README"):
        return f"/{folder}/" if folder else "/"
    return f"/{stem}/" if config.directory_urls else f"/{stem}.html"
