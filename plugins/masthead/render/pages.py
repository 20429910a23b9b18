"""Outputs to HTML: template and data to an article, the article into a shell of the theme.

In: Outputs, and a function that gives the host's shell for a ShellKey. Out: bytes. Each page is a
pure function of its Output and its shell.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from html import escape
from itertools import chain
from typing import Any, Final

from jinja2 import Environment, TemplateError
from markupsafe import Markup
from msgspec import Struct

from masthead.content.document import fill
from masthead.plan.output import Output, Resource, ShellKey, ShellUse
from masthead.plan.views import Body, Card, Head, Quote
from masthead.ports import Cut, Room, Shell
from masthead.render.metadata import NO_METADATA, Metadata, MetadataRenderer
from masthead.render.pictures import with_pictures
from masthead.render.quotes import with_quotes
from masthead.render.resources import FEEDS, Makers

_ROOT: Final = "\x02"
"""Stands for the way up to the root in what is rendered once and shown on many pages."""
OUTSIDE: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#|//")


class Renderer(Struct, frozen=True, dict=True):
    """Renders pages. `site` is what every template may know of the site as a whole.

    `room` makes what takes what would fill the memory.
    """

    environment: Environment
    shell: Callable[[ShellKey], Shell]
    site: Any
    room: Callable[[], Room] = dict

    def render(self, output: Output) -> bytes:
        """The whole page."""
        return self.rendered(output)[0]

    def rendered(self, output: Output) -> tuple[bytes, ShellUse | None]:
        """The whole page, and how it used its shell, if it has one."""
        root = output.shell.root if output.shell else ""
        article = self.article(output.template, output.data, root)
        if output.shell is None:
            return article.encode(), None
        head = output.head
        contents = ""
        if output.shell.contents:
            contents = self.article("contents.html", output.data, root)
        slots = {
            "title": escape(self.title(head)),
            "description": escape(head.description),
            "canonical": escape(head.canonical),
            "head": self.article("head.html", head, root, self._metadata.of(output)),
            "contents": contents,
            "article": article,
        }
        use = ShellUse(output.shell, tuple(slot for slot, value in slots.items() if not value))
        return self.shell(output.shell).fill(slots), use

    def prepare(self, kinds: Iterable[str]) -> None:
        """Load all templates, and what resources of these kinds need.

        A template that is broken is told of when a page needs it.
        """
        self._makers.prepare(kinds)
        for name in self.environment.list_templates(filter_func=_is_ours):
            with suppress(TemplateError):
                self.environment.get_template(name)

    @cached_property
    def _metadata(self) -> MetadataRenderer:
        return MetadataRenderer(self.site)

    def resource(self, resource: Resource) -> bytes:
        """The bytes of a file that is no page."""
        return self._makers[resource.kind](resource.data)

    def forget_feeds(self) -> None:
        """Let go of what was rendered of entries: all feeds are made."""
        self._makers.forget(FEEDS)

    @cached_property
    def _makers(self) -> Makers:
        return Makers(self.site.url, self.room)

    def title(self, head: Head) -> str:
        """The page's title with the site's name, once."""
        name = self.site.name
        return head.title if head.title == name else f"{head.title} - {name}"

    def article(self, template: str, data: object, root: str, meta: Metadata = NO_METADATA) -> str:
        """A template with its data, seen from a page `root` below the site's root."""
        found = self.environment.get_template(f"masthead/{template}")

        def href(address: str) -> str:
            return address if OUTSIDE.match(address) else root + address

        def card(one: Card, variant: str = "", plain: bool = False) -> Markup:
            return Markup(self._card(one, variant, plain).replace(_ROOT, root))  # noqa: S704 - our own template's output

        def text(body: Body, lead: bool = False, quotes: Sequence[Quote] = ()) -> Markup:
            html = body_html(body, href, sized=True, lead=lead)
            html = with_quotes(html, quotes, self._quote) if quotes else html
            return Markup(html)  # noqa: S704 - made by the Markdown renderer

        def part(name: str, one: object) -> Markup:
            return Markup(self.part(name, one).replace(_ROOT, root))  # noqa: S704 - our own template's output

        return found.render(
            page=data, root=root, site=self.site, href=href, card=card, part=part, text=text,
            meta=meta,
        )  # fmt: skip

    def part(self, name: str, one: object) -> str:
        """What a partial makes of one value, such as a person, seen from no page in particular."""
        key = (name, one)
        html = self._parts.get(key)
        if html is None:
            template = self.environment.get_template(f"masthead/partials/{name}.html")
            html = self._parts[key] = template.render(
                one=one, href=_from_root, part=self._inner, site=self.site
            )
        return html

    def _inner(self, name: str, one: object) -> Markup:
        return Markup(self.part(name, one))  # noqa: S704 - our own template's output

    @cached_property
    def _parts(self) -> dict[tuple[str, object], str]:
        return {}

    def _quote(self, quote: Quote, *, html: str = "", said: bool = False) -> str:
        template = self.environment.get_template("masthead/partials/quote.html")
        words = Markup(html) if html else quote.text  # noqa: S704 - made by the Markdown renderer
        return template.render(one=quote, words=words, said=said)

    def _card(self, card: Card, variant: str, plain: bool) -> str:
        key = f"card {card.key} {variant} {plain}"
        known = self._cards.get(key)
        if known is not None:
            return known.decode()
        template = self.environment.get_template("masthead/card.html")
        html = template.render(
            card=card, variant=variant, plain=plain, href=_from_root, site=self.site
        )
        self._cards[key] = html.encode()
        return html

    @cached_property
    def _cards(self) -> Room:
        return self.room()


def _is_ours(template: str) -> bool:
    return template.startswith("masthead/")


def _from_root(address: str) -> str:
    return address if OUTSIDE.match(address) else _ROOT + address


def filled(cut: Cut, slots: Mapping[str, str]) -> bytes:
    """A shell with values in its slots. Only those are encoded anew for each page."""
    parts, names = cut
    values = [slots[name].encode() for name in names]
    return b"".join(chain.from_iterable(zip(parts, values, strict=False))) + parts[-1]


def body_html(
    body: Body, href: Callable[[str], str], *, sized: bool = False, lead: bool = False
) -> str:
    """A text with its addresses. One that leads nowhere loses its attribute.

    `sized` offers images in their sizes, and `lead` loads one at the beginning at once.
    """
    parts: Sequence[str] = body.parts
    values = [escape(href(address or ""), quote=True) for address in body.addresses]
    if sized and body.pictures:
        parts, values = with_pictures(body, values, href, lead=lead)
    if None in body.addresses:
        parts = list(parts)
        for index, address in enumerate(body.addresses):
            if address is None:
                parts[index], attribute = _without_attribute(parts[index])
                if attribute:
                    parts[index + 1] = parts[index + 1].removeprefix('"')
                values[index] = _NO_PICTURE if attribute == "src" else ""
    return fill(parts, values)


_ATTRIBUTE: Final = re.compile(r'\s(href|src|srcset|poster|data)="$')
# An empty picture: the alternative text shows, and nothing is asked of the server.
_NO_PICTURE: Final = ' src="data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E"'


def _without_attribute(part: str) -> tuple[str, str]:
    found = _ATTRIBUTE.search(part)
    return (part[: found.start()], found[1]) if found else (part, "")
