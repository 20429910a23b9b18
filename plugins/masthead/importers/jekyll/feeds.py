"""The feed that a Jekyll site had: where it was, and which id it gave to each post.

In: the source's files. Out: an OldFeed, which evaluates the Liquid that stands between `<guid>` and
`</guid>`, or `<id>` and `</id>`, in the site's own template or in that of the plugin jekyll-feed.

Source: jekyll-feed, lib/jekyll-feed/feed.xml and generator.rb; jekyll, lib/jekyll/document.rb (id),
filters/url_filters.rb (absolute_url).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from html import unescape
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from liquid import Environment
from liquid.exceptions import LiquidError
from msgspec import Struct, field

from masthead.importers.dates import at_start
from masthead.importers.files import Tree
from masthead.importers.frontmatter import Refusal, read_text, split
from masthead.importers.jekyll.config import Config
from masthead.importers.jekyll.liquid import strict_environment
from masthead.importers.jekyll.posts import Draft, post_id
from masthead.importers.jekyll.tags import plain_filters
from masthead.importers.report import Ledger
from masthead.importers.values import texts, words

_LONGEST: Final = 100_000
_SUFFIXES: Final = (".xml", ".rss", ".atom", ".rdf", ".json", ".html")
_FIRST: Final = ("feed.xml", "atom.xml", "rss.xml", "index.xml")
_LOOP: Final = re.compile(r"\{%-?\s*for\s+(\w+)\s+in\s+([^%{}]+)%\}")
_ASSIGN: Final = re.compile(r"\{%-?\s*assign\s+(\w+)\s*=([^%{}]+)%\}")
_WORDS: Final = re.compile(r"\w+")
_ADDRESS: Final = re.compile(r"/[\w.~@+/-]+", re.ASCII)
_OF_LABEL: Final = re.compile(
    r"site\.(?:categories|tags)(?:\.([\w-]+)|\[\s*[\"']([^\"']+)[\"']\s*\])"
)
_TAG: Final = re.compile(r"\w+", re.ASCII)
_TAGS_FOLDER: Final = "/feed/by_tag/"
_PLUGIN: Final = "{{ post.id | absolute_url | xml_escape }}"
_GEM: Final = re.compile(r"^\s*gem\s+[\"']jekyll-feed[\"']", re.MULTILINE)


class OldFeed(Struct, frozen=True):
    """`template` is the Liquid of an entry's id, in which `variable` is the post."""

    source: str
    template: str
    variable: str = "post"
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Where the site's feeds were, below its root, with their formats."""
    of_labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Where those of single categories and tags were: the label and the format of each."""

    def ids(self, drafts: list[Draft], config: Config, ledger: Ledger) -> dict[str, str]:
        """The id that the feed gave to each post, by the post's file."""
        environment = _environment(config)
        site = {**config.values, "url": config.url, "baseurl": config.base}
        found: dict[str, str] = {}
        try:
            template = environment.from_string(self.template)
            for draft in drafts:
                if draft.address and draft.moment is not None:
                    post = _post(draft, config)
                    text = template.render(**{"site": site, self.variable: post})
                    found[draft.file.path] = _as_read(text)
        except LiquidError as error:
            reason = str(error).split("\n")[0]
            ledger.log(self.source).todo(
                1, "entry ids", f"the old feed's ids cannot be worked out: {reason}"
            )
            return {}
        return found


def read_feed(
    tree: Tree, files: list[str], config: Config, drafts: Iterable[Draft]
) -> OldFeed | None:
    """The source's feed: its own, else the one that the plugin jekyll-feed makes."""
    own = list(_templates(tree, files))
    addresses = {address: form for feed in own for address, form in feed.addresses.items()}
    of_labels = {address: of for feed in own for address, of in feed.of_labels.items()}
    options = config.values.get("feed")
    given = options.get("path") if isinstance(options, dict) else None
    path = str(given or "feed.xml").strip().strip("/")
    # The plugin makes none where the source has a file of that name.
    if _has_plugin(tree, config) and path not in files:
        addresses.setdefault(f"/{path}", "atom")
        own.append(OldFeed(source="the plugin jekyll-feed", template=_PLUGIN))
        of_labels = {**_of_plugin(options, drafts), **of_labels}
    if not own:
        return None
    first = own[0]
    return OldFeed(
        first.source, first.template, first.variable,
        {address: form for address, form in addresses.items() if _is_plain(address)},
        {address: of for address, of in of_labels.items() if _is_plain(address)},
    )  # fmt: skip


def _is_plain(address: str) -> bool:
    return _ADDRESS.fullmatch(address) is not None and ".." not in address


def _of_plugin(options: Any, drafts: Iterable[Draft]) -> dict[str, tuple[str, str]]:
    """The plugin's feeds of single categories and tags, as its generator.rb names them."""
    given = options if isinstance(options, dict) else {}
    found = {f"/feed/{name}.xml": (name, "atom") for name in texts(given.get("categories"))}
    tags = given.get("tags")
    if not tags:
        return found
    tags = tags if isinstance(tags, dict) else {}
    folder = f"/{str(tags.get('path') or _TAGS_FOLDER).strip('/')}/"
    used = (name for draft in drafts for name in words(draft.data.get("tags")))
    names = dict.fromkeys(texts(tags.get("only")) or used)
    for name in names:
        if _TAG.fullmatch(name) and name not in texts(tags.get("except")):
            found[f"{folder}{name}.xml"] = (name, "atom")
    return found


def _has_plugin(tree: Tree, config: Config) -> bool:
    if "jekyll-feed" in config.plugins:
        return True
    gems = tree.find("Gemfile")
    try:
        return gems is not None and _GEM.search(read_text(gems)) is not None
    except Refusal:
        return False


