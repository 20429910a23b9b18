"""The new files' texts: front matter and body of every post and author."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from masthead.content.slug import slug_of_file
from masthead.importers.dates import is_skipped
from masthead.importers.links import Resolver
from masthead.importers.markdown.blocks import trimmed
from masthead.importers.markdown.targets import Rewriter, rewrite_targets
from masthead.importers.model import ImportedAuthor, ImportedBlog, ImportedPost, Lines, Moment
from masthead.importers.plan import Layout
from masthead.importers.report import Ledger
from masthead.importers.values import is_web
from masthead.importers.yamltext import front_matter

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DOLLAR: Final = re.compile(r"[ \t]+$")


def post_text(
    post: ImportedPost, blog: ImportedBlog, layout: Layout, resolver: Resolver, ledger: Ledger
) -> str:
    """The whole file of a post."""
    body, alts = _body(post, resolver, ledger)
    file = layout.files[post.source]
    head = front_matter(_values(post, blog, layout, resolver, ledger, alts)) + "\n"
    text = trimmed(body)
    layout.origins[file] = (head.count("\n"), tuple(line.at for line in text))
    return head + as_text(tuple(text))


def _body(
    post: ImportedPost, resolver: Resolver, ledger: Ledger
) -> tuple[Lines, Mapping[str, str]]:
    """The text with its new addresses, and the alternative text of each image in it."""
    log = ledger.log(post.source)
    alts: dict[str, str] = {}

    def image(target: str, line: int, alt: str | None) -> str:
        if alt:
            alts.setdefault(target, alt)
        new = resolver.image(target, post, line, log)
        if new != target and "missing" not in new:
            log.change(line, "image", f"{target[:160]} is {new[:160]} now")
        return new

    rewriter = Rewriter(lambda t, line: resolver.link(t, post, line, log), image)
    return rewrite_targets(post.body, rewriter), alts


def _values(
    post: ImportedPost,
    blog: ImportedBlog,
    layout: Layout,
    resolver: Resolver,
    ledger: Ledger,
    alts: Mapping[str, str],
) -> dict[str, Any]:
    """The keys of a post's front matter, in the order in which they are written."""
    zone = ZoneInfo(blog.timezone)
    name = layout.files[post.source].rsplit("/", 1)[-1]
    fields = dict(post.fields)
    links = _links(fields.pop("links", None), post, resolver, ledger)
    given = str(fields.pop("image_alt", "") or "")
    picture, alt, remote = _picture(post, given, alts, resolver, ledger)
    extra = {**post.extra, "image": remote} if remote else post.extra
    slug = layout.slugs[post.source]
    return {
        "title": _clean(post.title) or slug,
        "date": written_moment(post.date, zone),
        "updated": _updated(post, zone),
        "id": layout.ids[post.source],
        "authors": list(dict.fromkeys(layout.author_ids[key] for key in post.authors)),
        "topics": list(dict.fromkeys(layout.topic_of[label] for label in post.topics)),
        "description": _clean(str(fields.pop("description", "") or "")),
        "image": picture,
        "image_alt": _clean(alt) if picture else "",
        "slug": slug if slug != slug_of_file(name) else "",
        "aliases": list(layout.aliases[post.source]),
        "state": "draft" if post.draft else "",
        **fields,
        "links": links,
        "extra": _cleaned(extra),
    }


def _picture(
    post: ImportedPost, alt: str, alts: Mapping[str, str], resolver: Resolver, ledger: Ledger
) -> tuple[str, str, str]:
    """The card's image and its alternative text; or, third, its address on another host."""
    if not post.image:
        return "", alt, ""
    log = ledger.log(post.source)
    picture = resolver.image(post.image, post, 1, log)
    if is_web(picture) or picture.startswith(("//", "data:")):
        log.change(
            1,
            "image",
            "the card's image is on another host and would not be shown; kept in extra: "
            f"{post.image[:120]}",
        )
        return "", alt, post.image
    if not alt and post.image in alts:
        alt = alts[post.image]
        log.change(1, "image", "the card's alternative text is that of the same image in the text")
    return picture, alt, ""


def as_text(lines: Lines) -> str:
    """The lines as a file's text."""
    text = _CONTROL.sub("", "\n".join(line.text for line in lines)).strip("\n")
    return text + "\n" if text.strip() else ""


