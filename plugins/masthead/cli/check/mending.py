"""`masthead check --fix`: write the answers into the files, until none is left to write."""

from collections import Counter
from collections.abc import Callable
from itertools import groupby
from typing import Final

from masthead.cli.check.run import Seen
from masthead.desk.fixes import mended
from masthead.write.source import replace_source

_ROUNDS: Final = 5
"""A repaired key has a value that was not judged before; few mistakes lie behind each other."""


def mend(seen: Seen, look: Callable[[], Seen]) -> tuple[Seen, tuple[tuple[str, int], ...]]:
    """What is left to find after everything with one right answer was written, and what was.

    Raises OSError where a file cannot be written; each is either as it was or as it should be.
    """
    fixed: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        answered = _mend_once(seen)
        if not answered:
            break
        fixed += answered
        seen = look()
    return seen, tuple(sorted(fixed.items()))


def _mend_once(seen: Seen) -> Counter[str]:
    done: Counter[str] = Counter()
    answerable = (finding for finding in seen.findings if finding.instead)
    for path, findings in groupby(answerable, key=lambda finding: finding.position.path):
        file = seen.root / path
        if not file.is_file() or not file.resolve().is_relative_to(seen.root.resolve()):
            continue
        if answer := mended(file.read_bytes(), findings):
            replace_source(file, answer.data)
            done[path] += len(answer.answered)
    return done
