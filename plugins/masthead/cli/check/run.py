"""What `masthead check` looks at, and how much of the site that takes.

In: a mkdocs.yml and what was asked. Out: findings. A few files are checked without MkDocs; the
whole site, its configuration and MkDocs's own pages by beginning a build.
"""

from collections.abc import Iterable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from masthead.build.narrow import check_some
from masthead.checks import Subject, weigh
from masthead.cli.check.craft import OF_THE_SITE, craft_advice
from masthead.cli.sources import CannotRun, configuration
from masthead.content.links import is_page
from masthead.content.picture import Facts
from masthead.diagnostics import Diagnostic, errors_of
from masthead.hosts.mkdocs.quick import quick_ask
from masthead.settings import Settings

if TYPE_CHECKING:
    from masthead.images.gallery import Gallery

_MARKER: Final = b"masthead:list"


class Seen(Struct, frozen=True):
    """What was found where. `complaints` are MkDocs's own, which block a `strict` site."""

    root: Path
    findings: tuple[Diagnostic, ...]
    complaints: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    strict: bool = False

    @property
    def blocked(self) -> bool:
        """Whether a build would end here."""
        return bool(errors_of(self.findings) or (self.strict and self.complaints))

    def lines(self, path: str) -> Sequence[str]:
        """The lines of a source file, to show with a finding."""
        return lines_of(self.root, path)


def lines_of(root: Path, path: str) -> Sequence[str]:
    """The lines of a file below `root`; none of one that is not there or is no text."""
    try:
        data = (root / path).read_bytes()
    except (OSError, ValueError):
        return ()
    if b"\0" in data[:1024]:
        return ()
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def check_all(file: Path, now: str = "") -> Seen:
    """Every finding about a site. Raises MastheadError."""
    from masthead.hosts.mkdocs.checking import check_site  # MkDocs takes longer than most files

    checked = check_site(configuration(file), now)
    site = checked.site
    facts = partial(_facts, site.root, site.settings.docs_dir)
    subject = Subject(site.library, site.settings, site.now, checked.host, facts)
    advice = weigh(craft_advice(site.library.pieces, subject, site.root), site.settings)
    findings = _sorted((*checked.findings, *advice))
    return Seen(site.root, findings, checked.complaints, strict=checked.strict)


def check_paths(file: Path, paths: Iterable[Path], now: str = "") -> Seen:
    """The findings in these files, and in the sources below these folders. Raises MastheadError."""
    with quick_ask(configuration(file), now) as ask:
        asked, passed_over = _sources(paths, ask.root, ask.settings)
        needs_all = {p for p in asked if _needs_all(ask.root / p, p == file.name, ask.settings, p)}
        narrow = check_some(replace(ask, wanted=frozenset(asked - needs_all)))
    facts = partial(_facts, narrow.root, narrow.settings.docs_dir)
    subject = Subject(narrow.library, narrow.settings, narrow.now, facts_of=facts)
    wanted = (piece for piece in narrow.library.pieces if piece.path in asked)
    given = craft_advice(wanted, subject, narrow.root)
    advice = weigh((f for f in given if f.rule.code not in OF_THE_SITE), narrow.settings)
    seen = Seen(narrow.root, _sorted((*narrow.findings, *advice)), (), passed_over)
    if needs_all:
        whole = check_all(file, now)
        more = (f for f in whole.findings if f.position.path in needs_all)
        seen = replace(seen, findings=_sorted((*seen.findings, *more)))
    return seen


def _facts(root: Path, docs: str, key: str) -> Facts | None:
    """What is known of an image by its path below docs."""
    from masthead.images.gallery import facts_below  # takes longer to import than most files

    return facts_below(_gallery(root), docs, key)


@cache
def _gallery(root: Path) -> "Gallery":
    from masthead.images.gallery import Gallery

    return Gallery(root)


def _sorted(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted({*findings}, key=lambda finding: finding.sort_key))


def _sources(
    paths: Iterable[Path], root: Path, settings: Settings
) -> tuple[set[str], tuple[str, ...]]:
    """The paths from the site's folder of what can be checked, and what was passed over."""
    asked: set[str] = set()
    passed_over: list[str] = []
    for path in paths:
        below = _below(path, root)
        if path.is_dir() and below is not None:
            asked |= {p for p in _walked(path, root) if role_of(p, settings) == "source"}
        elif not path.exists():
            raise CannotRun(f"there is no file or folder {path}")
        elif below is None or not role_of(below, settings):
            passed_over.append(str(path))
        else:
            asked.add(below)
    return asked, tuple(passed_over)


def _walked(folder: Path, root: Path) -> Iterable[str]:
    for path in folder.rglob("*"):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts):
            below = _below(path, root)
            if below is not None and path.is_file():
                yield below


def _below(path: Path, root: Path) -> str | None:
    try:
        # The file may be a link: its folder counts, as it does for a build.
        return (path.parent.resolve() / path.name).relative_to(root).as_posix()
    except (ValueError, OSError, RuntimeError):
        return "." if path.resolve() == root else None


def role_of(path: str, settings: Settings) -> str:
    """What a file is to the site: a `source` of Masthead's, a `page` of the host's, or ""."""
    if path == "mkdocs.yml" or path.endswith((".yml", ".yaml")):
        return "page" if "/" not in path else ""
    if not is_page(path):
        return ""
    docs = settings.docs_dir
    folders = [f"{docs}/{f}" for f in (*settings.pieces, settings.series_dir, settings.ideas_dir)]
    if path.startswith(tuple(f"{folder}/" for folder in (*folders, settings.authors_dir))):
        return "source"
    return "page" if path.startswith(f"{docs}/") else ""


def _needs_all(file: Path, configuration: bool, settings: Settings, path: str) -> bool:
    """Whether only a build can judge the file: the configuration, or a page with a live list."""
    if configuration:
        return True
    if role_of(path, settings) == "source":
        return False
    try:
        return _MARKER in file.read_bytes()
    except OSError:
        return False
