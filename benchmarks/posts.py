"""Make up posts, always the same ones, and the changes that an author may make to them.

The same number gives the same posts for every tool: about 800 words, headings, lists, links, a
table, code, a footnote; five stages, ten years, authors and topics as `terms` says. Links between
posts are Markdown links to files; what else differs from tool to tool is in `benchmarks.tools`.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

STAGES = ["epiphany", "awareness", "interest", "confidence", "loyalty"]
NEWEST = date(2025, 12, 31)
"""The day of pieces that are added later."""
_SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in "aeio"]


@dataclass(frozen=True)
class Post:
    """A made-up post."""

    number: int
    title: str
    date: date
    authors: list[str]
    topics: list[str]
    stage: str
    body: str

    @property
    def name(self) -> str:
        """The file's name without ending."""
        return f"post-{self.number:05}"


class Terms(NamedTuple):
    """Who writes in a blog, and about what: the ids of its authors and of its topics."""

    authors: Sequence[str]
    topics: Sequence[str]


def terms(count: int) -> Terms:
    """Those of a blog of so many posts: a hundred in all where there are 1,000.

    They grow in number with the blog, as they do in real ones: 18F's, for one, has 270 authors and
    139 topics in 504 posts.
    """
    return Terms(
        authors=[f"author-{number:02}" for number in range(max(20, count // 25))],
        topics=[f"topic-{number:02}" for number in range(max(24, count * 3 // 50))],
    )


def posts(count: int, texts: Sequence[str] = ()) -> Iterator[Post]:
    """The posts, always the same; with these texts in turn, if there are any."""
    draw = random.Random(20260304)
    words = ["".join(draw.choices(_SYLLABLES, k=draw.randint(1, 4))) for _ in range(4000)]
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(words))))
    authors, topics = terms(count)
    for number in range(count):
        yield Post(
            number=number,
            title=" ".join(draw.choices(words, cum_weights=weights, k=6)).capitalize(),
            date=date(2016, 1, 1) + timedelta(days=number * 3600 // count),
            authors=sorted(draw.sample(authors, draw.choice([1, 1, 2]))),
            topics=sorted(draw.sample(topics, draw.choice([1, 2, 3]))),
            stage=draw.choice(STAGES),
            body=texts[number % len(texts)] if texts else _body(draw, words, weights, number),
        )


def _body(draw: random.Random, words: list[str], weights: list[float], number: int) -> str:
    def text(count: int) -> str:
        chosen = draw.choices(words, cum_weights=weights, k=count)
        for place in range(11, count, 17):
            chosen[place] += "."
        chosen[count // 2] = f"**{chosen[count // 2]}**"
        return " ".join(chosen).capitalize() + "."

    parts = [text(60), "<!-- more -->"]
    for section in range(5):
        parts += [f"## {text(4)[:-1]} {section}", text(70), text(50)]
        if section == 1:
            parts.append("\n".join(f"- {text(6)}" for _ in range(5)))
        if section == 2 and number:
            link = draw.randrange(max(0, number - 50), number)
            parts.append(f"See [{text(3)}](post-{link:05}.md) and <https://example.com/{number}>.")
        if section == 3:
            parts.append("```python\ndef loss(inflow, billed):\n    return inflow - billed\n```")
        if section == 4:
            parts.append("| year | lost |\n| --- | --- |\n| 2024 | 12 |\n| 2025 | 11 |")
    return "\n\n".join([*parts, f"A last remark.[^1]\n\n[^1]: {text(12)}"]) + "\n"


def with_sentence(post: Post, sentence: str) -> Post:
    """The post with one more sentence below its third heading, thus in no excerpt."""
    parts = post.body.split("\n\n")
    headings = [place for place, part in enumerate(parts) if part.startswith("## ")]
    parts[headings[2] + 1] += f" {sentence}"
    return replace(post, body="\n\n".join(parts))


def with_title(post: Post, title: str) -> Post:
    """The post under another title, at the same address."""
    return replace(post, title=title)


def one_more(post: Post, number: int, sentence: str) -> Post:
    """A new post, newer than all: the text of `post`, with a title of its own and a sentence."""
    newest = replace(post, number=number, title=f"New piece {number}", date=NEWEST)
    return with_sentence(newest, sentence)
