"""Write a blog of N made-up posts, as a Masthead site or as one of Material's blog plugin.

    python benchmarks/generate.py masthead 1000 /tmp/site
    python benchmarks/generate.py material 1000 /tmp/other

The same number gives the same posts for both: about 800 words, headings, lists, links, a table,
code, a footnote; 20 authors, 24 topics. What differs is each tool's own front matter. Material has
only the Markdown extensions that these posts need; `material-full` adds those that give it what our
renderer has built in, whether the posts use it or not.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

AUTHORS = 20
TOPICS = [f"topic-{number:02}" for number in range(24)]
STAGES = ["epiphany", "awareness", "interest", "confidence", "loyalty"]
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


def names(authors: int) -> list[str]:
    """The ids of so many authors."""
    return [f"author-{number:02}" for number in range(authors)]


def posts(count: int, authors: int = AUTHORS) -> Iterator[Post]:
    """The posts, always the same."""
    draw = random.Random(20260304)
    words = ["".join(draw.choices(_SYLLABLES, k=draw.randint(1, 4))) for _ in range(4000)]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    for number in range(count):
        yield Post(
            number=number,
            title=" ".join(draw.choices(words, weights, k=6)).capitalize(),
            date=date(2016, 1, 1) + timedelta(days=number * 3600 // count),
            authors=sorted(draw.sample(names(authors), draw.choice([1, 1, 2]))),
            topics=sorted(draw.sample(TOPICS, draw.choice([1, 2, 3]))),
            stage=draw.choice(STAGES),
            body=_body(draw, words, weights, number),
        )


def _body(draw: random.Random, words: list[str], weights: list[float], number: int) -> str:
    def text(count: int) -> str:
        chosen = draw.choices(words, weights, k=count)
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


def write_masthead(count: int, folder: Path, *, feeds: bool = True, authors: int = AUTHORS) -> None:
    """A site for Masthead."""
    options = 'authority: "example.com,2026"' if feeds else "collections: []"
    _write(folder / "mkdocs.yml", _CONFIG + f"  - masthead:\n      feeds: {{{options}}}\n"
        "      topics:\n" + "".join(f"        {topic}: {topic.capitalize()}\n" for topic in TOPICS)
    )  # fmt: skip
    for author in names(authors):
        _write(
            folder / "authors" / f"{author}.md",
            f"---\nname: {author.capitalize()}\nrole: Writer\n---\n\nWrites here.\n",
        )
    for post in posts(count, authors):
        head = (
            f"---\ntitle: {post.title}\ndate: {post.date}\nid: p{post.number:07}\n"
            f"authors: [{', '.join(post.authors)}]\ntopics: [{', '.join(post.topics)}]\n"
            f"stages: [{post.stage}]\n---\n\n"
        )
        _write(folder / "docs" / "posts" / f"{post.name}.md", head + post.body)
    _write(folder / "docs" / "index.md", "# Home\n\nWelcome.\n")


def write_material_full(count: int, folder: Path) -> None:
    """The same, with the Markdown extensions that match what our renderer has built in."""
    write_material(count, folder, _FULL)


def write_material(count: int, folder: Path, more_extensions: str = "") -> None:
    """The same site for Material's blog plugin: authors, categories, archive."""
    extensions = "markdown_extensions:\n"
    config = _CONFIG.replace(extensions, extensions + more_extensions)
    _write(folder / "mkdocs.yml", config + _MATERIAL)
    people = "".join(
        f"  {author}:\n    name: {author.capitalize()}\n    description: Writer\n"
        f"    avatar: https://example.com/{author}.png\n"
        for author in names(AUTHORS)
    )
    _write(folder / "docs" / "blog" / ".authors.yml", "authors:\n" + people)
    for post in posts(count):
        head = (
            f"---\ntitle: {post.title}\ndate: {post.date}\n"
            f"authors: [{', '.join(post.authors)}]\ncategories: [{', '.join(post.topics)}]\n---\n\n"
        )
        _write(folder / "docs" / "blog" / "posts" / f"{post.name}.md", head + post.body)
    _write(folder / "docs" / "blog" / "index.md", "# Blog\n")
    _write(folder / "docs" / "index.md", "# Home\n\nWelcome.\n")


_CONFIG = """site_name: Made up
site_url: https://example.com/
theme: {name: material, font: false, features: [navigation.tabs, navigation.instant]}
markdown_extensions:
  - footnotes
  - tables
  - toc: {permalink: true}
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.magiclink
plugins:
  - search
"""
_FULL = """  - admonition
  - md_in_html
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.emoji
  - pymdownx.tasklist
  - pymdownx.tilde
"""
_MATERIAL = """  - blog:
      authors_profiles: true
      pagination_per_page: 20
      archive_pagination_per_page: 20
      categories_pagination_per_page: 20
      authors_profiles_pagination_per_page: 20
"""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    kind, number, target = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    writers = {
        "masthead": write_masthead,
        "material": write_material,
        "material-full": write_material_full,
    }
    writers[kind](number, target)
