"""A review as values for machines."""

from typing import Any

from masthead.cli.sources import iso
from masthead.desk.reviewing import Card, Review
from masthead.desk.reviewing.lines import LineComment, body_of
from masthead.diagnostics import Diagnostic


def values_of(
    review: Review, comments: list[LineComment], base: str, commit: str
) -> dict[str, Any]:
    """The whole review; `base` and `commit` are those that the diff is between."""
    return {
        "now": review.now.isoformat(),
        "timezone": review.zone,
        "base": base,
        "commit": commit,
        "compared": not review.alone,
        "not_compared": review.alone,
        "errors": review.errors,
        "pieces": [_card(card) for card in review.cards],
        "others": list(review.others),
        "unread": list(review.unread),
        "roles_change": review.roles_change,
        "moves": [
            {"path": m.path, "title": m.title, "from": f"/{m.old}", "to": f"/{m.new}",
             "kept": m.kept}
            for m in review.moves.moves
        ],
        "gone": [f"/{address}" for address in review.moves.gone],
        "findings": [_finding(finding, review) for finding in review.findings],
        "brought": [_finding(finding, review) for finding in review.brought],
        "comments": [
            {"path": c.path, "start_line": c.first, "line": c.line, "side": "RIGHT",
             "body": body_of(c), "suggestion": None if c.suggestion is None else list(c.suggestion)}
            for c in comments
        ],
    }  # fmt: skip


def _card(card: Card) -> dict[str, Any]:
    if card.private:
        return {"path": card.path, "fate": card.fate.value, "private": True}
    return {
        "path": card.path,
        "former": card.former,
        "fate": card.fate.value,
        "private": False,
        "new": card.new,
        "title": card.title,
        "was": card.was.value if card.was else None,
        "state": card.state.value if card.state else None,
        "date": iso(card.date),
        "date_before": iso(card.before),
        "expires": iso(card.expires),
        "authors": list(card.people),
        "format": card.format,
        "stages": list(card.stages),
        "angle": card.angle,
        "minutes": card.minutes,
        "minutes_before": card.minutes_before,
        "address": f"/{card.address}" if card.address else "",
        "lists": list(card.lists),
        "feeds": list(card.feeds),
        "part": card.part,
        "idea": card.chain,
        "sign_offs": [
            {"role": s.role, "title": s.title, "standing": s.standing.value,
             "people": list(s.people), "fresh": s.fresh}
            for s in card.signs
        ],
        "wording": card.wording,
    }  # fmt: skip


def _finding(finding: Diagnostic, review: Review) -> dict[str, Any]:
    at, fix = finding.position, review.fixes.get(finding)
    return {
        "path": at.path,
        "line": at.line,
        "column": at.column,
        "code": finding.rule.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "remedy": finding.remedy,
        "fix": None if fix is None else {
            "first": fix.first, "last": fix.last, "lines": list(fix.lines)
        },
    }  # fmt: skip
