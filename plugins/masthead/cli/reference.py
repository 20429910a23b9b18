"""`masthead reference`: the handbook's tables of keys and settings, made from the model itself.

The tables that read the files write these pages, so that the two cannot drift apart; a test holds
the pages in the repository to what this makes.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import click

from masthead.diagnostics.rules import ALL_RULES
from masthead.settings import DEFAULT_FORMATS, DEFAULT_STAGES
from masthead.source.author import AUTHOR_KEYS, IDEA_KEYS, SERIES_KEYS
from masthead.source.piece import PIECE_KEYS
from masthead.source.reading import Field
from masthead.source.settings.craft import CRAFT_KEYS
from masthead.source.settings.feeds import FEED_KEYS, SUBSCRIBE_KEYS
from masthead.source.settings.light import IMAGE_KEYS
from masthead.source.settings.machines import NEWS_KEYS, SECURITY_KEYS
from masthead.source.settings.reviews import REVIEW_KEYS
from masthead.source.settings.sharing import SHARE_KEYS
from masthead.source.settings.table import SETTINGS_KEYS
from masthead.source.spellings import FLAGS, KEPT, PIECE_SPELLINGS

_MADE: Final = (
    "<!-- Made by `make reference` from the tables that read the files. Do not edit it here. -->"
)
_LADDER: Final = (
    "The rank is the rung on the ladder from a tweet to an event. The patience is how long an idea "
    "may stand on that rung before [`masthead chain --stalled`]"
    "(../editing/growing-ideas.md#what-stands-still) names it: `30 days`, `6 weeks`, `3 months` "
    "(of 30 days), `1 year`, or `never`. A format of your own has 90 days unless it says otherwise."
)


@click.command(
    short_help="Write the handbook's tables of keys and settings.",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def reference(folder: Path) -> None:
    """Write the reference of front matter and configuration into FOLDER.

    Example: masthead reference docs/handbook/reference
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reference_pages().items():
        (folder / name).write_text(text, encoding="utf-8")
        click.echo(f"wrote {folder / name}")


def reference_pages() -> dict[str, str]:
    """The pages by file name."""
    return {
        "front-matter.md": _front_matter(),
        "author.md": _page(
            "Front matter of an author",
            "One file in `authors/` is one person; its name is the author's id. "
            "The biography stands below the front matter, in Markdown.",
            AUTHOR_KEYS,
        ),
        "series.md": _page(
            "Front matter of a series",
            "One file in `docs/series/`; its name is the id. With a `cadence` and no `parts` it is "
            "a column: open-ended.",
            SERIES_KEYS,
        ),
        "idea.md": _page(
            "Front matter of an idea",
            "One file in `docs/ideas/`, where an idea deserves a title and words of its own; its "
            "name is the idea's name, or the id of its first piece.",
            IDEA_KEYS,
        ),
        "configuration.md": _configuration(),
    }


def _front_matter() -> str:
    spellings = [(f"`{theirs}`", f"`{ours}`") for theirs, ours in sorted(PIECE_SPELLINGS.items())]
    spellings += [
        (f"`{name}: {str(value).lower()}`", f"`{key}: {word}`")
        for (name, value), (key, word) in FLAGS.items()
    ]
    spellings += [
        ("`date: {created, updated}`", "`date` and `updated`"),
        ("`tags`", "what the setting `tags` says"),
        *((f"`{name}`", f"`{name}` under `extra`") for name in KEPT),
    ]
    return _page(
        "Front matter of a piece",
        "One file in a folder of pieces is one piece. A key that is not in this table is an error "
        "with a suggestion; what you want to keep besides goes under `extra`.",
        PIECE_KEYS,
    ) + "\n".join(
        [
            "",
            "## Other tools' spellings",
            "",
            "What Material's blog, Hugo and Jekyll call things is accepted as it is. Both "  # noqa: ISC004 - one sentence after another
            "spellings of one key in one file are an error.",
            "",
            *_table(("written", "read as"), spellings),
            "",
        ]
    )


def _configuration() -> str:
    stages = [(f"`{t.id}`", t.title, t.question) for t in DEFAULT_STAGES]
    formats = [
        (f"`{t.id}`", t.title, str(t.rank), f"{t.patience} days" if t.patience else "never")
        for t in DEFAULT_FORMATS
    ]
    rules = [(f"`{r.code}`", r.name, r.severity.value) for r in ALL_RULES.values()]
    return _page(
        "Configuration",
        "These stand in `mkdocs.yml` below `plugins: - masthead:`. A vocabulary (`topics`, "
        "`audiences`, `stages`, `formats`, `series`) is written `id: Title`, or `id:` with keys "
        "below it.",
        SETTINGS_KEYS,
    ) + "\n".join(
        [
            "", "## Keys below `feeds`", "", *_keys(FEED_KEYS),
            "", "## Keys below `subscribe`", "", *_keys(SUBSCRIBE_KEYS),
            "", "## Keys below `sharing`", "", *_keys(SHARE_KEYS),
            "", "## Keys below `craft`", "", *_keys(CRAFT_KEYS),
            "", "## Keys below `images`", "", *_keys(IMAGE_KEYS),
            "", "## Keys below `news`", "", *_keys(NEWS_KEYS),
            "", "## Keys below `security`", "", *_keys(SECURITY_KEYS),
            "", "## Keys below a role of `reviews`", "", *_keys(REVIEW_KEYS),
            "", "## Stages that come with Masthead", "",
            *_table(("id", "title", "the buyer's question"), stages),
            "", "## Formats that come with Masthead", "",
            _LADDER, "",
            *_table(("id", "title", "rank", "patience"), formats),
            "", "## Rules", "",
            "`rules` takes a code or a name, and a severity, or a list of severities with paths:",
            "", "```yaml", "rules:", "  MH504: advice", "  image-nowhere:",
            '    - {paths: ["docs/posts/imported/**"], severity: advice}', "```", "",
            *_table(("code", "name", "by default"), rules),
            "",
        ]
    )  # fmt: skip


def _page(title: str, opening: str, keys: Iterable[Field]) -> str:
    return "\n".join([f"# {title}", "", _MADE, "", opening, "", *_keys(keys), ""])


def _keys(keys: Iterable[Field]) -> list[str]:
    rows = [
        (f"`{key.name}`" + (" *" if key.required else ""), key.reader.takes, key.meaning)
        for key in keys
    ]
    required = any(key.required for key in keys)
    return _table(("key", "takes", "meaning"), rows) + (["", "\\* required."] if required else [])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return lines + ["| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in rows]
