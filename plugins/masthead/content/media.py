"""The media types of files, by their names.

In: a path. Out: a media type, the same on every machine.
"""

from mimetypes import MimeTypes
from typing import Final

# Not the machine's table, which would give other bytes on another machine.
_TYPES: Final = MimeTypes(filenames=())
_TYPES.add_type("image/webp", ".webp")
_TYPES.add_type("image/avif", ".avif")
_TYPES.add_type("audio/mp4", ".m4a")
_TYPES.add_type("audio/ogg", ".ogg")
_TYPES.add_type("audio/opus", ".opus")
_TYPES.add_type("audio/flac", ".flac")


def media_type(path: str) -> str:
    """The type of a file of this name; nothing for a name that says none."""
    return _TYPES.guess_type(path)[0] or ""
