"""What a page says of itself in its head: the source of cards and of a search engine's result.

In: the page's HTML. Out: a Head. Nothing is known here but what any program would read.
"""

from typing import Any, Final

from msgspec import Struct

_ICONS: Final = ("icon", "shortcut icon")


class Head(Struct, frozen=True, kw_only=True):
    """Titles, tags in their order, style sheets as the page names them, attributes of the body."""

    title: str = ""
    description: str = ""
    robots: str = ""
    icon: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    sheets: tuple[str, ...] = ()
    body: tuple[tuple[str, str], ...] = ()

    def tag(self, name: str) -> str:
        """The first tag of this name, as networks read it."""
        return next((content for known, content in self.tags if known == name), "")


def read_head(html: str) -> Head:
    """The head of a page."""
    import turbohtml  # takes long to import

    page = turbohtml.parse(html)
    named = [(_at(m, "property") or _at(m, "name"), _at(m, "content")) for m in _all(page, "meta")]
    links = [(_at(link, "rel"), _at(link, "href")) for link in _all(page, "link")]
    title, body = page.find("title"), page.find("body")
    found = dict(reversed(named))
    colours = [name for name in body.attrs if name.startswith("data-md-color")] if body else []
    return Head(
        title=title.text.strip() if title else "",
        description=found.get("description", ""),
        robots=found.get("robots", ""),
        icon=next((href for rel, href in links if rel in _ICONS), ""),
        tags=tuple((name, content) for name, content in named if _is_for_cards(name)),
        sheets=tuple(href for rel, href in links if rel == "stylesheet"),
        body=tuple((name, _at(body, name)) for name in colours),
    )


def _is_for_cards(name: str) -> bool:
    return name.startswith(("og:", "twitter:", "article:", "fediverse:"))


def _all(page: Any, name: str) -> Any:
    return page.find_all(name)


def _at(element: Any, name: str) -> str:
    value = element.attrs.get(name) or ""
    return value if isinstance(value, str) else " ".join(value)
