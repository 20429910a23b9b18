"""Start what is no piece: an author's profile, a series, an idea's file.

In: what is known, Settings. Out: a NewFile that builds as it stands. Unlike a piece it has no
state: its page is public with the first build that has something to show there.
"""

from collections.abc import Iterable

from msgspec import Struct

from masthead.desk.comments import comment
from masthead.desk.frontmatter import hint, line
from masthead.desk.places import NewFile
from masthead.settings import Settings


class Profile(Struct, frozen=True, kw_only=True):
    """What is known of an author."""

    id: str
    name: str
    role: str = ""
    affiliation: str = ""
    pronouns: str = ""
    email: str = ""
    url: str = ""
    expertise: tuple[str, ...] = ()


class Sequel(Struct, frozen=True, kw_only=True):
    """What is known of a series. With `walk` it has a part for each stage."""

    id: str
    title: str
    description: str = ""
    parts: int | None = None
    cadence: str = ""
    walk: bool = False
    authors: tuple[str, ...] = ()


def new_author(profile: Profile, settings: Settings) -> NewFile:
    """The file of an author. E-mail is public, so it is there only if it was given."""
    lines = [line("name", profile.name)]
    lines.append(_or_hint("role", profile.role, "Network engineer", "what you do here"))
    lines += [line(name, value) for name in ("affiliation", "pronouns")
              if (value := getattr(profile, name))]  # fmt: skip
    lines.append(_or_hint("email", profile.email, "you@example.com", "public: readers may write"))
    if profile.url:
        lines.append(line("url", profile.url))
    if profile.expertise:
        lines.append(line("expertise", [*profile.expertise]))
    elif settings.topics:
        some = ", ".join(term.id for term in settings.topics[:8])
        lines.append(hint("expertise", f"[{some}]", "the topics that you stand for"))
    lines.append(hint("links", "[{title: My talks, url: https://…}]", "profiles elsewhere"))
    body = comment(
        "Two to four sentences: what you do, since when, and what it taught you. The first one "
        f"stands in lists. A portrait is a file beside this one, such as {profile.id}.jpg."
    )
    return NewFile(f"{settings.authors_dir}/{profile.id}.md", _file(lines, body))


def new_series(series: Sequel, settings: Settings) -> NewFile:
    """The file of a series: a walk through the stages, a number of parts, or a column."""
    stages = settings.stages
    parts = series.parts or (len(stages) if series.walk else None)
    lines = [line("title", series.title)]
    lines.append(_or_hint("description", series.description, "What it walks its reader through."))
    if parts:
        lines.append(line("parts", parts))
    elif not series.cadence:
        lines.append(hint("parts", str(len(stages)), "how many are planned; else those published"))
    if series.cadence:
        lines.append(line("cadence", series.cadence, "a column: it has no last part"))
    elif not parts:
        lines.append(hint("cadence", "monthly", "for a column, which has no last part"))
    if series.authors:
        lines.append(line("authors", [*series.authors]))
    body = comment(
        "Who should read this, and where will they be at its end? What does one part give?"
    )
    if series.walk:
        plan = (f"Part {number}, {term.title}: {term.question or term.description}".rstrip(": ")
                for number, term in enumerate(stages, start=1))  # fmt: skip
        body += "\n\n" + "\n".join(map(comment, plan))
    path = f"{settings.docs_dir}/{settings.series_dir}/{series.id}.md"
    return NewFile(path, _file(lines, body))


def new_idea(id: str, title: str, description: str, settings: Settings) -> NewFile:
    """The file of an idea."""
    lines = [
        line("title", title),
        _or_hint("description", description, "The idea in one or two sentences."),
    ]
    body = comment(
        "How did it begin, who objected, and what became of that? The pieces stand below, in the "
        "order in which the idea grew."
    )
    return NewFile(f"{settings.docs_dir}/{settings.ideas_dir}/{id}.md", _file(lines, body))


def _or_hint(name: str, value: str, example: str, words: str = "") -> str:
    return line(name, value) if value else hint(name, example, words)


def _file(lines: Iterable[str], body: str) -> str:
    return f"---\n{''.join(lines)}---\n\n{body}\n"
