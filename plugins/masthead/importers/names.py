"""Ids, slugs and addresses that Masthead accepts, made from what a source had."""

import re
import unicodedata
from base64 import b32encode
from hashlib import sha256
from posixpath import normpath
from typing import Final
from urllib.parse import unquote

from masthead.content.slug import RESERVED, slugify

_LONGEST: Final = 120
_FOLD: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "þ": "th"}
)


def permanent_id(identity: str) -> str:
    """A short id made of the source's identity alone, so that importing again agrees."""
    return (
        b32encode(sha256(identity.encode("utf-8", "replace")).digest()).decode("ascii").lower()[:10]
    )


def ascii_slug(words: str) -> str:
    """Lower-case ASCII letters, digits and hyphens; "" if nothing is left."""
    folded = (
        unicodedata.normalize("NFKD", words.translate(_FOLD)).encode("ascii", "ignore").decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", folded.lower()).strip("-")[:_LONGEST].rstrip("-")


def ascii_name(name: str) -> str:
    """An id in plain letters, which are easy to type, if the whole name can be written so."""
    return ascii_slug(name) if all(ascii_slug(word) for word in name.split()) else ""


def author_id(key: str) -> str:
    """An author's id: ASCII where possible, else made from the key's digest."""
    return ascii_slug(key) or f"author-{permanent_id(key)[:6]}"


def topic_id(label: str) -> str:
    """A topic's id. `C++` and `C#` must not become one."""
    spelled = label.replace("++", " plus plus").replace("#", " sharp").replace("&", " and ")
    return (
        ascii_slug(spelled)
        or slugify(label.lower())[:_LONGEST]
        or f"topic-{permanent_id(label)[:6]}"
    )


def piece_slug(words: str) -> str:
    """A piece's slug from the old one."""
    slug = slugify(words.lower()).replace(".", "-").replace("_", "-")
    slug = re.sub(r"-{2,}", "-", slug).strip("-")
    while len(slug.encode("utf-8")) > _LONGEST:
        slug = slug[:-1].rstrip("-")
    if not slug:
        return f"piece-{permanent_id(words)[:6]}"
    return f"{slug}-post" if slug in RESERVED else slug


def file_stem(words: str) -> str:
    """A file's name that every file system takes."""
    return ascii_slug(words) or f"post-{permanent_id(words)[:8]}"


def legal_alias(address: str) -> str | None:
    """The former address as Masthead takes it, beginning with `/`; None for one it cannot carry."""
    path = unquote(address.strip())
    if path.startswith("//") or any(c in path for c in '?#:\\\0<>"|*') or not path.isprintable():
        return None
    clean = "/" + path.strip("/") + ("/" if path.endswith("/") else "")
    segments = clean.strip("/").split("/")
    if clean.strip("/") == "" or any(
        s in ("", ".", "..") or len(s.encode("utf-8", "replace")) > 240 for s in segments
    ):
        return None
    return clean


def address_key(path: str) -> str:
    """One spelling for all spellings of an address: no host, no slash at the end, no index.html."""
    text = unquote(path).split("#")[0].split("?")[0].strip("/")
    for ending in ("index.html", "index.htm"):
        if text == ending or text.endswith("/" + ending):
            text = text[: -len(ending)].rstrip("/")
    for ending in (".html", ".htm"):
        text = text.removesuffix(ending)
    return text.casefold()


def inside(path: str) -> str | None:
    """A relative path without `..`, or None when it leads out of its root."""
    clean = normpath(path.replace("\\", "/").lstrip("/")) if path else ""
    if clean in (".", "") or clean == ".." or clean.startswith("../") or "\0" in clean:
        return None
    return clean
