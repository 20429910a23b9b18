"""For people at a terminal: as a build shows findings, with the source line and a caret."""

from masthead.cli.check.forms import Told
from masthead.diagnostics.show import printable, show_findings


def as_text(told: Told) -> str:
    """Every finding as a block, and a line that counts them."""
    lines = [f"mended {count} in {printable(path)}" for path, count in told.fixed]
    return "\n".join([*lines, show_findings(told.findings, told.lines)])
