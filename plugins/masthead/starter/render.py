"""The files of a new site, rendered from templates.

In: a SiteWish. Out: paths below the new folder with their texts. Whatever a name has in it, it is
that name in YAML, JSON and Markdown alike, and nothing else.
"""

import json
import re
from typing import Final

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import structs

from masthead.checks.required import proposed_id
from masthead.content.piece import Piece
from masthead.starter.actions import USES
from masthead.starter.wish import Host, SiteWish, authority

_PYTHON: Final = "3.13"
_DOT: Final = re.compile("(^|/)dot-")
"""How the templates' names begin whose files begin with a dot: tools pass over those here."""
_VSCODE: Final = "both/dot-vscode/"
_FIRST: Final = "what-you-will-find-here"
_MARKS: Final = re.compile(r"([\\`*_\[\]<>&|~#$!{}:@]|(?<=www)\.)")


def site_files(wish: SiteWish) -> dict[str, str]:
    """Every file of the new site, by its path with `/`."""
    environment = _environment()
    day = wish.today.isoformat()
    renamed = {
        "authors/author.md": f"authors/{wish.author_id}.md",
        "docs/posts/first.md": f"docs/posts/{day}-{_FIRST}.md",
    }
    hosts = [host.value for host in (Host.GITHUB, Host.GITLAB) if wish.host in (host, Host.BOTH)]
    values = {**structs.asdict(wish), "date": day, "authority": authority(wish.url, wish.today),
              "piece_id": _id(day), "python": _PYTHON}  # fmt: skip
    texts: dict[str, str] = {}
    for name in environment.list_templates(filter_func=_is_ours):
        folder, _, path = name.partition("/")
        if folder in ("both", *hosts):
            text = environment.get_template(name).render(site=values, hosts=hosts, actions=USES)
            path = _DOT.sub(r"\1.", path)
            texts[renamed.get(path, path)] = f"{text.rstrip()}\n"
    return texts


def extension_files() -> dict[str, str]:
    """The extension for VS Code, by each file's path in the folder `.vscode`: as in a new site."""
    environment = _environment()
    return {
        name.removeprefix(_VSCODE): f"{environment.get_template(name).render().rstrip()}\n"
        for name in environment.list_templates(filter_func=_is_ours)
        if name.startswith(f"{_VSCODE}extensions/")
    }


def _is_ours(name: str) -> bool:
    """Not what Python has compiled: pip does that to whatever ends in .py as it installs."""
    return "__pycache__" not in name.split("/")


def _id(day: str) -> str:
    return proposed_id(Piece(path=_FIRST, key=f"posts/{day}-{_FIRST}.md"), {})


def _environment() -> Environment:
    environment = Environment(  # noqa: S701 - no HTML; each language has a filter of its own
        loader=PackageLoader("masthead.starter"),
        block_start_string="<%", block_end_string="%>", variable_start_string="<<",
        variable_end_string=">>", comment_start_string="<#", comment_end_string="#>",
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"yaml": _as_yaml, "json": _as_json, "md": _as_markdown}
    return environment


def _as_yaml(text: str) -> str:
    """The text as one scalar, where keys stand on lines of their own and between brackets."""
    shown = yaml.safe_dump(
        [text], allow_unicode=True, width=1_000_000_000, default_flow_style=True
    ).strip()[1:-1]
    return shown if yaml.safe_load(f"{{{shown}: 1}}") == {text: 1} else _as_json(text)


def _as_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _as_markdown(text: str) -> str:
    """The text with a backslash before whatever could be more than a character."""
    return _MARKS.sub(r"\\\1", text)
