"""The two dialects of Markdown as a site's configuration has them."""

from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from masthead.hosts.mkdocs.python_markdown import PythonMarkdown
from masthead.ports import Dialects
from masthead.render.markdown.gfm import GfmMarkdown
from masthead.settings import Settings


def dialects_of(config: MkDocsConfig, settings: Settings) -> Dialects:
    """A renderer for each; media may come from the site's own host and those that it names."""
    own = urlsplit(settings.site_url).hostname
    hosts = (*settings.remote_hosts, *([own] if own else []))
    python = PythonMarkdown(config.markdown_extensions, config.mdx_configs or {}, hosts)
    return {"gfm": GfmMarkdown(hosts), "mkdocs": python}
