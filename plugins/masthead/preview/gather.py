"""Put a preview together: each part from what makes it for readers, and the files that show it.

In: a Look. Out: a Shown. Only what the parts need is made; the site stays unmade, however large.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from typing import Final
from urllib.parse import quote, unquote

from msgspec import Struct, field

from masthead.content.piece import Declared, Piece
from masthead.content.state import State
from masthead.diagnostics import Diagnostic, Severity, errors_of
from masthead.plan.addresses import file_of
from masthead.plan.sharing import whole_address
from masthead.preview.cards import SITE, cards_of
from masthead.preview.documents import document
from masthead.preview.entries import ENTRY, MAIL, at_home, entry_of, mail_of
from masthead.preview.heads import Head, read_head
from masthead.preview.looks import Look, Maker, moment
from masthead.preview.needed import beside, needed
from masthead.preview.texts import SEARCH, result_of, snippet_of, texts_of
from masthead.preview.views import (
    Cards,
    Entry,
    Facts,
    Finding,
    Mail,
    Note,
    Page,
    Preview,
    Result,
    Snippet,
    Texts,
)
from masthead.render.environment import day_in

_SEARCH_SHEET: Final = "assets/masthead/search."
_FOREIGN: Final = (Note("hint", "It stands elsewhere: what is seen there is not ours to show."),)


class Shown(Struct, frozen=True):
    """A preview and its files: those of the site lie in `site/`.

    `versions` stand for what each frame shows: equal ones look equal.
    """

    preview: Preview
    files: Mapping[str, Maker] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)


def nothing(path: str, now: str, findings: tuple[Finding, ...], fault: str) -> Shown:
    """The preview of a piece that has not been read yet."""
    facts = Facts(title="", path=path, id="", state="", date="", address="", format="",
                  authors=(), lang="")  # fmt: skip
    return Shown(Preview(
        now=now, facts=facts, page=Page(""), entry=Entry(), cards=Cards(), texts=Texts(),
        result=Result(), snippet=Snippet(), mail=Mail(), findings=findings, fault=fault,
    ))  # fmt: skip


def shown(look: Look, piece: Piece) -> Shown:
    """Everything that there is to see of a piece that the look has in its plan."""
    file = "" if piece.elsewhere else file_of(look.plan.catalog.addresses.piece(piece.slug))
    html = look.files[file]() if file in look.files else b""
    head = read_head(html.decode()) if html else Head()
    preview = _preview(look, piece, head, file if html else "")
    documents = dict(_documents(look, preview, head, file, html))
    every = {f"{SITE}{name}": maker for name, maker in look.files.items()}
    linked = frozenset(f"{SITE}{asset.file}" for asset in look.plan.assets)
    loaded = needed(documents, every, linked)
    loaded |= {name: every[name] for name in _of_parts(preview) if name in every}
    made: dict[str, Maker] = {name: partial(bytes, data) for name, data in documents.items()}
    copies = frozenset(f"{SITE}{one.file}" for one in look.plan.derived)
    return Shown(preview, made | loaded, _versions(documents, loaded, copies))


def _preview(look: Look, piece: Piece, head: Head, file: str) -> Preview:
    entry = entry_of(look)
    return Preview(
        now=moment(look, look.site.now),
        facts=_facts(look, piece),
        page=Page(f"{SITE}{quote(file)}" if file else "", tuple(_about_page(look, piece))),
        entry=entry,
        cards=cards_of(look, head) if file else Cards(notes=_FOREIGN),
        texts=texts_of(look, piece),
        result=result_of(look, piece),
        snippet=snippet_of(look, piece, head, file) if file else Snippet(notes=_FOREIGN),
        mail=mail_of(look, entry),
        findings=_findings(look, piece),
    )


def _facts(look: Look, piece: Piece) -> Facts:
    catalog = look.plan.catalog
    term = catalog.terms["formats"].get(piece.format)
    return Facts(
        title=piece.title,
        path=piece.path,
        id=piece.id,
        state=catalog.states[piece.key].value,
        date=moment(look, piece.date) if piece.date else "",
        address=whole_address(catalog, piece),
        format=term.title if term else piece.format,
        authors=tuple(person.name for person in catalog.persons(piece.authors)),
        lang=piece.lang or look.site.settings.lang,
    )


def _about_page(look: Look, piece: Piece) -> Iterator[Note]:
    before = next(one for one in look.site.library.pieces if one.key == piece.key)
    if piece.elsewhere:
        yield Note("hint", f"It stands elsewhere and has no page here: {piece.external_url}")
    elif look.plan.catalog.states[piece.key] is State.RETIRED:
        yield Note("hint", "It is retired: this is the notice at its address.")
    if before.declared is Declared.PLANNED:
        yield Note("hint", "It is only planned: this is what it would be as a draft.")
    if before.date is None:
        yield Note("missing", "It has no date yet: it is shown as if it were of today.")


def _paths(look: Look, piece: Piece) -> frozenset[str]:
    """The files that have a say in what is seen: the piece's, its authors', its series'."""
    library = look.site.library
    things = [library.authors.get(id) for id in piece.authors]
    about = [thing.path for thing in (*things, library.series.get(piece.series)) if thing]
    return frozenset((piece.path, *about))


