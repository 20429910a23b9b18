"""Write a copy into the front matter of a piece's file, and say what was done."""

from datetime import date as day
from pathlib import Path
from typing import Any

from msgspec import Struct

from masthead.cli.sources import CannotRun
from masthead.source.copies import CannotRecord, Copy, with_copy
from masthead.source.values import is_web_address
from masthead.write.source import replace_source


class Recorded(Struct, frozen=True):
    """What happened, for people and for machines."""

    lines: list[str]
    values: dict[str, Any]


def record_copy(file: Path, channel: str, url: str, date: day) -> Recorded:
    """Write the copy into the file, unless it is there. Raises CannotRun with what to paste."""
    channel, url = channel.strip(), url.strip()
    if not is_web_address(url):
        raise CannotRun(f"{url} is not a web address: write it from https:// on")
    if not channel or not channel.isprintable():
        raise CannotRun("name the channel, such as `medium`")
    copy, data = Copy(channel, url, date), file.read_bytes()
    try:
        changed = with_copy(data, copy)
    except CannotRecord as error:
        paste = "\n".join(["", "syndicated:", *copy.lines("  ")])
        raise CannotRun(
            f"{error}. Nothing was written to {file}; add this yourself:{paste}"
        ) from error
    if changed != data:
        replace_source(file, changed)
    values = {"file": str(file), "recorded": changed != data, "channel": channel, "url": url}
    said = "recorded" if changed != data else "was already recorded"
    return Recorded([f"{url} {said} in {file}"], values)
