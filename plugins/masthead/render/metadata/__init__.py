"""What a page says of itself to machines: a graph of schema.org's terms, and tags for cards.

In: an Output and the SiteView. Out: Metadata for `head.html`. Only what stands on the page or in
the configuration is said; what the site does not know is left out. Without the site's address there
is no graph, since its names are addresses.
"""

from html import escape
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from masthead.plan.output import Output
from masthead.render.metadata.graphs import make_graph
from masthead.render.metadata.nodes import Nodes
from masthead.render.metadata.script import script
from masthead.render.metadata.tags import Tag, make_tags


class Metadata(Struct, frozen=True):
    """What a head prints: tags as (attribute, name, content), authors, and the graph's element."""

    tags: tuple[Tag, ...] = ()
    authors: tuple[str, ...] = ()
    graph: Markup = Markup()

    @property
    def html(self) -> Markup:
        """The tags as HTML: a template would take three times as long."""
        rows = [
            f'<meta {kind}="{name}" content="{escape(value)}">' for kind, name, value in self.tags
        ]
        return Markup("\n".join(rows))  # noqa: S704 - kinds and names are ours, values escaped


NO_METADATA = Metadata()


class MetadataRenderer:
    """Makes each page's metadata. Keeps what many pages say, such as who an author is."""

    def __init__(self, site: Any) -> None:
        self._site, self._nodes = site, Nodes(site)

    def of(self, output: Output) -> Metadata:
        """What one page says."""
        graph = script(make_graph(output, self._nodes)) if self._site.url else Markup()
        authors = output.head.authors or ((self._site.author,) if self._site.author else ())
        return Metadata(make_tags(output, self._site, self._nodes.whole), authors, graph)
