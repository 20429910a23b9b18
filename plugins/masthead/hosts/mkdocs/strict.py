"""Count warnings as `--strict` does, but before anything is published."""

import logging
from collections import Counter
from typing import Final, Self

# The host's own logger, under either of its names.
_LOGGERS: Final = ("mkdocs", "properdocs")


class WarningCount(logging.Handler):
    """Counts log records from warnings up, between `begin` and `end`."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.counts: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        self.counts[record.levelname.lower()] += 1

    def begin(self) -> Self:
        """Start counting."""
        for name in _LOGGERS:
            logging.getLogger(name).addHandler(self)
        return self

    def end(self) -> str:
        """Stop counting; the counts in words, empty for none."""
        for name in _LOGGERS:
            logging.getLogger(name).removeHandler(self)
        return ", ".join(f"{n} {level}{'s' * (n != 1)}" for level, n in sorted(self.counts.items()))
