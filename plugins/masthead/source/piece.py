"""The front matter of a piece: which keys there are, and how a file becomes a Piece.

In: a file's text. Out: a Piece, or None after findings when there is nothing to work with.
"""

from collections.abc import Sequence
from typing import Any, Final

from masthead.content.approvals import wording_of
from masthead.content.marks import Key
from masthead.content.piece import (
    ELSEWHERE_FORMATS,
    Angle,
    Approval,
    Contributor,
    Correction,
    Declared,
    InlineStep,
    Piece,
    RelatedLink,
    Sales,
    Syndication,
)
from masthead.content.slug import slug_of_file
from masthead.diagnostics import Findings
from masthead.diagnostics.rules import (
    BAD_VALUE,
    NO_ADDRESS,
    NOT_KEYS,
    UNKNOWN_ANGLE,
    UNSAFE_LINK,
)
from masthead.ports import Dialects
from masthead.settings import Settings
from masthead.share.networks import NETWORKS
from masthead.source.nodes import Node, read_nodes
from masthead.source.reading import (
    ANY_TEXT,
    DECIMAL,
    FLAG,
    MAPPING,
    PARAGRAPHS,
    TEXT,
    TEXTS,
    Field,
    Reader,
    Reading,
    choice,
    list_of,
    read_keys,
    whole_number,
    wrong_type,
)
from masthead.source.spellings import KEPT, PIECE_SPELLINGS, to_our_spelling
from masthead.source.text import Parts, split
from masthead.source.values import (
    DAY,
    ID,
    IDS,
    MOMENT,
    PIECE_ID,
    REFERENCE,
    SITE_PATHS,
    WEB_ADDRESS,
    is_link,
)


def record(kind: type[Any], keys: Sequence[Field], example: str) -> Reader:
    """A mapping with the given keys that becomes a `kind`, if all its required ones are there."""

    def read(reading: Reading, node: Node, at: tuple[Key, ...]) -> Any:
        if node.kind != "keys":
            return wrong_type(reading, node, "keys with values", example)
        before = len(reading.findings.items)
        values, _ = read_keys(reading, node, keys, at)
        missing = [key.name for key in keys if key.required and key.target not in values]
        if missing and len(reading.findings.items) == before:
            return wrong_type(reading, node, f"complete: `{missing[0]}` is missing", example)
        return None if missing else kind(**values)

    names = ", ".join(f"`{key.name}`" for key in keys)
    schema = {
        "type": "object",
        "properties": {key.name: dict(key.reader.schema) for key in keys},
        "required": [key.name for key in keys if key.required],
        "additionalProperties": False,
    }
    return Reader(f"keys {names}", read, schema)


_STEP: Final = record(
    InlineStep,
    (
        Field("format", ID, "Its format.", required=True),
        Field("url", WEB_ADDRESS, "Its address.", required=True),
        Field("channel", TEXT, "Where it appeared, such as `x`."),
        Field("title", TEXT, "Its title."),
        Field("text", TEXT, "Its words."),
        Field("date", MOMENT, "When."),
        Field("authors", IDS, "Who."),
        Field("visibility", choice({"public": "public", "private": "private"}, BAD_VALUE, "the visibility"), "`private`: never shown."),
    ),
    "`{format: tweet, channel: x, url: https://…, date: 2026-03-04}`",
)  # fmt: skip


def _source(reading: Reading, node: Node, key: tuple[Key, ...]) -> Any:
    return (_STEP if node.kind == "keys" else REFERENCE)(reading, node, *key)


def _related_link(reading: Reading, node: Node, key: tuple[Key, ...]) -> RelatedLink | None:
    """An address, `{title, url}`, or Material's `label: address`."""
    title, address = _title_and_address(node)
    if address is None:
        return wrong_type(reading, node, "a link", "`{title: The report, url: https://…}`")
    reading.places[(*key, "url")] = address.place
    if not is_link(address.text):
        return reading.fail(
            address,
            UNSAFE_LINK,
            f"`{address.text[:60]}` is not an address that readers can follow",
            "Write https://…, or the path of a file relative to this one.",
        )
    return RelatedLink(url=address.text.strip(), title=title)


