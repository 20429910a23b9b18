"""Makes small pieces and sites for tests, and says what Masthead finds in them.

A test names only what matters to it: `a_piece(authors="[jane-do]")`, `a_site(tmp_path, {...})`.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import yaml
from msgspec import Struct, field

from fakes import NOON
from masthead.build import pipeline
from masthead.build.pipeline import Site
from masthead.checks.links import HostPages
from masthead.content.author import Author
from masthead.content.library import Library
from masthead.content.marks import Marks
from masthead.content.piece import Piece
from masthead.diagnostics import Diagnostic, Findings
from masthead.diagnostics.show import show_findings
from masthead.plan.output import SitePlan
from masthead.ports import Memory, NoMemory
from masthead.render.markdown.gfm import GfmMarkdown
from masthead.settings import Settings, Term
from masthead.source.settings.read import read_settings

Files = Mapping[str, str | bytes | Path]
"""What stands at each path; a Path is a symbolic link that leads there."""

ANA: Final = "---\nname: Ana Ruiz\n---\n"
CONFIG: Final[Mapping[str, Any]] = {
    "topics": {"pricing": "Pricing", "leakage": "Leakage"},
    "audiences": {"directors": "Directors"},
    "feeds": {"authority": "example.org,2026"},
}


def a_piece(
    front: str | Mapping[str, str | None] | None = None,
    body: str = "Some words.\n",
    **keys: str | None,
) -> str:
    """The text of a piece's file: title on line 2, date on 3, id on 4, further keys from line 5.

    A string is the front matter as it stands. Values are YAML; None takes a key out.
    """
    if not isinstance(front, str):
        given = {"title": "A title", "date": "2026-03-04", "id": "one", **(front or {}), **keys}
        front = "".join(f"{key}: {value}\n" for key, value in given.items() if value is not None)
    return f"---\n{front.rstrip()}\n---\n{body}"


_NO_MEMORY: Final = NoMemory()


class SiteOnDisk(Struct, frozen=True):
    """A source tree: its folder, and what mkdocs.yml says."""

    root: Path
    settings: Settings
    about_settings: tuple[Diagnostic, ...] = ()
    host: HostPages = field(default_factory=HostPages)
    host_files: Mapping[str, str] = field(default_factory=dict)
    now: datetime = NOON

    def read(self, memory: Memory = _NO_MEMORY) -> Site:
        """The site as the pipeline reads it."""
        dialects = {"gfm": GfmMarkdown(self.settings.remote_hosts), "mkdocs": GfmMarkdown()}
        return pipeline.read_site(
            self.root, self.settings, dialects, self.now, self.about_settings, memory=memory
        )

    def plan(self, *, preview: bool = False) -> SitePlan:
        """The site's plan."""
        return pipeline.plan(self.read(), preview=preview, pages={}, theirs=self.host_files)

    def findings(self, memory: Memory = _NO_MEMORY) -> tuple[Diagnostic, ...]:
        """Everything that a build finds, in one run."""
        site = self.read(memory)
        plan = pipeline.plan(site, preview=False, pages={}, theirs=self.host_files)
        pipeline.make_images(site, plan)
        return pipeline.judge(site, plan, self.host, self.host_files)

    def shown(self) -> str:
        """The findings as a terminal shows them."""
        return show_findings(self.findings(), self.read().lines)


def a_site(
    folder: Path,
    files: Files,
    config: Mapping[str, Any] | str | None = None,
    *,
    host: HostPages | None = None,
    host_files: Mapping[str, str] | None = None,
    now: datetime = NOON,
) -> SiteOnDisk:
    """Write a source tree into `folder`; it has one author, ana-ruiz, and two topics.

    `config` adds to the plugin's options; a string is the whole of mkdocs.yml instead.
    """
    if isinstance(config, str):
        text = config
    else:
        options = {**CONFIG, **(config or {})}
        text = yaml.safe_dump(
            {
                "site_name": "Test",
                "site_url": "https://example.org/",
                "plugins": [{"masthead": options}],
            },
            sort_keys=False,
        )
    (folder / "docs" / "posts").mkdir(parents=True, exist_ok=True)
    for path, content in {"authors/ana-ruiz.md": ANA, "mkdocs.yml": text, **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, content)
    settings, found = settings_of(text)
    return SiteOnDisk(folder, settings, found, host or HostPages(), host_files or {}, now)


def _write(file: Path, content: str | bytes | Path) -> None:
    if isinstance(content, Path):
        file.symlink_to(content)
    else:
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def settings_of(text: str) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Settings from the text of mkdocs.yml, as a host would hand them over, and the findings."""
    findings = Findings()
    loaded = yaml.safe_load(text) or {}
    plugins = loaded.get("plugins") or []
    options = next((p["masthead"] for p in plugins if isinstance(p, dict) and "masthead" in p), {})
    host = Settings(site_name=str(loaded.get("site_name")), site_url=loaded.get("site_url") or "")
    return read_settings(options or {}, text, "mkdocs.yml", host, findings), tuple(findings.items)


def findings_of(site: SiteOnDisk) -> tuple[Diagnostic, ...]:
    """What a build of the site finds, sorted by place."""
    return site.findings()


def places_of(findings: tuple[Diagnostic, ...]) -> list[str]:
    """The findings as `path:line:column code`."""
    return [
        f"{f.position.path}:{f.position.line}:{f.position.column} {f.rule.code}" for f in findings
    ]


def some_settings(**changes: Any) -> Settings:
    """Settings with two topics and one audience."""
    given: dict[str, Any] = {
        "site_url": "https://example.org/",
        "topics": (Term(id="pricing", title="Pricing"), Term(id="leakage", title="Leakage")),
        "audiences": (Term(id="directors", title="Directors"),),
    }
    return Settings(**{**given, **changes})


def some_piece(key: str = "posts/one.md", **changes: Any) -> Piece:
    """A well-formed piece, published on 4 March 2026 unless told otherwise."""
    given: dict[str, Any] = {
        "title": "A title",
        "date": datetime(2026, 3, 4, tzinfo=NOON.tzinfo),
        "id": key.rsplit("/", 1)[-1].removesuffix(".md"),
        "slug": key.rsplit("/", 1)[-1].removesuffix(".md"),
    }
    path = f"docs/{key}"
    return Piece(path=path, key=key, marks=Marks(path), **{**given, **changes})


def some_author(id: str = "ana-ruiz", **changes: Any) -> Author:
    """A well-formed author."""
    path = f"authors/{id}.md"
    given: dict[str, Any] = {"name": id.replace("-", " ").title()}
    return Author(path=path, key=f"../{path}", id=id, marks=Marks(path), **{**given, **changes})


def a_library(*pieces: Piece, **changes: Any) -> Library:
    """A library of these pieces, with one author."""
    given: dict[str, Any] = {"authors": {"ana-ruiz": some_author()}}
    return Library(pieces=pieces, **{**given, **changes})
