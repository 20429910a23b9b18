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

    feeds = FeedRenderer(site_url)
    return {"rss": feeds.rss, "atom": feeds.atom, "json": feeds.json}
