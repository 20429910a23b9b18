"""Tell addresses apart: ours to resolve, another host's, or one that runs a script.

Browsers forgive much in an address (tabs, line ends, backslashes, entities), so it is read here as
they read it: https://url.spec.whatwg.org/#concept-basic-url-parser
"""

import re
from typing import Final

_IGNORED = re.compile(r"[\t\n\r]")
_EDGES: Final = "".join(map(chr, range(0x21)))
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_HOST = re.compile(r"[/\\]*(?:[^/\\?#@]*@)?(\[[^\]]*\]|[^/\\?#:@]*)")
_SCRIPT_DATA = re.compile(r"data:[^,]*(?:html|xml|svg|script)", re.IGNORECASE)
_CANDIDATE = re.compile(r"[\s,]*([^\s,]\S*)([^,]*)")
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_HOST = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?[/\\]{2}[^\s\"')]*")
_HTTP: Final = ("http", "https", "ftp", "ws", "wss")


def _read(address: str) -> str:
    return _IGNORED.sub("", address).strip(_EDGES)


def scheme(address: str) -> str:
    """The scheme in small letters, or nothing."""
    match = _SCHEME.match(_read(address))
    return match[1].lower() if match else ""


def host(address: str) -> str:
    """The host that a browser would ask for this address, or nothing when it is our own."""
    address = _read(address)
    match = _SCHEME.match(address)
    if match:
        if match[1].lower() not in _HTTP:
            return ""
        address = address[match.end() :]
    elif address[:2].replace("\\", "/") != "//":
        return ""
    found = _HOST.match(address)
    return found[1].lower().rstrip(".") if found else ""


def is_ours(address: str) -> bool:
    """Whether the site has to resolve it: it names neither a scheme nor a host."""
    return not scheme(address) and not host(address)


def runs_script(address: str, *, as_image: bool = False) -> bool:
    """Whether following or loading it would run a script. Scripts in images never run."""
    kind = scheme(address)
    if kind in ("javascript", "vbscript"):
        return True
    return kind == "data" and not as_image and _SCRIPT_DATA.match(_read(address)) is not None


def candidates(srcset: str) -> list[tuple[str, str]]:
    """Addresses of a `srcset` with what follows each, such as ` 2x`."""
    found = []
    for address, rest in _CANDIDATE.findall(srcset):
        if address.endswith(","):
            found.append((address.rstrip(","), ""))
        else:
            found.append((address, rest.rstrip()))
    return found


def style_addresses(style: str) -> list[str]:
    """Addresses with a host anywhere in an inline style."""
    if "/" not in style and "\\" not in style:
        return []
    style = _CSS_ESCAPE.sub(_css_character, _CSS_COMMENT.sub("", style))
    return [match[0] for match in _CSS_HOST.finditer(style)]


def _css_character(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2] or ""
    code = int(match[1], 16)
    return chr(code) if code < 0x110000 else "\ufffd"


def is_allowed(name: str, hosts: tuple[str, ...]) -> bool:
    """Whether a host is one of these or below one of them."""
    return any(name == known or name.endswith("." + known) for known in hosts)
