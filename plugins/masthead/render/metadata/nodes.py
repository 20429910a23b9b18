"""Nodes that many pages share, and the names of things: the same thing has one name on all pages.

A name is the address of the thing's own page and a fragment: `…/authors/ana-ruiz/#person`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Final, TypeAlias

from msgspec import Raw, json

from masthead.plan.views import Anchor, Card, Person

Node: TypeAlias = Mapping[str, Any] | Raw
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """The values that are there."""
    return {key: value for key, value in values.items() if value}


def stamp(moment: datetime | None) -> str:
    """A moment with its zone, as ISO 8601 writes it."""
    return moment.isoformat(timespec="seconds") if moment else ""


def one_or_all(values: Sequence[Any]) -> Any:
    """A single value by itself, several as a list."""
    return values[0] if len(values) == 1 else list(values)


class Nodes:
    """Makes nodes for a site. Addresses are those of the views, below the site's root."""

    def __init__(self, site: Any) -> None:
        self.site = site

    def whole(self, address: str) -> str:
        """The whole address."""
        return address if _SCHEME.match(address) else f"{self.site.url}{address}"

    def name(self, address: str, fragment: str) -> str:
        """The name of the thing that the page at this address is about."""
        return f"{self.whole(address)}#{fragment}"

    @cached_property
    def website(self) -> dict[str, str]:
        """A reference to the site."""
        return {"@id": self.name("", "website")}

    @cached_property
    def publisher(self) -> dict[str, str]:
        """A reference to the publisher."""
        return {"@id": self.name("", "organization")}

    @cached_property
    def house(self) -> dict[str, str]:
        """The publisher with as much as search engines ask of each page by itself."""
        publisher = self.site.publisher
        return filled({
            "@type": "Organization", **self.publisher, "name": publisher.name,
            "url": publisher.url, "logo": self.whole(publisher.logo) if publisher.logo else "",
        })  # fmt: skip

    @cached_property
    def blog(self) -> dict[str, str]:
        """A reference to the blog."""
        return {"@id": self.name(self.site.hub, "blog")}

    @cached_property
    def everywhere(self) -> tuple[Raw, Raw]:
        """The site and its publisher, which every page tells of."""
        site, publisher = self.site, self.site.publisher
        website = filled({
            "@type": "WebSite", **self.website, "url": site.url, "name": site.name,
            "description": site.description, "inLanguage": site.lang, "publisher": self.publisher,
        })  # fmt: skip
        logo = self.whole(publisher.logo) if publisher.logo else ""
        organization = filled({
            "@type": "Organization", **self.publisher, "name": publisher.name,
            "legalName": publisher.legal_name, "url": publisher.url,
            "logo": logo,
            "description": publisher.description, "email": publisher.email,
            "sameAs": publisher.same_as,
        })  # fmt: skip
        return Raw(json.encode(website)), Raw(json.encode(organization))

    @cached_property
    def blog_facts(self) -> dict[str, Any]:
        """The blog, as far as pages beside the hub tell of it."""
        return {
            "@type": "Blog", **self.blog, "url": self.whole(self.site.hub),
            "name": self.site.title, "inLanguage": self.site.lang, "publisher": self.publisher,
            "isPartOf": self.website,
        }  # fmt: skip

    @cached_property
    def blog_stub(self) -> Raw:
        """The same, encoded."""
        return Raw(json.encode(self.blog_facts))

    def person_facts(self, person: Person) -> dict[str, Any]:
        """Who somebody is. Who has an affiliation is a guest, and does not work here."""
        house = {"@type": "Organization", "name": person.affiliation}
        here = not person.affiliation
        return filled({
            "@type": "Person",
            "@id": self.name(person.address, "person"),
            "name": person.name,
            "url": self.whole(person.address),
            "identifier": person.id,
            "image": self.whole(person.portrait) if person.portrait else "",
            "jobTitle": person.role if not (here and person.alumni) else "",
            "description": person.summary,
            "worksFor": self.publisher if here and not person.alumni else None,
            "alumniOf": self.publisher if here and person.alumni else None,
            "affiliation": None if here else house,
            "sameAs": person.links,
        })  # fmt: skip

    def someone(self, name: str, address: str) -> dict[str, str]:
        """A person of whom only the name is told, and the page if there is one."""
        if not address:
            return {"@type": "Person", "name": name}
        return {"@type": "Person", "@id": self.name(address, "person"), "name": name,
                "url": self.whole(address)}  # fmt: skip

    def term(self, term: Anchor) -> dict[str, str]:
        """A topic, as pieces about it name it."""
        return {"@type": "DefinedTerm", "@id": self.name(term.address, "term"),
                "name": term.title, "url": self.whole(term.address)}  # fmt: skip

    def work_name(self, address: str, leads_out: bool) -> str:
        """The name of a piece: its page with a fragment, or its address elsewhere."""
        return address if leads_out else self.name(address, "piece")

    def work(self, card: Card) -> dict[str, Any]:
        """A piece, as pages that list it name it."""
        return {
            "@type": "CreativeWork", "@id": self.work_name(card.address, card.leads_out),
            "name": card.title, "url": self.whole(card.address), "datePublished": stamp(card.date),
        }  # fmt: skip

    def crumbs(self, url: str, steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
        """The way from the home page: names and addresses, this page last."""
        return {
            "@type": "BreadcrumbList",
            "@id": f"{url}#breadcrumbs",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, "item": self.whole(address)}
                for place, (name, address) in enumerate(steps, 1)
            ],
        }

    def items(self, url: str, entries: Iterable[tuple[str, str]]) -> dict[str, Any]:
        """A list as the page shows it: names and addresses in order."""
        rows = [
            {"@type": "ListItem", "position": place, "name": name, "url": self.whole(address)}
            for place, (name, address) in enumerate(entries, 1)
        ]
        return {
            "@type": "ItemList", "@id": f"{url}#list", "numberOfItems": len(rows),
            "itemListElement": rows,
        }  # fmt: skip