def _findings(look: Look, piece: Piece) -> tuple[Finding, ...]:
    """What is found in those, and what keeps the whole site from being built."""
    config = look.site.settings.place("site_url").path
    mistakes = (one for one in errors_of(look.findings) if one.position.path == config)
    own = (one for one in look.findings if one.position.path in _paths(look, piece))
    return findings_of((*mistakes, *own), _paths(look, piece) | {config})


def findings_of(findings: Iterable[Diagnostic], paths: Collection[str]) -> tuple[Finding, ...]:
    """The findings about these files, errors first."""
    about = [finding for finding in findings if finding.position.path in paths]
    about.sort(key=lambda one: (one.severity is not Severity.ERROR, one.sort_key))
    return tuple(
        Finding(at.path, at.line, at.column, one.severity.value, one.rule.code, one.message,
                one.remedy)
        for one in about for at in (one.position,)
    )  # fmt: skip


def _documents(
    look: Look, preview: Preview, head: Head, file: str, html: bytes
) -> Iterator[tuple[str, bytes]]:
    """What stands in the frames."""
    lang, entry = preview.facts.lang, preview.entry
    if html:
        yield f"{SITE}{file}", html
    if entry.frame:
        text = at_home(entry.html, look.site.settings.site_url)
        yield ENTRY, document("entry", entry=entry, text=text, lang=lang)
        yield MAIL, document("mail", entry=entry, mail=preview.mail, text=text, lang=lang)
    if preview.result.frame:
        yield SEARCH, _result_document(look, preview, head, file)


def _result_document(look: Look, preview: Preview, head: Head, file: str) -> bytes:
    """The result with the looks of the piece's own page."""
    sheets = [f"{SITE}{beside(file, sheet)}" for sheet in head.sheets if beside(file, sheet)]
    sheets += [f"{SITE}{one}" for one in look.files if one.startswith(_SEARCH_SHEET)]
    piece = look.piece
    card = look.plan.catalog.card(piece) if piece else None
    return document(
        "search", result=preview.result, body=dict(head.body), lang=look.site.settings.lang,
        sheets=[quote(one) for one in sheets if one.endswith(".css")],
        image=f"{SITE}{card.image}" if card and card.image else "",
        day=day_in(look.site.settings.lang)(card.date) if card else "",
    )  # fmt: skip


def _of_parts(preview: Preview) -> Iterator[str]:
    """Files that the preview's own page shows."""
    if preview.cards.picture:
        yield unquote(preview.cards.picture.file)
    yield unquote(preview.snippet.icon)


def _versions(
    documents: Mapping[str, bytes], loaded: Mapping[str, Maker], copies: Collection[str]
) -> dict[str, str]:
    """Of each document with all that it may load; copies of pictures have theirs in their names."""
    rest = sha256()
    for name in sorted(loaded.keys() - copies):
        rest.update(loaded[name]())
    return {name: sha256(data + rest.digest()).hexdigest()[:12] for name, data in documents.items()}
