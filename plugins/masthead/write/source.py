"""Replace a source file in one step: a reader sees the old bytes or the new ones, never half."""

import os
import shutil
from pathlib import Path
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
