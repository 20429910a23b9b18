"""One Jekyll post: front matter in our words, text in GitHub's Markdown, its old address."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from liquid import Environment
from msgspec import Struct, field

from masthead.importers.dates import at_start, parse
from masthead.importers.files import Tree
from masthead.importers.frontmatter import Parts, Refusal, read_text, split
from masthead.importers.jekyll.authors import People
from masthead.importers.jekyll.config import Config
from masthead.importers.jekyll.leftovers import put_back
from masthead.importers.jekyll.liquid import Filler
from masthead.importers.jekyll.listing import HTML, PostFile
from masthead.importers.jekyll.permalinks import STYLES, Named, address
from masthead.importers.jekyll.tags import Tags
from masthead.importers.keys import image_of, shared_fields
from masthead.importers.markdown.attributes import heading_without_attributes
from masthead.importers.markdown.converted import split_title, title_anchors
from masthead.importers.markdown.kramdown import Options, convert
from masthead.importers.markdown.plain import from_html, github_anchor, kramdown_anchor, plain
from masthead.importers.model import ImportedPost, Line, Lines, Moment
from masthead.importers.report import Ledger, Log
from masthead.importers.values import is_text, plain_value, texts, title_text, unique, words

_MORE: Final = re.compile(r"[ \t]*<!--+[ \t]*more[ \t]*--+>[ \t]*", re.I)
_UPDATED: Final = (
    "last_modified_at",
    "last-modified-at",
    "updated",
    "modified",
    "lastmod",
    "update_date",
    "date_modified",
)
_AUTHOR_KEYS: Final = ("authors", "author")


class Draft(Struct, frozen=True):
    """A post's file after its front matter was read: enough to know its address."""

    file: PostFile
    parts: Parts
    data: dict[str, Any]
    moment: Moment | None
    address: str
    aliases: tuple[str, ...]


def open_post(file: PostFile, tree: Tree, config: Config, ledger: Ledger) -> Draft | None:
    """The post's front matter and address; None after a refusal."""
    if file.fault:
        ledger.refuse("post", file.path, file.fault)
        return None
    path = tree.find(file.path)
    log = ledger.log(file.path)
    try:
        if path is None:
            raise Refusal("the file cannot be opened")
        parts = split(read_text(path))
    except Refusal as refusal:
        ledger.refuse("post", file.path, refusal.reason, refusal.line)
        return None
    defaults = config.defaults(file.path, "drafts" if file.draft else "posts")
    if any(parts.data.get(name) for name in _AUTHOR_KEYS):
        defaults = {k: v for k, v in defaults.items() if k not in _AUTHOR_KEYS}
    data = {**defaults, **parts.data}
    moment = _moment(file, data, config, log)
    main, others = _addresses(file, data, moment, config, log)
    return Draft(file, parts, data, moment, main, others)


def _moment(file: PostFile, data: dict[str, Any], config: Config, log: Log) -> Moment | None:
    """The front matter's date, else the file name's (jekyll: Document#populate_title)."""
    written = data.get("date")
    if is_text(written):
        # SafeYAML gives a full timestamp without an offset as UTC; Time.parse reads text as local.
        found = parse(written, stamp_zone=UTC, text_zone=config.zone)
        if found:
            moment, stamp = found
            if not stamp:
                log.change(1, "date", f"{str(written).strip()!r} is read as {moment.isoformat()}")
            return at_start(moment, config.zone) if isinstance(moment, datetime) else moment
        log.change(1, "date", f"{str(written)[:60]!r} is not a date; the file's name gives it")
    return file.day


def _addresses(
    file: PostFile, data: dict[str, Any], moment: Moment | None, config: Config, log: Log
) -> tuple[str, tuple[str, ...]]:
    own = data.get("permalink")
    template = own if isinstance(own, str) and own.strip() else config.permalink
    if moment is None:
        return "", ()
    slug = str(data["slug"]).strip() if is_text(data.get("slug")) else file.slug
    categories = unique(
        [*file.categories, *words(data.get("categories")), *texts(data.get("category"))]
    )
    named = Named(at_start(moment, config.zone), slug, file.basename, categories, path=file.path)
    main = address(template, named)
    others: list[str] = []
    day = moment.date() if isinstance(moment, datetime) else moment
    if file.day and file.day != day and ":day" in address_template(template):
        by_name = Named(
            at_start(file.day, config.zone), slug, file.basename, categories, path=file.path
        )
        others.append(address(template, by_name))
        log.change(
            1,
            "date",
            f"the front matter says {day}, the file's name {file.day}: the front matter counts, "
            "both addresses are kept",
        )
    if own and not config.found:
        others.append(address("pretty", named))
    return main, tuple(others)


