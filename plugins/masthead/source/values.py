"""Readers for values with a form of their own: ids, dates, web addresses, paths of the site."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from masthead.content.marks import Key
from masthead.diagnostics.rules import (
    BAD_ALIAS,
    BAD_ID,
    IMPOSSIBLE_DATE,
    NOT_HTTP,
    TIME_IN_GAP,
    TIME_TWICE,
)
from masthead.source.nodes import Node
from masthead.source.reading import ANY_TEXT, Reader, Reading, list_of, wrong_type

# YAML 1.1's timestamp, with the time's seconds optional, since people write `2026-03-04 09:30`.
_MOMENT: Final = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d*))?)?"
    r"(?:[ \t]*(Z|z|UTC|GMT|[-+]\d\d?(?::?\d\d)?))?)?"
)
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([/.])([0-9]{1,2})\2([0-9]{1,2})")
_ID: Final = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?")
_LONGEST: Final = 200
"""Bytes of an id: it becomes a file's name, for which most systems have 255."""
_LONGEST_URI: Final = 2000
# RFC 3986 and 3987: what a URI or IRI can hold, and per cent signs only as `%2F`.
_URI_TEXT: Final = re.compile(r"(?:[\w.~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])+")
_NAMED_URIS: Final = {
    # RFC 4151: an authority, a date on which the name was its own, and anything that is unique.
    "tag": re.compile(r"(?:[\w.+-]+@)?[A-Za-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:[^#]*(?:#.*)?"),
    "urn": re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,31}:.+"),  # RFC 8141
}
_URI_REMEDY: Final = (
    "Write an id such as `price-the-leak`, or the id from the old blog's feed, "
    "which begins with https:, http:, tag: or urn:."
)
_URI_REMEDIES: Final = {
    "http": "Write the whole address as the old feed has it: `http://example.com/2014/a-post`.",
    "https": "Write the whole address as the old feed has it: `https://example.com/2014/a-post`.",
    "tag": "Write a name, a comma, a date, a colon and the rest: `tag:example.com,2014:a-post`.",
    "urn": "Write the kind of name and the name: `urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6`.",
}
_MAIL: Final = re.compile(r"[^\s@:/<>\"]+@[^\s@:/<>\"]+")
_SLUG_REMEDY: Final = "Use letters, digits and hyphens, such as `price-the-leak`."


def _id(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    if node.kind in ("list", "keys"):
        return wrong_type(reading, node, "an id", f"`{key[-1]}: price-the-leak`")
    text = node.text.strip()
    if not is_id(text):
        return reading.fail(
            node, BAD_ID, f"`{text[:80]}` cannot be part of an address", _SLUG_REMEDY
        )
    return text


def _piece_id(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    """An id of our own, or the one that another blog's feed gave: then it is a URI or a path."""
    text = node.text.strip()
    foreign = ":" in text or text.startswith("/")
    if node.kind in ("list", "keys") or not foreign:
        return _id(reading, node, key)
    if not is_entry_id(text):
        remedy = _URI_REMEDIES.get(text.partition(":")[0].lower(), _URI_REMEDY)
        return reading.fail(
            node, BAD_ID, f"`{text[:80]}` is neither an id nor an absolute URI", remedy
        )
    return text


def _reference(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    if node.kind in ("list", "keys"):
        return wrong_type(reading, node, "an id or a path", f"`{key[-1]}: ../posts/first.md`")
    return node.text.strip() or None


def parse_moment(text: str, zone: ZoneInfo) -> datetime | None:
    """The moment that a date, or a date and time, stands for, in `zone`; None if there is none.

    A date alone is 00:00, or when that day begins where the clock skips midnight. A time without
    an offset is local time in `zone`.
    """
    match = _MOMENT.fullmatch(text.strip())
    if not match:
        return None
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    try:
        moment = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0),
            int((fraction or "0").ljust(6, "0")[:6]), tzinfo=_offset(offset, zone),
        )  # fmt: skip
        # Through UTC and back: what has no place on the line of time is no moment.
        there = moment.astimezone(UTC).astimezone(zone)
    except (ValueError, OverflowError):
        return None
    return there if offset or hour is None else moment


def _offset(text: str | None, zone: ZoneInfo) -> timezone | ZoneInfo:
    if not text:
        return zone
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    hours, minutes = text[1:].replace(":", "").ljust(3, "0")[:-2], text[-2:]
    if len(text) <= 3:
        hours, minutes = text[1:], "0"
    if int(minutes) > 59:
        raise ValueError(text)
    delta = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-delta if text[0] == "-" else delta)


