"""Requests and outcomes in words and in values: what would be sent, with placeholders for secrets.

In: Requests and Outcomes. Out: lines for people, values for machines.
"""

import json
from typing import Any, Final

from masthead.posting.model import Outcome
from masthead.posting.tokens import Secret
from masthead.posting.wire import Request, Upload

_LONGEST: Final = 4_000
"""Characters of a value that is shown in full: no text for a network is longer, a picture is."""


def request_values(request: Request) -> dict[str, Any]:
    """A request as plain values; files by their type and length in bytes."""
    headers = dict(request.headers)
    if request.bearer is not None:
        headers["Authorization"] = f"Bearer {request.bearer!r}"
    if request.signature is not None:
        headers |= request.signature.shown
    values: dict[str, Any] = {
        "purpose": request.purpose,
        "method": request.method,
        "url": repr(request.url) if isinstance(request.url, Secret) else request.url,
        "headers": headers,
    }
    if request.json is not None:
        values["json"] = _plain(request.json)
    if request.form is not None:
        values["form"] = _plain(request.form)
    if request.upload is not None:
        values["file"] = _plain(request.upload)
    return values


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {name: _plain(inner) for name, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case Secret():
            return repr(value)
        case Upload():
            return f"‹{value.name}: {value.type}, {len(value.data):,} bytes›"
        case str() if len(value) > _LONGEST:
            return f"‹{len(value):,} characters›"
        case _:
            return value


def request_lines(request: Request) -> list[str]:
    """A request as it would go out, one line for the purpose, then method, headers and body."""
    values = request_values(request)
    lines = [f"# {request.purpose}", f"{values['method']} {values['url']}"]
    lines += [f"{name}: {text}" for name, text in values["headers"].items()]
    if "json" in values:
        lines += ["", *json.dumps(values["json"], ensure_ascii=False, indent=2).splitlines()]
    for name, text in values.get("form", {}).items():
        lines.append(f"{name} = {json.dumps(text, ensure_ascii=False)}")
    if "file" in values:
        lines.append(values["file"])
    return lines


def outcome_lines(outcome: Outcome) -> list[str]:
    """What happened, what would be sent, what to do next."""
    lines = [outcome.message]
    for request in outcome.requests:
        lines += ["", *(f"  {line}".rstrip() for line in request_lines(request))]
    if outcome.remedy:
        lines += [""] if outcome.requests else []
        lines.append(outcome.remedy)
    return lines


def outcome_values(outcome: Outcome) -> dict[str, Any]:
    """The same for machines; `again` is an instant in ISO 8601."""
    return {
        "channel": outcome.channel,
        "result": outcome.result.value,
        "url": outcome.url or None,
        "message": outcome.message,
        "remedy": outcome.remedy or None,
        "again": outcome.again.isoformat() if outcome.again else None,
        "requests": [request_values(request) for request in outcome.requests],
    }
