"""Author profiles of a Jekyll site: a collection, a data file, or objects inside posts."""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from msgspec import Struct, field

from masthead.importers.files import Tree
from masthead.importers.frontmatter import Refusal, load_yaml, read_text, split
from masthead.importers.jekyll.config import Config
from masthead.importers.jekyll.listing import list_data, list_profiles
from masthead.importers.keys import profile_links
from masthead.importers.markdown.kramdown import Options, convert
from masthead.importers.model import ImportedAuthor, lines_of
from masthead.importers.names import ascii_slug
from masthead.importers.report import Ledger, Log
from masthead.importers.values import description_text, is_text, is_web, plain_value, texts

COLLECTIONS: Final = ("_authors", "_people", "_team", "_members", "_contributors", "_staff")
DATA: Final = ("authors", "people", "team", "members", "contributors")
_NAMES: Final = ("full_name", "fullname", "display_name", "displayname", "title", "name")
_PORTRAITS: Final = ("portrait", "avatar", "image", "photo", "picture", "headshot", "img")
_TEXTS: Final = (
    ("role", ("role", "job_title", "position", "jobtitle")),
    ("affiliation", ("affiliation", "organization", "organisation", "company")),
    ("pronouns", ("pronouns",)),
)
_BIOGRAPHY: Final = ("bio", "biography", "description", "about")


class People(Struct):
    """All profiles, by the key that posts use."""

    config: Config
    ledger: Ledger
    profiles: dict[str, ImportedAuthor] = field(default_factory=dict)

    def key_of(self, value: Any, log: Log) -> list[str]:
        """The keys that an `author` value names; people without a profile get one."""
        if isinstance(value, Mapping):
            return [self._inline(value, log)]
        if isinstance(value, list | tuple):
            return [key for item in value for key in self.key_of(item, log)]
        if not is_text(value):
            return []
        text = str(value).strip()
        if (known := self._known(text)) is not None:
            return [known]
        parts = [
            p.strip() for p in text.replace(" and ", ",").replace("&", ",").split(",") if p.strip()
        ]
        if len(parts) > 1 and all(self._known(p) is not None for p in parts):
            return [str(self._known(p)) for p in parts]
        self.add(ImportedAuthor(source=log.path, key=text, name=text))
        self.ledger.take("author", log.path, "", 1)
        log.change(
            1,
            "author",
            f"“{text}” has no profile in the source; one with the name alone is written",
        )
        return [text]

    def _known(self, text: str) -> str | None:
        if text in self.profiles:
            return text
        wanted = text.casefold()
        for key, author in self.profiles.items():
            if wanted in (key.casefold(), author.name.casefold()):
                return key
        return None

    def _inline(self, value: Mapping[str, Any], log: Log) -> str:
        data = {str(k): v for k, v in value.items()}
        ident = next(
            (str(data[k]) for k in ("id", "key", "username", "name") if is_text(data.get(k))), ""
        )
        name = str(data.get("name") or ident).strip()
        if not name:
            log.loss(1, "author", f"an author without a name: {plain_value(value)}")
            return "unnamed"
        known = self._known(ident) or self._known(name)
        if known is not None:
            return known
        self.add(author_from(ident or name, data, log.path, 1, self.config, self.ledger, page=""))
        self.ledger.take("author", log.path, "", 1)
        log.change(
            1,
            "author",
            f"“{name}” is described inside the post; the profile is a file of its own now",
        )
        return ident or name

    def add(self, author: ImportedAuthor) -> None:
        """Add a profile; the first of two under one key stays, the other is accounted for."""
        if author.key in self.profiles:
            self.ledger.log(author.source).loss(
                author.line,
                "author",
                f"“{author.key}” is described twice; {self.profiles[author.key].source} is used",
            )
            return
        self.profiles[author.key] = author


