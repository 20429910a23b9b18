"""A piece's own page, and the notice that stays of a retired one."""

from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct

from masthead.content.links import leads_out, split_address
from masthead.content.piece import Piece
from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
from masthead.plan.feeds.follow import SITE, follow
from masthead.plan.machines.markdown import markdown_address
from masthead.plan.output import Output, Planned
from masthead.plan.pages.entries import part_keys
from masthead.plan.pages.frame import page, planned
from masthead.plan.pages.steps import chain_round
from masthead.plan.pages.views import NoticePage, Occasion, PiecePage
from masthead.plan.sharing import piece_shares, quote_views
from masthead.plan.views import Anchor, Card, SeriesPlace
from masthead.source.values import parse_moment

_FOLLOWED = 3
_NEXT = 2
"""Pieces for a buyer who has moved on to the next stage."""
_LONG = 50
"""Parts of a series that is too long for its page to name all of them."""
_BRIEF = ("tweet", "forum-post")
_FILMS = (".mp4", ".m4v", ".webm", ".ogv", ".mov")
_ANGLES = {"aspirational": "What to prepare for", "practical": "What to do now"}


def plan_pieces(catalog: Catalog) -> Iterator[Planned[Output]]:
    """A page for each on-site piece, and a notice for each retired one."""
    addresses = catalog.addresses
    for piece in catalog.pieces.all:
        if not piece.elsewhere:
            yield planned(
                addresses.piece(piece.slug), "blog", "piece.html", piece_page, piece.key,
                source=piece.path,
            )  # fmt: skip
    for piece in catalog.retired:
        if not piece.elsewhere:
            yield planned(
                addresses.piece(piece.slug), "blog", "notice.html", notice_page, piece.key,
                source=piece.path,
            )  # fmt: skip


def piece_page(catalog: Catalog, key: str, _: int) -> Output:
    """The page of a piece."""
    return _PiecePage(catalog, catalog.library.by_key[key]).output()


def notice_page(catalog: Catalog, key: str, _: int) -> Output:
    """What stays at the address of a retired piece."""
    piece = catalog.retired_piece(key)
    successor = catalog.library.find(piece.successor, piece) if piece.successor else None
    assert piece.date is not None  # a retired piece was public  # noqa: S101
    return page(
        catalog,
        catalog.addresses.piece(piece.slug),
        "notice.html",
        NoticePage(
            title=piece.title,
            date=piece.date,
            retired=piece.expires,
            successor=catalog.card(successor) if successor else None,
        ),
        section="blog",
        title=piece.title,
        noindex=True,
    )


