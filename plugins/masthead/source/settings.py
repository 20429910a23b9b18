"""The plugin's configuration: its keys, and how mkdocs.yml becomes Settings.

In: the configuration as the host resolved it, and the text that it came from, for positions. Out:
Settings; what is wrong is found and left at its default, so that everything else is still checked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from masthead.content.marks import Key, Place
from masthead.diagnostics import Findings, Position, Severity
from masthead.diagnostics.rules import ALL_RULES, BAD_SETTING, UNKNOWN_SETTING
from masthead.settings import (
    COLLECTIONS,
    DEFAULT_FORMATS,
    DeclaredSeries,
    RuleSetting,
    Settings,
    Term,
)
from masthead.source.nodes import Node, read_nodes
from masthead.source.reading import (
    PARAGRAPHS,
    TEXT,
    TEXTS,
    Field,
    Reader,
    Reading,
    choice,
    read_keys,
    unknown,
    whole_number,
)
from masthead.source.values import ID


def _folder(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    path = node.text.strip().strip("/").removeprefix("./")
    if node.kind in ("list", "keys") or not path or ".." in path.split("/") or "\\" in path:
        return reading.fail(
            node, BAD_SETTING, f"`{node.text}` is not a folder inside the site", "Write `posts`."
        )
    return path


def _address(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    path = node.text.strip().strip("/")
    if node.kind in ("list", "keys") or any(c in path for c in " ?#:\\\"'<>") or ".." in path:
        return reading.fail(
            node, BAD_SETTING, f"`{node.text}` is not an address of this site", "Write `blog/`."
        )
    return f"{path}/" if path else ""


def _zone(reading: Reading, node: Node, key: tuple[Key, ...]) -> ZoneInfo | None:
    try:
        return ZoneInfo(node.text.strip())
    except (ValueError, OSError, KeyError):
        return reading.fail(
            node, BAD_SETTING, f"there is no time zone `{node.text}`", "Write `Europe/Berlin`."
        )


_TERM_KEYS: Final = (
    Field("title", TEXT, ""),
    Field("description", PARAGRAPHS, ""),
    Field("question", TEXT, ""),
    Field("plural", TEXT, ""),
    Field("rank", whole_number(0, 1000), ""),
    Field("parts", whole_number(1, 999), ""),
    Field("cadence", TEXT, ""),
)


def _terms(kind: type[Any], attributes: Sequence[str]) -> Reader:
    """A vocabulary: `id: Title`, `id: {title, …}`, or a list of ids."""
    keys = tuple(key for key in _TERM_KEYS if key.name in attributes)

    def one(reading: Reading, name: Node, value: Node | None, key: tuple[Key, ...]) -> Any:
        id = ID(reading, name, *key, name.text)
        if id is None:
            return None
        given: dict[str, Any] = {}
        if value is not None and value.kind == "keys":
            given, _ = read_keys(reading, value, keys, (*key, id), rule=UNKNOWN_SETTING)
        elif value is not None and value.kind == "list":
            return reading.fail(value, BAD_SETTING, "here stands a list", f"Write `{id}: A title`.")
        elif value is not None and value.text:
            given = {"title": value.text}
        title = given.pop("title", None) or id.replace("-", " ").capitalize()
        return kind(id=id, title=title, **given)

    def read(reading: Reading, node: Node, key: tuple[Key, ...]) -> tuple[Any, ...] | None:
        if node.kind == "keys":
            terms = [one(reading, name, value, key) for name, value in node.entries]
        elif node.kind == "list" and all(item.kind != "list" for item in node.items):
            terms = [
                one(reading, *item.entries[0], key)
                if item.kind == "keys" and len(item.entries) == 1
                else one(reading, item, None, key)
                for item in node.items
            ]
        else:
            return reading.fail(
                node, BAD_SETTING, "here stand no ids", f"Write `{key[-1]}:` and `id: Title` below."
            )
        return tuple(term for term in terms if term is not None)

    return Reader("ids with " + ", ".join(f"`{name}`" for name in attributes), read)


_SEVERITIES: Final = {severity.value: severity for severity in Severity}
_SEVERITY: Final = choice(_SEVERITIES, BAD_SETTING, "the severity")


def _rules(reading: Reading, node: Node, key: tuple[Key, ...]) -> tuple[RuleSetting, ...] | None:
    if node.kind != "keys":
        return reading.fail(node, BAD_SETTING, "here stand no rules", "Write `MH504: advice`.")
    settings: list[RuleSetting] = []
    names = {rule.name: rule.code for rule in ALL_RULES.values()}
    for name, value in node.entries:
        code = names.get(name.text, name.text)
        if code not in ALL_RULES:
            reading.fail(name, BAD_SETTING, *unknown(name.text, [*ALL_RULES, *names]))
        elif value.kind == "list":
            settings.extend(
                rule for item in value.items for rule in _rule(reading, code, item, (*key, code))
            )
        else:
            settings.extend(_rule(reading, code, value, (*key, code)))
    return tuple(settings)


def _rule(reading: Reading, code: str, node: Node, key: tuple[Key, ...]) -> list[RuleSetting]:
    if node.kind != "keys":
        severity = _SEVERITY(reading, node, *key)
        return [RuleSetting(code=code, severity=severity)] if severity else []
    fields = (Field("severity", _SEVERITY, "", required=True), Field("paths", TEXTS, ""))
    values, _ = read_keys(reading, node, fields, key, rule=UNKNOWN_SETTING)
    return [RuleSetting(code=code, **values)] if "severity" in values else []


def _addresses(reading: Reading, node: Node, key: tuple[Key, ...]) -> dict[str, str] | None:
    fields = tuple(Field(name, ADDRESS, "") for name in COLLECTIONS)
    if node.kind != "keys":
        return reading.fail(node, BAD_SETTING, "here stand no keys", "Write `authors: people/`.")
    return read_keys(reading, node, fields, key, rule=UNKNOWN_SETTING)[0]


ADDRESS: Final = Reader("an address below the site's root", _address)
FOLDER: Final = Reader("a folder", _folder)

SETTINGS_KEYS: Final[tuple[Field, ...]] = (
    Field("title", TEXT, "The hub's title. Default: the site's name."),
    Field("description", TEXT, "One or two sentences below it. Default: the site's description."),
    Field("blog", ADDRESS, "The hub's address. Default: `blog/`; `/` puts it at the site's root."),
    Field("pieces", Reader("a list of folders, or one", lambda r, n, k: _folders(r, n, k)), "The folders below docs that hold pieces. Default: `posts`."),
    Field("authors_dir", FOLDER, "The folder of author files, beside mkdocs.yml. Default: `authors`."),
    Field("series_dir", FOLDER, "The folder below docs with texts for series. Default: `series`."),
    Field("ideas_dir", FOLDER, "The folder below docs with texts for ideas. Default: `ideas`."),
    Field("addresses", Reader("keys " + ", ".join(f"`{name}`" for name in COLLECTIONS), _addresses), "Where the collections' pages lie, such as `authors: people/`."),
    Field("timezone", Reader("the name of a time zone", _zone), "The zone of dates and times without an offset. Default: `UTC`."),
    Field("per_page", whole_number(1, 500), "Pieces on a page of a list. Default: 20."),
    Field("related", whole_number(0, 12), "Related pieces below a piece. Default: 3."),
    Field("dialect", choice({"gfm": "gfm", "mkdocs": "mkdocs"}, BAD_SETTING, "the dialect"), "The Markdown of pieces that do not say. Default: `gfm`."),
    Field("tags", choice({"topics": "topics", "audiences": "audiences", "extra": "extra"}, BAD_SETTING, "the key"), "What the key `tags` in pieces stands for; without it, `tags` is unknown."),
    Field("stages", _terms(Term, ("title", "question", "description")), "The buyer's stages in order. Default: epiphany, awareness, interest, confidence, loyalty."),
    Field("audiences", _terms(Term, ("title", "description")), "For whom the pieces are."),
    Field("topics", _terms(Term, ("title", "description")), "What the pieces are about."),
    Field("formats", _terms(Term, ("title", "plural", "rank", "description")), "Formats besides, or instead of, those that come with Masthead."),
    Field("series", _terms(DeclaredSeries, ("title", "description", "parts", "cadence")), "Series that have no file of their own."),
    Field("remote_hosts", TEXTS, "Hosts that pages may load images and media from. Default: none."),
    Field("rules", Reader("rule codes with `error`, `advice` or `off`", _rules), "How much each rule weighs, for all files or for some."),
)  # fmt: skip


def _folders(reading: Reading, node: Node, key: tuple[Key, ...]) -> tuple[str, ...] | None:
    nodes = node.items if node.kind == "list" else (node,)
    folders = [_folder(reading, item, (*key, index)) for index, item in enumerate(nodes)]
    return tuple(dict.fromkeys(folder for folder in folders if folder)) or None


def read_settings(
    raw: Mapping[str, Any], text: str, path: str, host: Settings, findings: Findings
) -> Settings:
    """Settings from the plugin's options `raw`, on top of what the host says of the site.

    `text` is mkdocs.yml's own text; values come from `raw`, in which the host has already put
    environment variables and inherited files, positions from `text`.
    """
    shape = _plugin_node(text, path)
    reading = Reading(path, findings, host.timezone)
    root = _node_of(dict(raw), shape, shape.place if shape else (1, 1, 1))
    values, faults = read_keys(reading, root, SETTINGS_KEYS, rule=UNKNOWN_SETTING)
    if "formats" in values:
        given = {term.id: term for term in values["formats"]}
        defaults = tuple(term for term in DEFAULT_FORMATS if term.id not in given)
        values["formats"] = (*defaults, *(_with_plural(term) for term in given.values()))
    return replace(host, faults=faults, **values)


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
    if isinstance(data, bool):
        return Node("boolean", at, str(data).lower())
    return Node("number" if isinstance(data, int | float) else "text", at, str(data))


def _entry(
    name: Any, value: Any, written: Mapping[str, tuple[Node, Node]], at: Place
) -> tuple[Node, Node]:
    key, shape = written.get(str(name), (None, None))
    place = key.place if key else at
    return Node("text", place, str(name)), _node_of(value, shape, place)
