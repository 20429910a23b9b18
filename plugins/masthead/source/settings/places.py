"""Readers for folders and addresses of the site, for its collections', and for its time zone."""

from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from masthead.content.marks import Key
from masthead.diagnostics.rules import BAD_SETTING
from masthead.settings import COLLECTIONS
from masthead.source.nodes import Node
from masthead.source.reading import Field, Reader, Reading, nearest
from masthead.source.settings.groups import group


def _folder(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    path = node.text.strip().removeprefix("./").strip("/")
    strange = {"", ".", ".."}.intersection(path.split("/")) or not path.isprintable()
    if node.kind in ("list", "keys") or strange or "\\" in path:
        return reading.fail(
            node, BAD_SETTING, f"`{node.text}` is not a folder inside the site",
            f"Write its name as it stands on the disk, such as `{key[0]}: posts`.",
        )  # fmt: skip
    return path


def _address(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    path = node.text.strip().strip("/")
    strange = any(c in path for c in " ?#:\\\"'<>") or ".." in path or not path.isprintable()
    if node.kind in ("list", "keys") or strange:
        return reading.fail(
            node, BAD_SETTING, f"`{node.text}` is not an address of this site",
            "Write a path below the site's root, such as `blog/`.",
        )  # fmt: skip
    return f"{path}/" if path else ""


def _zone(reading: Reading, node: Node, key: tuple[Key, ...]) -> ZoneInfo | None:
    try:
        return ZoneInfo(node.text.strip())
    except (ValueError, OSError, KeyError):
        return reading.fail(
            node, BAD_SETTING, f"there is no time zone `{node.text}`",
            f"Write `{_zone_named_like(node.text)}`, or another name from the IANA list of zones.",
        )  # fmt: skip


def _zone_named_like(text: str) -> str:
    """The zone whose city was written alone, or that was misspelt."""
    zones = sorted(available_timezones())
    cities = {zone.rsplit("/", 1)[-1].casefold(): zone for zone in reversed(zones)}
    city = text.strip().replace(" ", "_").casefold()
    return cities.get(city) or nearest(text, zones) or "Europe/Berlin"


def _folders(reading: Reading, node: Node, key: tuple[Key, ...]) -> tuple[str, ...] | None:
    nodes = node.items if node.kind == "list" else (node,)
    folders = [_folder(reading, item, (*key, index)) for index, item in enumerate(nodes)]
    return tuple(dict.fromkeys(folder for folder in folders if folder)) or None


ADDRESS: Final = Reader("an address below the site's root", _address)
ADDRESSES: Final = group(
    dict, tuple(Field(name, ADDRESS, "") for name in COLLECTIONS), "Write `authors: people/`."
)
FOLDER: Final = Reader("a folder", _folder)
FOLDERS: Final = Reader("a list of folders, or one", _folders)
ZONE: Final = Reader("the name of a time zone", _zone)
