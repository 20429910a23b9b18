"""An index that is published already: made of the same texts, it need not be made again."""

from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from masthead.search.index import ENTRY, VERSION, Entry


class Kept(Struct, frozen=True):
    """The files of an index that stays."""

    made: dict[str, bytes]

    def files(self) -> dict[str, bytes]:
        """Each file by its path below the site's root."""
        return self.made


def kept(site: Path, mark: str) -> Kept | None:
    """The published index if it has this fingerprint and every file is as it was made.

    Reading it takes a fiftieth of the time of making it.
    """
    try:
        first = (site / ENTRY).read_bytes()
        entry = msgspec.json.decode(first, type=Entry)
        if entry.version != mark[:VERSION]:
            return None
        made = {file: (site / file).read_bytes() for file in entry.files()}
    except (OSError, msgspec.MsgspecError):
        return None
    digest = sha256()
    for data in made.values():
        digest.update(data)
    digest.update(msgspec.json.encode((entry.words, entry.ways)))
    return Kept({**made, ENTRY: first}) if digest.hexdigest() == entry.digest else None
