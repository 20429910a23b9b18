"""The settings that decide how much a page weighs: its images, the theme's script, packed files."""

from typing import Final

from masthead.content.marks import Key
from masthead.diagnostics.rules import BAD_SETTING, UNKNOWN_SETTING
from masthead.settings import NO_COPIES, ImageSettings
from masthead.source.nodes import Node
from masthead.source.reading import (
    FLAG,
    Field,
    Reader,
    Reading,
    choice,
    list_of,
    read_keys,
    whole_number,
)
from masthead.source.settings.groups import named

_PACKINGS: Final = {"br": "br", "gz": "gz"}
_IMAGE_FORMATS: Final = {"webp": "webp", "avif": "avif"}
_WIDTHS: Final = list_of(whole_number(16, 4096))


def _images(reading: Reading, node: Node, key: tuple[Key, ...]) -> ImageSettings | None:
    if node.kind == "boolean":
        return ImageSettings() if node.truth else NO_COPIES
    if node.kind != "keys":
        return reading.fail(
            node, BAD_SETTING, "here stand no keys",
            "Write `widths:`, `portraits:`, `format:` or `quality:` below it, or `images: false`.",
        )  # fmt: skip
    values = read_keys(reading, node, IMAGE_KEYS, key, rule=UNKNOWN_SETTING)[0]
    for name in ("widths", "portraits"):
        if name in values:
            values[name] = tuple(sorted(set(values[name])))
    return ImageSettings(**values)


IMAGE_KEYS: Final = (
    Field("widths", _WIDTHS, "The widths in pixels that images are offered in. Default: 320, 680, 1200, 1600."),
    Field("portraits", _WIDTHS, "The same for portraits. Default: 96, 192, 384."),
    Field("format", choice(_IMAGE_FORMATS, BAD_SETTING, "the format"), "What the smaller copies are. Default: `webp`."),
    Field("quality", whole_number(1, 100), "How well they are kept, from 1 to 100. Default: 60."),
)  # fmt: skip
LIGHT_KEYS: Final[tuple[Field, ...]] = (
    Field("images", Reader(f"{named(IMAGE_KEYS)}, or `false`", _images), "Smaller copies of images, made once. `false`: none."),
    Field("late_script", FLAG, "The theme's script comes when a reader first does something. Default: `true`."),
    Field("compress", list_of(choice(_PACKINGS, BAD_SETTING, "the packing")), "Packed files beside each file of text: `br`, `gz`. Default: none."),
)  # fmt: skip
