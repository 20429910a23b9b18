"""Post once: look at what was tried, note the intention, send, note the answer.

In: a Post, a Channel, a Ledger. Out: an Outcome. What a network, a cable or a power cut does in
between may leave an intention without an answer; the next call looks for the post before anything
is sent again, and says so if it cannot be known.
"""

import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from msgspec import structs

from masthead.diagnostics import MastheadError
from masthead.posting.channels import Channel
from masthead.posting.faults import CannotPost, Lost, NetworkError, NotSent, Refused
from masthead.posting.judging import judge
from masthead.posting.ledger import Answer, Entry, Ledger
from masthead.posting.model import Attempt, Outcome, Post, Result
from masthead.posting.waiting import in_words
from masthead.posting.wire import Paper, is_address

Record = Callable[[str, str, date], object]
"""Notes a copy among a piece's own: channel, address, date. Noting it twice changes nothing."""

_SETTLING: Final = timedelta(minutes=2)
"""For so long a request whose answer was lost may still become a post that we cannot see yet."""
_SETTLE: Final = (
    "Look at the account. If the post is there: --settle ADDRESS; if it is not: --settle none."
)


def post(
    post: Post,
    to: Channel,
    ledger: Ledger,
    *,
    send: bool,
    again: bool = False,
    record: Record | None = None,
) -> Outcome:
    """Post, unless that has been done; without `send`, show what would be sent.

    `again` posts once more what was posted before. `record` hears of the address. Raises CannotPost
    if nothing could be tried.
    """
    return _Run(post, to, ledger, record).go(again=again) if send else _shown(post, to, ledger)


def settle(
    piece: str,
    channel: str,
    ledger: Ledger,
    url: str,
    *,
    now: datetime,
    record: Record | None = None,
) -> Outcome:
    """Note what a person has found on the network: the post's address, or empty for no post.

    Raises CannotPost if nothing is open.
    """
    with ledger.held():
        pending = [entry.attempt for entry in ledger.entries(piece, channel) if not entry.answer]
        if not pending:
            raise CannotPost(f"no attempt to post {piece} on {channel} waits for an answer")
        for attempt in pending:
            ledger.answer(attempt, Answer.POSTED if url else Answer.ABSENT, now, url)
    if not url:
        words = f"noted that {piece} is not on {channel}: it may be posted now"
        return Outcome(result=Result.ALREADY, channel=channel, message=words)
    done = Outcome(result=Result.ALREADY, channel=channel, message=f"noted: {url}", url=url)
    return _recorded(done, pending[-1].at.date(), record)


def _shown(post: Post, to: Channel, ledger: Ledger) -> Outcome:
    network, now = to.network, to.wire.now()
    paper = Paper(now)
    paper.send(network.prepare(post, _attempt(post, network.id, now, id="0" * 16), paper))
    entries = ledger.entries(post.piece, network.id)
    message = f"nothing was sent to {network.title}; this would be:"
    if any(entry.answer is None for entry in entries):
        message = (
            f"an earlier attempt on {network.title} has no answer: --yes looks for its post first. "
            "If it is not there, this would be sent:"
        )
    elif post.known:
        message = (
            f"on {network.title} already, by the piece's file: {post.known}. --yes sends nothing. "
            "With --again, this would be sent:"
        )
    elif done := _done(entries):
        message = (
            f"posted on {network.title} already, {_when(done)}: --yes sends nothing. "
            "With --again, this would be sent:"
        )
    return Outcome(
        result=Result.SHOWN, channel=network.id, message=message, requests=tuple(paper.requests),
        remedy="Nothing has been sent. Add --yes to send it.",
    )  # fmt: skip


