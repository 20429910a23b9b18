"""robots.txt (RFC 9309): who may read the site, and where the sitemap is.

In: a Catalog. Out: one Resource. Crawlers ask for it at the root of the host alone; a site below a
path gets its file beside its other files all the same, to be copied there, and a check says so.
"""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from masthead.plan.catalog import Catalog
from masthead.plan.machines.sitemap import SITEMAP
from masthead.plan.output import Planned, Resource
from masthead.plan.pages.frame import absolute, planned_file

ROBOTS: Final = "robots.txt"

TRAINING: Final = (
    "AI2Bot", "Ai2Bot-Dolma", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider",
    "CCBot", "ClaudeBot", "cohere-ai", "cohere-training-data-crawler", "Diffbot", "FacebookBot",
    "Google-CloudVertexBot", "Google-Extended", "GPTBot", "ImagesiftBot", "img2dataset",
    "meta-externalagent", "omgili", "omgilibot", "PanguBot", "Timpibot", "webzio-extended",
)  # fmt: skip
"""Agents that say of themselves, or are known, to gather texts for training models. Those that
fetch a page because somebody asked a question, or for a search, are not among them."""

_WORDS: Final = {
    "all": "Everybody may read this site.",
    "no-training": "Everybody may read this site, but not to train models with it.",
    "none": "No crawler may read this site.",
    "own": "Which crawlers may read this site.",
}


class RobotsText(Struct, frozen=True):
    """What the file says: a remark, groups of agents with what they may do, the sitemap."""

    remark: str
    groups: tuple[tuple[tuple[str, ...], bool], ...]
    sitemap: str


def plan_robots(_: Catalog) -> Iterator[Planned[Resource]]:
    """robots.txt."""
    yield planned_file(ROBOTS, "robots", robots_file)


def robots_file(catalog: Catalog) -> Resource:
    """Who may read what."""
    crawlers = catalog.settings.crawlers
    if crawlers.policy == "own":
        sides = [
            (tuple(agent for agent, may in crawlers.agents if may is side), side)
            for side in (True, False)
        ]
        groups = tuple((agents, may) for agents, may in sides if agents)
    else:
        trainers = ((TRAINING, False),) if crawlers.policy == "no-training" else ()
        groups = ((("*",), crawlers.policy != "none"), *trainers)
    data = RobotsText(_WORDS[crawlers.policy], groups, absolute(catalog, SITEMAP))
    return Resource(address=ROBOTS, file=ROBOTS, kind="robots", data=data)