def post_id(address: str, slug: str) -> str:
    """`post.id`: the folder of the address, and the slug (jekyll: Document#id)."""
    folder = address.rstrip("/").rpartition("/")[0]
    return f"{folder}/{slug}"


def address_template(style: str) -> str:
    """The template behind a style's name."""
    return STYLES.get(style, style)


class Writer(Struct):
    """Turns drafts into posts of the model."""

    tree: Tree
    config: Config
    ledger: Ledger
    people: People
    environment: Environment
    site: Mapping[str, Any]
    post_addresses: Mapping[str, str]
    file_addresses: Mapping[str, str]
    _leftovers: list[str] = field(default_factory=list)
    _filler: Filler | None = None

    def post(self, draft: Draft) -> ImportedPost:
        """One post."""
        file, log = draft.file, self.ledger.log(draft.file.path)
        data = dict(draft.data)
        lines = self._body(draft, log)
        data = self._filled(data)
        heading = split_title(lines)[0]
        before = lines
        title, lines = _title(file, data, lines, log)
        options = Options(kramdown=self.config.kramdown, emoji="jemoji" in self.config.plugins)
        converted = convert(lines, log, options)
        authors = self._authors(data, log)
        topics = unique([*_labels(data, file)])
        for name in ("date", "slug", "permalink"):
            data.pop(name, None)
        fields = shared_fields(data, log)
        redirects = texts(data.pop("redirect_from", None))
        image = image_of(data, fields)
        updated = self._updated(data, log)
        state = data.pop("published", True)
        hidden = state is False or str(state).lower() == "false" or data.get("draft") is True
        if isinstance(data.get("draft"), bool):
            data.pop("draft")
        if hidden or file.draft:
            log.change(1, "state", "not published in the source: a draft here")
        if "redirect_to" in data:
            log.todo(
                1,
                "redirect_to",
                f"the post redirected to {texts(data['redirect_to'])}; kept in extra",
            )
        extra = {k: plain_value(v) for k, v in data.items() if v not in (None, "", [], {})}
        for key in sorted(extra):
            if key not in ("layout", "comments"):
                log.change(1, "key", f"`{key[:60]}` is kept in extra")
        return ImportedPost(
            source=file.path,
            identity=draft.address or file.path,
            title=title,
            slug=str(draft.data["slug"]) if is_text(draft.data.get("slug")) else file.slug,
            date=draft.moment,
            updated=updated,
            address=draft.address,
            aliases=(*draft.aliases, *redirects),
            authors=unique(authors),
            topics=topics,
            draft=hidden or file.draft,
            image=image,
            fields=fields,
            extra=extra,
            body=put_back(converted.lines, self._leftovers),
            anchors={**self._top(heading, lines is not before), **converted.anchors},
        )

    def _top(self, heading: str, taken: bool) -> dict[str, str]:
        slug = kramdown_anchor if self.config.kramdown else github_anchor
        return title_anchors(heading, slug) if taken else {}

    def _body(self, draft: Draft, log: Log) -> Lines:
        page = {
            **{str(k): v for k, v in draft.data.items()},
            "url": draft.address,
            "id": post_id(draft.address, str(draft.data.get("slug") or draft.file.slug)),
            "path": draft.file.path,
            "slug": draft.file.slug,
            "title": draft.data.get("title") or draft.file.slug,
        }
        variables = {"site": self.site, "page": page}
        folder = draft.file.path.rsplit("/", 1)[0]
        tags = Tags(
            self.tree, self.environment, variables, self.post_addresses, self.file_addresses, folder
        )
        filler = Filler(self.environment, variables, tags.make, log)
        self._filler = filler
        off = draft.data.get("render_with_liquid") is False
        text = draft.parts.body
        lines = (
            tuple(Line(t, draft.parts.body_line + n) for n, t in enumerate(text.split("\n")))
            if off
            else filler.fill(text, draft.parts.body_line)
        )
        separator = draft.data.get("excerpt_separator", self.config.values.get("excerpt_separator"))
        lines = _with_more(lines, separator if isinstance(separator, str) else "", log)
        if draft.file.extension.lower() in HTML:
            lines = _from_html(lines)
            log.change(1, "HTML", "the post is HTML; it stands in the Markdown file as HTML")
        self._leftovers = filler.leftovers
        return lines

    def _filled(self, data: dict[str, Any]) -> dict[str, Any]:
        """Some themes write Liquid into descriptions and image paths."""
        for key, value in data.items():
            if isinstance(value, str) and ("{{" in value or "{%" in value) and self._filler:
                lines = self._filler.fill(value, 1)
                text = "\n".join(line.text for line in lines)
                data[key] = re.sub("\ue000[0-9]+\ue001", "", text)
        return data

    def _authors(self, data: dict[str, Any], log: Log) -> list[str]:
        keys: list[str] = []
        for name in _AUTHOR_KEYS:
            if name in data:
                keys += self.people.key_of(data.pop(name), log)
        return keys

    def _updated(self, data: dict[str, Any], log: Log) -> date | datetime | None:
        for name in _UPDATED:
            if not is_text(data.get(name)):
                continue
            if found := parse(data[name], stamp_zone=UTC, text_zone=self.config.zone):
                data.pop(name)
                return found[0]
            log.todo(1, "date", f"`{name}` is not a date: {str(data[name])[:60]!r}; kept in extra")
        return None


