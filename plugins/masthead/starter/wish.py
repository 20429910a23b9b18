"""What somebody wishes who starts a site, and which answers do.

In: words from options or from a terminal. Out: values, or NoWish with what to write instead. Any
name of a company or a person is fine, as long as it has a letter or a digit in it.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from masthead.content.characters import possible
from masthead.content.slug import RESERVED, slugify
from masthead.diagnostics import MastheadError
from masthead.diagnostics.show import printable
from masthead.source.values import is_id, is_web_address

_LONGEST: Final = 200
_LONGEST_ID: Final = 60
# What git hosts take for a user or a team: GitHub's and GitLab's names, or an address of e-mail.
_OWNER: Final = re.compile(r"@[\w.-]+(?:/[\w.-]+)*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


class NoWish(MastheadError):  # noqa: N818 - read as a sentence
    """An answer that does not do; the message says what would."""


class Host(Enum):
    """The git host whose workflows are written."""

    GITHUB = "github"
    GITLAB = "gitlab"
    BOTH = "both"


class SiteWish(Struct, frozen=True, kw_only=True):
    """Everything that the files of a new site say of it.

    `url` ends with a slash; `today` is the day in `timezone`; `requirement` is what pip installs,
    `constraints` are lines of versions.
    """

    name: str
    url: str
    author: str
    author_id: str
    timezone: str
    host: Host
    today: date
    requirement: str
    constraints: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()


def read_name(text: str, what: str) -> str:
    """A name on one line. Raises NoWish."""
    name = " ".join(printable(possible(text)).split())
    if not any(c.isalnum() for c in name):
        raise NoWish(f"{what}: write a name, with a letter or a digit in it")
    if len(name) > _LONGEST:
        raise NoWish(f"{what}: {len(name)} characters are too many; {_LONGEST} are the most")
    return name


def read_url(text: str, what: str) -> str:
    """The address of a site, with a slash at its end. Raises NoWish."""
    url = text.strip()
    if url and "://" not in url and "." in url.split("/", 1)[0]:
        url = f"https://{url}"
    if not url.isascii():
        raise NoWish(
            f"{what} {text}: write the host as the web does, such as https://xn--….example/"
        )
    if not is_web_address(url):
        raise NoWish(f"{what} {text}: write the address in full, such as https://www.example.com/")
    parts = urlsplit(url)
    if parts.query or parts.fragment or parts.username is not None or "\\" in url:
        raise NoWish(f"{what} {text}: write host and path alone, such as https://www.example.com/")
    return url if url.endswith("/") else f"{url}/"


def read_zone(text: str, what: str) -> str:
    """The name of a time zone. Raises NoWish."""
    try:
        ZoneInfo(text.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise NoWish(f"{what} {text}: write a name such as Europe/Berlin, or UTC") from error
    return text.strip()


def read_owners(texts: Sequence[str], what: str) -> tuple[str, ...]:
    """Users and teams of a git host. Raises NoWish."""
    words = tuple(dict.fromkeys(word for text in texts for word in text.replace(",", " ").split()))
    for word in words:
        if not _OWNER.fullmatch(word):
            raise NoWish(f"{what} {word}: write a user or a team, such as @company/editors")
    return words


def author_id(name: str) -> str:
    """The id of an author of that name."""
    slug = slugify(name).lower()[:_LONGEST_ID].strip("-._")
    return slug if is_id(slug) and slug not in RESERVED else "first-author"


def day_in(zone: str, now: datetime) -> date:
    """Which day the instant `now` belongs to in a zone."""
    return now.astimezone(ZoneInfo(zone)).date()


def authority(url: str, today: date) -> str:
    """Whose names the ids of feed entries are: the host without `www.`, and this year."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return f"{host},{today.year}"
