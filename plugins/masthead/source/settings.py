"""The plugin's configuration: its keys, and how mkdocs.yml becomes Settings.

In: the configuration as the host resolved it, and the text that it came from, for positions. Out:
Settings; what is wrong is found and left at its default, so that everything else is still checked.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from msgspec.structs import replace

from masthead.content.marks import Key, Place
from masthead.diagnostics import Findings, Position, Severity
from masthead.diagnostics.rules import ALL_RULES, BAD_SETTING, UNKNOWN_SETTING
from masthead.settings import (
    COLLECTIONS,
    DEFAULT_FORMATS,
    FEED_COLLECTIONS,
    FEED_FORMATS,
    DeclaredSeries,
    FeedSettings,
    RuleSetting,
    Settings,
    SubscribeSettings,
    Term,
)
from masthead.source.machines import MACHINE_KEYS
from masthead.source.nodes import DEEPEST, MOST_NODES, Kind, Node, read_nodes
from masthead.source.publication import PUBLICATION_KEYS
from masthead.source.reading import (
    PARAGRAPHS,
    TEXT,
    TEXTS,
    Field,
    Reader,
    Reading,
    choice,
    list_of,
    nearest,
    read_keys,
    whole_number,
)
from masthead.source.values import ID, WEB_ADDRESS


def _folder(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    path = node.text.strip().removeprefix("./").strip("/")
    strange = {"", ".", ".."}.intersection(path.split("/")) or not path.isprintable()
    if node.kind in ("list", "keys") or strange or "\\" in path:
        return reading.fail(
            node, BAD_SETTING, f"`{node.text}` is not a folder inside the site",
            f"Write its name as it stands on the disk, such as `{key[0]}: posts`.",
        )  # fmt: skip
    return path


def _address(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    path = node.text.strip().strip("/")
    strange = any(c in path for c in " ?#:\\\"'<>") or ".." in path or not path.isprintable()
    if node.kind in ("list", "keys") or strange:
        return reading.fail(
            node, BAD_SETTING, f"`{node.text}` is not an address of this site",
            "Write a path below the site's root, such as `blog/`.",
        )  # fmt: skip
    return f"{path}/" if path else ""


def _zone(reading: Reading, node: Node, key: tuple[Key, ...]) -> ZoneInfo | None:
    try:
        return ZoneInfo(node.text.strip())
    except (ValueError, OSError, KeyError):
        return reading.fail(
            node, BAD_SETTING, f"there is no time zone `{node.text}`",
            f"Write `{_zone_named_like(node.text)}`, or another name from the IANA list of zones.",
        )  # fmt: skip


def _zone_named_like(text: str) -> str:
    """The zone whose city was written alone, or that was misspelt."""
    zones = sorted(available_timezones())
    cities = {zone.rsplit("/", 1)[-1].casefold(): zone for zone in reversed(zones)}
    city = text.strip().replace(" ", "_").casefold()
    return cities.get(city) or nearest(text, zones) or "Europe/Berlin"


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
        return tuple(_once(reading, terms, key))

    return Reader("ids with " + ", ".join(f"`{name}`" for name in attributes), read)


def _once(reading: Reading, terms: Sequence[Any], key: tuple[Key, ...]) -> Iterator[Any]:
    """Each id once, also where a file system folds case: every term has an address."""
    seen: set[str] = set()
    for term in filter(None, terms):
        if term.id.casefold() not in seen:
            seen.add(term.id.casefold())
            yield term
            continue
        reading.findings.add(
            reading.marks.at(*key, term.id), BAD_SETTING,
            f"`{term.id}` stands here a second time", "Keep one of the two.",
        )  # fmt: skip


_WORDS: Final = choice({s.value: s for s in Severity}, BAD_SETTING, "the severity")


def _weight(reading: Reading, node: Node, key: tuple[Key, ...]) -> Severity | None:
    if node.kind == "boolean" and not node.truth:  # YAML 1.1 reads a bare `off` as false
        return Severity.OFF
    severity: Severity | None = _WORDS(reading, node, *key)
    return severity


_SEVERITY: Final = Reader(_WORDS.takes, _weight, _WORDS.schema)


def _rules(reading: Reading, node: Node, key: tuple[Key, ...]) -> tuple[RuleSetting, ...] | None:
    if node.kind != "keys":
        return reading.fail(node, BAD_SETTING, "here stand no rules", "Write `MH504: advice`.")
    settings: list[RuleSetting] = []
    names = {rule.name: rule.code for rule in ALL_RULES.values()}
    for name, value in node.entries:
        code = names.get(name.text, name.text)
        if code not in ALL_RULES:
            reading.fail(name, BAD_SETTING, *_no_rule(name.text, [*ALL_RULES, *names]))
        elif value.kind == "list":
            settings.extend(
                rule for item in value.items for rule in _rule(reading, code, item, (*key, code))
            )
        else:
            settings.extend(_rule(reading, code, value, (*key, code)))
    return tuple(settings)


def _no_rule(name: str, known: Sequence[str]) -> tuple[str, str]:
    near = nearest(name, known)
    return (
        f"there is no rule `{name}`" + (f": did you mean `{near}`?" if near else ""),
        "Write a rule's code or name as findings show it, such as `MH504`.",
    )


def _rule(reading: Reading, code: str, node: Node, key: tuple[Key, ...]) -> list[RuleSetting]:
    if node.kind != "keys":
        severity = _SEVERITY(reading, node, *key)
        return [RuleSetting(code=code, severity=severity)] if severity else []
    fields = (Field("severity", _SEVERITY, "", required=True), Field("paths", TEXTS, ""))
    before = len(reading.findings.items)
    values, _ = read_keys(reading, node, fields, key, rule=UNKNOWN_SETTING)
    if len(reading.findings.items) > before:
        return []
    if "severity" not in values:
        reading.fail(
            node, BAD_SETTING, f"{code} has paths, but no severity",
            "Write `{severity: advice, paths: [docs/notes/*]}`.",
        )  # fmt: skip
        return []
    return [RuleSetting(code=code, **values)]


def _addresses(reading: Reading, node: Node, key: tuple[Key, ...]) -> dict[str, str] | None:
    fields = tuple(Field(name, ADDRESS, "") for name in COLLECTIONS)
    if node.kind != "keys":
        return reading.fail(node, BAD_SETTING, "here stand no keys", "Write `authors: people/`.")
    return read_keys(reading, node, fields, key, rule=UNKNOWN_SETTING)[0]


def _authority(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    text = node.text.strip()
    if node.kind in ("list", "keys") or not _AUTHORITY.fullmatch(text):
        return reading.fail(
            node, BAD_SETTING, f"`{node.text}` is not an authority of ids",
            "Write a name that is yours and a year in which it was: `example.com,2026`.",
        )  # fmt: skip
    return text.lower()


def _moved(reading: Reading, node: Node, key: tuple[Key, ...]) -> dict[str, str] | None:
    if node.kind != "keys":
        return reading.fail(
            node, BAD_SETTING, "here stand no addresses", "Write `feed.xml: blog/feed.xml`."
        )
    pairs = ((_address(reading, old, key), _feed_file(reading, new, key))
             for old, new in node.entries)  # fmt: skip
    return {old.removesuffix("/"): new for old, new in pairs if old and new}


def _feed_file(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    path = _address(reading, node, key)
    if path and not path.removesuffix("/").endswith((".xml", ".json", ".rss", ".atom")):
        return reading.fail(
            node, BAD_SETTING, f"`{node.text}` is not the address of a feed's file",
            "Write a path below the site's root that ends in `.xml` or `.json`.",
        )  # fmt: skip
    return path.removesuffix("/") if path else None


def _feeds(reading: Reading, node: Node, key: tuple[Key, ...]) -> FeedSettings | None:
    if node.kind == "boolean" and not node.truth:
        return FeedSettings(collections=())
    if node.kind != "keys":
        return reading.fail(
            node, BAD_SETTING, "here stand no keys", "Write `feeds: false`, or `entries: 50` below."
        )
    return FeedSettings(**read_keys(reading, node, FEED_KEYS, key, rule=UNKNOWN_SETTING)[0])


def _subscribe(reading: Reading, node: Node, key: tuple[Key, ...]) -> SubscribeSettings | None:
    if node.kind != "keys":
        return reading.fail(
            node, BAD_SETTING, "here stand no keys", "Write `email:` and an address below it."
        )
    keys, _ = read_keys(reading, node, SUBSCRIBE_KEYS, key, rule=UNKNOWN_SETTING)
    return SubscribeSettings(**keys)


def _mail_address(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    text = node.text.strip()
    if node.kind == "text" and _MAILTO.fullmatch(text):
        return text
    if node.kind == "text" and _MAILTO.fullmatch(f"mailto:{text}"):
        return f"mailto:{text}"
    address: str | None = WEB_ADDRESS(reading, node, *key)
    return address


def _some_of(words: Sequence[str], what: str) -> Reader:
    return list_of(choice({word: word for word in words}, BAD_SETTING, what))


# RFC 4151: a domain name or an address of e-mail, a comma, a date.
_AUTHORITY: Final = re.compile(
    r"(?:[\w.+-]+@)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
    r",\d{4}(?:-\d\d(?:-\d\d)?)?",
    re.IGNORECASE | re.ASCII,
)
_MAILTO: Final = re.compile(r"mailto:[^\s<>\"'@:/]+@[^\s<>\"'@/?]+(?:\?[^\s<>\"']*)?")
_PERIODS: Final = ("hourly", "daily", "weekly", "monthly", "yearly")

FEED_KEYS: Final = (
    Field("collections", _some_of(FEED_COLLECTIONS, "the collection"), "What has feeds. Default: everything; `feeds: false` for nothing."),
    Field("formats", _some_of(FEED_FORMATS, "the format"), "The formats of each feed. Default: all three."),
    Field("entries", whole_number(1, 1000), "The newest entries that a feed holds. Default: 20."),
    Field("content", choice({"full": "full", "summary": "summary"}, BAD_SETTING, "the content"), "Whether entries hold the whole text. Default: `full`."),
    Field("authority", Reader("a name and a date", _authority), "The authority of entry ids, such as `example.com,2026`: a name that is yours, and a year in which it was. Write it once and never change it, also if the site moves. Default: the host of `site_url`, with `,2026`."),
    Field("archives", _some_of(FEED_COLLECTIONS, "the collection"), "Whose Atom feeds lead on to all older entries (RFC 5005). Default: `site`."),
    Field("hub", WEB_ADDRESS, "The WebSub hub that tells subscribers of news."),
    Field("period", choice({word: word for word in _PERIODS}, BAD_SETTING, "the period"), "How often the feeds change, as a hint to readers."),
    Field("moved", Reader("old and new addresses", _moved), "Former addresses of feeds, with their present ones: `feed.xml: blog/feed.xml`. Each keeps a feed that says so."),
)  # fmt: skip

SUBSCRIBE_KEYS: Final = (
    Field("email", Reader("a web address, or one of e-mail", _mail_address), "Where readers ask for news by e-mail: the address of a form, or `mailto:news@example.com`."),
    Field("note", PARAGRAPHS, "A sentence about that: how often, and how to end it."),
)  # fmt: skip

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
    Field("per_page", whole_number(1, 500), "Pieces on a page of a list. Default: 20. An index, such as that of authors, has 100 entries on a page."),
    Field("related", whole_number(0, 12), "Related pieces below a piece. Default: 3."),
    Field("dialect", choice({"gfm": "gfm", "mkdocs": "mkdocs"}, BAD_SETTING, "the dialect"), "The Markdown of pieces that do not say. Default: `gfm`."),
    Field("tags", choice({"topics": "topics", "audiences": "audiences", "extra": "extra"}, BAD_SETTING, "the key"), "What the key `tags` in pieces stands for; without it, `tags` is unknown."),
    Field("stages", _terms(Term, ("title", "question", "description")), "The buyer's stages in order. Default: epiphany, awareness, interest, confidence, loyalty."),
    Field("audiences", _terms(Term, ("title", "description")), "For whom the pieces are."),
    Field("topics", _terms(Term, ("title", "description")), "What the pieces are about."),
    Field("formats", _terms(Term, ("title", "plural", "rank", "description")), "Formats besides, or instead of, those that come with Masthead."),
    Field("series", _terms(DeclaredSeries, ("title", "description", "parts", "cadence")), "Series that have no file of their own."),
    Field("feeds", Reader("keys " + ", ".join(f"`{key.name}`" for key in FEED_KEYS) + ", or `false`", _feeds), "Which feeds the site has, and what is in them."),
    Field("subscribe", Reader("keys " + ", ".join(f"`{key.name}`" for key in SUBSCRIBE_KEYS), _subscribe), "What the page on subscribing offers besides feeds."),
    *MACHINE_KEYS,
    *PUBLICATION_KEYS,
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
