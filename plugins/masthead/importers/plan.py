"""Give everything its id, slug, file and topics: what the new tree will look like.

In: an ImportedBlog. Out: a Layout. Decides, writes nothing; clashes are solved and noted.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from msgspec import Struct, field

from masthead.importers.model import ImportedAuthor, ImportedBlog, ImportedPost
from masthead.importers.names import (
    address_key,
    author_id,
    file_stem,
    legal_alias,
    permanent_id,
    piece_slug,
    topic_id,
)
from masthead.importers.report import Ledger
from masthead.source.values import is_entry_id


class Layout(Struct):
    """The new tree's names. `author_ids` goes from the source's keys to ours."""

    author_ids: dict[str, str] = field(default_factory=dict)
    authors: dict[str, ImportedAuthor] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    topic_of: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    author_aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    origins: dict[str, tuple[int, tuple[int, ...]]] = field(default_factory=dict)
    """For each new file: how many lines stand before its text, and the source line of each."""

    def source_line(self, file: str, line: int) -> int:
        """The source's line that became a line of a new file; 1 for front matter."""
        before, lines = self.origins.get(file, (0, ()))
        index = line - before - 1
        return lines[index] if 0 <= index < len(lines) else 1


def lay_out(blog: ImportedBlog, ledger: Ledger) -> Layout:
    """Names for everything."""
    layout = Layout()
    _authors(blog, layout, ledger)
    _topics(blog, layout, ledger)
    posts = sorted(blog.posts, key=lambda p: (_day(p), p.source))
    _files(posts, layout, ledger)
    _ids(posts, blog, layout, ledger)
    _aliases(blog, posts, layout, ledger)
    return layout


def _day(post: ImportedPost) -> str:
    when = post.date
    if isinstance(when, datetime):
        return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    return when.strftime("%Y-%m-%d") if isinstance(when, date) else "9999"


def _authors(blog: ImportedBlog, layout: Layout, ledger: Ledger) -> None:
    for author in sorted(blog.authors, key=lambda a: (a.key != author_id(a.key), a.source, a.key)):
        wanted = author_id(author.key)
        new, number = wanted, 2
        while new in layout.authors:
            new, number = f"{wanted}-{number}", number + 1
        log = ledger.log(author.source)
        if new != wanted:
            log.change(
                author.line,
                "author id",
                f"{author.key!r} is {new!r}: {wanted!r} is {layout.authors[wanted].key!r} already",
            )
        elif new != author.key:
            log.change(author.line, "author id", f"{author.key!r} is {new!r} now, in all posts")
        layout.authors[new] = author
        layout.author_ids[author.key] = new
    for post in blog.posts:
        for key in post.authors:
            if key not in layout.author_ids:
                new = author_id(key)
                layout.author_ids[key] = new
                if new not in layout.authors:
                    layout.authors[new] = ImportedAuthor(source=post.source, key=key, name=key)
                    ledger.take("author", post.source, f"authors/{new}.md")
                    ledger.log(post.source).change(
                        1,
                        "author",
                        f"{key!r} has no profile in the source; one with the name alone is written",
                    )


def _topics(blog: ImportedBlog, layout: Layout, ledger: Ledger) -> None:
    counts: dict[str, dict[str, int]] = {}
    first: dict[str, str] = {}
    for post in blog.posts:
        for label in post.topics:
            counts.setdefault(topic_id(label), {})
            counts[topic_id(label)][label] = counts[topic_id(label)].get(label, 0) + 1
            first.setdefault(label, post.source)
            layout.topic_of[label] = topic_id(label)
    for ident in sorted(counts):
        variants = counts[ident]
        chosen = min(variants, key=lambda v: (-variants[v], _plainness(v), v))
        layout.topics[ident] = blog.topic_titles.get(ident) or _title(chosen)
        for other in sorted(set(variants) - {chosen}):
            ledger.log(first[other]).change(
                1, "topic", f"“{other}” and “{chosen}” are one topic, {ident!r}"
            )


def _plainness(label: str) -> int:
    """Of spellings that are as frequent: `Water`, then `API`, then `water`, then `WATER`."""
    if label.isupper():
        return 1 if len(label) <= 4 else 3
    return 2 if label.islower() else 0


def _title(label: str) -> str:
    words = " ".join(label.split())
    if "-" in words and " " not in words:
        words = words.replace("-", " ")
    return words[:1].upper() + words[1:]


