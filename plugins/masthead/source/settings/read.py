"""Read the plugin's options.

In: the configuration as the host resolved it, and the text that it came from, for positions. Out:
Settings; what is wrong is found and left at its default, so that everything else is still checked.
"""

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from masthead.content.marks import Place
from masthead.diagnostics import Findings, Position
from masthead.diagnostics.rules import BAD_SETTING, UNKNOWN_SETTING
from masthead.settings import DEFAULT_FORMATS, Settings, Term
from masthead.source.nodes import DEEPEST, MOST_NODES, Kind, Node, read_nodes
from masthead.source.reading import Reading, read_keys
from masthead.source.settings.table import SETTINGS_KEYS


def read_settings(
    raw: Mapping[str, Any], text: str, path: str, host: Settings, findings: Findings
) -> Settings:
    """Settings from the plugin's options `raw`, on top of what the host says of the site.

    `text` is mkdocs.yml's own text; values come from `raw`, in which the host has already put
    environment variables and inherited files, positions from `text`.
    """
    shape = _plugin_node(text, path)
    reading = Reading(path, findings, host.timezone)
    place = shape.place if shape else (1, 1, 1)
    if _is_endless(raw):
        findings.add(Position(path, *place), BAD_SETTING, *_ENDLESS)
        raw = {}
    root = _node_of(raw, shape, place)
    values, faults = read_keys(reading, root, SETTINGS_KEYS, rule=UNKNOWN_SETTING)
    if "formats" in values:
        given = {term.id: term for term in values["formats"]}
        defaults = tuple(term for term in DEFAULT_FORMATS if term.id not in given)
        values["formats"] = (*defaults, *(_with_plural(term) for term in given.values()))
    places = {
        str(key[0]): Position(path, *place)
        for key, place in reading.places.items()
        if len(key) == 1
    }
    return replace(host, faults=faults, places=places, **values)


def _with_plural(term: Term) -> Term:
    return replace(term, plural=term.plural or term.title)


def sets(text: str, *keys: str) -> bool:
    """Whether mkdocs.yml itself sets the value at this path of keys."""
    node = read_nodes(text, "mkdocs.yml", Findings()) if text else None
    for wanted in keys:
        entries = node.entries if node else ()
        node = next((value for key, value in entries if key.text == wanted), None)
    return node is not None


def _plugin_entries(text: str, path: str) -> list[tuple[Node, Node | None]]:
    """Name and options of each plugin in mkdocs.yml, if it is readable."""
    root = read_nodes(text, path, Findings()) if text else None
    if root is None:
        return []
    plugins = next((value for key, value in root.entries if key.text == "plugins"), None)
    if plugins is None:
        return []
    entries: list[tuple[Node, Node | None]] = [*plugins.entries]
    for item in plugins.items:
        entries.extend(item.entries if item.kind == "keys" else [(item, None)])
    return entries


def _plugin_node(text: str, path: str) -> Node | None:
    """The node of the plugin's options in mkdocs.yml, if it is there and readable."""
    entries = _plugin_entries(text, path)
    return next((options for name, options in entries if name.text == "masthead"), None)


def plugin_position(text: str, path: str, plugin: str) -> Position:
    """Where mkdocs.yml names a plugin."""
    for name, _ in _plugin_entries(text, path):
        if plugin in (name.text, name.text.rsplit("/", 1)[-1]):
            return Position(path, *name.place)
    return Position(path)


_ENDLESS: Final = (
    "the settings are nested too deeply, or repeat themselves through aliases",
    "Write them flat, without & and *.",
)


def _is_endless(data: Any) -> bool:
    """Whether the data are too deep or too large to be anybody's settings: YAML's aliases can be."""
    waiting, seen = [(data, 0)], 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > MOST_NODES:
            return True
        if isinstance(value, Mapping):
            waiting.extend((part, depth + 1) for part in value.values())
        elif isinstance(value, list | tuple):
            waiting.extend((part, depth + 1) for part in value)
    return False


def _node_of(data: Any, shape: Node | None, place: Place) -> Node:
    """The tree of resolved data, with places from the tree that was written where they match."""
    at = shape.place if shape else place
    if isinstance(data, Mapping):
        written = {key.text: (key, value) for key, value in shape.entries} if shape else {}
        return Node("keys", at, entries=tuple(_entry(n, v, written, at) for n, v in data.items()))
    if isinstance(data, list | tuple):
        items = shape.items if shape and len(shape.items) == len(data) else (None,) * len(data)
        return Node(
            "list", at, items=tuple(_node_of(v, s, at) for v, s in zip(data, items, strict=True))
        )
    if data is None:
        return Node("nothing", at)
    kind: Kind
    if isinstance(data, bool):
        kind, text = "boolean", str(data).lower()
    else:
        kind, text = "number" if isinstance(data, int | float) else "text", str(data)
    if shape and shape.kind in ("boolean", "number", "time"):
        text = shape.text  # as it was written: 1.10, not 1.1
    return Node(kind, at, text)


def _entry(
    name: Any, value: Any, written: Mapping[str, tuple[Node, Node]], at: Place
) -> tuple[Node, Node]:
    key, shape = written.get(str(name), (None, None))
    place = key.place if key else at
    return Node("text", place, str(name)), _node_of(value, shape, place)
