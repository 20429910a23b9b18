"""Ask who writes a piece, which question it answers, for whom and about what.

In: what options gave, the Site, an Asker. Out: ids.
"""

from typing import Final

from masthead.build.pipeline import Site
from masthead.cli.asking import MOST_SHOWN, Asker
from masthead.cli.git_user import author_of, git_user
from masthead.cli.wishes import Choice, choices_of
from masthead.content.author import Author
from masthead.content.piece import Angle
from masthead.desk.heads import angle_for, by_use

_ANGLES: Final = (
    Choice("practical", note="What do we do now?"),
    Choice("aspirational", note="What should we prepare for?"),
)
_NEW_AUTHOR: Final = "`masthead new author` makes a profile"


def ask_authors(
    given: tuple[str, ...], site: Site, ask: Asker, question: str = "Who writes it?",
    *, mine: bool = True,
) -> tuple[str, ...]:  # fmt: skip
    """Authors, whoever is at work here first; those who have left only if named.

    With `mine`, whoever is at work here is proposed.
    """
    you = author_of(git_user(site.root), site.library)
    people = site.library.authors
    here = sorted(id for id, one in people.items() if given or not one.alumni)
    ids = sorted(by_use(here, "authors", site.library, MOST_SHOWN), key=lambda id: id != you)
    choices = [
        Choice(id, (people[id].name, *([people[id].email] if people[id].email else [])),
               _note(people[id], you))
        for id in ids
    ]  # fmt: skip
    proposal = [you] if you and mine else []
    return ask.some(question, "author", choices, given, "--author", proposal, _NEW_AUTHOR)


def _note(author: Author, you: str) -> str:
    role = f", {author.role}" if author.role else ""
    return f"{author.name}{role}{' (you)' if author.id == you else ''}"


def ask_angle(given: str | None, format_id: str, ask: Asker) -> Angle | None:
    """The angle; that of a post is practical unless somebody says otherwise."""
    proposed = angle_for(format_id, None)
    chosen = ask.some(
        "Which of a buyer's two questions does it answer?", "angle", _ANGLES,
        [given] if given else [], "--angle", [proposed.value] if proposed else [], one=True,
    )  # fmt: skip
    return Angle(chosen[0]) if chosen else None


def ask_stages(
    given: tuple[str, ...], site: Site, ask: Asker, proposed: str = ""
) -> tuple[str, ...]:
    """Stages, the primary one first."""
    return ask.some(
        "Where does its reader stand? The first is the main one.", "stage",
        choices_of(site.settings.stages), given, "--stage", [proposed] if proposed else [],
        way=_declared("stages"),
    )  # fmt: skip


def ask_audiences(given: tuple[str, ...], site: Site, ask: Asker) -> tuple[str, ...]:
    """Audiences."""
    choices = choices_of(site.settings.audiences)
    return ask.some("Whom is it for?", "audience", choices, given, "--audience",
                    way=_declared("audiences"))  # fmt: skip


def ask_topics(
    given: tuple[str, ...], authors: tuple[str, ...], site: Site, ask: Asker,
    question: str = "What is it about?", proposed: tuple[str, ...] = (),
) -> tuple[str, ...]:  # fmt: skip
    """Topics; those that the authors stand for come first, then of many those that are used."""
    known = {topic for id in authors for topic in site.library.authors[id].expertise}
    terms = {term.id: term for term in site.settings.topics}
    used = by_use(terms, "topics", site.library, MOST_SHOWN)
    choices = choices_of(terms[id] for id in sorted(used, key=lambda id: id not in known))
    return ask.some(question, "topic", choices, given, "--topic", proposed, way=_declared("topics"))


def _declared(key: str) -> str:
    return f"`{key}:` in mkdocs.yml declares them"