def _moment(reading: Reading, node: Node, key: tuple[Key, ...]) -> datetime | None:
    if node.kind in ("list", "keys"):
        return wrong_type(reading, node, "a date", f"`{key[-1]}: 2026-03-04`")
    moment = parse_moment(node.text, reading.timezone)
    if moment is None:
        return reading.fail(
            node,
            IMPOSSIBLE_DATE,
            f"`{node.text}` is not a date of the calendar",
            "Write year-month-day, such as 2026-03-04 or 2026-03-04 09:30.",
            _as_iso(node.text.strip(), reading.timezone),
        )
    if (match := _MOMENT.fullmatch(node.text.strip())) and match[4] and not match[8]:
        _check_clock(reading, node, moment)
    # An offset in minutes instead of a zone comes back from a record as it was.
    offset = (moment.utcoffset() or timedelta()) // timedelta(minutes=1)
    return moment.replace(tzinfo=timezone(timedelta(minutes=offset)))


def _as_iso(text: str, zone: ZoneInfo) -> str:
    """The date that was written year first with other signs between; or nothing."""
    match = _YEAR_FIRST.fullmatch(text)
    iso = f"{match[1]}-{match[3]:0>2}-{match[4]:0>2}" if match else ""
    return iso if iso and parse_moment(iso, zone) else ""


def _check_clock(reading: Reading, node: Node, moment: datetime) -> None:
    """PEP 495: where the two folds differ, the local time is skipped or stands twice."""
    zone = reading.timezone
    if moment.replace(fold=1).utcoffset() == moment.utcoffset():
        return
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
        after = moment.astimezone(UTC).astimezone(zone)
        reading.fail(
            node,
            TIME_IN_GAP,
            f"the clocks in {zone.key} go forward here: {moment:%Y-%m-%d %H:%M} never happens",
            f"Write {after:%Y-%m-%d %H:%M}, or add an offset such as +01:00.",
        )
    else:
        reading.fail(
            node,
            TIME_TWICE,
            f"the clocks in {zone.key} go back here: {moment:%H:%M} comes twice; the first is used",
            f"Add an offset: {moment:%Y-%m-%d %H:%M}{_iso_offset(moment)}.",
        )


def _iso_offset(moment: datetime) -> str:
    text = moment.strftime("%z")
    return f"{text[:3]}:{text[3:]}"


def _day(reading: Reading, node: Node, key: tuple[Key, ...]) -> date | None:
    moment = _moment(reading, node, key)
    return moment.date() if moment else None


