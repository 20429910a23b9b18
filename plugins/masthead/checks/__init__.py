"""Editorial rules over a Library: one module per subject, one function per family of rules.

In: a Library, Settings, the instant of the build, and what the host knows of its own pages.
Out: findings, with the severity that the site gives them. Nothing here reads, prints or raises.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from msgspec import Struct, field

from masthead.checks.approvals import check_approvals
from masthead.checks.chains import check_chains
from masthead.checks.identity import check_identity
from masthead.checks.links import HostPages, check_links
from masthead.checks.machines import check_machines
from masthead.checks.pairs import check_pairs
from masthead.checks.references import check_references
from masthead.checks.required import check_required
from masthead.checks.series import check_series
from masthead.checks.text import check_text
from masthead.content.library import Library
from masthead.content.picture import Facts
from masthead.diagnostics import Diagnostic, Severity
from masthead.settings import Settings

FactsOf = Callable[[str], Facts | None]


def nothing_known(_: str) -> None:
    """The facts of images when nobody looks at them. Named, so that it goes to other processes."""


class Subject(Struct, frozen=True):
    """What is checked, and against what."""

    library: Library
    settings: Settings
    now: datetime
    host: HostPages = field(default_factory=HostPages)
    facts_of: FactsOf = nothing_known
    """What is known of an image, by its path below docs; only advice on the craft asks."""


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    """Every finding about a site's content, in no particular order."""
    library, settings, now = subject.library, subject.settings, subject.now
    yield from check_required(library, now)
    yield from check_references(library, settings)
    yield from check_identity(library)
    yield from check_approvals(library, settings, now)
    yield from check_series(library)
    yield from check_pairs(library)
    yield from check_chains(library)
    yield from check_text(library)
    yield from check_machines(settings, now)
    yield from check_links(library, subject.host, now)


def weigh(findings: Iterable[Diagnostic], settings: Settings) -> tuple[Diagnostic, ...]:
    """The findings with the site's severities, without those that are off, sorted by place."""
    weighed = {settings.weigh(finding) for finding in findings}
    shown = (finding for finding in weighed if finding.severity is not Severity.OFF)
    return tuple(sorted(shown, key=lambda finding: finding.sort_key))
