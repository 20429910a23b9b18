"""The files in which web servers look up former addresses and retired pieces.

In: ServerAddresses. Out: the bytes of each server's file. A path can hold any sign that an address
can; it stands encoded, or between quotes in which nothing of it means anything to the server.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from masthead.plan.machines.servers import ServerAddresses

_SAFE: Final = "/-._~"
_MADE: Final = "# Made by Masthead: former addresses (301) and retired pieces (410)."
_CLOUDFLARE: Final = 2000
"""Redirects that Cloudflare takes; the pages at the other addresses lead on by themselves."""
_ONCE: Final = 'RewriteCond "%{ENV:REDIRECT_STATUS}" "!=410"'
"""Not again while Apache fetches the notice for its answer."""
_LINE: Final = 64
_LARGEST: Final = 2048


def netlify_redirects(data: ServerAddresses) -> bytes:
    """`_redirects` for Netlify; with `!`, a rule goes before the file at its address."""
    lines = [f"{_encoded(path)} {to} 301!" for path, to in data.moved]
    lines += [f"{_encoded(path)} {_encoded(file)} 410!" for path, file in data.gone]
    return _file([_MADE, *lines])


def cloudflare_redirects(data: ServerAddresses) -> bytes:
    """`_redirects` for Cloudflare Pages, which knows no 410."""
    lines = [f"{_encoded(path)} {to} 301" for path, to in _both_ways(data.moved)]
    return _file([_MADE, *lines[:_CLOUDFLARE]])


def nginx_maps(data: ServerAddresses) -> bytes:
    """Two maps for nginx. Its keys do not tell case apart, so a key stands for one address only."""
    seen = set(data.pages)
    # In a value, nginx takes `$` for the beginning of a variable.
    moved = [(path, to.replace("$", "%24")) for path, to in _once(_both_ways(data.moved), seen)]
    gone = [(path, file) for path, file in _once(data.gone, set()) if "$" not in file]
    longest = max((len(path.encode()) for path, _ in (*moved, *gone)), default=0)
    return _file([
        _MADE,
        f"map_hash_bucket_size {_power(longest + 32, _LINE)};",
        f"map_hash_max_size {_power(2 * max(len(moved), len(gone)), _LARGEST)};",
        *_map("masthead_moved", moved),
        *_map("masthead_gone", gone),
    ])  # fmt: skip


def apache_rules(data: ServerAddresses) -> bytes:
    """`.htaccess` for Apache's HTTP server, for mod_rewrite."""
    lines = [_MADE, "<IfModule mod_rewrite.c>", "RewriteEngine On"]
    for path, to in data.moved:
        target = to.replace("\\", "%5C").replace("%", "\\%").replace("$", "\\$")
        lines.append(f'RewriteCond "%{{REQUEST_URI}}" "{_pattern(path)}"')
        lines.append(f'RewriteRule "^" "{target}" [R=301,L,NE]')
    for path, _ in data.gone:
        lines.append(_ONCE)
        lines.append(f'RewriteCond "%{{REQUEST_URI}}" "{_pattern(path)}"')
        lines.append('RewriteRule "^" "-" [G,L]')
    lines.append("</IfModule>")
    for path, file in data.gone:
        expression = f"%{{REQUEST_URI}} =~ m#{_pattern(path)}#"
        lines += [f'<If "{expression}">', f'ErrorDocument 410 "{_encoded(file)}"', "</If>"]
    return _file(lines)


def _encoded(path: str) -> str:
    return quote(path, safe=_SAFE)


def _both_ways(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """A folder answers with and without the slash at its end."""
    for path, to in rows:
        yield path, to
        if path.endswith("/") and len(path) > 1:
            yield path[:-1], to


def _once(rows: Iterable[tuple[str, str]], seen: set[str]) -> Iterator[tuple[str, str]]:
    for path, to in rows:
        folded = path.casefold()
        if folded not in seen:
            seen.add(folded)
            yield path, to


def _map(name: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"map $uri ${name} {{"
    yield '    default "";'
    yield from (f'    "{_quoted(path)}" "{_quoted(value)}";' for path, value in rows)
    yield "}"


def _quoted(path: str) -> str:
    return path.replace("\\", "\\\\").replace('"', '\\"')


def _pattern(path: str) -> str:
    """An expression for exactly this path; the slash of a folder may be missing."""
    whole, optional = (path[:-1], "/?") if path.endswith("/") and len(path) > 1 else (path, "")
    return f"^{''.join(map(_literal, whole))}{optional}$"


def _literal(character: str) -> str:
    """A character that means itself in an expression, between quotes, and between two `#`."""
    if character.isascii() and (character.isalnum() or character in "/-_~"):
        return character
    return "".join(f"\\x{byte:02x}" for byte in character.encode())


def _power(least: int, smallest: int) -> int:
    size = smallest
    while size < least:
        size *= 2
    return size


def _file(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


SERVERS: Final = {
    "netlify addresses": netlify_redirects,
    "cloudflare addresses": cloudflare_redirects,
    "nginx addresses": nginx_maps,
    "apache addresses": apache_rules,
}
"""What makes each kind of file."""
