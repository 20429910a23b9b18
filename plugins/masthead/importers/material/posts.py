"""One post of Material's blog: front matter in our words, GitHub's Markdown, old address."""

from collections.abc import Mapping
from datetime import UTC
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any, Final

from msgspec import Struct, field

from masthead.importers.dates import parse
from masthead.importers.files import Tree
from masthead.importers.frontmatter import Refusal, load_yaml, read_text, split
from masthead.importers.keys import image_of, shared_fields
from masthead.importers.markdown.converted import split_title, title_anchors
from masthead.importers.markdown.plain import from_html, plain
from masthead.importers.markdown.python_markdown import Options, convert
from masthead.importers.material.addresses import page_address, post_address
from masthead.importers.material.config import Blog, Config
from masthead.importers.model import ImportedPost, Line, Lines, Moment, lines_of
from masthead.importers.report import Ledger, Log
from masthead.importers.values import is_text, plain_value, texts, title_text, unique, words

_MORE: Final = "<!-- more -->"


class Reader(Struct):
    """Reads posts. `appended` is the text of snippets that the site adds to every page."""

    tree: Tree
    config: Config
    ledger: Ledger
    options: Options
    appended: str = ""
    redirects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _meta: dict[str, dict[str, Any]] = field(default_factory=dict)

    def post(self, path: str, blog: Blog) -> ImportedPost | None:
        """The post in a file; None after a refusal."""
        found = self.tree.find(path)
        log = self.ledger.log(path)
        try:
            if found is None:
                raise Refusal("the file cannot be opened")
            parts = split(read_text(found))
        except Refusal as refusal:
            self.ledger.refuse("post", path, refusal.reason, refusal.line)
            return None
        data = {**self._inherited(path), **parts.data}
        moment, updated = self._dates(data, log)
        lines = _with_more(lines_of(parts.body, parts.body_line), blog)
        if self.appended:
            lines = (
                *lines,
                Line("", lines[-1].at),
                *(Line(t, lines[-1].at) for t in self.appended.split("\n")),
            )
        file = PurePosixPath(path).stem
        heading, line, rest = split_title(lines)
        before = lines
        title, lines = self._title(data, file, heading, line, lines, rest, log)
        top = title_anchors(heading, self.options.anchor) if lines is not before else {}
        converted = convert(lines, log, self.options)
        categories = (
            words(data.get("categories"))
            if isinstance(data.get("categories"), str)
            else texts(data.get("categories"))
        )
        slug = str(data["slug"]).strip() if is_text(data.get("slug")) else ""
        shown = str(data["title"]) if is_text(data.get("title")) else title
        address = (
            post_address(
                blog,
                self.config,
                moment=moment,
                slug=slug,
                title=shown,
                file=file,
                categories=categories,
            )
            if moment
            else ""
        )
        return self._assemble(
            path,
            blog,
            data,
            log,
            title=title,
            slug=slug or self._slug(address, file),
            moment=moment,
            updated=updated,
            address=address,
            topics=self._topics(data, categories, blog, log),
            converted_lines=converted.lines,
            anchors={**top, **converted.anchors},
        )

    def _assemble(
        self,
        path: str,
        blog: Blog,
        data: dict[str, Any],
        log: Log,
        *,
        title: str,
        slug: str,
        moment: Moment | None,
        updated: Moment | None,
        address: str,
        topics: tuple[str, ...],
        converted_lines: Lines,
        anchors: Mapping[str, str],
    ) -> ImportedPost:
        authors = unique(texts(data.pop("authors", None)) + texts(data.pop("author", None)))
        draft = data.pop("draft", None) is True or moment is None
        if moment is None:
            log.todo(1, "date", "the post has no date that can be read; it is a draft here")
        elif draft:
            log.change(1, "state", "a draft in the source: a draft here")
        for name in ("slug", "title", "categories", "tags"):
            data.pop(name, None)
        fields = shared_fields(data, log)
        reading = data.get("readtime")
        if isinstance(reading, int) and not isinstance(reading, bool) and 1 <= reading <= 1000:
            fields["reading_time"] = data.pop("readtime")
        if links := self._links(data.pop("links", None), path, blog, log):
            fields["links"] = links
        image = image_of(data, fields)
        search = data.get("search")
        if isinstance(search, dict) and set(search) <= {"exclude", "boost"}:
            fields["search"] = plain_value(data.pop("search"))
        if "template" in data:
            log.change(
                1,
                "key",
                f"`template: {data['template']}` is a page template of the old theme; kept in "
                "extra",
            )
        extra = {k: plain_value(v) for k, v in data.items() if v not in (None, "", [], {})}
        for key in sorted(extra):
            if key not in ("comments", "template"):
                log.change(1, "key", f"`{key[:60]}` is kept in extra")
        docs_path = path.removeprefix(f"{self.config.docs}/") if self.config.docs else path
        redirects = self.redirects.get(docs_path, ()) + self.redirects.get(
            address.strip("/") + ".md", ()
        )
        return ImportedPost(
            source=path, identity=address or path, title=title, slug=slug, date=moment,
            updated=updated, address=address, aliases=redirects, authors=authors, topics=topics,
            draft=draft, image=image, fields=fields, extra=extra, body=converted_lines,
            anchors=anchors,
        )  # fmt: skip

    def _slug(self, address: str, file: str) -> str:
        return address.removesuffix(".html").rstrip("/").rsplit("/", 1)[-1] or file

    def _title(
        self,
        data: dict[str, Any],
        file: str,
        heading: str,
        line: int,
        lines: Lines,
        rest: Lines,
        log: Log,
    ) -> tuple[str, Lines]:
        written = data.get("title")
        if is_text(written):
            title = title_text(written, log, 1)
            if heading and plain(heading).casefold() == title.casefold():
                log.change(line, "title", "the heading that repeats the title is left out")
                return title, rest
            return title, lines
        if heading:
            from_icons = convert((Line(f"# {heading}", line),), log, self.options).lines
            words = plain(from_icons[0].text.lstrip("# ")) if from_icons else plain(heading)
            if words:
                log.change(line, "title", "the title is the text's first heading")
                return words, rest
        title = file.replace("-", " ").replace("_", " ")
        title = title.capitalize() if title.lower() == title else title
        log.change(1, "title", f"made from the file's name, as MkDocs does: {title}")
        return title, lines

    def _dates(self, data: dict[str, Any], log: Log) -> tuple[Moment | None, Moment | None]:
        """`date` is a moment or a map of moments; Material reads those without a zone in UTC."""
        given = data.pop("date", None)
        dates = given if isinstance(given, dict) else {"created": given}
        read: dict[str, Moment] = {}
        for key, value in dates.items():
            found = parse(value, stamp_zone=UTC, text_zone=UTC) if is_text(value) else None
            if found is None:
                if value is not None:
                    log.todo(1, "date", f"`date.{key}` is not a date: {str(value)[:60]!r}")
                continue
            read[str(key)] = found[0]
            if not found[1]:
                log.change(1, "date", f"{str(value).strip()!r} is read as {found[0].isoformat()}")
        others = {k: v.isoformat() for k, v in read.items() if k not in ("created", "updated")}
        if others:
            data["dates"] = others
            log.change(1, "date", f"further dates are kept in extra: {', '.join(sorted(others))}")
        return read.get("created"), read.get("updated")

    def _topics(
        self, data: dict[str, Any], categories: list[str], blog: Blog, log: Log
    ) -> tuple[str, ...]:
        allowed = texts(blog.options.get("categories_allowed"))
        for category in categories:
            if allowed and category not in allowed:
                log.change(
                    1,
                    "topic",
                    f"“{category}” is not among the source's categories_allowed; it is a topic "
                    "all the same",
                )
        return unique([*categories, *texts(data.get("tags"))])

    def _links(self, value: Any, path: str, blog: Blog, log: Log) -> list[dict[str, str]]:
        """Related links: paths, one-key maps, sections of such."""
        out: list[dict[str, str]] = []
        for item in value if isinstance(value, list) else [value] if value else []:
            if is_text(item):
                out.append({"url": self._link_target(str(item), path, blog)})
            elif isinstance(item, dict):
                for label, target in item.items():
                    if is_text(target):
                        out.append(
                            {
                                "title": from_html(str(label)),
                                "url": self._link_target(str(target), path, blog),
                            }
                        )
                    else:
                        log.change(1, "links", f"the section “{from_html(str(label))}” is flat now")
                        out += self._links(target, path, blog, log)
        return out

    def _link_target(self, target: str, path: str, blog: Blog) -> str:
        """A path below docs (or below the blog) as an address of the old site."""
        if "://" in target or target.startswith(("/", "mailto:")):
            return target
        bare, sign, anchor = target.partition("#")
        docs = self.config.docs
        for folder in (docs, f"{docs}/{blog.folder}".strip("/"), str(PurePosixPath(path).parent)):
            candidate = normpath(f"{folder}/{bare}".lstrip("/"))
            if self.tree.find(candidate):
                up = "../" * path.count("/")
                return f"{up}{candidate}{sign}{anchor}"
        return (
            f"{page_address(bare, self.config)}{sign}{anchor}"
            if bare.endswith(".md")
            else f"/{bare}{sign}{anchor}"
        )

    def _inherited(self, path: str) -> dict[str, Any]:
        """What `.meta.yml` files give to all posts below them; the nearest wins."""
        if not self.config.meta:
            return {}
        merged: dict[str, Any] = {}
        for parent in reversed(PurePosixPath(path).parents):
            folder = "" if str(parent) == "." else f"{parent}/"
            merged.update(self._meta_of(f"{folder}.meta.yml"))
        return merged

    def _meta_of(self, path: str) -> dict[str, Any]:
        if path not in self._meta:
            self._meta[path] = {}
            found = self.tree.find(path)
            try:
                value = load_yaml(read_text(found)) if found else None
            except Refusal as refusal:
                self.ledger.log(path).todo(
                    refusal.line, "configuration", f"not read: {refusal.reason}"
                )
                value = None
            if isinstance(value, dict):
                self._meta[path] = {str(k): v for k, v in value.items()}
        return dict(self._meta[path])


def _with_more(lines: Lines, blog: Blog) -> Lines:
    """The end of the excerpt in our spelling, on a line of its own."""
    mark = blog.text("post_excerpt_separator", _MORE)
    out: list[Line] = []
    done = False
    for line in lines:
        at = line.text.find(mark) if mark and not done else -1
        if at < 0 or line.text[:at].count("`") % 2:
            out.append(line)
            continue
        before, after = line.text[:at].rstrip(), line.text[at + len(mark) :].strip()
        out += [Line(before, line.at), Line("", line.at)] if before else []
        out.append(Line(_MORE, line.at))
        out += [Line("", line.at), Line(after, line.at)] if after else []
        done = True
    return tuple(out)
