"""Where the links and images of imported texts lead now.

In: a blog, and the file that each post will have. Out: for each address in a text the new one.
Links between posts become relative paths to `.md` files; pages that stay behind become absolute
addresses of the old site; images and files that the source has are copied.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from posixpath import join, relpath
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from msgspec import Struct, field

from masthead.importers.files import Tree
from masthead.importers.model import ImportedPost
from masthead.importers.names import address_key, inside
from masthead.importers.report import Log

MEDIA: Final = "docs/posts/media"
_SAFE: Final = "/-._~!$&'*+,;=:@%"
_PAGES: Final = (".md", ".markdown", ".html", ".htm")


class Resolver(Struct):
    """Knows every post's new file. `copies` collects what has to be copied: new path to source."""

    tree: Tree
    url: str
    base: str
    roots: tuple[str, ...]
    files: Mapping[str, str]
    """New file by source path."""
    posts: Mapping[str, ImportedPost]
    """Post by source path."""
    addresses: Mapping[str, str]
    """Source path by key of an old address."""
    elsewhere: Mapping[tuple[str, str], str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    docs: str | None = None
    directory_urls: bool = True
    people: Mapping[str, str] = field(default_factory=dict)
    """New address by key of an author page's old address."""
    copies: dict[str, str] = field(default_factory=dict)
    missing: dict[str, set[str]] = field(default_factory=dict)
    hosts: dict[str, int] = field(default_factory=dict)

    def link(self, target: str, post: ImportedPost, line: int, log: Log) -> str | None:
        """The new address; None when the words are better off without a link."""
        target = target.strip()
        if target.startswith("#"):
            return self._own_anchor(target, post)
        try:
            parts = urlsplit(target)
            host = (parts.hostname or "").lower()
        except ValueError:
            log.todo(line, "link", f"not an address: {target[:120]}")
            return None
        if parts.scheme in ("javascript", "vbscript", "data"):
            log.loss(line, "link", f"an unsafe address: {target[:80]}")
            return None
        if parts.scheme and parts.scheme not in ("http", "https"):
            return target
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        if host:
            return self._absolute(target, host, parts.path, anchor, post, line, log)
        if not parts.path:
            return target
        return self._on_site(parts.path, parts.query, anchor, post, line, log)

    def _own_anchor(self, target: str, post: ImportedPost) -> str:
        name = unquote(target[1:])
        return f"#{post.anchors[name]}" if name in post.anchors else target

    def _absolute(
        self,
        target: str,
        host: str,
        path: str,
        anchor: str,
        post: ImportedPost,
        line: int,
        log: Log,
    ) -> str | None:
        key = address_key(path)
        source = self.elsewhere.get((host, key))
        if source is None and self.url and host == urlsplit(self.url).hostname:
            source = self.addresses.get(address_key(self._without_base(path)))
        if source is None:
            return target
        return self._to_post(source, anchor, post, line, log, target)

    def _without_base(self, path: str) -> str:
        if self.base and (path == self.base or path.startswith(self.base + "/")):
            return path[len(self.base) :] or "/"
        return path

    def _to_post(
        self, source: str, anchor: str, post: ImportedPost, line: int, log: Log, old: str
    ) -> str | None:
        other = self.posts[source]
        if other.draft and not post.draft:
            log.todo(line, "link", f"{old[:160]} leads to a draft; the words stay, the link goes")
            return None
        if source == post.source:
            return (
                self._own_anchor(anchor, post)
                if anchor
                else relative(self.files[source], self.files[post.source])
            )
        new = relative(self.files[source], self.files[post.source])
        name = unquote(anchor[1:])
        if name and name not in other.anchors and name not in other.anchors.values():
            log.change(
                line,
                "link",
                f"the anchor {anchor[:80]} is not in {source}; the link leads to its beginning",
            )
            anchor = ""
        elif name:
            here = other.anchors.get(name, name)
            anchor = f"#{here}" if here else ""
        log.change(line, "link", f"{old[:160]} is {new[:160]}{anchor} now")
        return new + anchor

    def _on_site(
        self, path: str, query: str, anchor: str, post: ImportedPost, line: int, log: Log
    ) -> str | None:
        tail = (f"?{query}" if query else "") + anchor
        if path.startswith("/"):
            site = self._without_base(path)
        else:
            beside = _beside(post.source, unquote(path).rstrip("/"))
            if beside and beside in self.posts:
                return self._to_post(beside, anchor, post, line, log, path + anchor)
            if beside and (copied := self._copy(beside, post, page=False)):
                return copied + anchor
            page = self.pages.get(beside or "") or self._markdown_page(beside)
            site = page or _joined(post.address, path)
        key = address_key(site)
        if source := self.addresses.get(key):
            return self._to_post(source, anchor, post, line, log, path + anchor)
        if person := self.people.get(key):
            new = relative(person, self.files[post.source])
            log.change(line, "link", f"{path[:160]} is {new} now")
            return new
        for root in self.roots:
            if copied := self._copy(join(root, unquote(site).lstrip("/")), post, page=False):
                return copied + anchor
        return self._site_address(
            (self.base if not site.startswith(self.base + "/") else "") + site,
            tail,
            path,
            line,
            log,
        )

    def _markdown_page(self, beside: str | None) -> str:
        """The address of a `.md` file that is not in the source."""
        if self.docs is None or beside is None or not beside.endswith((".md", ".markdown")):
            return ""
        stem = beside.removeprefix(f"{self.docs}/" if self.docs else "").rsplit(".", 1)[0]
        folder, _, name = stem.rpartition("/")
        if name in ("index", "README"):
            return f"/{folder}/" if folder else "/"
        return f"/{stem}/" if self.directory_urls else f"/{stem}.html"

    def _site_address(self, site: str, tail: str, old: str, line: int, log: Log) -> str | None:
        if not self.url:
            log.todo(
                line,
                "link",
                f"{old[:160]} is a page of the old site, whose address is not known (--site-url "
                "gives it); the words stay, the link goes",
            )
            return None
        new = f"{self.url}{quote(unquote(site), safe=_SAFE)}{tail}"
        log.change(line, "link", f"{old[:160]} is {new[:200]} now")
        return new

    def image(self, target: str, post: ImportedPost, line: int, log: Log, at: str = "") -> str:
        """The new address of an image or another file that the text shows."""
        target = target.strip()
        try:
            parts = urlsplit(target)
            host = (parts.hostname or "").lower()
        except ValueError:
            return target
        if parts.scheme == "data" or not target:
            return target
        own = bool(host) and bool(self.url) and host == urlsplit(self.url).hostname
        if host and not own:
            self.hosts[host] = self.hosts.get(host, 0) + 1
            return target
        path = unquote(parts.path)
        candidates = self._places(path, post, own=own)
        for candidate in candidates:
            if copied := self._copy(candidate, post, page=True, at=at):
                return copied
        if own:
            self.hosts[host] = self.hosts.get(host, 0) + 1
            return target
        wanted = next((c for c in candidates if inside(c)), "")
        if not wanted:
            log.todo(line, "missing image", f"{target[:160]} leads out of the source")
            return "missing.png"
        wanted = wanted.removeprefix(f"{self.docs}/") if self.docs else wanted
        log.todo(
            line,
            "missing image",
            f"{target[:200]} is not in the source; put it at {MEDIA}/{wanted[:160]}",
        )
        self.missing.setdefault(wanted, set()).add(post.source)
        return relative(f"{MEDIA}/{wanted}", at or self.files[post.source])

    def _places(self, path: str, post: ImportedPost, *, own: bool) -> list[str]:
        if path.startswith("/") or own:
            site = self._without_base("/" + path.lstrip("/")).lstrip("/")
            return [clean for root in self.roots if (clean := inside(join(root, site)))]
        places = [_beside(post.source, path), inside(_joined(post.address, path))]
        places += [inside(join(root, path)) for root in self.roots]
        return [place for place in places if place]

    def _copy(self, source: str, post: ImportedPost, *, page: bool, at: str = "") -> str | None:
        clean = inside(source)
        if clean is None or (not page and PurePosixPath(clean).suffix.lower() in (*_PAGES, "")):
            return None
        if (
            PurePosixPath(clean).suffix.lower() in (".md", ".markdown")
            or self.tree.find(clean) is None
        ):
            return None
        short = clean.removeprefix(f"{self.docs}/") if self.docs else clean
        new = f"{MEDIA}/{short}"
        if self.copies.get(new, clean) != clean:
            new = f"{MEDIA}/{clean}"
        self.copies[new] = clean
        return relative(new, at or self.files[post.source])


def _beside(source: str, path: str) -> str | None:
    return inside(join(str(PurePosixPath(source).parent), path))


def _joined(address: str, path: str) -> str:
    """What a relative address means on the page at `address`, as a browser reads it."""
    try:
        return urlsplit(urljoin(address or "/", path)).path
    except ValueError:
        return "/"


def relative(target: str, origin: str) -> str:
    """The path from one new file to another, as an address."""
    return quote(relpath(target, str(PurePosixPath(origin).parent)), safe="/-._~!$&'*+,;=@")
