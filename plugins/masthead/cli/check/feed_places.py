"""Find the feeds of a site: below a folder, in a source tree, or at an address.

In: a folder, or an http address of a site, of a feed, or of a list of feeds. Out: FeedDocuments,
and for the present site a Present. Only what the address names on its own host is fetched.
"""

import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

from msgspec import Struct, field

from masthead.checks.feed_ids import FeedDocument, Present
from masthead.cli.check.feed_documents import (
    LARGEST,
    NotAFeed,
    entries_of_catalogue,
    feeds_of_list,
    feeds_of_page,
    looks_like_a_feed,
    read_feed,
)
from masthead.diagnostics import MastheadError

_SUFFIXES: Final = (".xml", ".rss", ".atom", ".rdf", ".json")
_HEAD: Final = 4096
_SECONDS: Final = 20
_MOST: Final = 20_000
CATALOGUE: Final = "catalogue.json"
LIST: Final = "subscribe/feeds.opml"


class CannotCompare(MastheadError):  # noqa: N818 - read as a sentence
    """There are no feeds to compare."""


class Found(Struct):
    """The feeds of a site, and what was wrong with those that could not be read."""

    feeds: list[FeedDocument] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def is_address(place: str) -> bool:
    """Whether a place is on the web."""
    return place.lower().startswith(("http://", "https://"))


def feeds_at(place: str) -> Found:
    """The feeds of the site at a place; raises CannotCompare if there are none."""
    if is_address(place):
        found = _fetched(place)
    elif Path(place).is_dir():
        found = _below(Path(place))
    elif Path(place).is_file():
        found = Found([read_feed(_bytes(Path(place)), place)])
    else:
        raise CannotCompare(f"there is no folder {place}")
    if not found.feeds:
        reason = f": {found.faults[0]}" if found.faults else ""
        raise CannotCompare(f"{place} has no feed that can be read{reason}")
    return found


def present_site(folder: Path) -> tuple[Present, list[str]]:
    """The site in a folder, built or as its source, and the faults of its feeds."""
    if (folder / "mkdocs.yml").is_file():
        from masthead.hosts.mkdocs.reading import published_entries

        entries = tuple(published_entries(folder / "mkdocs.yml"))
        return Present(entries=entries, complete=True), []
    if not folder.is_dir():
        raise CannotCompare(
            f"there is no folder {folder}: build the site with `mkdocs build`, "
            "or give --site its folder or that of its mkdocs.yml"
        )
    found = feeds_at(str(folder))
    catalogue = folder / CATALOGUE
    entries = entries_of_catalogue(_bytes(catalogue)) if catalogue.is_file() else ()
    complete = bool(entries) or any(feed.archived for feed in found.feeds)
    return Present(feeds=tuple(found.feeds), entries=entries, complete=complete), found.faults


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise CannotCompare(f"{path} cannot be read: {error.strerror}") from error


def _below(root: Path) -> Found:
    found = Found()
    for path in _candidates(root):
        try:
            with path.open("rb") as file:
                head = file.read(_HEAD)
        except OSError as error:
            found.faults.append(f"{path} cannot be read: {error.strerror}")
            continue
        if looks_like_a_feed(head):
            try:
                found.feeds.append(read_feed(_bytes(path), path.relative_to(root).as_posix()))
            except NotAFeed as fault:
                found.faults.append(str(fault))
    return found


def _candidates(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in sorted(files):
            if name.lower().endswith(_SUFFIXES):
                yield Path(folder) / name


def _fetched(address: str) -> Found:
    address, data = _open(address)
    host = urlsplit(address).netloc.lower()
    listed = feeds_of_list(data, address)
    if listed is None:
        try:
            return _followed([read_feed(data, address)], host)
        except NotAFeed as fault:
            listed = _named_by_site(address, data)
            if not listed:
                raise CannotCompare(
                    f"{address} is not a feed, has no {LIST}, and names no feeds in its head"
                ) from fault
    found, first = Found(), []
    for one in dict.fromkeys(urljoin(address, name) for name in listed):
        if urlsplit(one).netloc.lower() != host or not is_address(one):
            found.faults.append(f"{one} is on another host and was not fetched")
            continue
        try:
            first.append(read_feed(_fetch(one), one))
        except (NotAFeed, CannotCompare) as fault:
            found.faults.append(str(fault))
    more = _followed([*first, *_catalogue(address)], host)
    return Found(more.feeds, [*found.faults, *more.faults])


def _catalogue(address: str) -> Iterator[FeedDocument]:
    """All that a site of ours has published: its list names feeds of the newest entries only."""
    where = urljoin(address.removesuffix(LIST), CATALOGUE)
    try:
        entries = entries_of_catalogue(_fetch(where))
    except CannotCompare:
        return
    if entries:
        yield FeedDocument(name=where, entries=entries, archived=True)


def _named_by_site(address: str, page: bytes) -> list[str]:
    """The feeds in the site's list of feeds, else those that the page names."""
    try:
        where = urljoin(address if address.endswith("/") else f"{address}/", LIST)
        listed = feeds_of_list(_fetch(where), where)
    except (NotAFeed, CannotCompare):
        listed = None
    return listed or feeds_of_page(page)


def _followed(feeds: list[FeedDocument], host: str) -> Found:
    """The feeds, and the older parts that they lead on to."""
    found = Found(list(feeds))
    seen = {feed.name for feed in feeds}
    for feed in found.feeds:
        older = urljoin(feed.name, feed.older) if feed.older else ""
        mine = is_address(older) and urlsplit(older).netloc.lower() == host
        if mine and older not in seen and len(seen) < _MOST:
            seen.add(older)
            try:
                found.feeds.append(read_feed(_fetch(older), older))
            except (NotAFeed, CannotCompare) as fault:
                found.faults.append(str(fault))
    return found


def _fetch(address: str) -> bytes:
    return _open(address)[1]


def _open(address: str) -> tuple[str, bytes]:
    """Where an address has led to, and what is there."""
    request = urllib.request.Request(  # noqa: S310 - is_address() let only http and https through
        address, headers={"User-Agent": "masthead check"}
    )
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - as above
            return str(answer.geturl()), answer.read(LARGEST + 1)
    except urllib.error.HTTPError as error:
        raise CannotCompare(f"{address} answers {error.code} {error.reason}") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise CannotCompare(f"{address} cannot be fetched: {reason}") from error
