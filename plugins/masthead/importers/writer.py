"""Write an imported blog as a Masthead source tree: the same for every source system.

In: an ImportedBlog. Out: files in a fresh folder, checked as the build checks them. The folder
takes its final place in one step, so that a failed import leaves nothing half done.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import yaml
from msgspec.structs import replace

from masthead.diagnostics import Diagnostic, MastheadError
from masthead.importers.candidates import note_candidates
from masthead.importers.evidence import Evidence, by_pattern, gather
from masthead.importers.files import Tree
from masthead.importers.links import Resolver
from masthead.importers.model import ImportedBlog
from masthead.importers.names import address_key, legal_alias
from masthead.importers.plan import Layout, lay_out
from masthead.importers.report import Entry, Ledger, Weight, as_json, as_markdown
from masthead.importers.siteconfig import PIECES, landing_page, mkdocs_yml
from masthead.importers.texts import author_text, post_text
from masthead.importers.verify import errors_of, findings_of

REPORTS: Final = ("import-report.md", "import-report.json")
_FOLDER_RULES: Final = frozenset({"MH503", "MH504"})
_ROUNDS: Final = 3

Progress = Callable[[str, int, int], None]


class CannotWrite(MastheadError):  # noqa: N818 - read as a sentence
    """The target folder cannot take the tree."""


def write_blog(
    blog: ImportedBlog,
    source: Path,
    target: Path,
    ledger: Ledger,
    *,
    now: datetime,
    force: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Ledger:
    """Write the tree; with `dry_run` into a folder that is thrown away. Returns the account."""
    check_target(source, target, force=force, dry_run=dry_run)
    blog, evidence = _with_evidence(blog, ledger)
    note_candidates(blog, ledger)
    layout = lay_out(blog, ledger)
    parent = Path(tempfile.gettempdir()) if dry_run else target.parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=parent))
    except OSError as error:
        raise CannotWrite(f"{parent} cannot be written to: {error.strerror}") from error
    try:
        _fill(stage, blog, Tree(source), layout, evidence, ledger, now, progress)
        if not dry_run:
            _move(stage, target)
    except OSError as error:
        raise CannotWrite(f"the tree could not be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return ledger


def check_target(source: Path, target: Path, *, force: bool, dry_run: bool) -> None:
    """Refuse a target that would lose work, or the source itself."""
    if dry_run:
        return
    real, origin = target.resolve(), source.resolve()
    if real == origin or origin.is_relative_to(real):
        raise CannotWrite(f"{target} is, or holds, the source; give another folder")
    if target.exists() and not target.is_dir():
        raise CannotWrite(f"{target} is a file; give a folder")
    if target.is_dir() and any(target.iterdir()) and not force:
        raise CannotWrite(
            f"{target} is not empty; give another folder, or --force to write into it"
        )


def _with_evidence(blog: ImportedBlog, ledger: Ledger) -> tuple[ImportedBlog, Evidence]:
    """The blog with what links between its posts tell about its former addresses."""
    evidence = gather(blog)
    guessed = not blog.url
    if not blog.url and evidence.url:
        name = evidence.url.partition("://")[2].removeprefix("www.")
        blog = replace(blog, url=evidence.url, name=name if blog.name == "Blog" else blog.name)
        ledger.remarks.append(
            f"The old site is taken to be {evidence.url}: {evidence.hits} links between posts "
            "lead there. Give another with --site-url."
        )
    host = blog.url.partition("://")[2]
    found: dict[str, list[str]] = {}
    for (where, key), source in evidence.elsewhere.items():
        own = blog.base.strip("/").casefold()
        if where == host and own and not key.startswith(f"{own}/"):
            continue
        if where == host and (alias := legal_alias(f"/{key.removeprefix(own).strip('/')}/")):
            found.setdefault(source, []).append(alias)
    if evidence.pattern is not None and guessed:
        ledger.remarks.append(
            f"Links between posts follow /{evidence.pattern[0]}/yyyy/MM/dd/…/: every post has that"
            " address as an alias too."
        )
        for post in blog.posts:
            if alias := legal_alias(by_pattern(post, evidence)):
                found.setdefault(post.source, []).append(alias)
    posts = []
    for post in blog.posts:
        known = {address_key(a) for a in (post.address, *post.aliases)}
        new = [a for a in sorted(set(found.get(post.source, []))) if address_key(a) not in known]
        if new:
            ledger.log(post.source).change(
                1, "alias", f"links in other posts show the address {', '.join(new)}"
            )
        posts.append(replace(post, aliases=(*post.aliases, *new)) if new else post)
    return replace(blog, posts=tuple(posts)), evidence


def _fill(
    stage: Path,
    blog: ImportedBlog,
    tree: Tree,
    layout: Layout,
    evidence: Evidence,
    ledger: Ledger,
    now: datetime,
    progress: Progress | None,
) -> None:
    resolver = _resolver(blog, tree, layout, evidence)
    posts = {post.source: post for post in blog.posts}
    for number, post in enumerate(blog.posts):
        _put(stage, layout.files[post.source], post_text(post, blog, layout, resolver, ledger))
        if progress:
            progress("writing", number + 1, len(posts))
    for ident, author in layout.authors.items():
        _put(stage, f"authors/{ident}.md", author_text(ident, author, layout, resolver, ledger))
    for new, old in sorted(resolver.copies.items()):
        _copy(stage, new, tree, old, ledger)
    if blog.hub.strip("/"):
        _put(stage, "docs/index.md", landing_page(blog, len(posts), len(layout.authors)))
    (stage / "docs/posts").mkdir(parents=True, exist_ok=True)
    (stage / "authors").mkdir(parents=True, exist_ok=True)
    _settle_targets(ledger, layout)
    rules = _verified(stage, blog, layout, resolver, ledger, now)
    ledger.facts["lowered_rules"] = [
        f"{code}: {', '.join(paths)}" for code, paths in sorted(rules.items())
    ]
    ledger.facts["media_from_other_hosts"] = [
        f"{host} ({count})" for host, count in sorted(resolver.hosts.items())
    ]
    ledger.facts["missing_images"] = sorted(resolver.missing)
    ledger.facts["topics"] = [f"{ident}: {title}" for ident, title in sorted(layout.topics.items())]
    _put(stage, REPORTS[0], as_markdown(ledger))
    _put(stage, REPORTS[1], as_json(ledger))


def _resolver(blog: ImportedBlog, tree: Tree, layout: Layout, evidence: Evidence) -> Resolver:
    addresses: dict[str, str] = {}
    for post in blog.posts:
        for address in (post.address, *post.aliases):
            if address:
                addresses.setdefault(address_key(address), post.source)
    people = {
        address_key(alias): f"authors/{ident}.md"
        for ident, author in layout.authors.items()
        for alias in author.aliases
    }
    return Resolver(
        tree=tree, url=blog.url, base=blog.base, roots=blog.image_roots, files=layout.files,
        posts={post.source: post for post in blog.posts}, addresses=addresses,
        elsewhere=evidence.elsewhere, pages=blog.pages, people=people,
        docs=blog.docs, directory_urls=blog.directory_urls,
    )  # fmt: skip


def _verified(
    stage: Path,
    blog: ImportedBlog,
    layout: Layout,
    resolver: Resolver,
    ledger: Ledger,
    now: datetime,
) -> dict[str, list[str]]:
    """Write mkdocs.yml, ask the build's checks, lower what they refuse, and ask again."""
    rules: dict[str, list[str]] = {"MH503": [PIECES]} if resolver.missing else {}
    guessed = any("--site-url" in remark for remark in ledger.remarks)
    for _ in range(_ROUNDS):
        text = mkdocs_yml(blog, layout, rules, resolver.hosts, guessed=guessed)
        _put(stage, "mkdocs.yml", text)
        options: dict[str, Any] = next(
            (p["masthead"] for p in yaml.safe_load(text)["plugins"] if isinstance(p, dict)), {}
        )
        errors = errors_of(findings_of(stage, options, blog.url, now))
        if not errors:
            break
        _lower(errors, rules, layout, ledger)
    return rules


