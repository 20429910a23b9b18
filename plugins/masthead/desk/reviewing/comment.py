"""A review as one comment in Markdown, as GitHub and GitLab show it.

In: a Review. Out: text of at most MOST bytes. Whatever a fork can write goes through
`masthead.desk.plain`; the only links are to the preview that the caller names.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from masthead.content.approvals import Standing
from masthead.content.state import State
from masthead.desk.plain import code, fenced, is_plain, message, words
from masthead.desk.reviewing import Card, Fate, Review
from masthead.desk.reviewing.cards import owed
from masthead.diagnostics import Diagnostic, Severity
from masthead.plan.addresses import file_of, quoted

MARK: Final = "<!-- masthead review -->"
"""The first line, by which a workflow finds the comment that it wrote before."""
MOST: Final = 65_536
"""GitHub's limit is in characters; as many bytes are never more."""
_RESERVE: Final = 400
_LISTED: Final = 20
_FINDINGS: Final = 20
_COUNTED: Final = (
    (Fate.APPEARS, "appears", "appear"), (Fate.CHANGES, "changes", "change"),
    (Fate.WAITS, "waits for its date", "wait for their dates"),
    (Fate.LEAVES, "leaves the site", "leave the site"),
    (Fate.UNSEEN, "is not public", "are not public"),
)  # fmt: skip


def comment_of(review: Review, preview: str = "", most: int = MOST) -> str:
    """The comment. `preview` is where a preview of the branch is, if there is one.

    An address that ends in "/" or "/index.html" is a site, and cards link to their pages there: by
    the names of their files if the site is given by that of its home page.
    """
    by_path: dict[str, list[Diagnostic]] = {}
    for finding in review.findings:
        by_path.setdefault(finding.position.path, []).append(finding)
    cards = sorted(review.cards, key=lambda card: (not _errors(by_path.get(card.path)), card.path))
    blocks = [
        *_head(review, preview),
        *filter(None, (_published(review), _leaving(review), _addresses(review), _owed(review))),
        *filter(None, (_rest(review, by_path), _brought(review))),
    ]
    shown = ["\n".join(_card(card, by_path.get(card.path, ()), review, preview)) for card in cards]
    return _within(most, blocks, shown)


def _within(most: int, blocks: Sequence[str], cards: Sequence[str]) -> str:
    """As many whole blocks as there is room for, and what was left out."""
    kept: list[str] = []
    room, left = most - _RESERVE, 0
    for block in (*blocks, *cards):
        size = len(block.encode()) + 2
        if size > room:
            left += 1
            continue
        room -= size
        kept.append(block)
    if left:
        parts = f"{left} part{'s' * (left != 1)} of this review"
        kept.append(
            f"{parts} found no room in a comment. `masthead review` on your machine has everything."
        )
    return "\n\n".join(kept) + "\n"


def _head(review: Review, preview: str) -> Iterator[str]:
    yield MARK
    yield "## What this changes for readers"
    fates = [card.fate for card in review.cards]
    counts = [
        f"{fates.count(fate)} {one if fates.count(fate) == 1 else many}"
        for fate, one, many in _COUNTED
        if fate in fates
    ]
    said = f"Of the pieces, {', '.join(counts)}." if counts else "No piece changes."
    errors = review.errors
    advice = len(review.findings) + len(review.brought) - errors
    said += f" {errors} error{'s' * (errors != 1)}, {advice} advice."
    if preview:
        said += f" [See it all]({preview})."
    yield said
    if unread := len(review.unread):
        files = "file of a piece cannot" if unread == 1 else "files of pieces cannot"
        yield f"**{unread} changed {files} be read.**"
    if review.roles_change:
        yield "**This branch changes who has to agree**: `reviews` in `mkdocs.yml`."
    if review.alone:
        why = message(review.alone)
        yield f"There is no former site to compare with ({why}): everything counts as new."