def _title(file: PostFile, data: dict[str, Any], lines: Lines, log: Log) -> tuple[str, Lines]:
    written = data.pop("title", None)
    if is_text(written):
        title = title_text(written, log, 1)
        heading, at, rest = split_title(lines)
        if heading and plain(heading).casefold() == title.casefold():
            log.change(at, "title", "the heading that repeats the title is left out")
            return title, rest
        if title:
            return title, lines
    heading, at, rest = split_title(lines)
    heading = heading_without_attributes(heading)[0]
    if heading and plain(heading):
        log.change(at, "title", "the title is the text's first heading")
        return plain(heading), rest
    title = " ".join(w.capitalize() for w in file.slug.split("-") if w) or file.slug
    log.change(1, "title", f"made from the file's name, as Jekyll does: {title}")
    return title, lines


def _labels(data: dict[str, Any], file: PostFile) -> list[str]:
    labels = list(file.categories)
    for plural, singular in (("categories", "category"), ("tags", "tag")):
        if isinstance(data.get(plural), dict | bool) or isinstance(data.get(singular), dict | bool):
            continue
        labels += words(data.pop(plural, None))
        labels += texts(data.pop(singular, None))
    return [label for label in labels if label]


def _with_more(lines: Lines, separator: str, log: Log) -> Lines:
    """The end of the excerpt in our spelling."""
    mark = separator.strip("\n")
    out: list[Line] = []
    done = False
    for line in lines:
        own = bool(mark.strip()) and line.text.strip() == mark.strip()
        if not done and (own or _MORE.fullmatch(line.text)):
            if line.text != "<!-- more -->":
                log.change(line.at, "excerpt", f"{line.text.strip()} is <!-- more --> now")
            out.append(Line("<!-- more -->", line.at))
            done = True
        elif own:
            continue
        else:
            out.append(line)
    return tuple(out)


def _from_html(lines: Lines) -> Lines:
    """An HTML post as one HTML block: no indentation that would be code, no blank lines."""
    out: list[Line] = []
    pre = 0
    for line in lines:
        low = line.text.lower()
        if pre:
            out.append(line if line.text.strip() else Line("<span></span>", line.at))
        elif line.text.strip():
            out.append(Line(line.text.strip(), line.at))
        pre = max(0, pre + low.count("<pre") - low.count("</pre"))
    if (
        out
        and from_html(out[0].text)
        and not re.match(
            r"</?(?:p|div|section|article|h[1-6]|ul|ol|table|blockquote|figure|header)\b",
            out[0].text,
            re.I,
        )
    ):
        out = [Line("<div>", out[0].at), *out, Line("</div>", out[-1].at)]
    return tuple(out)
