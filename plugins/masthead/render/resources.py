"""The files that are no pages: which function makes each kind of Resource.

In: a Resource's data. Out: the bytes of its file. A new kind has its line here. What makes a kind
is imported when a file of that kind is first wanted: lxml, feedgen and turbohtml take long to
import, and not every build, nor every process of one, needs them.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from masthead.ports import Room

Maker: TypeAlias = Callable[[Any], bytes]


class Makers(dict[str, Maker]):
    """What makes each kind, for a site at this address. They share what they render once.

    `room` makes what takes of that what would fill the memory.
    """

    def __init__(self, site_url: str, room: Callable[[], Room] = dict) -> None:
        super().__init__()
        self.site_url = site_url
        self.room = room

    def __missing__(self, kind: str) -> Maker:
        self.update(_GROUPS[kind](self))
        return self[kind]

    def forget(self, kinds: Iterable[str]) -> None:
        """Let go of what makes these kinds, and of what it keeps."""
        for kind in kinds:
            self.pop(kind, None)

    def prepare(self, kinds: Iterable[str]) -> None:
        """Import now what these kinds need, as far as they are kinds of resources."""
        for kind in _GROUPS.keys() & set(kinds):
            self[kind]


def _feeds(makers: Makers) -> Mapping[str, Maker]:
    from masthead.render.feeds.renderer import FeedRenderer

    feeds = FeedRenderer(makers.site_url, makers.room())
    return {"rss": feeds.rss, "atom": feeds.atom, "json": feeds.json, "feed sheet": feeds.sheet}


def _opml(_: Makers) -> Mapping[str, Maker]:
    from masthead.render.feeds.opml import render_opml

    return {"opml": render_opml}


def _sitemaps(_: Makers) -> Mapping[str, Maker]:
    from masthead.render.machines.sitemap import SitemapRenderer

    sitemaps = SitemapRenderer()
    return {"sitemap": sitemaps.plain, "packed sitemap": sitemaps.packed}


def _texts(_: Makers) -> Mapping[str, Maker]:
    from masthead.render.machines.due import due_json
    from masthead.render.machines.texts import llms_txt, robots_txt, security_txt

    return {"robots": robots_txt, "security": security_txt, "llms": llms_txt, "due": due_json}


def _markdown(makers: Makers) -> Mapping[str, Maker]:
    from masthead.render.machines.markdown import markdown_maker

    return {"markdown": markdown_maker(makers.site_url)}


def _catalogue(_: Makers) -> Mapping[str, Maker]:
    from masthead.render.machines.catalogue import catalogue_json, catalogue_schema

    return {"catalogue": catalogue_json, "catalogue-schema": catalogue_schema}


def _latest(_: Makers) -> Mapping[str, Maker]:
    from masthead.render.machines.latest import FragmentRenderer, latest_json

    return {"latest-json": latest_json, "latest-html": FragmentRenderer().html}


def _servers(_: Makers) -> Mapping[str, Maker]:
    from masthead.render.machines.servers import SERVERS

    return SERVERS


FEEDS: Final = frozenset(("rss", "atom", "json"))
"""The kinds that are feeds."""
_GROUPS: Final[Mapping[str, Callable[[Makers], Mapping[str, Maker]]]] = {
    **dict.fromkeys(("rss", "atom", "json", "feed sheet"), _feeds),
    "opml": _opml,
    **dict.fromkeys(("sitemap", "packed sitemap"), _sitemaps),
    **dict.fromkeys(("robots", "security", "llms", "due"), _texts),
    "markdown": _markdown,
    **dict.fromkeys(("catalogue", "catalogue-schema"), _catalogue),
    **dict.fromkeys(("latest-json", "latest-html"), _latest),
    **dict.fromkeys(
        ("netlify addresses", "cloudflare addresses", "nginx addresses", "apache addresses"),
        _servers,
    ),
}
