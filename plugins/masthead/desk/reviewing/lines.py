"""Findings as comments on lines of the diff, with suggestions that a git host can apply.

In: a Review, and which lines the diff shows. Out: LineComments. Hosts refuse a comment on a line
that the diff does not show, so what stands elsewhere is left to the one comment on the whole.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from masthead.build.pipeline import Site
from masthead.desk.fixes import Fix
from masthead.desk.hunks import Shown
from masthead.desk.plain import fenced, is_plain, message
from masthead.desk.reviewing import Review
from masthead.diagnostics import Diagnostic, Severity

_MOST: Final = 50
"""Comments of one review: a reader of more would rather run the check."""


class LineComment(Struct, frozen=True, kw_only=True):
    """A comment on the lines `first` to `line` of a file as the branch has it.

    `former` is the number that `line` had before the change, 0 if it is new. `words` are Markdown.
    `suggestion` are the lines to put in place of these, None if there is no one right answer.
    """

    path: str
    first: int
    line: int
    former: int
    words: str
    suggestion: tuple[str, ...] | None = None


def line_comments(review: Review, site: Site, shown: Mapping[str, Shown]) -> list[LineComment]:
    """The comments, errors first, at most fifty. `shown` are the diff's lines by path."""
    ordered = sorted(review.findings, key=lambda f: (f.severity is not Severity.ERROR, f.sort_key))
    found = (
        _comment(finding, review.fixes.get(finding), site, shown.get(finding.position.path, {}))
        for finding in ordered
    )
    return [comment for comment in found if comment][:_MOST]


def _comment(finding: Diagnostic, fix: Fix | None, site: Site, shown: Shown) -> LineComment | None:
    at, words = finding.position, _words(finding)
    if fix and (one := _suggestion(fix, site.lines(at.path), shown)):
        first, last, new = one
        return LineComment(
            path=at.path, first=first, line=last, former=shown[last], words=words, suggestion=new
        )
    if at.line in shown:
        former = shown[at.line]
        return LineComment(path=at.path, first=at.line, line=at.line, former=former, words=words)
    return None


def _suggestion(
    fix: Fix, lines: Sequence[str], shown: Shown
) -> tuple[int, int, tuple[str, ...]] | None:
    """First and last line to be replaced and what replaces them, if the diff shows them all."""
    first, last, new = fix.first, fix.last, fix.lines
    if last < first:  # a host can only replace lines: the one above, by itself and the new ones
        first = last = max(1, first - 1)
        old = lines[first - 1]
        new = (old, *new) if fix.first > 1 else (*new, old)
    inside = all(number in shown for number in range(first, last + 1))
    return (first, last, new) if inside and is_plain(new) else None


def _words(finding: Diagnostic) -> str:
    kind = "**Error**" if finding.severity is Severity.ERROR else "**Advice**"
    said = f"{kind} {finding.rule.code}: {message(finding.message)}."
    return f"{said} {message(finding.remedy)}" if finding.remedy else said


def github_review(
    comments: Sequence[LineComment], review: Review, prefix: str, commit: str
) -> dict[str, Any]:
    """What GitHub's interface takes to create a review; `prefix` leads to the site's folder."""
    return {
        "commit_id": commit,
        "event": "COMMENT",
        "body": f"Masthead: {review.errors} error{'s' * (review.errors != 1)}, "
        f"{len(comments)} comment{'s' * (len(comments) != 1)} on lines.",
        "comments": [_github(comment, prefix) for comment in comments],
    }


def _github(comment: LineComment, prefix: str) -> dict[str, Any]:
    place: dict[str, Any] = {"path": f"{prefix}{comment.path}", "line": comment.line}
    place["side"] = "RIGHT"
    if comment.first < comment.line:
        place |= {"start_line": comment.first, "start_side": "RIGHT"}
    return {**place, "body": body_of(comment)}


def gitlab_discussions(
    comments: Sequence[LineComment], renamed: Mapping[str, str], prefix: str, base: str, commit: str
) -> list[dict[str, Any]]:
    """What GitLab's interface takes to begin discussions, one each.

    `renamed` has the former paths of files that have moved; `base` and `commit` are those that the
    diff is between.
    """
    shas = {"base_sha": base, "start_sha": base, "head_sha": commit}
    return [
        {
            "body": body_of(comment, f"suggestion:-{comment.line - comment.first}+0"),
            "position": {
                "position_type": "text", **shas,
                "old_path": prefix + renamed.get(comment.path, comment.path),
                "new_path": prefix + comment.path,
                "new_line": comment.line,
                # A line that has not changed is known by both of its numbers.
                **({"old_line": comment.former} if comment.former else {}),
            },
        }
        for comment in comments
    ]  # fmt: skip


def body_of(comment: LineComment, kind: str = "suggestion") -> str:
    """The comment as Markdown; a host finds the suggestion by the `kind` of its block."""
    if comment.suggestion is None:
        return comment.words
    return f"{comment.words}\n\n{fenced(comment.suggestion, kind)}"