def _source_link(reading: Reading, node: Node, key: tuple[Key, ...]) -> RelatedLink | None:
    """Like a related link, or words alone: not every source has an address."""
    title, address = _title_and_address(node)
    if node.kind == "keys" and address is None and title:
        return RelatedLink(url="", title=title)
    words = node.text.strip() if node.kind not in ("list", "keys") else ""
    if words and ("://" not in words or " " in words) and not words.endswith(".md"):
        return RelatedLink(url="", title=words)
    return _related_link(reading, node, key)


def _title_and_address(node: Node) -> tuple[str, Node | None]:
    if node.kind == "keys":
        by_name = {name.text: value for name, value in node.entries}
        if by_name.keys() <= {"title", "url", "label"}:
            title = by_name.get("title") or by_name.get("label")
            address = by_name.get("url")
        elif len(node.entries) == 1:
            title, address = node.entries[0]
        else:
            return "", None
        filled = address is not None and address.text.strip()
        return title.text if title else "", address if filled else None
    return "", node if node.kind != "list" and node.text.strip() else None


def _credit(reading: Reading, node: Node, key: tuple[Key, ...]) -> Contributor | None:
    if node.kind == "keys":
        values = {name.text: value.text for name, value in node.entries}
        name = values.pop("name", "") or values.pop("author", "")
        if name and values.keys() <= {"role"}:
            return Contributor(name=name, role=values.get("role", ""))
    elif node.kind != "list" and node.text.strip():
        return Contributor(name=node.text.strip())
    return wrong_type(reading, node, "a contributor", "`{name: ana-ruiz, role: Editing}`")


def _search(reading: Reading, node: Node, key: tuple[Key, ...]) -> dict[str, Any] | None:
    keys = (
        Field("exclude", FLAG, "Leave the page out of the search."),
        Field("boost", DECIMAL, "More than 1 lifts it in the results."),
    )
    if node.kind != "keys":
        return wrong_type(reading, node, "keys with values", "`search: {exclude: true}`")
    return read_keys(reading, node, keys, key)[0]


def _share(reading: Reading, node: Node, key: tuple[Key, ...]) -> dict[str, str] | None:
    if node.kind != "keys":
        return wrong_type(reading, node, "texts by network", "`share:` and `x: the words` below it")
    return read_keys(reading, node, SHARE_KEYS, key)[0]


SHARE_KEYS: Final = tuple(
    Field(network.id, PARAGRAPHS, f"The words for {network.title}.")
    for network in NETWORKS.values()
)
_SHARE_SCHEMA: Final = {
    "type": "object",
    "properties": {key.name: dict(key.reader.schema) for key in SHARE_KEYS},
    "additionalProperties": False,
}
_PARTS = ("navigation", "toc", "footer", "path", "tags", "feedback")
HIDDEN: Final = choice({part: part for part in _PARTS}, BAD_VALUE, "the part of the page")
_LINK_SCHEMA: Final = {"anyOf": [ANY_TEXT, {"type": "object"}]}
_CREDIT_SCHEMA: Final = {
    "anyOf": [
        ANY_TEXT,
        {
            "type": "object",
            "properties": {"name": ANY_TEXT, "author": ANY_TEXT, "role": {}},
            "additionalProperties": False,
        },
    ]
}
_SEARCH_SCHEMA: Final = {
    "type": "object",
    "properties": {"exclude": dict(FLAG.schema), "boost": dict(DECIMAL.schema)},
    "additionalProperties": False,
}
_FROM_SCHEMA: Final = {"anyOf": [ANY_TEXT, dict(_STEP.schema)]}
LINKS: Final = list_of(Reader("links", _related_link, _LINK_SCHEMA))
_SOURCES: Final = list_of(Reader("links or words", _source_link, _LINK_SCHEMA))

