"""Lines of front matter for new files: YAML that people like to read and to go on writing.

In: keys with values, comments. Out: lines, each with its line break, that read back as just that.
"""

from typing import Any

import yaml

from masthead.content.characters import possible
from masthead.diagnostics.show import printable


def line(name: str, value: Any, comment: str = "") -> str:
    """One key with its value on one line; lists are in brackets."""
    text = yaml.safe_dump(
        {name: value}, allow_unicode=True, width=1_000_000_000, sort_keys=False,
        default_flow_style=None if isinstance(value, list) else False,
    )  # fmt: skip
    return f"{text.rstrip()}  # {one_line(comment)}\n" if comment else text


def hint(name: str, value: str, comment: str = "") -> str:
    """A key that is left to the author: a line that is YAML once its `#` is gone."""
    return f"# {name}: {one_line(value)}{f'  # {one_line(comment)}' if comment else ''}\n"


def one_line(text: str) -> str:
    """The text on one line, without anything that a terminal or an editor would not show."""
    return printable(spaced(text))


def spaced(text: str) -> str:
    """A title or name as the front matter's readers give it back: single spaces, one line.

    Unlike `one_line`, it keeps joiners and marks of direction: many scripts need them.
    """
    return " ".join(possible(text).split())


def cut(text: str, most: int) -> str:
    """The beginning up to the end of a word."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0].rstrip(" ,;:") + "…"
