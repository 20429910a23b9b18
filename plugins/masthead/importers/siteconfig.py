"""The new site's mkdocs.yml and its landing page."""

from collections.abc import Mapping, Sequence
from typing import Any

from masthead.importers.model import ImportedBlog
from masthead.importers.plan import Layout
from masthead.importers.yamltext import dump
from masthead.plan.feeds.formats import FILES
from masthead.plan.feeds.identity import default_authority

PIECES = "docs/posts/**"


def mkdocs_yml(
    blog: ImportedBlog,
    layout: Layout,
    rules: Mapping[str, Sequence[str]],
    hosts: Mapping[str, int],
    *,
    guessed: bool,
) -> str:
    """The configuration. `rules` are lowered for paths; media come from `hosts`."""
    site: dict[str, Any] = {"site_name": blog.name}
    if blog.url:
        site["site_url"] = f"{blog.url}{blog.base}/"
    if blog.description:
        site["site_description"] = blog.description
    head = "# Written by `masthead import`; import-report.md tells what became of every post.\n"
    if guessed:
        head += "# site_url is taken from links between the posts: please check it.\n"
    theme: dict[str, Any] = {"name": "material", "font": False}
    if blog.lang:
        theme["language"] = blog.lang.split("-")[0].split("_")[0].lower()
    return f"{head}{dump(site)}\n{dump({'theme': theme})}\n{_plugins(blog, layout, rules, hosts)}"


def _plugins(
    blog: ImportedBlog, layout: Layout, rules: Mapping[str, Sequence[str]], hosts: Mapping[str, int]
) -> str:
    options: dict[str, Any] = {
        "blog": f"{blog.hub.strip('/')}/" if blog.hub.strip("/") else "/",
        "pieces": ["posts"],
        "timezone": blog.timezone,
        "tags": "topics",
    }
    if feeds := _feeds(blog, layout):
        options["feeds"] = feeds
    if layout.topics:
        options["topics"] = {
            ident: {"title": title, **_described(blog, ident)}
            for ident, title in sorted(layout.topics.items())
        }
    text = dump(options)
    if hosts:
        text += "# Posts load media from these hosts; pages leave them out unless they are named:\n"
        text += "".join(f"#   {host} ({count})\n" for host, count in sorted(hosts.items()))
    text += "remote_hosts: []\n"
    if rules:
        text += "# Lowered for what was imported; take a line out when its files are mended.\n"
        text += dump(
            {
                "rules": {
                    code: [{"paths": list(paths), "severity": "advice"}]
                    for code, paths in sorted(rules.items())
                }
            }
        )
    indented = "".join(
        f"      {line}\n" if line else "\n" for line in text.rstrip("\n").split("\n")
    )
    return f"plugins:\n  - search\n  - masthead:\n{indented}"


def _feeds(blog: ImportedBlog, layout: Layout) -> dict[str, Any]:
    """Whose name stands in entry ids, and where the old feeds' subscribers are sent."""
    published = [post.date.year for post in blog.posts if post.date and not post.draft]
    if not blog.url or not published:
        return {}
    hub = blog.hub.strip("/")
    new = {form: f"{hub}/{name}".lstrip("/") for form, name in FILES.items()}
    moved = {old: new[form] for old, form in blog.feeds.items()}
    # A topic of drafts alone has no feed yet.
    public = {label for post in blog.posts if post.date and not post.draft for label in post.topics}
    for old, (label, form) in blog.topic_feeds.items():
        if label in public:
            moved.setdefault(old, f"topics/{layout.topic_of[label]}/{FILES[form]}")
    moved = {old.strip("/"): now for old, now in sorted(moved.items())}
    kept = {old: now for old, now in moved.items() if old and old not in new.values()}
    authority = {"authority": default_authority(blog.url, min(published))}
    return {**authority, "moved": kept} if kept else authority


def _described(blog: ImportedBlog, ident: str) -> dict[str, str]:
    text = blog.topic_descriptions.get(ident, "")
    return {"description": text} if text else {}


def landing_page(blog: ImportedBlog, posts: int, authors: int) -> str:
    """docs/index.md: a way in, to be written anew."""
    title = " ".join(blog.name.split()).replace("<", "&lt;")
    return (
        f"# {title}\n\n{posts} posts by {authors} authors were imported from {blog.system}."
        " They are below the blog in the navigation. Write this page anew.\n"
    )