PIECE_KEYS: Final[tuple[Field, ...]] = (
    Field("title", TEXT, "The title. Without it, the first `#` heading of the text serves.", required=True),
    Field("date", MOMENT, "When it is published: 00:00 in the site's time zone, or the time given.", required=True),
    Field("id", PIECE_ID, "Permanent identity. Never change it: feeds and links depend on it. A piece from another blog keeps the id that its feed gave: `https://…`, `tag:…`, `urn:…`, or a path such as `/2014/05/a-post`.", required=True),
    Field("authors", IDS, "Ids of the authors: the names of their files in `authors/`."),
    Field("stages", IDS, "The buyer's stages that it serves, the primary one first."),
    Field("angle", choice({a.value: a for a in Angle}, UNKNOWN_ANGLE, "the angle"), "`aspirational`: what to prepare for. `practical`: what to do now."),
    Field("audiences", IDS, "Whom it is for."),
    Field("topics", IDS, "What it is about."),
    Field("format", ID, "What kind of artefact it is. Default: `post`."),
    Field("series", ID, "The series that it belongs to."),
    Field("part", whole_number(1, 999), "Its number in the series; without it, by date."),
    Field("pair", REFERENCE, "The piece of the other angle; give it on either side."),
    Field("from", list_of(Reader("ids, relative paths or inline steps", _source, _FROM_SCHEMA)), "What it grew from: pieces, or inline pieces elsewhere.", "sources_of"),
    Field("idea", ID, "The name of the idea."),
    Field("syndicated", list_of(record(Syndication, (Field("channel", TEXT, "Where.", required=True), Field("url", WEB_ADDRESS, "The copy's address.", required=True), Field("date", MOMENT, "When.")), "`{channel: medium, url: https://…}`")), "Copies of this piece on other channels."),
    Field("canonical_url", WEB_ADDRESS, "The original's address, where it first appeared elsewhere."),
    Field("external_url", WEB_ADDRESS, "Makes it a piece elsewhere: listed and linked, without a page."),
    Field("slug", ID, "The last part of its address. Default: the file's name without its date."),
    Field("aliases", SITE_PATHS, "Former addresses, which go on working."),
    Field("description", TEXT, "One or two sentences for lists, search and cards."),
    Field("image", TEXT, "The card's image: a path relative to the file."),
    Field("image_alt", TEXT, "What the image shows, for those who do not see it."),
    Field("image_credit", TEXT, "Who made the image."),
    Field("updated", MOMENT, "The last change that readers would notice."),
    Field("expires", MOMENT, "From then on the address keeps only a notice."),
    Field("successor", REFERENCE, "The piece that takes the place of a retired one."),
    Field("review_by", DAY, "When somebody should check whether it still holds."),
    Field("evergreen", FLAG, "It does not age."),
    Field("state", choice({s.value: s for s in Declared}, BAD_VALUE, "the state"), "Default: `ready`, which publishes it on its date.", "declared"),
    Field("owner", TEXT, "Who brings it forward. Internal."),
    Field("visibility", choice({"public": False, "private": True}, BAD_VALUE, "the visibility"), "`private`: never public, nor is its existence.", "private"),
    Field("quotes", TEXTS, "Sentences worth sharing. In the text, `<mark>` does the same."),
    Field("question", TEXT, "The closing question to readers."),
    Field("contributors", list_of(Reader("names with roles", _credit, _CREDIT_SCHEMA)), "Who helped, and how: `{name, role}`."),
    Field("sources", _SOURCES, "Where the insight came from: `{title, url}` or text."),
    Field("disclosure", TEXT, "Interests that readers should know of."),
    Field("corrections", list_of(record(Correction, (Field("date", MOMENT, "When.", required=True), Field("text", TEXT, "What was wrong and is right now.", required=True)), "`{date: 2026-03-04, text: …}`")), "Dated corrections. Readers see them."),
    Field("links", LINKS, "Related links: addresses, `{title, url}`, or `label: address`."),
    Field("pin", FLAG, "Featured on the hub."),
    Field("lang", TEXT, "Its language, where it is not the site's, such as `de`."),
    Field("reading_time", whole_number(1, 1000), "Minutes, where the count of words misleads."),
    Field("approvals", list_of(record(Approval, (Field("role", ID, "The reviewer's role.", required=True), Field("text", TEXT, "What stands for the signed words.", required=True), Field("by", TEXT, "Who signed."), Field("date", MOMENT, "When.")), "`{role: legal, by: Ana Ruiz, date: 2026-03-04, text: …}`, which `masthead review --sign legal` does for you")), "Who has signed off the words, in which role; `masthead review --sign` writes it. Internal: never published."),
    Field("sales", record(Sales, (Field("use_when", TEXTS, "When to send it."), Field("talking_points", TEXTS, "What to say."), Field("objections", TEXTS, "What buyers object, and the answer."), Field("avoid", TEXTS, "What not to say.")), "`{use_when: …}`"), "For salespeople. Internal: never published."),
    Field("share", Reader("texts by network: " + ", ".join(f"`{key.name}`" for key in SHARE_KEYS), _share, _SHARE_SCHEMA), "What experts post on each network, in their words. The address is added."),
    Field("dialect", choice({"gfm": "gfm", "mkdocs": "mkdocs"}, BAD_VALUE, "the dialect"), "`gfm`: GitHub's Markdown. `mkdocs`: Python-Markdown with the site's extensions."),
    Field("hide", list_of(HIDDEN), "Parts of the page to leave out, as in Material."),
    Field("template", TEXT, "A page template of the site's own."),
    Field("icon", TEXT, "An icon of the theme."),
    Field("search", Reader("keys `exclude`, `boost`", _search, _SEARCH_SCHEMA), "Whether and how the search finds it."),
    Field("extra", MAPPING, "Anything else that the site or an import wants to keep."),
)  # fmt: skip