def _published(review: Review) -> str:
    fresh = [card for card in review.cards if card.fate is Fate.APPEARS]
    waiting = [card for card in review.cards if card.fate is Fate.WAITS and card.date]
    waiting.sort(key=lambda card: (card.date, card.path))
    lines = [f"with the merge: {_title(card)}" for card in fresh]
    for card in waiting:
        moved = card.before and card.date != card.before
        before = f", before {_moment(card.before, review)}" if moved else ""
        lines.append(f"{_moment(card.date, review)}: {_title(card)}{before}")
    return _section("What is published when", lines)


def _leaving(review: Review) -> str:
    lines = []
    for card in review.cards:
        if card.fate is not Fate.LEAVES:
            continue
        lines.append(f"{_title(card)}: {_how(card, review)}")
    expiring = (c for c in review.cards if c.expires and c.fate in (Fate.APPEARS, Fate.CHANGES))
    lines += [f"{_title(card)}: expires {_moment(card.expires, review)}" for card in expiring]
    return _section("What leaves the site", lines)


def _how(card: Card, review: Review) -> str:
    """How a piece leaves."""
    if card.private:
        return "made private"
    match card.state:
        case None:
            return "its file is deleted"
        case State.RETIRED:
            return "retired: its address keeps a notice, feeds drop it"
        case State.SCHEDULED:
            return f"hidden again until {_moment(card.date, review)}"
        case _:
            return f"hidden again: its state is {card.state.value}"


def _addresses(review: Review) -> str:
    lines = []
    for move in review.moves.moves:
        kept = "the former one leads there" if move.kept else "**the former one stops working**"
        lines.append(f"{code('/' + move.old)} is now {code('/' + move.new)}; {kept}")
    lines += [f"{code('/' + address)} ends" for address in review.moves.gone]
    return _section("Addresses", lines)


def _owed(review: Review) -> str:
    lines = []
    for title, cards in owed(review.cards).items():
        people = next(s.people for c in cards for s in c.signs if s.title == title)
        who = f" ({' or '.join(map(words, people))})" if people else ""
        shown = ", ".join(_title(card) for card in cards[:_LISTED])
        more = f" and {len(cards) - _LISTED} more" if len(cards) > _LISTED else ""
        lines.append(f"**{words(title)}**{who}: {shown}{more}")
    return _section("Sign-offs that are still to come", lines)


def _rest(review: Review, by_path: dict[str, list[Diagnostic]]) -> str:
    """Findings on changed files that have no card."""
    carded = {card.path for card in review.cards}
    paths = [path for path in by_path if path not in carded]
    lines = [line for path in paths for line in _found(by_path[path], review, path)]
    if len(lines) > _FINDINGS:
        lines[_FINDINGS:] = [f"- and {len(lines) - _FINDINGS} more"]
    quiet = [code(path) for path in review.others if path not in by_path]
    if quiet:
        more = f" and {len(quiet) - _LISTED} more" if len(quiet) > _LISTED else ""
        lines.append(f"- changed as well: {', '.join(quiet[:_LISTED])}{more}")
    return "\n".join(["### Other files", "", *lines]) if lines else ""


def _brought(review: Review) -> str:
    lines = [
        f"{code(finding.position.path)} {_about(finding)}" for finding in review.brought[:_FINDINGS]
    ]
    return _section("Errors that this brings to other files", lines)


