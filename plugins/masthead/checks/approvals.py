"""What is ready has been signed off by all whom the site wants to be asked."""

import shlex
from collections.abc import Iterator
from datetime import datetime
from difflib import get_close_matches
from typing import Final

from masthead.content.approvals import Standing, unsigned
from masthead.content.library import Library
from masthead.content.piece import Piece
from masthead.content.state import State, state_of
from masthead.diagnostics import Diagnostic, Position, found
from masthead.diagnostics.rules import BAD_SETTING, NOT_SIGNED, SIGNED_BEFORE, UNKNOWN_ROLE
from masthead.settings import ReviewRole, Settings

_READY: Final = (State.SCHEDULED, State.PUBLISHED)


def check_approvals(library: Library, settings: Settings, now: datetime) -> Iterator[Diagnostic]:
    """Sign-offs name roles that there are; what is ready has those that it needs."""
    if "reviews" in settings.faults:
        return
    yield from _check_conditions(settings)
    known = [role.id for role in settings.reviews]
    for piece in library.pieces:
        for number, approval in enumerate(piece.approvals):
            if approval.role not in known:
                yield _unknown(approval.role, known, piece.at("approvals", number, "role"))
        if settings.reviews and state_of(piece, now=now) in _READY:
            for role, standing in unsigned(piece, settings.reviews):
                yield _unsigned(piece, role, standing)


def _unknown(name: str, known: list[str], at: Position) -> Diagnostic:
    near = get_close_matches(name, known, 1, 0.6)
    if near:
        remedy = f"Write `role: {near[0]}`."
    elif known:
        remedy = f"Write one of: {', '.join(known)}. Or declare it below `reviews` in mkdocs.yml."
    else:
        remedy = f"Declare it in mkdocs.yml, below the plugin masthead: `reviews: {{{name}: …}}`."
    said = f": did you mean `{near[0]}`?" if near else ""
    return found(at, UNKNOWN_ROLE, f"there is no reviewer's role `{name}`{said}", remedy)


def _unsigned(piece: Piece, role: ReviewRole, standing: Standing) -> Diagnostic:
    who = f"Ask {' or '.join(role.people)}, who types" if role.people else "Whoever checks it types"
    remedy = f"{who} `{shlex.join(['masthead', 'review', '--sign', role.id, piece.path])}`."
    if standing is Standing.OWED:
        message = f"{role.title} has not signed off what is about to be public"
        return found(piece.at("approvals"), NOT_SIGNED, message, remedy)
    last = max(n for n, approval in enumerate(piece.approvals) if approval.role == role.id)
    message = f"{role.title} has signed off other words than these"
    return found(piece.at("approvals", last), SIGNED_BEFORE, message, remedy)


def _check_conditions(settings: Settings) -> Iterator[Diagnostic]:
    """What a role's conditions name is declared: else nobody would ever be asked."""
    for role in settings.reviews:
        for axis in ("topics", "formats", "stages"):
            there = [term.id for term in getattr(settings, axis)]
            for id in getattr(role, axis):
                if id not in there and axis not in settings.faults:
                    yield found(
                        settings.place("reviews"), BAD_SETTING,
                        f"the role `{role.id}` is for {axis} of which `{id}` is not declared",
                        f"Write one of: {', '.join(there)}." if there
                        else f"Declare it below `{axis}`, or take it out.",
                    )  # fmt: skip
