"""Read a plain mkdocs.yml without MkDocs, which takes longer to start than a piece to check.

In: a mkdocs.yml. Out: what `masthead.build.narrow` asks for. A configuration that is not plain
(it inherits, takes variables of the environment, or has values that only MkDocs can read or refuse)
is read by MkDocs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import yaml
from msgspec import Struct

from masthead.build.neighbours import Ask
from masthead.content.document import Document
from masthead.diagnostics import Findings
from masthead.hosts.mkdocs.instant import instant
from masthead.ports import Dialects, Memory, NoMemory, Read, Source
from masthead.render.markdown.gfm import GfmMarkdown
from masthead.settings import Settings
from masthead.source.settings.read import read_settings

_TEXTS: Final = ("site_name", "site_url", "site_description", "site_author", "docs_dir")
_LATER: Final = ("markdown_extensions", "theme", "nav", "extra", "extra_javascript", "validation")
"""Keys whose values may be anything: nothing that is checked here depends on them."""


class NotPlain(Exception):  # noqa: N818 - nothing is wrong with it
    """The configuration is one for MkDocs to read."""


class _Tagged:
    """A value that only MkDocs can make, such as `!ENV NAME` or a Python object."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    pass


_Loader.add_multi_constructor("", lambda *_: _Tagged())


def plain_settings(file: Path) -> tuple[Settings, Callable[[str], bool]]:
    """Settings, and what tells of a file that the build leaves out. Raises NotPlain."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        raw = yaml.load(text, _Loader)  # noqa: S506 - a safe loader, which makes no objects
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise NotPlain from error
    if not isinstance(raw, dict) or "INHERIT" in raw:
        raise NotPlain
    for key, value in raw.items():
        if key not in _LATER and _is_tagged(value):
            raise NotPlain
    texts = {key: raw[key] for key in _TEXTS if raw.get(key) is not None}
    if not all(isinstance(value, str) for value in texts.values()) or not texts.get("site_name"):
        raise NotPlain
    options = _options(raw.get("plugins"))
    root, docs = file.resolve().parent, texts.get("docs_dir", "docs").rstrip("/")
    theme = raw.get("theme")
    named = theme if isinstance(theme, dict) else {}
    if not (root / docs).is_dir() or Path(docs).is_absolute() or ".." in Path(docs).parts:
        raise NotPlain
    urls = raw.get("use_directory_urls", True)
    if not isinstance(urls, bool) or _is_tagged(named.get("language")):
        raise NotPlain
    host = Settings(
        site_name=texts["site_name"], site_url=_site_url(texts.get("site_url", "")),
        site_description=texts.get("site_description", ""),
        site_author=texts.get("site_author", ""), site_logo=str(named.get("logo") or ""),
        lang=str(named.get("language") or "en"), docs_dir=Path(docs).as_posix(),
        use_directory_urls=urls,
    )  # fmt: skip
    settings = read_settings(options, text, file.name, host, Findings())
    return settings, _left_out([raw.get("exclude_docs"), raw.get("draft_docs")])


def _is_tagged(value: Any, depth: int = 0) -> bool:
    if depth > 40:
        raise NotPlain
    if isinstance(value, dict):
        return any(_is_tagged(part, depth + 1) for part in (*value, *value.values()))
    if isinstance(value, list):
        return any(_is_tagged(part, depth + 1) for part in value)
    return isinstance(value, _Tagged)


def _options(plugins: Any) -> dict[str, Any]:
    entries: dict[Any, Any] = {}
    for entry in plugins if isinstance(plugins, list) else [plugins]:
        entries |= entry if isinstance(entry, dict) else {entry: None}
    options = entries.get("masthead", _Tagged) or {}
    if not isinstance(options, dict):
        raise NotPlain
    return options


def _site_url(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise NotPlain from error
    if text and (text.strip() != text or not parts.netloc or parts.query or parts.fragment):
        raise NotPlain
    if text and parts.scheme not in ("http", "https"):
        raise NotPlain
    return text + ("" if text.endswith("/") or not text else "/")


def _left_out(given: Sequence[Any]) -> Callable[[str], bool]:
    texts = [text for text in given if text]
    if not texts:
        return lambda _: False
    if not all(isinstance(text, str) for text in texts):
        raise NotPlain
    from pathspec.gitignore import GitIgnoreSpec

    specs = [GitIgnoreSpec.from_lines(lines=text.splitlines()) for text in texts]
    return lambda key: any(spec.match_file(key) for spec in specs)


class _FromMkDocs(Struct):
    """Python-Markdown as the site configures it, for the few pieces that are written in it."""

    file: Path
    made: Any = None

    def render(self, text: str, *, first_line: int, title: str) -> Document:
        """As a build renders it."""
        if self.made is None:
            from masthead.hosts.mkdocs.reading import dialects_from

            self.made = dialects_from(self.file)["mkdocs"]
        document: Document = self.made.render(text, first_line=first_line, title=title)
        return document


class _Record:
    """What builds remember, opened only if all pieces have to be read."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self.root, self.settings = root, settings
        self._open: Any = None
        self._memory: Memory | None = None

    @property
    def memory(self) -> Memory:
        if self._memory is None:
            from masthead.build.recording import known_sources

            self._open = known_sources(self.root / ".cache" / "masthead", self.settings)
            self._memory = self._open.__enter__()
        return self._memory or NoMemory()

    def recall(self, source: Source) -> Any:
        """As the record knows it."""
        return self.memory.recall(source)

    def read(self, sources: Sequence[Any], read: Callable[[Any], Read]) -> Iterator[Read]:
        """Read what it does not know."""
        return self.memory.read(sources, read)

    def close(self) -> None:
        if self._open is not None:
            self._open.__exit__(None, None, None)


@contextmanager
def quick_ask(file: Path, now: str) -> Iterator[Ask]:
    """How to check files of a site, about none of which is asked yet. Raises MastheadError."""
    try:
        settings, left_out = plain_settings(file)
    except NotPlain:
        from masthead.hosts.mkdocs.reading import settings_from_mkdocs

        settings, left_out = settings_from_mkdocs(file)
    root = file.resolve().parent
    record = _Record(root, settings)
    try:
        yield Ask(
            root=root, settings=settings, dialects=_dialects(file, settings),
            now=instant(settings, now), wanted=frozenset(), left_out=left_out, memory=record,
        )  # fmt: skip
    finally:
        record.close()


def _dialects(file: Path, settings: Settings) -> Dialects:
    own = urlsplit(settings.site_url).hostname
    hosts = (*settings.remote_hosts, *([own] if own else []))
    dialects: Mapping[str, Any] = {"gfm": GfmMarkdown(hosts), "mkdocs": _FromMkDocs(file)}
    return dialects