class _PiecePage(Struct, frozen=True):
    catalog: Catalog
    piece: Piece

    def output(self) -> Output:
        catalog, piece = self.catalog, self.piece
        view = self.view()
        changed = piece.changed or piece.date
        return page(
            catalog,
            catalog.addresses.piece(piece.slug),
            "piece.html",
            view,
            section="blog",
            title=piece.title,
            description=piece.summary,
            hide=piece.hide,
            own_template=piece.template,
            contents=bool(view.body.headings) and "toc" not in piece.hide,
            canonical=piece.canonical_url,
            authors=tuple(person.name for person in view.authors),
            lang=piece.lang,
            lastmod=changed.date().isoformat() if changed else "",
            listed=not view.state,
            feeds=(SITE, *self.collections()),
            markdown=markdown_address(catalog, piece),
        )

    def collections(self) -> Iterator[tuple[str, str]]:
        """The series and the idea that the piece belongs to."""
        if self.piece.series:
            yield "series", self.piece.series
        if idea := self.catalog.idea_of(self.piece.key):
            yield "ideas", idea.id

    def view(self) -> PiecePage:
        """What the page shows."""
        catalog, piece = self.catalog, self.piece
        card, idea = catalog.card(piece), catalog.idea_of(piece.key)
        pair = catalog.partner_of(piece.key)
        stage, following, related = reading_on(catalog, piece.key)
        changed = piece.changed
        assert piece.date is not None  # a public piece has a date  # noqa: S101
        return PiecePage(
            title=piece.title,
            address=card.address,
            lede=piece.description,
            date=piece.date,
            updated=changed if changed and changed.date() != piece.date.date() else None,
            minutes=card.minutes,
            body=catalog.body(piece.document, piece.key),
            lang=piece.lang,
            state=card.state,
            authors=catalog.persons(piece.authors),
            contributors=self.contributors(),
            format=card.format,
            format_id=piece.format,
            words=piece.document.words,
            plain=piece.document.text if piece.format in _BRIEF else "",
            video=self.video() if piece.format == "video" else "",
            occasion=self.occasion() if piece.format == "event" else None,
            stages=catalog.linked_terms("stages", piece.stages),
            angle=card.angle,
            angle_note=_ANGLES.get(card.angle, ""),
            topics=catalog.linked_terms("topics", piece.topics),
            audiences=catalog.linked_terms("audiences", piece.audiences),
            image=card.image,
            image_alt=piece.image_alt,
            image_credit=piece.image_credit,
            picture=card.picture,
            series=self.series_place(),
            pair=catalog.card(pair) if pair else None,
            pair_angle=_ANGLES.get(pair.angle.value, "") if pair and pair.angle else "",
            idea=Anchor("", catalog.addresses.term("ideas", idea.id)) if idea else None,
            chain=chain_round(idea, catalog, piece.key) if idea else (),
            next_stage=self.next_stage(stage),
            next_reading=self.cards(following),
            related=self.cards(related),
            question=piece.question,
            sources=self.links("sources"),
            links=self.links("links"),
            disclosure=piece.disclosure,
            corrections=tuple((c.date, c.text) for c in piece.corrections),
            syndicated=tuple(Anchor(s.channel, s.url) for s in piece.syndicated),
            original=piece.canonical_url,
            shares=piece_shares(catalog, piece),
            quotes=quote_views(catalog, piece),
            follow=self.follow(),
            hide=piece.hide,
        )

    def video(self) -> str:
        """The first film that the piece shows or links to."""
        piece = self.piece
        named = (*(link.target for link in piece.document.links), *(x.url for x in piece.links))
        for target in named:
            if target.split("#")[0].split("?")[0].lower().endswith(_FILMS):
                return target if leads_out(target) else self.catalog.file(target, piece.key)
        return ""

    def occasion(self) -> Occasion | None:
        """When and where, if the piece's `extra` says both: `starts`, `ends` and `place`."""
        zone, said = self.catalog.settings.timezone, self.piece.extra
        starts, ends = (parse_moment(str(said.get(key, "")), zone) for key in ("starts", "ends"))
        place = said.get("place")
        if starts is None or not isinstance(place, str) or not place.strip():
            return None
        return Occasion(starts=starts, ends=ends, place=place.strip())

    def contributors(self) -> tuple[tuple[str, str, str], ...]:
        """Name, role and page of those who helped."""
        rows = []
        for credit in self.piece.contributors:
            author = self.catalog.author(credit.name)
            rows.append((author.title, credit.role, author.address) if author
                        else (credit.name, credit.role, ""))  # fmt: skip
        return tuple(rows)

    def links(self, name: str) -> tuple[Anchor, ...]:
        """Sources or related links; a source without an address stands as words."""
        anchors = []
        for link in getattr(self.piece, name):
            address = self.catalog.link(link.url, self.piece.key) if link.url else ""
            anchors.append(Anchor(link.title or self.title_of(link.url), address or ""))
        return tuple(anchors)

    def title_of(self, url: str) -> str:
        """The title of a piece that a bare path leads to, else the path itself."""
        other = self.catalog.library.find(split_address(url)[0], self.piece)
        return other.title if other else url.removeprefix("https://").rstrip("/")

    def series_place(self) -> SeriesPlace | None:
        """Where the piece stands in its series."""
        catalog, piece = self.catalog, self.piece
        series = catalog.library.series.get(piece.series) if piece.series else None
        if series is None:
            return None
        index = catalog.place_of(piece.key)
        number, _ = self.part(index) or (0, piece)
        previous, following = self.part(index - 1), self.part(index + 1)
        last = 0 if series.column else catalog.last_number(series.id)
        return SeriesPlace(
            series=Anchor(series.title, catalog.addresses.term("series", series.id)),
            description=series.description,
            number=number,
            total=0 if series.column else max(series.parts or 0, last),
            column=series.column,
            previous=catalog.card(previous[1]) if previous else None,
            next=catalog.card(following[1]) if following else None,
            parts=() if series.column else tuple(
                Anchor(other.title, "" if other is piece else catalog.address(other), str(number))
                for number, other in filter(None, map(self.part, range(index - 12, index + 13)))
            ),
        )  # fmt: skip

    def part(self, index: int) -> tuple[int, Piece] | None:
        """The number and the piece at a place of the piece's series, if there is one."""
        return self.catalog.part_at(self.piece.series, index) if index >= 0 else None

    def next_stage(self, id: str) -> Anchor | None:
        """The stage that a buyer moves on to, with its question."""
        if not id:
            return None
        term = self.catalog.term("stages", id)
        return Anchor(term.title, term.address, self.catalog.terms["stages"][id].question)

    def cards(self, keys: Iterable[str]) -> tuple[Card, ...]:
        """The cards of the pieces with these keys."""
        by_key = self.catalog.library.by_key
        return self.catalog.cards(by_key[key] for key in keys)

    def follow(self) -> tuple[Anchor, ...]:
        """The piece's series, its first authors, and everything."""
        piece = self.piece
        people = (("authors", id) for id in piece.authors[:_FOLLOWED])
        series = (("series", piece.series),) if piece.series else ()
        return follow(self.catalog, *series, *people, SITE)


@question
def reading_on(catalog: Catalog, key: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What to read after a piece: the next stage that has pieces, some of those, related ones.

    Pieces by key, nearest first. Related ones are neither of the next stage's nor the partner nor
    parts of the same series, which the page shows anyway.
    """
    piece, pair = catalog.whole.by_key[key], catalog.partners.get(key)
    ids, held = [*catalog.vocabulary["stages"]], catalog.shelves["stages"]
    later = ids[ids.index(piece.stage) + 1 :] if piece.stage in ids else ()
    stage = next((id for id in later if id in held), "")
    following = _of_stage(catalog, key, stage) if stage else ()
    order = part_keys(catalog, piece.series) if piece.series else ()
    shown = {*following, pair.key if pair else "", *(order if len(order) < _LONG else ())}
    related = (other for other in catalog.kin_of.get(key, ()) if other not in shown)
    return stage, following, tuple(islice(related, catalog.given.related))


def _of_stage(catalog: Catalog, key: str, stage: str) -> tuple[str, ...]:
    """Pieces of a stage: those nearest to the piece with this key, else the newest."""
    by_key, kin = catalog.whole.by_key, catalog.kin_of.get(key, ())
    best = [*islice((other for other in kin if stage in by_key[other].stages), _NEXT)]
    if len(best) < _NEXT:
        newest = [piece.key for piece in catalog.shelves["stages"][stage].all[: 2 * _NEXT]]
        best += [other for other in newest if other != key and other not in kin]
    return tuple(best[:_NEXT])
