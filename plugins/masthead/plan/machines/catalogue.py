"""catalogue.json: every published piece with all that readers may know of it, and its schema.

In: a Catalog. Out: two files. A piece refers to others by id, or by address where an id is
missing; what is not public is not in the Catalog, and so not in here.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from msgspec import Struct

from masthead.content.links import leads_out, split_address
from masthead.content.piece import InlineStep, Piece, RelatedLink
from masthead.plan.catalog import Catalog
from masthead.plan.feeds.identity import Identity
from masthead.plan.machines.catalogue_views import (
    VERSION,
    Catalogue,
    PublishedAuthor,
    PublishedCopy,
    PublishedCorrection,
    PublishedCredit,
    PublishedIdea,
    PublishedImage,
    PublishedLink,
    PublishedPart,
    PublishedPiece,
    PublishedSeries,
    PublishedSite,
    PublishedSource,
    PublishedTerm,
)
from masthead.plan.machines.markdown import markdown_address
from masthead.plan.output import Planned, Resource
from masthead.plan.pages.entries import series_entry, series_ids
from masthead.plan.pages.frame import planned_file
from masthead.plan.pages.ideas import ideas_in_order

CATALOGUE: Final = "catalogue.json"
SCHEMA: Final = "catalogue.schema.json"


def plan_catalogue(_: Catalog) -> Iterator[Planned[Resource]]:
    """The catalogue and its schema."""
    yield planned_file(CATALOGUE, "catalogue", catalogue_file)
    yield planned_file(SCHEMA, "catalogue-schema", schema_file)


def catalogue_file(catalog: Catalog) -> Resource:
    """Every published piece."""
    data = _Publisher(catalog).catalogue()
    return Resource(address=CATALOGUE, file=CATALOGUE, kind="catalogue", data=data)


def schema_file(catalog: Catalog) -> Resource:
    """What the catalogue's keys mean."""
    data = _Publisher(catalog).whole(SCHEMA)
    return Resource(address=SCHEMA, file=SCHEMA, kind="catalogue-schema", data=data)


