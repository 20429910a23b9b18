"""A piece's own page, and the notice that stays of a retired one."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from msgspec import Struct

from masthead.content.links import leads_out, split_address
from masthead.content.piece import Piece
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.follow import SITE, follow
from masthead.plan.machines.markdown import markdown_address
from masthead.plan.output import Output
from masthead.plan.pages.frame import absolute, page
from masthead.plan.pages.steps import chain_steps, step_paths
from masthead.plan.pages.views import NoticePage, Occasion, PiecePage
from masthead.plan.parts import Parts
from masthead.plan.views import Anchor, Card, SeriesPlace, Share
from masthead.source.values import parse_moment

_FOLLOWED = 3
_BRIEF = ("tweet", "forum-post")
_FILMS = (".mp4", ".m4v", ".webm", ".ogv", ".mov")
_ANGLES = {"aspirational": "What to prepare for", "practical": "What to do now"}


class PiecePlanner(Struct, frozen=True):
    """Plans the pages of on-site pieces; `kin` are related pieces by key, nearest first."""

    catalog: Catalog
    kin: Mapping[str, Sequence[str]]

    def plan(self) -> Iterator[Output]:
        """A page for each on-site piece, and a notice for each retired one."""
        for piece in self.catalog.pieces:
            if not piece.elsewhere:
                yield self.page(piece)
        for piece in self.catalog.retired:
            if not piece.elsewhere:
                yield self.notice(piece)

    def page(self, piece: Piece) -> Output:
        """The page of one piece."""
        catalog = self.catalog
        view = self.view(piece)
        changed = piece.changed or piece.date
        return page(
            catalog,
            catalog.addresses.piece(piece.slug),
            "piece.html",
            view,
            section="blog",
            title=piece.title,
            description=piece.summary,
            depends=(piece.path, *self.paths(piece, view)),
            hide=piece.hide,
            own_template=piece.template,
            contents=bool(view.body.headings) and "toc" not in piece.hide,
            canonical=piece.canonical_url,
            authors=tuple(person.name for person in view.authors),
            lang=piece.lang,
            lastmod=f"{changed:%Y-%m-%d}" if changed else "",
            listed=not view.state,
            feeds=(SITE, *self.collections(piece)),
            markdown=markdown_address(catalog, piece),
        )

    def collections(self, piece: Piece) -> Iterator[tuple[str, str]]:
        """The series and the idea that the piece belongs to."""
        if piece.series:
            yield "series", piece.series
        if idea := self.catalog.idea_of.get(piece.key):
            yield "ideas", idea.id

    def paths(self, piece: Piece, view: PiecePage) -> Iterator[str]:
        """The files of others that the page shows something of, or leads to."""
        catalog = self.catalog
        yield from catalog.paths(catalog.card(piece), view.pair, *view.next_reading, *view.related)
        yield from catalog.author_paths(credit.name for credit in piece.contributors)
        yield from catalog.text_paths(piece.document, piece.key)
        named = (link.url for link in (*piece.sources, *piece.links))
        yield from catalog.linked_paths(named, piece.key)
        if view.series:
            yield from catalog.paths(view.series.previous, view.series.next)
            yield from (part.path for _, part in self.near(piece))
        if idea := catalog.idea_of.get(piece.key):
            yield from step_paths(idea, catalog)
            if file := catalog.library.ideas.get(idea.named):
                yield file.path

    def near(self, piece: Piece) -> Parts:
        """The parts round a piece in its series; all of them unless it is a long one."""
        index = self.catalog.place_of[piece.key]
        return self.catalog.parts[piece.series][max(0, index - 12) : index + 13]

    def view(self, piece: Piece) -> PiecePage:
        """What the page shows."""
        catalog = self.catalog
        card, idea = catalog.card(piece), catalog.idea_of.get(piece.key)
        pair = catalog.pair_of.get(piece.key)
        next_stage, next_reading = self.next_reading(piece)
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
            contributors=self.contributors(piece),
            format=card.format,
            format_id=piece.format,
            words=piece.document.words,
            plain=piece.document.text if piece.format in _BRIEF else "",
            video=self.video(piece) if piece.format == "video" else "",
            occasion=self.occasion(piece) if piece.format == "event" else None,
            stages=catalog.linked_terms("stages", piece.stages),
            angle=card.angle,
            angle_note=_ANGLES.get(card.angle, ""),
            topics=catalog.linked_terms("topics", piece.topics),
            audiences=catalog.linked_terms("audiences", piece.audiences),
            image=card.image,
            image_alt=piece.image_alt,
            image_credit=piece.image_credit,
            picture=card.picture,
            series=self.series_place(piece),
            pair=catalog.card(pair) if pair else None,
            pair_angle=_ANGLES.get(pair.angle.value, "") if pair and pair.angle else "",
            idea=Anchor("", catalog.addresses.term("ideas", idea.id)) if idea else None,
            chain=chain_steps(idea, catalog, here=piece.key) if idea else (),
            next_stage=next_stage,
            next_reading=next_reading,
            related=self.related(piece, {c.key for c in next_reading}),
            question=piece.question,
            sources=self.links(piece, "sources"),
            links=self.links(piece, "links"),
            disclosure=piece.disclosure,
            corrections=tuple((c.date, c.text) for c in piece.corrections),
            syndicated=tuple(Anchor(s.channel, s.url) for s in piece.syndicated),
            original=piece.canonical_url,
            shares=self.shares(piece),
            follow=self.follow(piece),
            hide=piece.hide,
        )

    def video(self, piece: Piece) -> str:
        """The first film that the piece shows or links to."""
        named = (*(link.target for link in piece.document.links), *(x.url for x in piece.links))
        for target in named:
            if target.split("#")[0].split("?")[0].lower().endswith(_FILMS):
                return target if leads_out(target) else self.catalog.file(target, piece.key)
        return ""

    def occasion(self, piece: Piece) -> Occasion | None:
        """When and where, if the piece's `extra` says both: `starts`, `ends` and `place`."""
        zone, said = self.catalog.settings.timezone, piece.extra
        starts, ends = (parse_moment(str(said.get(key, "")), zone) for key in ("starts", "ends"))
        place = said.get("place")
        if starts is None or not isinstance(place, str) or not place.strip():
            return None
        return Occasion(starts=starts, ends=ends, place=place.strip())

    def contributors(self, piece: Piece) -> tuple[tuple[str, str, str], ...]:
        """Name, role and page of those who helped."""
        rows = []
        for credit in piece.contributors:
            author = self.catalog.author(credit.name)
            rows.append((author.title, credit.role, author.address) if author
                        else (credit.name, credit.role, ""))  # fmt: skip
        return tuple(rows)

    def links(self, piece: Piece, name: str) -> tuple[Anchor, ...]:
        """Sources or related links; a source without an address stands as words."""
        anchors = []
        for link in getattr(piece, name):
            address = self.catalog.link(link.url, piece.key) if link.url else ""
            anchors.append(Anchor(link.title or self.title_of(link.url, piece), address or ""))
        return tuple(anchors)

    def title_of(self, url: str, piece: Piece) -> str:
        """The title of a piece that a bare path leads to, else the path itself."""
        other = self.catalog.library.find(split_address(url)[0], piece)
        return other.title if other else url.removeprefix("https://").rstrip("/")

    def series_place(self, piece: Piece) -> SeriesPlace | None:
        """Where the piece stands in its series."""
        catalog = self.catalog
        series = catalog.library.series.get(piece.series)
        if series is None:
            return None
        parts, index = catalog.parts[series.id], catalog.place_of[piece.key]
        previous = parts[index - 1][1] if index else None
        following = parts[index + 1][1] if index + 1 < len(parts) else None
        return SeriesPlace(
            series=Anchor(series.title, catalog.addresses.term("series", series.id)),
            description=series.description,
            number=parts[index][0],
            total=0 if series.column else max(series.parts or 0, parts[-1][0]),
            column=series.column,
            previous=catalog.card(previous) if previous else None,
            next=catalog.card(following) if following else None,
            parts=() if series.column else tuple(
                Anchor(
                    other.title,
                    "" if other is piece else catalog.address(other),
                    str(number),
                )
                for number, other in self.near(piece)
            ),
        )  # fmt: skip

    def next_reading(self, piece: Piece) -> tuple[Anchor | None, tuple[Card, ...]]:
        """Up to two pieces for a buyer who has moved on to the next stage."""
        catalog = self.catalog
        ids = [term.id for term in catalog.settings.stages]
        if piece.stage not in ids:
            return None, ()
        for stage in ids[ids.index(piece.stage) + 1 :]:
            candidates = catalog.members["stages"].get(stage)
            if candidates:
                near = {key: rank for rank, key in enumerate(self.kin.get(piece.key, ()))}
                kin = [catalog.library.by_key[key] for key in near]
                best = [other for other in kin if stage in other.stages]
                best += [o for o in candidates[:4] if o.key not in near and o.key != piece.key]
                term = catalog.term("stages", stage)
                question = catalog.terms["stages"][stage].question
                return Anchor(term.title, term.address, question), catalog.cards(best[:2])
        return None, ()

    def related(self, piece: Piece, taken: set[str]) -> tuple[Card, ...]:
        """Pieces on the same subjects, without those that the page shows anyway."""
        catalog = self.catalog
        order = catalog.series_order.get(piece.series, ())
        taken = {piece.key, *taken, *(other.key for other in order)} if len(order) < 50 else taken
        pair = catalog.pair_of.get(piece.key)
        keys = [
            k
            for k in self.kin.get(piece.key, ())
            if k not in taken and not (pair and k == pair.key)
        ]
        return catalog.cards(catalog.library.by_key[k] for k in keys[: catalog.settings.related])

    def shares(self, piece: Piece) -> tuple[Share, ...]:
        """Ways to pass the piece on that are plain links: they need the page's whole address."""
        url = absolute(self.catalog, self.catalog.addresses.piece(piece.slug))
        if not url:
            return ()
        to, title = quote(url, safe=""), quote(piece.title, safe="")
        return (
            Share("linkedin", "LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={to}"),
            Share("bluesky", "Bluesky", f"https://bsky.app/intent/compose?text={title}%20{to}"),
            Share("x", "X", f"https://x.com/intent/post?text={title}&url={to}"),
            Share("email", "e-mail", f"mailto:?subject={title}&body={to}"),
        )  # fmt: skip

    def follow(self, piece: Piece) -> tuple[Anchor, ...]:
        """The piece's series, its first authors, and everything."""
        people = (("authors", id) for id in piece.authors[:_FOLLOWED])
        series = (("series", piece.series),) if piece.series else ()
        return follow(self.catalog, *series, *people, SITE)

    def notice(self, piece: Piece) -> Output:
        """What stays at the address of a retired piece."""
        catalog = self.catalog
        successor = catalog.library.find(piece.successor, piece) if piece.successor else None
        card = catalog.card(successor) if successor else None
        assert piece.date is not None  # a retired piece was public  # noqa: S101
        return page(
            catalog,
            catalog.addresses.piece(piece.slug),
            "notice.html",
            NoticePage(title=piece.title, date=piece.date, retired=piece.expires, successor=card),
            section="blog",
            title=piece.title,
            depends=(piece.path, *catalog.paths(card)),
            noindex=True,
        )