class _Run:
    """One call of `post` that may send."""

    def __init__(self, post: Post, to: Channel, ledger: Ledger, record: Record | None) -> None:
        self._post, self._ledger, self._record = post, ledger, record
        self._network, self._wire = to.network, to.wire

    def go(self, *, again: bool) -> Outcome:
        with self._ledger.held():
            entries = self._ledger.entries(self._post.piece, self._network.id)
            for entry in entries:
                if entry.answer is None and (outcome := self._resumed(entry.attempt)) is not None:
                    return outcome
            if (done := _done(entries)) and not again:
                words = f"posted on {self._network.title} already, {_when(done)}"
                outcome = self._outcome(Result.ALREADY, words, "To post again: --again.", done.url)
                return _recorded(outcome, _day(done), self._record)
            if self._post.known and not again:
                words = f"on {self._network.title} already, by the piece's file: {self._post.known}"
                return self._outcome(
                    Result.ALREADY, words, "To post again: --again.", self._post.known
                )
            now = self._wire.now()
            return self._sent(_attempt(self._post, self._network.id, now), resent=False)

    def _resumed(self, attempt: Attempt) -> Outcome | None:
        """What became of an attempt whose answer was lost; None if it certainly made no post."""
        network, now = self._network, self._wire.now()
        lost = f"an attempt of {attempt.at:%Y-%m-%d %H:%M} UTC on {network.title} has no answer"
        why, again = "", None
        try:
            url = network.find(attempt, self._wire)
            if url is not None:
                return self._posted(attempt, url, found=True)
        except NetworkError as fault:
            why, again = str(fault), getattr(fault, "again", None)
        if network.repeatable(attempt, now):
            return self._sent(attempt, resent=True)
        if why:
            return self._outcome(
                Result.UNDECIDED,
                f"{lost}, and the network does not let us look for the post: {why}. "
                "Nothing was sent now.",
                _wait(again, now) or _SETTLE,
                again=again,
            )
        sent = attempt.sent or attempt.at
        if now - sent < _SETTLING:
            again = sent + _SETTLING
            return self._outcome(
                Result.UNDECIDED,
                f"{lost}, and the post is not to be seen yet. Nothing was sent now.",
                f"Run it again in {in_words(again, now)}: by then it can be known.",
                again=again,
            )
        self._ledger.answer(attempt, Answer.ABSENT, now)
        return None

    def _sent(self, attempt: Attempt, *, resent: bool) -> Outcome:
        """Send it. What is `resent` stands in the ledger already, and stays open if it fails."""
        network, wire = self._network, self._wire
        try:
            request = network.prepare(self._post, attempt, wire)
        except NetworkError as fault:
            return self._failed(fault, resent=resent)
        words = {"text": self._post.text, "link": self._post.url}
        self._ledger.intend(structs.replace(attempt, sent=wire.now(), **words))
        try:
            reply = wire.send(request)
            judge(reply, wire)
            url = network.address(reply)
        except Lost as fault:
            return self._undecided(attempt, fault)
        except (NotSent, Refused, CannotPost) as fault:
            if not resent:
                self._ledger.answer(attempt, Answer.ABSENT, wire.now())
            elif url := self._overtaken(attempt):
                return self._posted(attempt, url, found=True)
            if isinstance(fault, CannotPost):
                raise
            return self._failed(fault, resent=resent)
        return self._posted(attempt, url)

    def _overtaken(self, attempt: Attempt) -> str:
        """The address of a post that arrived after all, between our look and our second request."""
        try:
            return self._network.find(attempt, self._wire) or ""
        except NetworkError:
            return ""

    def _posted(self, attempt: Attempt, url: str, *, found: bool = False) -> Outcome:
        url = url if is_address(url) else ""
        words = "was posted by the earlier attempt" if found else "posted"
        address = url or "the network names no address for it"
        outcome = self._outcome(
            Result.POSTED, f"{words} on {self._network.title}: {address}", url=url
        )
        try:
            self._ledger.answer(attempt, Answer.POSTED, self._wire.now(), url)
        except CannotPost as fault:
            remedy = f"Mend that, and run it again: it looks for the post first. {fault.remedy}"
            return self._outcome(
                Result.UNRECORDED, f"{outcome.message}; but {fault}", remedy.strip(), url
            )
        return _recorded(outcome, attempt.at.date(), self._record)

    def _failed(self, fault: NetworkError, *, resent: bool) -> Outcome:
        """Nothing was posted now, and why."""
        network, now = self._network, self._wire.now()
        again: datetime | None = getattr(fault, "again", None)
        remedy = "Run it again when that is mended; nothing will be posted twice."
        words = f"{network.title} was not reached: {fault}"
        if isinstance(fault, Refused):
            words = f"{network.title} refused it: {fault}"
            remedy = _wait(again, now) or network.advice(fault.status)
        elif not isinstance(fault, NotSent):
            words = f"{network.title} did not do what comes before the post: {fault}"
        if resent:
            rest = "Nothing was posted now; what became of the earlier attempt is still not known."
            result = Result.UNDECIDED
        else:
            rest, result = "Nothing was posted.", Result.REFUSED
        return self._outcome(result, f"{words}. {rest}", remedy, again=again)

    def _undecided(self, attempt: Attempt, fault: Lost) -> Outcome:
        network, now = self._network, self._wire.now()
        remedy = "Run the same command again: it looks for the post before it sends anything."
        if network.repeatable(attempt, now):
            remedy = "Run the same command again: the network takes the same attempt only once."
        return self._outcome(
            Result.UNDECIDED,
            f"the answer of {network.title} was lost: {fault}. "
            "Whether it was posted is not known yet.",
            f"{remedy} {_wait(fault.again, now)}".strip(),
            again=fault.again,
        )

    def _outcome(
        self, result: Result, message: str, remedy: str = "", url: str = "",
        again: datetime | None = None,
    ) -> Outcome:  # fmt: skip
        return Outcome(
            result=result, channel=self._network.id, message=message, remedy=remedy, url=url,
            again=again,
        )  # fmt: skip


def _recorded(outcome: Outcome, day: date, record: Record | None) -> Outcome:
    """The outcome, once the piece's file knows the address as well."""
    if record is None or not outcome.url:
        return outcome
    try:
        record(outcome.channel, outcome.url, day)
    except (MastheadError, OSError) as fault:
        return Outcome(
            result=Result.UNRECORDED, channel=outcome.channel, url=outcome.url,
            message=f"{outcome.message}; but the piece's file does not say so: {fault}",
            remedy=f"masthead share PIECE --record {outcome.channel} {outcome.url}",
        )  # fmt: skip
    return outcome


def _attempt(post: Post, channel: str, now: datetime, id: str = "") -> Attempt:
    return Attempt(
        id=id or secrets.token_hex(8), piece=post.piece, channel=channel, at=now,
        text=post.text, link=post.url,
    )  # fmt: skip


def _done(entries: list[Entry]) -> Entry | None:
    posted = [entry for entry in entries if entry.answer is Answer.POSTED]
    return posted[-1] if posted else None


def _day(entry: Entry) -> date:
    return entry.attempt.at.date()


def _when(entry: Entry) -> str:
    return f"on {_day(entry)}" + (f": {entry.url}" if entry.url else "")


def _wait(again: datetime | None, now: datetime) -> str:
    return f"It wants you to wait {in_words(again, now)}." if again else ""