def read_people(
    tree: Tree, files: list[str], config: Config, ledger: Ledger, wanted: set[str]
) -> People:
    """All profiles. Folders and data files other than `authors` count when posts use their ids."""
    people = People(config, ledger)
    for folder in COLLECTIONS:
        paths = list_profiles(files, folder)
        stems = {PurePosixPath(p).stem for p in paths}
        if folder == "_authors" or stems & wanted:
            for path in paths:
                _profile(tree, path, folder.lstrip("_"), config, ledger, people)
    for name in DATA:
        for path in list_data(files, name):
            _data_file(tree, path, name, ledger, people, wanted)
    return people


def _profile(
    tree: Tree, path: str, collection: str, config: Config, ledger: Ledger, people: People
) -> None:
    found = tree.find(path)
    stem = PurePosixPath(path).stem
    try:
        parts = split(read_text(found)) if found else None
    except Refusal as refusal:
        ledger.refuse("author", path, refusal.reason, refusal.line)
        return
    if parts is None:
        return
    data = {**config.defaults(path, collection), **parts.data}
    page = _page(config, collection, stem, data)
    author = author_from(
        stem, data, path, 1, config, ledger, page=page, body=parts.body, body_line=parts.body_line
    )
    people.add(author)
    ledger.take("author", path, "")


def _page(config: Config, collection: str, stem: str, data: dict[str, Any]) -> str:
    """Where the author's page stood."""
    own = data.get("permalink")
    if isinstance(own, str) and own.startswith("/"):
        return own
    settings = config.collection(collection)
    if config.found and not settings.get("output"):
        return ""
    template = settings.get("permalink") if config.found else "/author/:name/"
    template = template if isinstance(template, str) else f"/{collection}/:name.html"
    for name in (":output_ext", ":collection", ":path", ":name", ":title", ":slug"):
        value = {":output_ext": ".html", ":collection": collection}.get(name, stem)
        template = template.replace(name, value)
    return template


def _data_file(
    tree: Tree, path: str, name: str, ledger: Ledger, people: People, wanted: set[str]
) -> None:
    found = tree.find(path)
    if found is None:
        return
    try:
        text = read_text(found)
        loaded = json.loads(text) if path.endswith(".json") else load_yaml(text)
    except (Refusal, ValueError, RecursionError) as error:
        line = getattr(error, "line", getattr(error, "lineno", 1))
        if name == "authors":
            ledger.refuse("author", path, str(error), line)
        return
    entries = _entries(loaded, path, name)
    if name != "authors" and not {key for key, _ in entries} & wanted:
        return
    lines = text.split("\n")
    for key, value in entries:
        line = next(
            (
                n
                for n, t in enumerate(lines, 1)
                if t.strip().lstrip("- ").startswith((f"{key}:", f'"{key}"', f"'{key}'"))
            ),
            1,
        )
        if not isinstance(value, dict):
            value = {"name": value} if is_text(value) else {}
        author = author_from(
            key, {str(k): v for k, v in value.items()}, path, line, people.config, ledger, page=""
        )
        people.add(author)
        ledger.take("author", path, key, line)


def _entries(loaded: Any, path: str, name: str) -> list[tuple[str, Any]]:
    """Keys and profiles of a data file: a mapping, a list of profiles, or one profile per file."""
    if path.count("/") > 1 and isinstance(loaded, dict):
        return [(PurePosixPath(path).stem, loaded)]
    if isinstance(loaded, dict) and isinstance(loaded.get(name), dict | list):
        loaded = loaded[name]
    if isinstance(loaded, dict):
        return [(str(key), value) for key, value in loaded.items()]
    out: list[tuple[str, Any]] = []
    for item in loaded if isinstance(loaded, list) else []:
        if isinstance(item, dict):
            key = next(
                (
                    str(item[k])
                    for k in ("id", "key", "username", "slug", "short_name", "author", "name")
                    if is_text(item.get(k))
                ),
                "",
            )
            if key:
                out.append((key, item))
            elif len(item) == 1:
                out.extend((str(k), v) for k, v in item.items())
    return out


