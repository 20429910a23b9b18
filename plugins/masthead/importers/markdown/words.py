"""Inline syntax between words: `==mark==`, `^^insert^^`, `++ctrl+c++`, `:emoji:`, abbreviations.

In: a paragraph's text. Out: the same with HTML or Unicode for what GitHub's Markdown has no sign
for. Only stretches of plain words are looked at: no code, no tags, no addresses.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Final

from pymdownx import gemoji_db  # type: ignore[import-untyped]  # it has no type information

from masthead.importers.markdown.attributes import attributes_at
from masthead.importers.markdown.spans import Edit, Kind, apply, scan, words_between
from masthead.importers.report import Log

_SHORTCODE: Final = re.compile(r":([A-Za-z0-9][\w+-]{0,80}):[ ]?|:([+-]1):")
_ICON: Final = re.compile(
    r"(?:material|fontawesome|octicons|simple|custom|logo|pg|bootstrap|tabler)-[\w-]+"
)
_KEYS: Final = re.compile(r"\+\+([A-Za-z0-9\"'-][^+\n]*(?:\+[^+\n]+)*)\+\+")
_CRITIC: Final = re.compile(r"\{(\+\+|--|==|>>)(.+?)(\+\+|--|==|<<)\}", re.S)
_PRICES: Final = re.compile(r"(?<![\\$\w])\$(?=[^\s$])([^$\n]{0,300}?[^\s$\\])\$(?![\d$])")
_TEX_INLINE: Final = re.compile(r"(?<!\\)\\\(([^\n]{1,2000}?)\\\)")
_TEX_BLOCK: Final = re.compile(r"(?<!\\)\\\[(.{1,4000}?)\\\]", re.S)
_PAIRS: Final = {"==": "mark", "^^": "ins"}


def convert_words(text: str, line: int, log: Log) -> str:
    """All of Material's inline signs."""
    if "{" in text:
        text = _critic(text, line, log)
    for sign, tag in _PAIRS.items():
        if sign in text:
            text = _paired(text, line, log, sign, tag)
    if "++" in text:
        text = _each(text, _KEYS, lambda m: _keys(m[1]))
    if ":" in text:
        text = emoji(text, line, log)
    return text


def emoji(text: str, line: int, log: Log) -> str:
    """Shortcodes as Unicode; a theme's icons go, and a link that was only an icon gets a name."""
    edits: list[Edit] = []
    spans = scan(text)
    for span in spans:
        if span.kind is Kind.LINK:
            inner = text[slice(*span.inner)].strip()
            icon = re.fullmatch(r":([\w+-]+):", inner)
            if icon and _ICON.fullmatch(icon[1]):
                name = text[slice(*span.title)] or _icon_name(icon[1])
                edits.append((*span.inner, name))
                log.change(
                    _line(text, line, span.start),
                    "icon",
                    f"the link that was only :{icon[1]}: reads “{name}”",
                )
    for start, end in words_between(text, spans):
        for found in _SHORTCODE.finditer(text, start, end):
            name = found[1] or found[2]
            if _ICON.fullmatch(name):
                behind = attributes_at(text, found.end() - found[0].endswith(" "))
                until = behind.end if behind else found.end()
                edits.append(
                    (
                        found.start(),
                        until + (behind is not None and text[until : until + 1] == " "),
                        "",
                    )
                )
                log.loss(_line(text, line, found.start()), "icon", f":{name}:")
            elif char := _unicode(name):
                tail = " " if found[0].endswith(" ") else ""
                edits.append((found.start(), found.end(), char + tail))
    return apply(text, edits)


def _icon_name(icon: str) -> str:
    words = [
        w
        for w in icon.split("-")[1:]
        if not w.isdigit() and w not in ("outline", "brands", "solid")
    ]
    return " ".join(words).capitalize() or icon


def _unicode(name: str) -> str:
    code = f":{name}:"
    entry = gemoji_db.emoji.get(gemoji_db.aliases.get(code, code))
    points = entry.get("unicode_alt") or entry.get("unicode") if entry else None
    return "".join(chr(int(p, 16)) for p in points.split("-")) if points else ""


