"""Authors of Material's blog: `.authors.yml`, and pages that somebody wrote for them by hand."""

from pathlib import PurePosixPath
from typing import Any

from msgspec.structs import replace

from masthead.importers.files import Tree
from masthead.importers.frontmatter import Refusal, load_yaml, read_text, split
from masthead.importers.keys import profile_links
from masthead.importers.markdown.converted import split_title
from masthead.importers.markdown.python_markdown import Options, convert
from masthead.importers.material.addresses import page_address
from masthead.importers.material.config import Blog, Config
from masthead.importers.model import ImportedAuthor, lines_of
from masthead.importers.report import Ledger
from masthead.importers.values import description_text, is_text, is_web, plain_value, texts


def read_authors(
    tree: Tree, files: list[str], blog: Blog, config: Config, options: Options, ledger: Ledger
) -> list[ImportedAuthor]:
    """All authors of one blog."""
    path = f"{config.docs}/{blog.authors_file}".lstrip("/")
    found = tree.find(path)
    if found is None:
        return []
    try:
        text = read_text(found)
        loaded = load_yaml(text)
    except Refusal as refusal:
        ledger.refuse("author", path, refusal.reason, refusal.line)
        return []
    entries = loaded.get("authors", loaded) if isinstance(loaded, dict) else {}
    lines = text.split("\n")
    authors = []
    for key, value in entries.items() if isinstance(entries, dict) else []:
        line = _line_of(lines, str(key))
        data = {str(k): v for k, v in value.items()} if isinstance(value, dict) else {}
        if not data:
            ledger.refuse("author", path, f"“{key}” has no name", line)
            continue
        author = _author(str(key), data, path, line, blog, config, ledger)
        authors.append(_with_page(author, tree, files, blog, config, options, ledger))
        ledger.take("author", path, str(key), line)
    return authors


def _line_of(lines: list[str], key: str) -> int:
    for number, text in enumerate(lines, 1):
        if text.strip().startswith((f"{key}:", f'"{key}":', f"'{key}':")):
            return number
    return 1


def _author(
    key: str, data: dict[str, Any], path: str, line: int, blog: Blog, config: Config, ledger: Ledger
) -> ImportedAuthor:
    log = ledger.log(path)
    name = str(data.pop("name")).strip() if is_text(data.get("name")) else key
    fields: dict[str, Any] = {}
    if is_text(data.get("description")):
        fields["role"] = description_text(data.pop("description"), log, line)
        log.change(line, "author", "`description` is the role, as Material shows it")
    if is_web(data.get("url")):
        fields["url"] = str(data.pop("url")).strip()
    if is_text(data.get("email")) and "@" in str(data["email"]):
        fields["email"] = str(data.pop("email")).strip()
    mastodon = data.get("mastodon")
    if (
        isinstance(mastodon, dict)
        and is_text(mastodon.get("username"))
        and is_text(mastodon.get("instance"))
    ):
        fields["fediverse"] = f"@{mastodon['username']}@{mastodon['instance']}"
    if links := profile_links(data):
        fields["links"] = links
        log.change(
            line, "author", f"links from handles: {', '.join(link['url'] for link in links)}"
        )
    portrait = str(data.pop("avatar")).strip() if is_text(data.get("avatar")) else ""
    slug = str(data.pop("slug")).strip() if is_text(data.get("slug")) else key
    aliases = texts(data.pop("redirect_from", None))
    if blog.options.get("authors_profiles") is True:
        template = blog.text("authors_profiles_url_format", "author/{slug}")
        page = template.replace("{slug}", slug).replace("{name}", name)
        aliases = [page_address(f"{blog.folder}/{page}.md".lstrip("/"), config), *aliases]
    extra = {k: plain_value(v) for k, v in data.items() if v not in (None, "", [], {})}
    for other in sorted(extra):
        log.change(line, "key", f"`{other[:60]}` of {key} is kept in extra")
    return ImportedAuthor(
        source=path,
        key=key,
        name=name,
        fields=fields,
        extra=extra,
        aliases=tuple(aliases),
        portrait=portrait,
        line=line,
    )


def _with_page(
    author: ImportedAuthor,
    tree: Tree,
    files: list[str],
    blog: Blog,
    config: Config,
    options: Options,
    ledger: Ledger,
) -> ImportedAuthor:
    """The author with the biography and the address of a page that was written for them."""
    folder = f"{config.docs}/{blog.folder}".strip("/")
    path = next(
        (
            p
            for f in ("author", "authors")
            if (p := f"{folder}/{f}/{author.key}.md".lstrip("/")) in files
        ),
        None,
    )
    found = tree.find(path) if path else None
    if path is None or found is None:
        return author
    log = ledger.log(path)
    try:
        parts = split(read_text(found))
    except Refusal as refusal:
        log.todo(refusal.line, "author page", refusal.reason)
        return author
    _, _, lines = split_title(lines_of(parts.body, parts.body_line))
    body = convert(lines, log, options).lines
    fields = dict(author.fields)
    data = dict(parts.data)
    if is_text(data.get("description")):
        fields["description"] = description_text(data.pop("description"), log, 1)
    extra = {
        **author.extra,
        **{
            k: plain_value(v)
            for k, v in data.items()
            if v not in (None, "", [], {}) and k != "title"
        },
    }
    docs_path = path.removeprefix(f"{config.docs}/") if config.docs else path
    address = page_address(docs_path, config)
    ledger.log(author.source).change(
        author.line, "author page", f"{path} is the biography of {author.key}"
    )
    aliases = author.aliases if address in author.aliases else (address, *author.aliases)
    return replace(author, fields=fields, extra=extra, body=body, aliases=aliases)


def author_pages(files: list[str], folder: str) -> set[str]:
    """Pages that were written for authors by hand."""
    return {
        p
        for p in files
        if PurePosixPath(p).parent.as_posix() in (f"{folder}/author", f"{folder}/authors")
    }
