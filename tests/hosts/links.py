"""Follows every internal link of a built site to the file that answers it, and to its anchor."""

from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser


def dead_links(files: Mapping[str, bytes], base: str = "") -> list[str]:
    """Links of all pages that lead nowhere, as `page -> address`. `base` is the site's address."""
    anchors: dict[str, set[str]] = {}
    dead = []
    for name, data in files.items():
        if not name.endswith(".html") or name == "404.html":  # shown at any address
            continue
        for address in addresses_of(data.decode()):
            target, anchor = _target(name, address, base)
            if target is None:
                continue
            if target not in files:
                dead.append(f"{name} -> {address}")
            elif anchor and target.endswith(".html"):
                if target not in anchors:
                    anchors[target] = set(_anchors_of(files[target].decode()))
                if anchor not in anchors[target]:
                    dead.append(f"{name} -> {address}")
    return dead


def addresses_of(html: str) -> Iterator[str]:
    """The addresses of links, images, style sheets and scripts."""
    tree = LexborHTMLParser(html)
    for selector, attribute in (
        ("a[href]", "href"), ("link[href]", "href"), ("img[src]", "src"), ("script[src]", "src"),
        ("source[src]", "src"), ("video[src]", "src"), ("video[poster]", "poster"),
    ):  # fmt: skip
        for node in tree.css(selector):
            yield node.attributes[attribute] or ""
    for node in tree.css("meta[http-equiv=refresh]"):
        yield (node.attributes["content"] or "").partition("url=")[2]


def _anchors_of(html: str) -> Iterator[str]:
    for node in LexborHTMLParser(html).css("[id], a[name]"):
        yield node.attributes.get("id") or node.attributes.get("name") or ""


def _target(page: str, address: str, base: str) -> tuple[str | None, str]:
    """The file and the anchor that an address on a page leads to; None for another site's."""
    if base and address.startswith(base):
        address = "/" + address.removeprefix(base)
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None, ""
    path = unquote(parts.path)
    if not path:
        return page, unquote(parts.fragment)
    full = path.lstrip("/") if path.startswith("/") else join(dirname(page), path)
    clean = normpath(full).removeprefix("./")
    clean = "" if clean == "." else clean
    if path.endswith(("/", "/..")) or path in (".", "..") or not clean:
        clean = f"{clean}/index.html".lstrip("/")
    return clean, unquote(parts.fragment)
