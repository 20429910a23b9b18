"""What the posts themselves say about the old site: where links to it lead.

A source without its settings does not say at which host and under which path the blog stood. Links
from one post to another do: an absolute address that ends like a post's own is that post.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct, field

from masthead.importers.dates import at_start
from masthead.importers.model import ImportedBlog, ImportedPost
from masthead.importers.names import address_key

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'()\[\]]{4,400}")
_DATED: Final = re.compile(r"(.*?)/?(\d{4}/\d{2}/\d{2})/([^/]+)")
_ENOUGH: Final = 3


class Evidence(Struct, frozen=True):
    """`url` is the site's host if the links agree on one; `elsewhere` maps (host, address key) of
    links that were seen to the source path of the post; `pattern` is the path before the date, and
    whether the file's name follows it, where links to several posts agree on that."""

    url: str = ""
    hits: int = 0
    pattern: tuple[str, bool] | None = None
    elsewhere: Mapping[tuple[str, str], str] = field(default_factory=dict)


def gather(blog: ImportedBlog) -> Evidence:
    """What links between posts prove."""
    by_key = {address_key(p.address): p.source for p in blog.posts if p.address}
    by_day = dict(_by_day(blog))
    hosts: Counter[str] = Counter()
    patterns: dict[tuple[str, str, bool], set[str]] = {}
    elsewhere: dict[tuple[str, str], str] = {}
    for post in blog.posts:
        for scheme, host, path in _addresses(post):
            key = address_key(path)
            source = by_key.get(key)
            dated = _DATED.fullmatch(key)
            if source is None and dated:
                source = by_day.get((dated[2], dated[3]))
            if source is None:
                continue
            hosts[f"{scheme}://{host}"] += 1
            elsewhere[(host, key)] = source
            if dated and by_key.get(key) is None:
                by_file = PurePosixPath(source).stem.casefold() == dated[3]
                patterns.setdefault((host, dated[1], by_file), set()).add(source)
    if not hosts:
        return Evidence()
    merged: Counter[str] = Counter()
    for url, count in hosts.items():
        merged[url.split("://")[1]] += count
    host, hits = sorted(merged.items(), key=lambda item: (-item[1], item[0]))[0]
    own = [(len(seen), at, by_file) for (h, at, by_file), seen in patterns.items() if h == host]
    most, prefix, by_file = max(own, default=(0, "", False))
    pattern = (prefix, by_file) if most >= _ENOUGH else None
    return Evidence(f"https://{host}" if hits >= _ENOUGH else "", hits, pattern, elsewhere)


def by_pattern(post: ImportedPost, evidence: Evidence) -> str:
    """The address that the post had if it followed the pattern of those that are linked to."""
    if evidence.pattern is None or post.date is None:
        return ""
    prefix, by_file = evidence.pattern
    name = PurePosixPath(post.source).stem if by_file else post.slug
    day = at_start(post.date, UTC).strftime("%Y/%m/%d")
    return f"/{prefix}/{day}/{name}/" if prefix else f"/{day}/{name}/"


def _by_day(blog: ImportedBlog) -> Iterator[tuple[tuple[str, str], str]]:
    for post in blog.posts:
        if post.date is None:
            continue
        day = at_start(post.date, UTC).strftime("%Y/%m/%d")
        stem = PurePosixPath(post.source).stem.casefold()
        for name in (post.slug.casefold(), stem):
            yield (day, name), post.source


def _addresses(post: ImportedPost) -> Iterator[tuple[str, str, str]]:
    for line in post.body:
        if "://" not in line.text:
            continue
        for found in _ADDRESS.findall(line.text):
            try:
                parts = urlsplit(found.rstrip(".,;:*_"))
                host = (parts.hostname or "").lower()
            except ValueError:
                continue
            if host and parts.path.strip("/"):
                yield parts.scheme, host, parts.path
