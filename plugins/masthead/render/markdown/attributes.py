"""Check the attributes of a tag: addresses are cut, scripts refused, other hosts kept out.

The same rules hold for what Markdown made and for what an author typed, so nothing depends on
telling the two apart.
"""

import re

from masthead.content.document import Link, LinkKind
from masthead.diagnostics import rules
from masthead.render.markdown import addresses, tags
from masthead.render.markdown.source import Place
from masthead.render.markdown.walk import Value, Walk

_FOLLOWED = frozenset(("href", "xlink:href", "cite", "longdesc"))
_DRAWN = frozenset(("href", "xlink:href"))
"""Loaded at once, as by `<use>` in a drawing, unless the element is a link."""
_LOADED = frozenset(("src", "data", "poster", "background", "dynsrc", "lowsrc"))
_SETS = frozenset(("srcset", "imagesrcset"))
_ACTIONS = frozenset(("action", "formaction", "to", "from", "values", "by", "ping"))
_LINKING = frozenset(("a", "area"))
_IMAGES = frozenset(("img", "image", "input", "picture"))
_POSITION = "data-sourcepos"
_LEFTOVER = re.compile(r' ?data-sourcepos(?:=(?:"[^"]*"?)?)?')
_GENERATED = ("#__codelineno", "#fn:", "#fnref")
_TEMPLATE = ("{{", "{%", "%7B%7B", "%7B%25")
_DOWNLOAD = "Save the file beside the text and refer to it by a relative path."
_ALLOW = "or add the host to `remote_hosts`."


def sieve(walk: Walk, name: str, raw: str, known: dict[str, str] | None = None) -> dict[str, Value]:
    """The attributes that may stay, each address among them as a Link where the site resolves it.

    `raw` are the attributes as they stand in the HTML, `known` the same already read
    by one who has called `locate`.
    """
    kept: dict[str, Value] = {}
    if known is None:
        locate(walk, name, raw)
        known = tags.attributes(raw)
    for key, value in known.items():
        if _POSITION in value:
            value = _LEFTOVER.sub("", value)
        kind = _kind(name, key)
        if key.startswith("on"):
            _refuse(
                walk, walk.source.near(key), f"The attribute `{key}` runs a script.", "Remove it."
            )
        elif key == "style":
            if _style_stays(walk, value):
                kept[key] = value
        elif key == "id":
            if value:
                kept[key] = walk.ids.unique(value)
        elif key in _SETS:
            parts = _candidates(walk, value, raw)
            if parts:
                kept[key] = parts
        elif kind is not None:
            address = check(walk, value, kind, raw)
            loads = key in _LOADED or (key in _DRAWN and name not in _LINKING)
            if loads and isinstance(address, str) and walk.is_foreign(address):
                keep_out(walk, address, raw)
            elif address is not None:
                kept[key] = address
        elif key in _ACTIONS and addresses.runs_script(value):
            _refuse(walk, walk.source.near(value), "The address runs a script.", "Remove it.")
        elif key == "markdown" and walk.gfm:
            _other_dialect(walk, walk.source.near("markdown"))
        elif key != "data-sourcepos":
            kept[key] = value
            if key == "name" and name == "a":
                walk.names.add(value)
    return kept


def locate(walk: Walk, name: str, raw: str) -> None:
    """Bring the source to this tag, if the author typed it."""
    if walk.gfm and "data-sourcepos" not in raw:
        walk.settle()
        walk.source.tag(name)


def _kind(name: str, key: str) -> LinkKind | None:
    if key in _FOLLOWED:
        return LinkKind.IMAGE if name in _IMAGES else LinkKind.LINK
    if key in _LOADED:
        return LinkKind.IMAGE if name in _IMAGES or key == "poster" else LinkKind.MEDIA
    return None


def check(walk: Walk, address: str, kind: LinkKind, raw: str) -> Value | None:
    """A Link where the site resolves it, the address itself where not, None where it is refused."""
    if address.startswith(("https://", "http://", "mailto:")):
        return address
    if addresses.runs_script(address, as_image=kind is LinkKind.IMAGE):
        place = walk.source.address(address, raw)
        _refuse(walk, place, "The address runs a script.", "Link to a page instead.")
        return None
    if walk.gfm and any(sign in address for sign in _TEMPLATE):
        _template(walk, walk.source.address(address, raw))
        return None
    if not addresses.is_ours(address) or (not walk.gfm and address.startswith(_GENERATED)):
        return address
    return walk.link(walk.source.address(address, raw), kind)


def keep_out(walk: Walk, address: str, raw: str, what: str = "this") -> None:
    """Report that something would be loaded from another host."""
    place = walk.source.address(address, raw)
    walk.note(
        rules.REMOTE_MEDIA,
        place,
        f"{what} would come from {addresses.host(address)}, which then learns of every reader.",
        f"{_DOWNLOAD[:-1]}, {_ALLOW}",
    )


def _candidates(walk: Walk, value: str, raw: str) -> Value | None:
    parts: list[str | Link] = []
    for address, rest in addresses.candidates(value):
        if walk.is_foreign(address):
            keep_out(walk, address, raw)
            return None
        checked = check(walk, address, LinkKind.IMAGE, raw)
        if checked is None or isinstance(checked, list):
            return None
        parts += [", " if parts else "", checked, rest]
    return parts


def _style_stays(walk: Walk, style: str) -> bool:
    for address in addresses.style_addresses(style):
        if walk.is_foreign(address):
            keep_out(walk, address, "", "a part of this style")
            return False
    return True


def _refuse(walk: Walk, place: Place, message: str, remedy: str) -> None:
    walk.note(rules.UNSAFE_LINK, place, message, remedy)


def _other_dialect(walk: Walk, place: Place) -> None:
    walk.note(
        rules.OTHER_DIALECT,
        place,
        "`markdown` on an HTML tag belongs to Python-Markdown",
        "Remove it and leave a blank line between the tag and the Markdown inside.",
    )


def _template(walk: Walk, place: Place) -> None:
    walk.note(
        rules.OTHER_DIALECT,
        place,
        f"`{place.written}` is a template tag, which nothing fills in here",
        "Write the address itself.",
    )
