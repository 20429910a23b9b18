"""Replace or add a source file in one step: nobody ever sees half of it."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from tempfile import mkstemp


def replace_source(file: Path, data: bytes) -> None:
    """Write `data` into the file; its permissions stay. A link goes on leading where it led."""
    file = file.resolve()
    handle, name = mkstemp(dir=file.parent, prefix=f".{file.name[:60]}.", suffix=".tmp")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as draft_file:
            draft_file.write(data)
            draft_file.flush()
            os.fsync(draft_file.fileno())
        shutil.copymode(file, draft)
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def add_source(file: Path, data: bytes) -> None:
    """Write a new file, all of it or nothing. Raises FileExistsError where one is already."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{token_hex(8)}.tmp")
    try:
        beside.write_bytes(data)
        try:
            os.link(beside, file)  # unlike a renaming, it never takes another file's place
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            with file.open("xb") as new:
                new.write(data)
    finally:
        with suppress(OSError):
            beside.unlink()
