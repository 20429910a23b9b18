"""Ideas as editors see them: every step with its state, and those that stand still.

In: a Library, Settings, the instant. Out: Chains. Unlike the published site they have everything:
drafts, plans, private steps.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from masthead.content.chain import Idea, Step, find_ideas
from masthead.content.library import Library
from masthead.content.piece import InlineStep, Piece, Syndication
from masthead.content.state import State, has_come, state_of
from masthead.settings import Settings, Term

UNFINISHED: Final = (State.PLANNED, State.DRAFT, State.REVIEW, State.SCHEDULED)
_LONGEST_TITLE: Final = 100


class ChainStep(Struct, frozen=True, kw_only=True):
    """One step of a chain. `key` is unique in the site; `id` and `path` are empty for inline ones.

    `authors` are names. `sources` are the keys of the steps that it grew from. `late` is a plan,
    a draft or a review whose date has passed.
    """

    key: str
    id: str = ""
    path: str = ""
    title: str
    format: str
    state: State
    private: bool = False
    date: datetime | None = None
    late: bool = False
    owner: str = ""
    authors: tuple[str, ...] = ()
    elsewhere: bool = False
    inline: bool = False
    channel: str = ""
    url: str = ""
    copies: tuple[Syndication, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a command takes for it: the shortest that is its own."""
        return self.id or self.path or self.url


class Stall(Struct, frozen=True, kw_only=True):
    """That an idea stands still: on which step, for how many days, and the format to try next."""

    top: ChainStep
    days: int
    patience: int
    next: str

    @property
    def beyond(self) -> int:
        """Days beyond its patience: the more, the worse."""
        return self.days - self.patience


class Chain(Struct, frozen=True, kw_only=True):
    """An idea with its steps, oldest first. `top` is its highest published step, if it has one."""

    id: str
    names: tuple[str, ...]
    title: str
    steps: tuple[ChainStep, ...]
    top: ChainStep | None
    stall: Stall | None


def chains_of(library: Library, settings: Settings, now: datetime) -> tuple[Chain, ...]:
    """All ideas, by id, also those that have no page yet."""
    named = find_ideas(library)
    ideas = sorted(
        (*named, *_nameless(library, named)), key=lambda idea: (idea.id, idea.steps[0].id)
    )
    return tuple(_chain(idea, library, settings, now) for idea in ideas)


def _nameless(library: Library, named: Iterable[Idea]) -> Iterator[Idea]:
    """Ideas that have neither a name nor a piece on the site with an id, and so have no page yet.

    They go by the slug of their first piece: here each counts as one on the site with an id.
    """
    seen = {step.id for idea in named for step in idea.steps}
    rest = (piece for piece in library.pieces if piece.key not in seen)
    named_so = (replace(p, elsewhere=False, id=p.id or f":{p.key}") for p in rest)
    for idea in find_ideas(library.only(named_so)):
        steps = (Step(s.id, library.by_key.get(s.id, s.of)) for s in idea.steps)
        yield replace(idea, steps=tuple(steps))


def alone(piece: Piece, library: Library, settings: Settings, now: datetime) -> Chain:
    """A piece that nothing has grown from yet, as a chain of one step."""
    idea = Idea(
        id=piece.idea_id or piece.slug, named="", names=(), steps=(Step(piece.key, piece),), grew=()
    )
    return _chain(idea, library, settings, now)


def stalled(chains: Iterable[Chain]) -> tuple[Chain, ...]:
    """Those that stand still, the worst first."""
    still = [(chain.stall.beyond, chain) for chain in chains if chain.stall]
    return tuple(chain for _, chain in sorted(still, key=lambda one: (-one[0], one[1].id)))


def _chain(idea: Idea, library: Library, settings: Settings, now: datetime) -> Chain:
    sources: dict[str, list[str]] = {}
    for source, result in idea.grew:
        sources.setdefault(result, []).append(source)
    steps = tuple(_step(step, tuple(sources.get(step.id, ())), library, now) for step in idea.steps)
    file = library.ideas.get(idea.id)
    first = next((step for step in steps if not step.elsewhere), steps[0])
    formats = {term.id: term for term in settings.formats}
    top = _top(steps, formats)
    return Chain(
        id=idea.id,
        names=tuple(dict.fromkeys((idea.id, *idea.names, *(file.aliases if file else ())))),
        title=(file.title if file else "") or first.title,
        steps=steps,
        top=top,
        stall=_stall(top, steps, formats, now),
    )


def _step(step: Step, sources: tuple[str, ...], library: Library, now: datetime) -> ChainStep:
    match step.of:
        case Piece() as piece:
            return _filed(piece, sources, library, now)
        case InlineStep() as inline:
            scheduled = inline.date is not None and not has_come(inline.date, now)
            return ChainStep(
                key=step.id, title=_cut(inline.title or inline.text or inline.url),
                format=inline.format, state=State.SCHEDULED if scheduled else State.PUBLISHED,
                private=inline.visibility == "private", date=inline.date,
                authors=_names(inline.authors, library), elsewhere=True, inline=True,
                channel=inline.channel, url=inline.url, sources=sources,
            )  # fmt: skip


def _filed(
    piece: Piece, sources: tuple[str, ...], library: Library, now: datetime
) -> ChainStep:  # fmt: skip
    state = state_of(piece, now=now)
    pending = state in UNFINISHED and state is not State.SCHEDULED
    return ChainStep(
        key=piece.key, id=piece.id, path=piece.path, title=piece.title or piece.slug,
        format=piece.format, state=state, private=piece.private, date=piece.date,
        late=pending and piece.date is not None and _is_over(piece.date, now),
        owner=piece.owner, authors=_names(piece.authors, library), elsewhere=piece.elsewhere,
        url=piece.external_url, copies=piece.syndicated, sources=sources,
    )  # fmt: skip


def _is_over(date: datetime, now: datetime) -> bool:
    """A plan without a time has the whole day."""
    return date + timedelta(days=1) <= now


def _names(ids: Iterable[str], library: Library) -> tuple[str, ...]:
    known = library.authors
    return tuple(known[id].name or id if id in known else id for id in ids)


def _cut(text: str) -> str:
    """The beginning of a remark, which has no title, up to the end of a word."""
    if len(text) <= _LONGEST_TITLE:
        return text
    return text[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _top(steps: tuple[ChainStep, ...], formats: Mapping[str, Term]) -> ChainStep | None:
    """The published step on the highest rung; among several, the youngest."""
    never = datetime.min.replace(tzinfo=UTC)
    return max(
        (step for step in steps if step.state is State.PUBLISHED),
        key=lambda step: (_rank(step, formats), step.date or never, step.key),
        default=None,
    )


def _rank(step: ChainStep, formats: Mapping[str, Term]) -> int:
    return formats[step.format].rank if step.format in formats else 0


def _stall(
    top: ChainStep | None,
    steps: tuple[ChainStep, ...],
    formats: Mapping[str, Term],
    now: datetime,
) -> Stall | None:
    """An idea stands still when its top outlasts its format's patience, and nothing is next."""
    if top is None or top.date is None or any(step.state in UNFINISHED for step in steps):
        return None
    patience = formats[top.format].patience if top.format in formats else 0
    higher = [term for term in formats.values() if term.rank > _rank(top, formats)]
    days = (now - top.date).days
    if not patience or not higher or days <= patience:
        return None
    following = min(higher, key=lambda term: (term.rank, term.id))
    return Stall(top=top, days=days, patience=patience, next=following.id)