def _files(posts: list[ImportedPost], layout: Layout, ledger: Ledger) -> None:
    taken: set[str] = set()
    stems: set[str] = set()
    for post in posts:
        day = _day(post)[:10]
        slug = piece_slug(post.slug)
        if slug in taken and day != "9999":
            for longer in (f"{slug}-{day[:4]}", f"{slug}-{day}"):
                if longer not in taken:
                    ledger.log(post.source).change(
                        1, "slug", f"{slug!r} is taken by another post; this one is {longer!r}"
                    )
                    slug = longer
                    break
        number = 2
        base = slug
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
            ledger.log(post.source).change(
                1, "slug", f"{base!r} is taken by another post; this one is {slug!r}"
            )
        taken.add(slug)
        layout.slugs[post.source] = slug
        stem = file_stem(slug)
        file = (
            f"docs/posts/{day[:4]}/{day}-{stem}.md"
            if day != "9999"
            else f"docs/posts/drafts/{stem}.md"
        )
        base_file, number = file, 2
        while file in stems:
            file, number = base_file.replace(".md", f"-{number}.md"), number + 1
        stems.add(file)
        layout.files[post.source] = file


def _ids(posts: list[ImportedPost], blog: ImportedBlog, layout: Layout, ledger: Ledger) -> None:
    """The old feed's ids where they can be kept, so that its subscribers see nothing twice."""
    known: dict[str, str] = {}
    lost: list[str] = []
    kept = 0
    for post in posts:
        ident = "" if post.draft else post.guid
        if ident and (ident in known or not is_entry_id(ident)):
            lost.append(ident)
            ident = ""
        if ident:
            kept += 1
            known[ident] = post.source
            layout.ids[post.source] = ident
            continue
        ident = permanent_id(post.identity)
        if ident in known:
            ledger.log(post.source).change(
                1,
                "id",
                f"{post.identity!r} is also {known[ident]!r}; the id is made from the file's path",
            )
            ident = permanent_id(post.source)
        known[ident] = post.source
        layout.ids[post.source] = ident
    ledger.remarks.extend(_about_ids(kept, lost, blog))


def _about_ids(kept: int, lost: list[str], blog: ImportedBlog) -> Iterator[str]:
    published = sum(not post.draft for post in blog.posts)
    if not kept and not lost:
        yield "No feed of the old blog is in the source: entry ids are made from the old addresses."
    if kept:
        yield (
            f"{kept} of {published} published posts keep the entry id that the old feed gave them "
            f"({blog.feed}): its subscribers see none of them twice."
        )
    if lost:
        yield (
            f"{len(lost)} of {published} posts had an id in the old feed ({blog.feed}) that cannot "
            f"be kept, being neither a URI nor a path, or given twice ({lost[0][:80]!r}): "
            "subscribers see the newest of them once more."
        )


def _aliases(blog: ImportedBlog, posts: list[ImportedPost], layout: Layout, ledger: Ledger) -> None:
    hub = blog.hub.strip("/")
    held = {address_key(f"{hub}/{slug}"): source for source, slug in layout.slugs.items()}
    held |= {address_key(f"authors/{ident}"): ident for ident in layout.authors}
    held |= {
        address_key(path): "the site"
        for path in (
            hub,
            "authors",
            "topics",
            "series",
            "stages",
            "formats",
            "audiences",
            "ideas",
            "subscribe",
            f"{hub}/archive",
            "index",
            "404",
            "feed.xml",
            "sitemap.xml",
        )
    }
    for post in posts:
        wanted = ([post.address] if post.address else []) + list(post.aliases)
        own = address_key(f"{hub}/{layout.slugs[post.source]}")
        layout.aliases[post.source] = _free(wanted, held, post.source, 1, ledger, blog, own)
    for ident, author in layout.authors.items():
        layout.author_aliases[ident] = _free(
            list(author.aliases),
            held,
            ident,
            author.line,
            ledger,
            blog,
            address_key(f"authors/{ident}"),
            author.source,
        )


def _free(
    wanted: list[str],
    held: dict[str, str],
    owner: str,
    line: int,
    ledger: Ledger,
    blog: ImportedBlog,
    own: str,
    source: str = "",
) -> tuple[str, ...]:
    log = ledger.log(source or owner)
    kept: dict[str, None] = {}
    for address in wanted:
        path = address
        if "://" in path:
            host, _, rest = path.partition("://")[2].partition("/")
            if blog.url and host != blog.url.partition("://")[2]:
                log.todo(line, "alias", f"{address[:120]} is on another host")
                continue
            path = "/" + rest
        alias = legal_alias(path if path.startswith("/") else f"/{path}")
        if alias is None:
            if path.strip("/"):
                log.todo(line, "alias", f"{address[:120]!r} cannot be an address of the new site")
            continue
        key = address_key(alias)
        holder = held.setdefault(key, owner)
        if key == own:
            continue
        if holder == owner and not _same(alias, kept):
            kept[alias] = None
        elif holder != owner:
            log.todo(line, "alias", f"{alias[:120]} already leads to {holder}")
    return tuple(kept)


def _same(alias: str, kept: dict[str, None]) -> bool:
    return any(alias.rstrip("/") == other.rstrip("/") for other in kept)
