"""What an answer means: done, refused, or nobody knows.

In: a Reply. Out: nothing, or Refused or Lost with the network's own words in one line.
"""

from typing import Any, Final
from urllib.parse import urlsplit

from masthead.posting.faults import Lost, Refused
from masthead.posting.waiting import earliest
from masthead.posting.wire import Reply, Request, Wire

_MOST_WORDS: Final = 400
_TIMEOUT: Final = 408
_SEE_OTHER: Final = 303
_WORDS: Final = ("error_description", "detail", "message", "description", "title", "error")
_DEEPER: Final = ("errors", "errorDetails", "inputErrors")


def ask(wire: Wire, request: Request) -> Reply:
    """Send a request and judge the answer. Raises NetworkError."""
    reply = wire.send(request)
    judge(reply, wire)
    return reply


def judge(reply: Reply, wire: Wire) -> None:
    """Raises Refused if nothing was done, Lost if that is uncertain; silent if it was done."""
    status = reply.status
    if 200 <= status < 300:
        return
    again = earliest(reply.headers, wire.now())
    if 300 <= status < 400 and status != _SEE_OTHER:
        host = urlsplit(reply.headers.get("location", "")).hostname or "another place"
        raise Refused(status, f"it sends us on to {host}, where no token of ours goes")
    if 400 <= status < 500 and status != _TIMEOUT:
        raise Refused(status, words_of(reply), again)
    raise Lost(f"it answered {status} {words_of(reply)}".strip(), again)


def words_of(reply: Reply) -> str:
    """What the network says, on one line."""
    value = reply.value
    if isinstance(value, dict):
        said = list(dict.fromkeys(_said(value)))
        text = "; ".join(words for words in said if words)
    elif isinstance(value, str):
        text = value
    elif reply.headers.get("content-type", "").startswith("text/plain"):
        text = reply.body[: _MOST_WORDS * 4].decode("utf-8", "replace")
    else:
        text = ""  # a page for browsers says nothing that helps
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _MOST_WORDS else line[: _MOST_WORDS - 1] + "…"


def _said(value: dict[str, Any], depth: int = 0) -> list[str]:
    found = [value[key].rstrip(".") for key in _WORDS if isinstance(value.get(key), str)]
    found += [value["code"]] if isinstance(value.get("code"), str) else []
    for key in _DEEPER:
        inner = value.get(key)
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, dict) and depth < len(_DEEPER):
                found += _said(one, depth + 1)
    return found