class _Publisher(Struct, frozen=True, dict=True):
    """Turns a Catalog into a Catalogue."""

    catalog: Catalog

    def catalogue(self) -> Catalogue:
        settings, catalog = self.catalog.settings, self.catalog
        return Catalogue(
            schema=self.whole(SCHEMA),
            version=VERSION,
            site=PublishedSite(
                name=settings.site_name,
                title=settings.title or settings.site_name,
                url=settings.site_url,
                hub=self.whole(catalog.addresses.hub()),
                lang=settings.lang,
                description=settings.description or settings.site_description,
            ),
            pieces=tuple(map(self.piece, catalog.pieces)),
            authors=tuple(self.authors()),
            series=tuple(map(self.series, sorted(series_ids(catalog)))),
            stages=self.terms("stages"),
            topics=self.terms("topics"),
            audiences=self.terms("audiences"),
            formats=self.terms("formats"),
            ideas=tuple(self.ideas()),
        )  # fmt: skip

    def whole(self, address: str) -> str:
        """The whole address of something below the site's root, or of something elsewhere."""
        return address if leads_out(address) else f"{self.catalog.settings.site_url}{address}"

    @cached_property
    def identity(self) -> Identity:
        return Identity(self.catalog.settings)

    def name(self, piece: Piece) -> str:
        """What other entries call the piece."""
        return piece.id or self.whole(self.catalog.address(piece))

    def names(self, pieces: Iterable[Piece]) -> tuple[str, ...]:
        return tuple(map(self.name, pieces))

    def piece(self, piece: Piece) -> PublishedPiece:
        catalog = self.catalog
        card, markdown = catalog.card(piece), markdown_address(catalog, piece)
        idea, pair = catalog.idea_of(piece.key), catalog.partner_of(piece.key)
        return PublishedPiece(
            id=self.name(piece),
            entry=self.identity.entry_id(piece),
            title=piece.title,
            url=self.whole(card.address),
            published=card.date,
            updated=piece.changed or card.date,
            format=piece.format,
            elsewhere=piece.elsewhere,
            markdown=self.whole(markdown) if markdown else None,
            canonical=piece.canonical_url or None,
            lang=piece.lang,
            summary=piece.summary,
            minutes=card.minutes,
            featured=piece.pin,
            authors=tuple(id for id in piece.authors if id in catalog.library.authors),
            contributors=tuple(self.credits(piece)),
            stages=self.known("stages", piece.stages),
            angle=card.angle,
            audiences=self.known("audiences", piece.audiences),
            topics=self.known("topics", piece.topics),
            series=self.part(piece),
            pair=self.name(pair) if pair else "",
            idea=idea.id if idea else "",
            grew_from=tuple(self.sources_of(piece)),
            grew_into=self.names(catalog.results_of(piece.key)),
            syndicated=tuple(
                PublishedCopy(channel=copy.channel, url=copy.url, published=copy.date)
                for copy in piece.syndicated
            ),
            image=self.image(card.image, piece.image_alt, piece.image_credit),
            quotes=tuple(dict.fromkeys((*piece.quotes, *piece.document.quotes))),
            question=piece.question,
            sources=self.links(piece.sources, piece),
            links=self.links(piece.links, piece),
            disclosure=piece.disclosure,
            corrections=tuple(
                PublishedCorrection(date=c.date, text=c.text) for c in piece.corrections
            ),
        )

    def known(self, axis: str, ids: Iterable[str]) -> tuple[str, ...]:
        terms = self.catalog.terms[axis]
        return tuple(id for id in dict.fromkeys(ids) if id in terms)

    def image(self, address: str, alt: str = "", credit: str = "") -> PublishedImage | None:
        if not address:
            return None
        return PublishedImage(url=self.whole(address), alt=alt, credit=credit)

    def credits(self, piece: Piece) -> Iterator[PublishedCredit]:
        authors = self.catalog.library.authors
        for credit in piece.contributors:
            known = authors.get(credit.name)
            yield PublishedCredit(
                name=known.name if known else credit.name,
                role=credit.role,
                author=known.id if known else "",
            )

    def part(self, piece: Piece) -> PublishedPart | None:
        if not piece.series or piece.series not in self.catalog.library.series:
            return None
        part = self.catalog.part_at(piece.series, self.catalog.place_of(piece.key))
        return PublishedPart(id=piece.series, part=part[0]) if part else None

    def links(self, links: Iterable[RelatedLink], piece: Piece) -> tuple[PublishedLink, ...]:
        """Links that lead to something public; a source without an address stands as words."""
        return tuple(link for one in links if (link := self.link(one, piece)))

    def link(self, link: RelatedLink, piece: Piece) -> PublishedLink | None:
        if not link.url:
            return PublishedLink(title=link.title)
        address = self.catalog.link(link.url, piece.key)
        if address is None or address.startswith("#"):
            return PublishedLink(title=link.title) if link.title else None
        other = self.catalog.library.find(split_address(link.url)[0], piece)
        title = link.title or (other.title if other else "")
        return PublishedLink(title=title, url=self.whole(address))

    def sources_of(self, piece: Piece) -> Iterator[PublishedSource]:
        for step in self.catalog.sources_of(piece.key):
            if isinstance(step.of, Piece):
                yield PublishedSource(id=self.name(step.of))
            else:
                yield self.inline(step.of)

    def inline(self, step: InlineStep) -> PublishedSource:
        return PublishedSource(
            url=step.url,
            title=step.title,
            text=step.text,
            format=step.format,
            channel=step.channel,
            published=step.date,
        )

    def authors(self) -> Iterator[PublishedAuthor]:
        catalog = self.catalog
        for id, author in sorted(catalog.library.authors.items()):
            person = catalog.person(author)
            links = ((link.title, catalog.link(link.url, author.key)) for link in author.links)
            yield PublishedAuthor(
                id=id,
                name=author.name,
                url=self.whole(person.address),
                role=author.role,
                affiliation=author.affiliation,
                alumni=author.alumni,
                summary=author.summary,
                portrait=self.image(person.portrait, author.portrait_alt),
                website=author.url or None,
                links=tuple(
                    PublishedLink(title=title, url=self.whole(to))
                    for title, to in links if to and not to.startswith("#")
                ),
                expertise=self.known("topics", author.expertise),
                pieces=len(catalog.members["authors"].get(id, ())),
            )  # fmt: skip

    def series(self, id: str) -> PublishedSeries:
        entry = series_entry(self.catalog, id)
        series = self.catalog.library.series[id]
        return PublishedSeries(
            id=id,
            title=entry.title,
            url=self.whole(entry.address),
            description=entry.description,
            column=entry.column,
            cadence=entry.cadence,
            parts=entry.total,
            image=self.image(entry.image, series.image_alt),
            pieces=self.names(self.catalog.series_order[id]),
        )

    def terms(self, axis: str) -> tuple[PublishedTerm, ...]:
        """Those with pieces, in the order of the configuration."""
        held = self.catalog.members[axis]
        return tuple(
            PublishedTerm(
                id=term.id,
                title=term.title,
                url=self.whole(self.catalog.addresses.term(axis, term.id)),
                description=term.description,
                question=term.question,
                pieces=len(held[term.id]),
            )
            for term in self.catalog.terms[axis].values()
            if term.id in held
        )

    def ideas(self) -> Iterator[PublishedIdea]:
        ideas = map(self.catalog.idea, sorted(ideas_in_order(self.catalog)))
        for idea in filter(None, ideas):
            file = self.catalog.library.ideas.get(idea.named)
            yield PublishedIdea(
                id=idea.id,
                title=self.catalog.idea_title(idea),
                url=self.whole(self.catalog.addresses.term("ideas", idea.id)),
                description=(file.description or file.document.summary) if file else "",
                pieces=self.names(s.of for s in idea.steps if isinstance(s.of, Piece)),
            )
