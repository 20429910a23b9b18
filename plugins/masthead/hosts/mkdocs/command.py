"""Build a site as `mkdocs build` does, for the command `masthead build`."""

from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from masthead.build.recording import FILE
from masthead.diagnostics import MastheadError
from masthead.hosts.mkdocs.settings import root_of


class CannotBuild(MastheadError):  # noqa: N818 - read as a sentence
    """The host ended the build; it has said why."""


def build_site(file: Path, site_dir: Path | None, *, strict: bool, fresh: bool) -> None:
    """Build from a mkdocs.yml. `fresh` forgets what earlier builds have done."""
    options = {"site_dir": str(site_dir)} if site_dir else {}
    try:
        config = load_config(str(file), strict=strict or None, **options)
        if fresh:
            for kept in (root_of(config) / ".cache" / "masthead").glob(f"{FILE}*"):
                kept.unlink()
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except MkDocsException as error:
        raise CannotBuild(str(error)) from error
    except SystemExit as end:
        raise CannotBuild(f"MkDocs ended with {end.code}") from end
