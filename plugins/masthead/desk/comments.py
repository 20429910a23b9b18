"""Comments in Markdown: what an author reads in the file, and no reader of the site ever does."""

import re
from textwrap import fill
from typing import Final

_WIDTH: Final = 96
_END: Final = re.compile(r"--(!?)>")


def comment(text: str) -> str:
    """The text as a comment, wrapped."""
    return fill(f"<!-- {inert(text)} -->", _WIDTH, break_long_words=False, break_on_hyphens=False)


def inert(text: str) -> str:
    """The text as it can stand in a comment: nothing in it ends the comment."""
    return _END.sub(r"-- \1>", text)  # a space more changes no meaning
