"""What MkDocs's own pages say of themselves to machines: tags and a graph, as ours do.

In: a rendered page. Out: the page with them in its head, unless the theme or a plugin did so.
"""

from html import unescape

from mkdocs.structure.pages import Page

from masthead.plan.output import Output
from masthead.plan.views import Head
from masthead.render.metadata import MetadataRenderer


def describe(html: str, page: Page, metadata: MetadataRenderer, description: str) -> str:
    """The page with tags and graph; `description` is the site's, for pages without one."""
    said = metadata.of(
        Output(
            address=page.url,
            file=page.file.dest_uri,
            template="",
            data=None,
            head=Head(
                title=unescape(str(page.title or "")),  # MkDocs's titles are HTML
                description=str(page.meta.get("description") or description),
                canonical=page.canonical_url or "",
            ),
            shell=None,
        )
    )
    tags = "" if 'property="og:' in html else said.html
    graph = "" if "application/ld+json" in html else said.graph
    return html.replace("</head>", f"{tags}{graph}</head>", 1)
