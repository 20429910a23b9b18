"""Add our records to the index of the theme's search, which knows MkDocs's own pages only."""

import json
from html import escape
from typing import Any, Final

from masthead.plan.output import SearchRecord

INDEX: Final = "search/search_index.json"


def with_records(index: bytes, records: tuple[SearchRecord, ...]) -> bytes:
    """The index with our records."""
    data: Any = json.loads(index)
    for record in records:
        entry: dict[str, Any] = {
            "location": record.address,
            "title": escape(record.title, quote=False),
            "text": escape(record.text, quote=False),
        }
        if record.tags:
            entry["tags"] = [escape(tag, quote=False) for tag in record.tags]
        if record.boost != 1.0:
            entry["boost"] = record.boost
        data["docs"].append(entry)
    return json.dumps(data, separators=(",", ":"), sort_keys=True).encode()