def _templates(tree: Tree, files: list[str]) -> Iterator[OldFeed]:
    """Feeds that the source writes itself, the likeliest first."""
    for path in sorted(files, key=lambda f: (f not in _FIRST, f)):
        pure = PurePosixPath(path)
        hidden = any(part.startswith(("_", ".")) for part in pure.parts)
        if hidden or pure.suffix.lower() not in _SUFFIXES:
            continue
        read = _read(tree, path)
        if read is None:
            continue
        data, text = read
        layout = data.get("layout")
        if not _format(text) and isinstance(layout, str):
            inner = _read(tree, f"_layouts/{layout}{pure.suffix}") or _read(
                tree, f"_layouts/{layout}.xml"
            )
            text = inner[1] if inner else text
        if feed := _feed(path, data, text):
            yield feed


def _read(tree: Tree, path: str) -> tuple[Mapping[str, Any], str] | None:
    found = tree.find(path)
    try:
        if found is None or found.stat().st_size > _LONGEST:
            return None
        text = read_text(found)
        parts = split(text) if text.startswith("---") else None
    except (Refusal, OSError):
        return None
    return (parts.data, parts.body) if parts else ({}, text)


def _format(text: str) -> str:
    head = text[:3000]
    if "<rss" in head or "<rdf:RDF" in head:
        return "rss"
    return "atom" if "<feed" in head else "json" if "jsonfeed.org/version" in head else ""


def _feed(path: str, data: Mapping[str, Any], text: str) -> OldFeed | None:
    form = _format(text)
    found = _entry_id(text) if form in ("rss", "atom") else None
    if found is None:
        return None
    inner, at = found
    loops = list(_LOOP.finditer(text, 0, at))
    named = [loop for loop in loops if loop[1] in _WORDS.findall(inner)] or loops
    if not named:
        return None
    permalink = data.get("permalink")
    address = permalink if isinstance(permalink, str) and permalink.strip() else f"/{path}"
    assigned = _assigned(text[:at], inner)
    at_root, pieces = f"/{address.strip().lstrip('/')}", named[-1][2]
    of = _OF_LABEL.search(pieces)
    return OldFeed(
        source=path, template=assigned + inner, variable=named[-1][1],
        addresses={at_root: form} if _is_whole(pieces, text[:at]) else {},
        of_labels={at_root: (of[1] or of[2], form)} if of else {},
    )  # fmt: skip


def _entry_id(text: str) -> tuple[str, int] | None:
    """What stands for an entry's id, and where. Readers take the link where there is no guid."""
    for opening, tag in (("<item", "<guid"), ("<entry", "<id"), ("<item", "<link")):
        entry = text.find(opening)
        start = text.find(tag, entry) if entry >= 0 else -1
        begin = text.find(">", start) + 1 if start >= 0 else 0
        end = text.find(f"</{tag[1:]}>", begin) if begin else -1
        if end >= 0:
            return text[begin:end].strip(), begin
    return None


def _assigned(before: str, inner: str) -> str:
    """The `assign` tags that the id is made with."""
    needed = set(_WORDS.findall(inner))
    kept: list[str] = []
    for tag in reversed(list(_ASSIGN.finditer(before))):
        if tag[1] in needed:
            kept.append(tag[0])
            needed |= set(_WORDS.findall(tag[2]))
    return "".join(reversed(kept))


def _is_whole(collection: str, before: str) -> bool:
    """Whether the loop goes over all posts, not over those of a category, tag or author."""
    words = collection.split("|")[0].split()
    name = words[0] if words else ""
    assigned = [tag[2] for tag in _ASSIGN.finditer(before) if tag[1] == name]
    text = f"{collection} {' '.join(assigned)}"
    return "posts" in text and not re.search(r"categor|tags?\b|author", text)


def _post(draft: Draft, config: Config) -> dict[str, Any]:
    slug = str(draft.data.get("slug") or draft.file.slug)
    moment = draft.moment
    when = moment if isinstance(moment, datetime) else moment and at_start(moment, config.zone)
    return {
        **{str(key): value for key, value in draft.data.items()},
        "url": draft.address,
        "id": post_id(draft.address, slug),
        "slug": slug,
        "date": when,
        "path": draft.file.path,
        "title": str(draft.data.get("title") or draft.file.slug),
    }


def _environment(config: Config) -> Environment:
    def relative_url(value: Any) -> str:
        path = str(value or "")
        return _normal(f"{config.base}/{path.lstrip('/')}" if path else config.base)

    def absolute_url(value: Any) -> str:
        text = str(value or "")
        return _normal(text) if "://" in text else _normal(f"{config.url}{relative_url(text)}")

    def date_to_xmlschema(value: Any) -> str:
        return value.isoformat(timespec="seconds") if isinstance(value, datetime) else str(value)

    environment = strict_environment()
    environment.filters.update(plain_filters())
    environment.filters["relative_url"] = relative_url
    environment.filters["absolute_url"] = absolute_url
    environment.filters["date_to_xmlschema"] = date_to_xmlschema
    return environment


def _normal(address: str) -> str:
    """The address as Addressable normalises it: a host in small letters, the path in ASCII."""
    scheme, mark, rest = address.partition("://")
    host, slash, path = rest.partition("/") if mark else ("", "", address)
    safe = quote(unicodedata.normalize("NFC", path), safe="/%!$&'()*+,;=:@-._~?#")
    return f"{scheme.lower()}://{host.lower()}{slash}{safe}" if mark else safe


def _as_read(text: str) -> str:
    """The value as a feed reader sees it, after XML's entities and CDATA."""
    plain = text.strip()
    if plain.startswith("<![CDATA[") and plain.endswith("]]>"):
        return plain[9:-3].strip()
    return unescape(plain)