def is_web_address(text: str) -> bool:
    """Whether the text is an absolute http or https address that a browser would follow."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    clean = all(c.isprintable() and not c.isspace() and c not in '<>"`' for c in text)
    return clean and parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def is_mail_address(text: str) -> bool:
    """Whether the text is a plain address of e-mail."""
    return _MAIL.fullmatch(text) is not None


def is_link(text: str) -> bool:
    """Whether the text is a web, mail or telephone address, or a path relative to a file."""
    # Browsers drop white space and control characters before they look for a scheme.
    plain = "".join(c for c in text if c.isprintable() and not c.isspace())
    scheme, colon, _ = plain.partition(":")
    if not colon or not scheme.replace("+", "").replace("-", "").replace(".", "").isalnum():
        return bool(plain) and not plain.startswith("//")
    if scheme.lower() in ("mailto", "tel"):
        return True
    return scheme.lower() in ("http", "https") and is_web_address(text.strip())


def _web_address(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    text = node.text.strip()
    if node.kind in ("list", "keys") or not is_web_address(text):
        return reading.fail(
            node,
            NOT_HTTP,
            f"`{text[:80]}` is not a web address",
            "Write the whole address, beginning with https://.",
        )
    return text


def _site_path(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    text = node.text.strip()
    path = unquote(text).lstrip("/")
    segments = path.rstrip("/").split("/")
    legal = (
        node.kind not in ("list", "keys")
        and bool(path)
        and not text.startswith("//")
        and not any(c in path for c in '?#:\\\0<>"|*')
        and path.isprintable()
        and not any(segment in ("", ".", "..") for segment in segments)
        and all(len(segment.encode("utf-8", "replace")) <= 240 for segment in segments)
    )
    if not legal:
        return reading.fail(
            node,
            BAD_ALIAS,
            f"`{text[:80]}` is not a path of this site",
            "Write the former path without the host, such as `/2024/05/old-name/`.",
        )
    return path


# In the regular expressions of every editor: no ASCII sign at either end, few of them inside.
_END: Final = r"[^\u0000-/:-@\[-`{-\u007f]"
_ID_PATTERN: Final = rf"^{_END}([^\u0000-,/:-@\[-^`{{-\u007f]*{_END})?$"
_ID_SCHEMA: Final = {**ANY_TEXT, "pattern": _ID_PATTERN}
_MOMENT_SCHEMA: Final = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d?-\d\d?(([Tt]|[ \t]+)\d\d?:\d\d(:\d\d(\.\d*)?)?"
    r"([ \t]*(Z|z|UTC|GMT|[-+]\d\d?(:?\d\d)?))?)?$",
}
ID: Final = Reader("an id", _id, _ID_SCHEMA)
IDS: Final = list_of(ID)
PIECE_ID: Final = Reader(
    "an id, or what another blog's feed had",
    _piece_id,
    {
        "anyOf": [
            _ID_SCHEMA,
            {"type": "string", "pattern": "^(([Hh][Tt]|[Tt][Aa][Gg]|[Uu][Rr][Nn])|/)"},
        ]
    },
)
REFERENCE: Final = Reader("an id or a relative path", _reference, ANY_TEXT)
REFERENCES: Final = list_of(REFERENCE)
MOMENT: Final = Reader("a date, or a date and time", _moment, _MOMENT_SCHEMA)
DAY: Final = Reader("a date", _day, _MOMENT_SCHEMA)
WEB_ADDRESS: Final = Reader(
    "a web address",
    _web_address,
    {"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"},
)
SITE_PATHS: Final = list_of(Reader("a path of the site", _site_path, ANY_TEXT))


def is_id(text: str) -> bool:
    """Whether the text can be an id: letters, digits, and hyphens, dots or underscores inside."""
    return len(text.encode("utf-8", "replace")) <= _LONGEST and _ID.fullmatch(text) is not None


def is_entry_id(text: str) -> bool:
    """Whether the text is what an entry of a feed can keep as its id: an absolute URI, or a path.

    Some blogs wrote `/2014/05/a-post` as the guid. RSS takes any text; for Atom we make it a tag.
    """
    scheme, _, rest = text.partition(":")
    fits = len(text.encode("utf-8", "replace")) <= _LONGEST_URI and text.isprintable()
    if not fits or _URI_TEXT.fullmatch(text) is None:
        return False
    if text.startswith("/"):
        return not text.startswith("//") and len(text) > 1
    if form := _NAMED_URIS.get(scheme.lower()):
        return form.fullmatch(rest) is not None
    return is_web_address(text)
