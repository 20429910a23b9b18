"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from typing import Any, Final

from msgspec import Raw, json

from masthead.content.characters import possible
from masthead.plan.feeds.views import Feed, FeedEntry, FeedPerson

_VERSION: Final = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, items: list[Raw]) -> bytes:
    """The feed with its items, each rendered by `json_item`."""
    return json.encode(_given({
        "version": _VERSION,
        "title": possible(feed.title),
        "home_page_url": feed.home,
        "feed_url": feed.addresses.json,
        "description": possible(feed.description),
        "icon": feed.icon,
        "language": feed.lang,
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else None,
        "next_url": feed.older,
        "expired": feed.expired or None,
        "items": items,
    }, "items")) + b"\n"  # fmt: skip


def json_item(entry: FeedEntry, html: str) -> bytes:
    """One item."""
    return json.encode(_given({
        "id": entry.id,
        "url": entry.address,
        "external_url": entry.address if entry.leads_out else None,
        "title": possible(entry.title),
        "content_html": html,
        "content_text": "" if html else possible(entry.summary or entry.title),
        "summary": possible(entry.summary),
        "image": entry.image.address if entry.image else None,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [_person(person) for person in entry.authors],
        "tags": list(dict.fromkeys(possible(category.label) for category in entry.categories)),
        "language": entry.lang,
        "attachments": [
            {"url": file.address, "mime_type": file.type, "size_in_bytes": file.length}
            for file in entry.enclosures
        ],
    }))  # fmt: skip


def _person(person: FeedPerson) -> dict[str, Any]:
    return _given({"name": possible(person.name), "url": person.address, "avatar": person.image})


def _given(values: dict[str, Any], *always: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value or key in always}