def _paired(text: str, line: int, log: Log, sign: str, tag: str) -> str:
    places: list[int] = []
    for start, end in words_between(text, scan(text)):
        at = text.find(sign, start, end)
        while at >= 0:
            run = len(text) - at - len(text[at:].lstrip(sign[0]))
            if run == 2:
                places.append(at)
            at = text.find(sign, at + run, end)
    edits: list[Edit] = []
    opened: int | None = None
    for at in places:
        after = text[at + 2 : at + 3]
        before = text[at - 1 : at] if at else " "
        if opened is None:
            if after.strip() and (not before.isalnum()):
                opened = at
        elif before.strip():
            edits += [(opened, opened + 2, f"<{tag}>"), (at, at + 2, f"</{tag}>")]
            log.change(_line(text, line, opened), "inline sign", f"{sign}…{sign} is <{tag}> now")
            opened = None
    return apply(text, edits)


def _keys(keys: str) -> str:
    names = [k.strip().strip("\"'") for k in keys.split("+")]
    shown = (k if len(k) == 1 else k.replace("-", " ").title() for k in names)
    return "+".join(f"<kbd>{escape(k.upper() if len(k) == 1 else k)}</kbd>" for k in shown)


def _critic(text: str, line: int, log: Log) -> str:
    """Critic Markup: insertions, deletions, highlights; comments to editors go."""
    tags = {"++": "ins", "--": "del", "==": "mark"}

    def replace(found: re.Match[str]) -> str:
        at = _line(text, line, found.start())
        if found[1] == ">>":
            log.loss(at, "critic markup", f"an editor's comment: {found[2][:80]}")
            return ""
        if found[1] != found[3]:
            return found[0]
        log.change(at, "critic markup", f"{{{found[1]}…{found[3]}}} is <{tags[found[1]]}> now")
        return f"<{tags[found[1]]}>{found[2]}</{tags[found[1]]}>"

    return _each(text, _CRITIC, replace)


def _each(text: str, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> str:
    edits: list[Edit] = []
    for start, end in words_between(text, scan(text)):
        edits += [(m.start(), m.end(), replace(m)) for m in pattern.finditer(text, start, end)]
    return apply(text, edits)


def tex_delimiters(text: str) -> str:
    """`\\(x\\)` and `\\[x\\]`, which arithmatex knows too, as `$x$` and `$$x$$`."""
    text = _each(text, _TEX_BLOCK, lambda m: f"$${m[1]}$$")
    return _each(text, _TEX_INLINE, lambda m: f"${m[1].strip()}$")


def escape_dollars(text: str, line: int, log: Log) -> str:
    """Prices between two dollar signs would be a formula for GitHub; formulas are left alone."""
    edits: list[Edit] = []
    for start, end in words_between(text, scan(text)):
        for found in _PRICES.finditer(text, start, end):
            if not any(sign in found[1] for sign in "\\^_{}="):
                edits += [
                    (found.start(), found.start() + 1, "\\$"),
                    (found.end() - 1, found.end(), "\\$"),
                ]
                log.change(
                    _line(text, line, found.start()),
                    "dollar sign",
                    f"escaped, or it would be a formula: {found[0][:60]}",
                )
    return apply(text, edits)


def explain(text: str, abbreviations: dict[str, str], line: int, log: Log) -> str:
    """Wraps the first use of each abbreviation in `<abbr>` and takes it off the list."""
    spans = scan(text)
    for short in sorted(abbreviations, key=lambda s: (-len(s), s)):
        if short not in text:
            continue
        pattern = re.compile(rf"(?<![\w-]){re.escape(short)}(?![\w-])")
        for start, end in words_between(text, spans):
            found = pattern.search(text, start, end)
            if found:
                meaning = abbreviations.pop(short)
                new = f'<abbr title="{escape(meaning)}">{short}</abbr>' if meaning else short
                at = _line(text, line, found.start())
                log.change(
                    at, "abbreviation", f"“{short}” is explained by <abbr> here, at its first use"
                )
                text = apply(text, [(found.start(), found.end(), new)])
                spans = scan(text)
                break
    return text


def _line(text: str, first: int, at: int) -> int:
    return first + text.count("\n", 0, at)
