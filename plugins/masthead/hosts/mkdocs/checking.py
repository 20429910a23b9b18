"""Everything that a build would find, without building: it is begun, and left when it knows.

In: a mkdocs.yml. Out: the site as it was read, the findings, and what MkDocs itself complains of.
The published site is not touched; what was read is recorded for the builds to come.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from msgspec import Struct

from masthead.build import pipeline
from masthead.build.pipeline import Site
from masthead.checks import weigh
from masthead.checks.links import HostPages
from masthead.diagnostics import Diagnostic
from masthead.hosts.mkdocs.build import Build
from masthead.hosts.mkdocs.plugin import MastheadPlugin
from masthead.hosts.mkdocs.reading import CannotRead


class Checked(Struct, frozen=True):
    """What a build would find; `complaints` are MkDocs's own warnings about ordinary pages.

    If the site is `strict`, they end a build as errors do.
    """

    site: Site
    findings: tuple[Diagnostic, ...]
    host: HostPages
    complaints: tuple[str, ...] = ()
    strict: bool = False


class _Known(Exception):  # noqa: N818 - no error: it ends a build that has nothing more to say
    def __init__(self, build: Build) -> None:
        self.build = build


def check_site(file: Path, now: str = "") -> Checked:
    """Find all that a build finds. Raises CannotRead where MkDocs cannot begin one."""
    with TemporaryDirectory(prefix="masthead-check-") as elsewhere, _complaints() as complaints:
        try:
            # Into a folder of its own: a server or a build of this site may be under way.
            config = load_config(str(file), site_dir=elsewhere)
            plugin = next(
                (p for p in config.plugins.values() if isinstance(p, MastheadPlugin)), None
            )
            if plugin is None:
                raise CannotRead(f"{file} does not load the plugin masthead")
            plugin.ask, plugin.now = _leave, now
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
                plugin.ask, plugin.now = None, ""  # MkDocs keeps it for the next build
        except _Known as known:
            return _checked(known.build, complaints)
        except (MkDocsException, SystemExit) as error:
            said = "; ".join([*complaints, str(error)])
            raise CannotRead(f"{file} cannot be used: {said}") from error
    raise CannotRead(f"{file}: MkDocs ended without asking what is to be published")


def _leave(build: Build) -> None:
    raise _Known(build)


def _checked(build: Build, complaints: list[str]) -> Checked:
    recording = build.recording
    try:
        if build.has_planned:
            findings = build.found(build.site, build.plan)
        else:  # MkDocs cannot go on from here
            named = build.names_refused(build.site)
            findings = pipeline.add(weigh(build.site.found, build.settings), named, build.settings)
        if recording:
            rows, gone = recording.memory.changes()
            recording.store.write(rows, gone, ())
    finally:
        if recording:
            recording.close()
        with suppress(OSError):
            build.stage.home.rmdir()
    strict = bool(build.config.strict)
    return Checked(build.site, findings, build.host_pages, tuple(complaints), strict)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What MkDocs logs from warnings up, instead of on the terminal."""
    logger, collector = logging.getLogger("mkdocs"), _Collector()
    before = logger.propagate
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield collector.said
    finally:
        logger.removeHandler(collector)
        logger.propagate = before
