"""Check the new tree as a build would, and lower what a build would refuse, each by its file.

In: the folder of the new tree. Out: rule codes and the paths for which they have to be lowered.
What is found goes to the report, under the line of the new file. This is the promise that an
import builds: it is asked of the build's own checks, not of a second opinion.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from masthead.build.pipeline import judge, plan, read_site
from masthead.checks.links import HostPages
from masthead.diagnostics import Diagnostic, Findings, Severity
from masthead.render.markdown.gfm import GfmMarkdown
from masthead.settings import Settings
from masthead.source.settings.read import read_settings


def findings_of(
    root: Path, options: Mapping[str, Any], site_url: str, now: datetime
) -> tuple[Diagnostic, ...]:
    """Everything that a build would find in the tree."""
    findings = Findings()
    text = (root / "mkdocs.yml").read_text("utf-8")
    settings = read_settings(options, text, "mkdocs.yml", Settings(site_url=site_url), findings)
    renderer = GfmMarkdown(settings.remote_hosts)
    site = read_site(root, settings, {"gfm": renderer, "mkdocs": renderer}, now, findings.items)
    planned = plan(site, preview=False, pages={"index.md": ""})
    return judge(site, planned, HostPages(), {})


def errors_of(findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Those that would stop a build."""
    return tuple(f for f in findings if f.severity is Severity.ERROR)
