"""The files that are no pages: which function makes each kind of Resource.

In: a Resource's data. Out: the bytes of its file. A new kind has its line here.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Maker: TypeAlias = Callable[[Any], bytes]


def resource_makers(site_url: str) -> Mapping[str, Maker]:
    """What makes each kind. The makers share what they render once."""
    # lxml and feedgen take long to import, and not every build writes feeds.
    from masthead.render.feeds import FeedRenderer
    from masthead.render.feeds.opml import render_opml
    from masthead.render.machines.catalogue import catalogue_json, catalogue_schema
    from masthead.render.machines.due import due_json
    from masthead.render.machines.latest import FragmentRenderer, latest_json
    from masthead.render.machines.markdown import markdown_maker
    from masthead.render.machines.sitemap import SitemapRenderer
    from masthead.render.machines.texts import llms_txt, robots_txt, security_txt

    feeds, sitemaps = FeedRenderer(site_url), SitemapRenderer()
    return {
        "rss": feeds.rss,
        "atom": feeds.atom,
        "json": feeds.json,
        "feed sheet": feeds.sheet,
        "opml": render_opml,
        "sitemap": sitemaps.plain,
        "packed sitemap": sitemaps.packed,
        "robots": robots_txt,
        "security": security_txt,
        "llms": llms_txt,
        "markdown": markdown_maker(site_url),
        "catalogue": catalogue_json,
        "catalogue-schema": catalogue_schema,
        "due": due_json,
        "latest-json": latest_json,
        "latest-html": FragmentRenderer().html,
    }