def written_moment(moment: Moment | None, zone: ZoneInfo) -> Moment | None:
    """A day where the clocks skip its midnight is written as its first moment."""
    if isinstance(moment, date) and not isinstance(moment, datetime) and is_skipped(moment, zone):
        return datetime(moment.year, moment.month, moment.day, 12, tzinfo=zone)
    return moment


def _updated(post: ImportedPost, zone: ZoneInfo) -> Moment | None:
    if post.updated is None or post.date is None:
        return written_moment(post.updated, zone)
    start = _instant(post.date, zone)
    return written_moment(post.updated, zone) if _instant(post.updated, zone) > start else None


def _instant(moment: Moment, zone: ZoneInfo) -> datetime:
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return datetime(moment.year, moment.month, moment.day, tzinfo=zone)


def _links(
    links: Any, post: ImportedPost, resolver: Resolver, ledger: Ledger
) -> list[dict[str, str]]:
    out: list[dict[str, str]] = []
    log = ledger.log(post.source)
    for link in links or []:
        target = resolver.link(str(link["url"]), post, 1, log)
        if target is None:
            continue
        title = _clean(str(link.get("title") or ""))
        out.append({"title": title, "url": target} if title else {"url": target})
    return out


def author_text(
    ident: str, author: ImportedAuthor, layout: Layout, resolver: Resolver, ledger: Ledger
) -> str:
    """The whole file of an author."""
    log = ledger.log(author.source)
    # For addresses in a biography, the author's file is a post without an address.
    place = ImportedPost(
        source=author.source,
        identity="",
        title="",
        slug="",
        address=next(iter(author.aliases), "/"),
    )
    file = f"authors/{ident}.md"

    def image(target: str, line: int, _alt: str | None) -> str:
        return resolver.image(target, place, line, log, at=file)

    body = author.body
    if body:
        inner = _At(resolver, file, author.source)
        body = rewrite_targets(
            body, Rewriter(lambda t, line: inner.link(t, place, line, ledger), image)
        )
    extra = dict(author.extra)
    portrait = ""
    if author.portrait:
        if is_web(author.portrait):
            extra["portrait"] = author.portrait
            log.change(
                author.line,
                "portrait",
                "it is on another host and would not be shown; kept in extra: "
                f"{author.portrait[:120]}",
            )
        else:
            portrait = _portrait(ident, author, resolver, ledger, place)
            if not portrait:
                extra["portrait"] = author.portrait
    values: dict[str, Any] = {
        "name": _clean(author.name) or ident,
        **author.fields,
        "portrait": portrait,
        "aliases": list(layout.author_aliases.get(ident, ())),
        "extra": _cleaned(extra),
    }
    return front_matter(values) + ("\n" + as_text(body) if body else "")


def _portrait(
    ident: str, author: ImportedAuthor, resolver: Resolver, ledger: Ledger, place: ImportedPost
) -> str:
    """The portrait beside the author's file, under the author's id."""
    before = set(resolver.copies)
    new = resolver.image(
        author.portrait, place, author.line, ledger.log(author.source), at=f"authors/{ident}.md"
    )
    source = next(
        (s for n, s in resolver.copies.items() if new.endswith(n.removeprefix("docs/"))), None
    )
    if source is None:
        return ""
    for extra in set(resolver.copies) - before:
        del resolver.copies[extra]
    ending = source.rsplit(".", 1)[-1].lower() if "." in source.rsplit("/", 1)[-1] else "img"
    resolver.copies[f"authors/{ident}.{ending}"] = source
    return f"{ident}.{ending}"


class _At:
    """Links of a text whose file is not a post."""

    def __init__(self, resolver: Resolver, file: str, source: str) -> None:
        self._resolver, self._file, self._source = resolver, file, source

    def link(self, target: str, place: ImportedPost, line: int, ledger: Ledger) -> str | None:
        """The same as for posts, counted from this file."""
        files = dict(self._resolver.files)
        files[self._source] = self._file
        kept, self._resolver.files = self._resolver.files, files
        try:
            return self._resolver.link(target, place, line, ledger.log(self._source))
        finally:
            self._resolver.files = kept


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub("", text).split())


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, Mapping):
        return {_CONTROL.sub("", str(k)): _cleaned(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(v) for v in value]
    return value
