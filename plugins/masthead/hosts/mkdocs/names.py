"""Read what a site's files are called, without their texts: for commands that start new ones.

In: a mkdocs.yml. Out: a Site whose pieces have all their keys, and no document. Rendering texts is
four fifths of reading a site, and who starts a file asks for titles, ids and addresses alone.
"""

from pathlib import Path

from msgspec import Struct

from masthead.build import pipeline
from masthead.build.pipeline import Site
from masthead.content.document import NO_TEXT, Document
from masthead.hosts.mkdocs.build import dialects_of
from masthead.hosts.mkdocs.instant import instant
from masthead.hosts.mkdocs.reading import configured
from masthead.hosts.mkdocs.settings import left_out, root_of
from masthead.ports import Markdown


class _TitlesOnly(Struct, frozen=True):
    """Renders a text only where its first heading is the title."""

    markdown: Markdown

    def render(self, text: str, *, first_line: int, title: str) -> Document:
        """See `masthead.ports.Markdown`."""
        return self.markdown.render(text, first_line=first_line, title="") if not title else NO_TEXT


def read_names(file: Path, now: str = "") -> Site:
    """The site without its texts, and without findings about them. Raises CannotRead, NoInstant."""
    config, settings, findings = configured(file)
    dialects = {
        name: _TitlesOnly(dialect) for name, dialect in dialects_of(config, settings).items()
    }
    # No record: what was read so must never stand for what a build would read.
    return pipeline.read_site(
        root_of(config), settings, dialects, instant(settings, now), findings,
        left_out(config, serving=True),
    )  # fmt: skip