def _section(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    shown = [f"- {line}" for line in lines[:_LISTED]]
    if len(lines) > _LISTED:
        shown.append(f"- and {len(lines) - _LISTED} more")
    return "\n".join([f"### {title}", "", *shown])


def _card(
    card: Card, findings: Sequence[Diagnostic], review: Review, preview: str
) -> Iterator[str]:
    yield f"### {_title(card)}"
    yield ""
    yield " · ".join(_line(card, review))
    yield ""
    if not card.private:
        yield from (f"- {line}" for line in _facts(card, review, preview))
    if findings:
        yield ""
        yield from _found(findings, review)


def _title(card: Card) -> str:
    return code(card.path) if card.private or not card.title else words(card.title)


def _line(card: Card, review: Review) -> Iterator[str]:
    """Where the file is, and where the piece stands."""
    if card.private:
        yield "private: readers never learn that it exists"
        return
    yield code(card.path)
    if card.former:
        yield f"was {code(card.former)}"
    if card.new:
        yield "new"
    now = card.state.value if card.state else "deleted"
    before = f"{card.was.value} → " if card.was and card.was is not card.state else ""
    when = f", {_moment(card.date, review)}" if card.date and card.state else ""
    yield f"{before}**{now}**{when}"


def _facts(card: Card, review: Review, preview: str) -> Iterator[str]:
    if card.people:
        yield f"by {', '.join(map(words, card.people))}"
    about = [words(card.format), *(f"for {words(stage)}" for stage in card.stages)]
    yield ", ".join([*about, *([f"{card.angle} angle"] if card.angle else [])])
    if not card.elsewhere and card.state:
        before = card.minutes_before
        was = f" (was {before})" if before and before != card.minutes else ""
        yield f"{card.minutes} minute{'s' * (card.minutes != 1)} to read{was}"
    if card.address or (card.address == "" and card.lists and not card.elsewhere):
        page = _previewed(preview, card.address)
        leads = f" – [preview]({page})" if page else ""
        yield f"at {code('/' + card.address)}{leads}"
    if card.lists:
        yield f"listed on the hub, {', '.join(map(words, card.lists))}"
    if card.feeds:
        yield f"in the feeds of {', '.join(_feeds(card))}"
    if card.part:
        yield words(card.part)
    if card.chain:
        count = f"{card.steps} step{'s' * (card.steps != 1)}"
        yield f"part of the idea {words(card.chain)} ({count})"
    if card.expires:
        yield f"expires {_moment(card.expires, review)}"
    if card.signs:
        yield f"sign-offs: {', '.join(_signs(card))}"


def _feeds(card: Card) -> Iterator[str]:
    """Whose feeds have the piece: mostly those of all the pages that list it."""
    if card.lists and {*card.lists} <= {*card.feeds}:
        others = (feed for feed in card.feeds if feed not in card.lists)
        yield from (*map(words, others), "all of these")
    else:
        yield from map(words, card.feeds)


def _previewed(preview: str, address: str) -> str:
    """The page's address in the preview, if that is a site."""
    if preview.endswith("/index.html"):
        return f"{preview.removesuffix('index.html')}{quoted(file_of(address))}"
    return f"{preview}{address}" if preview.endswith("/") else ""


_STANDS: Final = {
    Standing.SIGNED: "done", Standing.STALE: "**again**, the words have changed",
    Standing.OWED: "**to come**",
}  # fmt: skip


def _signs(card: Card) -> Iterator[str]:
    for sign in card.signs:
        fresh = ", **given in this branch**" if sign.fresh else ""
        yield f"{words(sign.title)} {_STANDS[sign.standing]}{fresh}"


def _found(findings: Iterable[Diagnostic], review: Review, path: str = "") -> Iterator[str]:
    ordered = sorted(findings, key=lambda f: f.severity is not Severity.ERROR)
    where = f"{code(path)} " if path else ""
    for finding in ordered[:_FINDINGS]:
        yield f"- {where}{_about(finding)}"
        fix = review.fixes.get(finding)
        if fix and is_plain(fix.lines):
            yield from ("", *(f"  {line}" for line in fenced(fix.lines, "yaml").split("\n")), "")
    if len(ordered) > _FINDINGS:
        yield f"- and {len(ordered) - _FINDINGS} more"


def _about(finding: Diagnostic) -> str:
    kind = "**error**" if finding.severity is Severity.ERROR else "advice"
    remedy = f" {message(finding.remedy)}" if finding.remedy else ""
    place = f"line {finding.position.line}"
    return f"{kind} {finding.rule.code}, {place}: {message(finding.message.rstrip('.'))}.{remedy}"


def _errors(findings: Sequence[Diagnostic] | None) -> int:
    return sum(finding.severity is Severity.ERROR for finding in findings or ())


def _moment(moment: datetime | None, review: Review) -> str:
    if moment is None:
        return "without a date"
    local = moment.astimezone(ZoneInfo(review.zone))
    return f"{local:%Y-%m-%d %H:%M} ({review.zone})"
