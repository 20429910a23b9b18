"""Reads the date of each source file: the least that any build must do. Makes no site."""

import sys
from pathlib import Path

from benchmarks.tools.masthead import Masthead

LOOK = """
import os
for folder, _, names in os.walk("docs"):
    for name in names:
        os.stat(os.path.join(folder, name))
"""


class Dates(Masthead):
    """Masthead's sources, only looked at."""

    name = "dates"
    title = "Reading file dates"
    builds = False

    def program(self) -> Path | None:
        """Python."""
        return Path(sys.executable)

    def version(self) -> str:
        """Python's, which the machine's line names."""
        return ""

    def build(self, program: Path) -> list[str]:
        """One walk through the folder."""
        return [str(program), "-S", "-c", LOOK]

    def serve(self, program: Path, port: int) -> list[str]:
        """There is nothing to show."""
        raise NotImplementedError