def _lower(
    errors: tuple[Diagnostic, ...], rules: dict[str, list[str]], layout: Layout, ledger: Ledger
) -> None:
    sources = {file: source for source, file in layout.files.items()}
    sources |= {f"authors/{ident}.md": author.source for ident, author in layout.authors.items()}
    for error in errors:
        code, path = error.rule.code, error.position.path
        place = PIECES if code in _FOLDER_RULES and path.startswith("docs/posts/") else path
        paths = rules.setdefault(code, [])
        if place not in paths:
            paths.append(place)
        source = sources.get(path, path)
        ledger.note(
            source,
            layout.source_line(path, error.position.line),
            Weight.TODO,
            f"{code} {error.rule.name}",
            f"{path}:{error.position.line}: {error.message}",
        )


def _settle_targets(ledger: Ledger, layout: Layout) -> None:
    """Give every entry the file that it became."""
    authors = {(a.source, a.line): f"authors/{ident}.md" for ident, a in layout.authors.items()}
    by_key = {(a.source, a.key): f"authors/{ident}.md" for ident, a in layout.authors.items()}
    entries: list[Entry] = []
    for entry in ledger.entries:
        target = entry.target
        if not entry.reason and entry.kind == "post":
            target = layout.files.get(entry.source, "")
        elif not entry.reason:
            target = by_key.get((entry.source, entry.target)) or authors.get(
                (entry.source, entry.line), target
            )
        entries.append(replace(entry, target=target))
    ledger.entries = entries


def _put(stage: Path, relative: str, text: str) -> None:
    path = stage / relative
    if not path.resolve().is_relative_to(stage.resolve()):
        raise CannotWrite(f"{relative} would lead out of the target")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def _copy(stage: Path, new: str, tree: Tree, old: str, ledger: Ledger) -> None:
    source = tree.find(old)
    target = stage / new
    if source is None or not target.resolve().is_relative_to(stage.resolve()):
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    except OSError as error:
        ledger.log(old).todo(1, "image", f"not copied: {error.strerror}")


def _move(stage: Path, target: Path) -> None:
    """Into place in one step, or file by file where the folder is in use already."""
    stage.chmod(0o755)
    if not target.exists() or not any(target.iterdir()):
        if target.exists():
            target.rmdir()
        os.replace(stage, target)  # noqa: PTH105 - replaces in one step
        return
    for path in sorted(stage.rglob("*")):
        new = target / path.relative_to(stage)
        if path.is_dir():
            if new.is_symlink() or (new.exists() and not new.is_dir()):
                raise CannotWrite(f"{new} is in the way; a folder is needed there")
            new.mkdir(exist_ok=True)
        else:
            if new.is_dir():
                raise CannotWrite(f"{new} is a folder; a file is needed there")
            os.replace(path, new)  # noqa: PTH105 - replaces in one step
