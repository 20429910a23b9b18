"""robots.txt, security.txt and llms.txt: plain lines. No value can begin a line of its own.

In: the data of their Resources. Out: their bytes.
"""

import re
from collections.abc import Iterator
from typing import Final

from masthead.content.characters import possible
from masthead.plan.machines.llms import LlmsText
from masthead.plan.machines.robots import RobotsText
from masthead.plan.machines.security import SecurityText
from masthead.plan.views import Anchor

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>&|~])")
_SPACES: Final = re.compile(r"\s+")


def line(text: str) -> str:
    """The text on one line."""
    return _SPACES.sub(" ", possible(text)).strip()


def plain(text: str) -> str:
    """A text that is no Markdown, as Markdown, on one line."""
    return _MARKUP.sub(r"\\\1", line(text))


def robots_txt(data: RobotsText) -> bytes:
    """robots.txt (RFC 9309)."""
    lines = [f"# {data.remark}"]
    for agents, may in data.groups:
        lines += ["", *(f"User-agent: {line(agent)}" for agent in agents)]
        lines.append("Allow: /" if may else "Disallow: /")
    return _file([*lines, "", f"Sitemap: {data.sitemap}"])


def security_txt(data: SecurityText) -> bytes:
    """security.txt (RFC 9116)."""
    return _file([f"{name}: {line(value)}" for name, value in data.fields])


def llms_txt(data: LlmsText) -> bytes:
    """llms.txt (https://llmstxt.org)."""
    return _file(list(_llms_lines(data)))


def _llms_lines(data: LlmsText) -> Iterator[str]:
    yield f"# {plain(data.title)}"
    if data.description:
        yield from ("", f"> {plain(data.description)}")
    for section in data.sections:
        yield from ("", f"## {plain(section.title)}", "")
        yield from map(_llms_link, section.links)


def _llms_link(link: Anchor) -> str:
    address = link.address.replace("(", "%28").replace(")", "%29")
    return f"- [{plain(link.title)}]({address})" + (f": {plain(link.note)}" if link.note else "")


def _file(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