def _kept(reading: Reading, node: Node, key: tuple[Key, ...]) -> Any:
    return node.plain()


_ALL_KEYS: Final = (*PIECE_KEYS, *(Field(name, Reader("anything", _kept), "") for name in KEPT))
_ELSEWHERE: Final = "Anything else can stand under `extra:`."
_HINTS: Final = {
    "tags": "Write `topics:`. Or give tags a meaning for the whole site: `tags: topics` below "
    "the plugin masthead in mkdocs.yml."
}


def read_piece(
    text: str, path: str, key: str, settings: Settings, dialects: Dialects, findings: Findings
) -> Piece | None:
    """The piece in a file. `path` is relative to mkdocs.yml's folder, `key` to the docs folder."""
    parts = split(text, path, findings, required=True)
    if parts is None:
        return None
    reading = Reading(path, findings, settings.timezone)
    root = read_header(parts, reading)
    if root is None:
        return None
    spellings = {**PIECE_SPELLINGS, **({"tags": settings.tags} if settings.tags else {})}
    root = to_our_spelling(reading, root, spellings)
    values, faults = read_keys(
        reading, root, _ALL_KEYS, elsewhere=_ELSEWHERE, hints=_HINTS, spellings=spellings
    )
    for name in KEPT:
        if name in values:
            values["extra"] = {**values.get("extra", {}), name: values.pop(name)}
    search = values.pop("search", {})
    if values.get("format") in ELSEWHERE_FORMATS and "external_url" not in values:
        faults |= _require_address(reading, parts, values, faults)
    wording = wording_of(values, parts.body)
    document = dialects[values.get("dialect") or settings.dialect].render(
        parts.body, first_line=parts.body_line, title=values.get("title", "")
    )
    values["title"] = values.get("title") or document.title
    values["slug"] = values.get("slug") or slug_of_file(key.rpartition("/")[2])
    elsewhere = bool(values.get("external_url")) or "external_url" in faults
    return Piece(
        path=path,
        key=key,
        marks=reading.marks,
        faults=faults,
        elsewhere=elsewhere,
        search_exclude=search.get("exclude", False),
        search_boost=search.get("boost", 1.0),
        wording=wording,
        document=document,
        **values,
    )


def _require_address(
    reading: Reading, parts: Parts, values: dict[str, Any], faults: frozenset[str]
) -> frozenset[str]:
    """A tweet or a forum post lives elsewhere; without text of its own it must say where."""
    if parts.body.strip() or "external_url" in faults or values.get("declared") is Declared.PLANNED:
        return frozenset()
    reading.findings.add(
        reading.marks.at("format"),
        NO_ADDRESS,
        f"a {values['format']} without text needs the address where it stands",
        "Add `external_url: https://…`, or write the text below the front matter.",
    )
    return frozenset({"external_url"})


def read_header(parts: Parts, reading: Reading) -> Node | None:
    """The front matter's keys, empty ones too; None after a finding."""
    before = len(reading.findings.items)
    root = read_nodes(parts.header, reading.path, reading.findings, first_line=2)
    if root is None:
        fresh = len(reading.findings.items) > before
        return None if fresh else Node("keys", (1, 1, 3))
    if root.kind != "keys":
        reading.fail(
            root, NOT_KEYS, "the front matter is not made of keys", "Write lines like `title: …`."
        )
        return None
    return root
