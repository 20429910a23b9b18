"""Values of other systems' front matter as the plain values that Masthead takes."""

from collections.abc import Iterable, Mapping
from typing import Any

from masthead.importers.markdown.plain import from_html, plain
from masthead.importers.report import Log

_DEEPEST = 12


def plain_value(value: Any, depth: int = 0) -> Any:
    """The value made of what YAML can hold, cut off where it is nested absurdly deep."""
    if depth > _DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        return {str(k): plain_value(v, depth + 1) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain_value(v, depth + 1) for v in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


def is_text(value: Any) -> bool:
    """Whether the value is one word or sentence."""
    return (
        isinstance(value, str | int | float)
        and not isinstance(value, bool)
        and bool(str(value).strip())
    )


def texts(value: Any) -> list[str]:
    """The value as a list of texts; nested lists are flattened, empty entries go."""
    if isinstance(value, list | tuple):
        return [text for item in value for text in texts(item)]
    return [str(value).strip()] if is_text(value) else []


def words(value: Any) -> list[str]:
    """A list, or a string of words with spaces (or, by mistake, commas) between."""
    if isinstance(value, str):
        parts = value.split(",") if "," in value else value.split()
        return [p.strip() for p in parts if p.strip()]
    return texts(value)


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Without repetitions, in order."""
    return tuple(dict.fromkeys(items))


def title_text(value: Any, log: Log, line: int) -> str:
    """A title as plain text."""
    raw = " ".join(str(value).split())
    if not any(c in raw for c in "<&`*_[\\"):
        return raw
    text = plain(raw) or from_html(raw)
    if text != raw:
        log.change(line, "title", f"plain text instead of {raw!r}")
    return text


def description_text(value: Any, log: Log, line: int) -> str:
    """A description as plain text."""
    raw = " ".join(str(value).split())
    text = plain(raw) if any(c in raw for c in "<&`*_[\\") else raw
    if text != raw:
        log.change(line, "description", "plain text instead of Markdown or HTML")
    return text


def is_web(value: Any) -> bool:
    """Whether the value is an absolute web address."""
    return isinstance(value, str) and value.strip().lower().startswith(("http://", "https://"))
