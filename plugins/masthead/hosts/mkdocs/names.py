"""Read what a site's files are called, without their texts: for commands that start new ones.

In: a mkdocs.yml. Out: a Site whose pieces have all their keys, and no document. Rendering texts is
four fifths of reading a site, and who starts a file asks for titles, ids and addresses alone.
"""

from pathlib import Path

from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from msgspec import Struct

from masthead.build import pipeline
from masthead.build.pipeline import Site
from masthead.content.document import NO_TEXT, Document
from masthead.hosts.mkdocs.build import dialects_of
from masthead.hosts.mkdocs.instant import instant
from masthead.hosts.mkdocs.plugin import MastheadPlugin
from masthead.hosts.mkdocs.reading import CannotRead
from masthead.hosts.mkdocs.settings import left_out, root_of, settings_from
from masthead.ports import Markdown


class _TitlesOnly(Struct, frozen=True):
    """Renders a text only where its first heading is the title."""

    markdown: Markdown

    def render(self, text: str, *, first_line: int, title: str) -> Document:
        """See `masthead.ports.Markdown`."""
        return self.markdown.render(text, first_line=first_line, title="") if not title else NO_TEXT


def read_names(file: Path, now: str = "") -> Site:
    """The site without its texts, and without findings about them. Raises CannotRead, NoInstant."""
    try:
        config = load_config(str(file))
    except (MkDocsException, SystemExit) as error:
        raise CannotRead(f"{file} cannot be used: {error}") from error
    plugin = next((p for p in config.plugins.values() if isinstance(p, MastheadPlugin)), None)
    if plugin is None:
        raise CannotRead(f"{file} does not load the plugin masthead")
    settings, findings = settings_from(config, plugin.options)
    dialects = {
        name: _TitlesOnly(dialect) for name, dialect in dialects_of(config, settings).items()
    }
    # No record: what was read so must never stand for what a build would read.
    return pipeline.read_site(
        root_of(config), settings, dialects, instant(settings, now), findings,
        left_out(config, serving=True),
    )  # fmt: skip
