"""Read files of other systems as leniently as those systems did, and refuse by name what is broken.

In: bytes. Out: text, front matter and body, or a Refusal with a line and a reason. YAML is read
with libyaml, which like Ruby accepts tabs after a list's dash; dates stay text, because each
system gives an undated time zone its own meaning.
"""

import re
from pathlib import Path
from typing import Any, Final

import yaml
from msgspec import Struct

from masthead.diagnostics import MastheadError

_BIGGEST: Final = 20_000_000
_MOST_NODES: Final = 200_000
_FENCE: Final = re.compile(r"---[ \t]*")
_CLOSE: Final = re.compile(r"(?:---|\.\.\.)[ \t]*")


class Refusal(MastheadError):  # noqa: N818 - the file is refused, the importer is well
    """Why a file cannot be taken, and where in it."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class Parts(Struct, frozen=True):
    """A file's front matter, its body, and the line on which the body begins."""

    data: dict[str, Any]
    body: str
    body_line: int


class _Loader(yaml.CSafeLoader):
    """libyaml's parser; every scalar that looks like a date stays as written, tags are inert."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _inert(loader: yaml.Loader, suffix: str, node: yaml.Node) -> Any:
    """A value under a tag that is not ours to run, such as `!!python/name:…`: its plain value."""
    if isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
        return {**value, "!": suffix} if suffix.startswith("python/") else value
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return f"!{suffix}" if not node.value else node.value


_Loader.add_multi_constructor(
    "tag:yaml.org,2002:python/", lambda loader, s, n: _inert(loader, f"python/{s}", n)
)
_Loader.add_multi_constructor("!", _inert)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


def read_text(path: Path) -> str:
    """The file's text without byte order mark, with `\\n` line ends."""
    try:
        if path.stat().st_size > _BIGGEST:
            raise Refusal(f"the file is larger than {_BIGGEST // 1_000_000} MB")
        raw = path.read_bytes()
    except OSError as error:
        raise Refusal(f"the file cannot be opened: {error.strerror}") from error
    return decode(raw)


def decode(raw: bytes) -> str:
    """The same for bytes."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Refusal(
            f"the file is not UTF-8: byte 0x{raw[error.start]:02x}; save it as UTF-8", line
        ) from error
    if "\0" in text:
        raise Refusal("the file contains a NUL character", text[: text.index("\0")].count("\n") + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def load_yaml(text: str, first_line: int = 1) -> Any:
    """The YAML document, or a Refusal with the line in the file."""
    try:
        _count(text)
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, tags are inert
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).split("\n")[0]
        raise Refusal(
            f"the YAML is broken: {problem}", first_line + (mark.line if mark else 0)
        ) from error
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        raise Refusal(f"the YAML is broken: {error}", first_line) from error


def _count(text: str) -> None:
    """Refuse YAML that unfolds into very much: aliases count as often as they are used."""
    sizes: dict[str, int] = {}
    open_: list[tuple[str | None, int]] = []
    total = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        anchor = getattr(event, "anchor", None)
        if isinstance(event, yaml.AliasEvent):
            total += sizes.get(event.anchor or "", 1)
        elif isinstance(event, yaml.CollectionStartEvent):
            open_.append((anchor, total))
            total += 1
            if len(open_) > 60:
                raise Refusal("the YAML is nested more than 60 deep")
        elif isinstance(event, yaml.CollectionEndEvent) and open_:
            name, before = open_.pop()
            if name:
                sizes[name] = total - before
        elif isinstance(event, yaml.ScalarEvent):
            total += 1
        if total > _MOST_NODES:
            raise Refusal("the YAML unfolds into too many values")


def split(text: str) -> Parts:
    """Front matter between `---` lines, and the body. A file may have none."""
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        return Parts({}, text, 1)
    for number in range(1, len(lines)):
        if _CLOSE.fullmatch(lines[number]):
            data = load_yaml("\n".join(lines[1:number]), 2)
            if data is None:
                data = {}
            if not isinstance(data, dict):
                raise Refusal("the front matter is not made of keys", 2)
            body = "\n".join(lines[number + 1 :])
            return Parts({str(k): v for k, v in data.items()}, body, number + 2)
    raise Refusal("the front matter is never closed: a line `---` is missing", 1)