def author_from(
    key: str,
    data: dict[str, Any],
    source: str,
    line: int,
    config: Config,
    ledger: Ledger,
    *,
    page: str,
    body: str = "",
    body_line: int = 1,
) -> ImportedAuthor:
    """One profile in our words."""
    log = ledger.log(source)
    data = dict(data)
    name = _name(key, data)
    fields = _fields(data, log, line)
    portrait = next((str(data.pop(k)).strip() for k in _PORTRAITS if is_text(data.get(k))), "")
    text, text_line = (body, body_line) if body.strip() else _biography(data, log, line)
    aliases = (*([page] if page else []), *texts(data.pop("redirect_from", None)))
    if "redirect_to" in data:
        log.change(
            line,
            "author",
            f"its page redirected to {texts(data['redirect_to'])}; kept in extra, the page stands "
            "here",
        )
    if data.get("published") is False:
        _keep_private(data, fields, text, log, line)
        fields, portrait, text = {}, "", ""
    for plain_key in ("layout", "permalink", "published"):
        if not data.get(plain_key) or data.get(plain_key) is True:
            data.pop(plain_key, None)
    options = Options(kramdown=config.kramdown)
    converted = convert(lines_of(text, text_line), log, options).lines if text.strip() else ()
    return ImportedAuthor(
        source=source,
        key=key,
        name=name,
        fields=fields,
        extra={k: plain_value(v) for k, v in data.items() if v not in (None, "", [])},
        aliases=aliases,
        portrait=portrait,
        body=converted,
        line=line,
    )


def _fields(data: dict[str, Any], log: Log, line: int) -> dict[str, Any]:
    """The keys that we have too; they are taken out of `data`."""
    fields: dict[str, Any] = {}
    for field_name, keys in _TEXTS:
        for other in keys:
            if is_text(data.get(other)):
                fields[field_name] = description_text(data.pop(other), log, line)
                break
    if is_text(data.get("email")) and "@" in str(data["email"]):
        fields["email"] = str(data.pop("email")).strip()
    for other in ("url", "website", "web", "site", "homepage", "uri"):
        if is_web(data.get(other)):
            fields["url"] = str(data.pop(other)).strip()
            break
    if isinstance(data.get("alumni"), bool) and data.pop("alumni"):
        fields["alumni"] = True
    if links := profile_links(data):
        fields["links"] = links
    return fields


def _biography(data: dict[str, Any], log: Log, line: int) -> tuple[str, int]:
    """The biography that a key holds, taken out of `data`, and its line."""
    for key in (*_BIOGRAPHY, "joke"):
        if not is_text(data.get(key)):
            continue
        text = str(data.pop(key))
        if key == "joke":
            data["joke"] = True
            words = "the key `joke` is the biography now; `joke: true` is kept in extra"
            log.change(line, "author", words)
        return text, line
    return "", line


def _keep_private(
    data: dict[str, Any], fields: dict[str, Any], text: str, log: Log, line: int
) -> None:
    """What the source does not publish is not published here; bylines still need the name."""
    kept = {**fields, **({"biography": text.strip()} if text.strip() else {})}
    if kept:
        data["unpublished"] = kept
    data["published"] = "false"
    log.change(
        line,
        "author",
        "the source does not publish this profile: only the name is taken, for bylines; the rest "
        "is kept in extra, which is never published",
    )


def _name(key: str, data: dict[str, Any]) -> str:
    """What to call them: a full name, else first and last, else whatever is called a name."""
    first, last = (
        str(data.get("first_name") or "").strip(),
        str(data.get("last_name") or "").strip(),
    )
    for name in _NAMES:
        value = data.get(name)
        if not is_text(value):
            continue
        text = str(value).strip()
        technical = (
            name == "name"
            and ascii_slug(text) == ascii_slug(key)
            and text == text.lower()
            and (first or last)
        )
        if technical:
            continue
        if name in ("full_name", "fullname", "display_name", "displayname"):
            for part in ("first_name", "last_name"):
                data.pop(part, None)
            if str(data.get("name") or "").strip() in (text, key):
                data.pop("name", None)
        data.pop(name, None)
        return text
    whole = f"{first} {last}".strip()
    if whole:
        for part in ("first_name", "last_name"):
            data.pop(part, None)
        return whole
    return key
