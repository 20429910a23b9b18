"""MH5…: a piece's text. It begins on line 6."""

from masthead.diagnostics import rules
from pictures import a_picture
from rule_cases.case import Case, one, two

IMAGE = {"docs/posts/chart.png": a_picture()}

TEXTS = (
    Case(
        rule=rules.LINK_NOWHERE,
        breaks={**one("See [two](Two.md).\n"), **two()},
        at="docs/posts/one.md:6:11",
        says='there is no page or file "Two.md"',
        remedy="Did you mean two.md?",
        fine={**one("See [two](two.md).\n"), **two()},
    ),
    Case(
        rule=rules.ANCHOR_NOWHERE,
        breaks={**one("See [two](two.md#result).\n"), **two("## Results\n\nWords.\n")},
        at="docs/posts/one.md:6:11",
        says='docs/posts/two.md has no anchor "result"',
        remedy="Did you mean #results?",
        fine={**one("See [two](two.md#results).\n"), **two("## Results\n\nWords.\n")},
    ),
    Case(
        rule=rules.IMAGE_NOWHERE,
        breaks={**one("Words.\n\n![A chart](chart.jpg)\n"), **IMAGE},
        at="docs/posts/one.md:8:12",
        says='there is no file "chart.jpg"',
        remedy="Put the file there, or correct the path",
        fine={**one("Words.\n\n![A chart](chart.png)\n"), **IMAGE},
    ),
    Case(
        rule=rules.IMAGE_WITHOUT_ALT,
        breaks={**one("Words.\n\n![](chart.png)\n"), **IMAGE},
        at="docs/posts/one.md:8:5",
        says="no alternative text",
        remedy="`![What it shows](chart.png)`",
        fine={**one('Words.\n\n<img src="chart.png" alt="">\n'), **IMAGE},
    ),
    Case(
        rule=rules.OTHER_DIALECT,
        breaks=one("Words.\n\n!!! note\n    More words.\n"),
        at="docs/posts/one.md:8:1",
        says="`!!! note` is an admonition in another Markdown dialect",
        remedy="`> [!NOTE]`",
        fine=one("Words.\n\n> [!NOTE]\n> More words.\n\n```\n!!! note\n```\n"),
    ),
    Case(
        rule=rules.FILTERED_HTML,
        breaks=one('Words.\n\n<iframe src="https://example.com/"></iframe>\n'),
        at="docs/posts/one.md:8:1",
        says="GitHub filters `<iframe>`",
        remedy="Link to the page instead",
        fine=one("Words, and `<iframe>` as code.\n"),
    ),
    Case(
        rule=rules.REMOTE_MEDIA,
        breaks=one("Words.\n\n![A chart](https://cdn.example/chart.png)\n"),
        at="docs/posts/one.md:8:12",
        says="from cdn.example",
        remedy="`remote_hosts`",
        fine=one("Words.\n\n![A chart](https://cdn.example/chart.png)\n"),
        fine_config={"remote_hosts": ["cdn.example"]},
    ),
    Case(
        rule=rules.BROKEN_MATH,
        breaks=one("Words.\n\n$$\n\\frac{1}\n$$\n"),
        at="docs/posts/one.md:9:1",
        says="the formula cannot be typeset",
        remedy="Correct the TeX",
        fine=one("Words.\n\n$$\n\\frac{1}{2}\n$$\n"),
    ),
    Case(
        rule=rules.EMPTY_PIECE,
        breaks=one(""),
        at="docs/posts/one.md:1:1",
        says="the piece has no text",
        remedy="Write",
        fine=one("", state="draft"),
    ),
    Case(
        rule=rules.LINK_TO_UNPUBLISHED,
        breaks={**one("See [two](two.md).\n"), **two(state="draft")},
        at="docs/posts/one.md:6:11",
        says="docs/posts/two.md is not public yet (draft)",
        remedy="publish both together",
        fine={**one("See [two](two.md).\n", state="draft"), **two(state="draft")},
    ),
    Case(
        rule=rules.UNSAFE_LINK,
        breaks=one("[Press](javascript:alert(1)).\n"),
        at="docs/posts/one.md:6:9",
        says="runs a script",
        remedy="Link to a page instead",
        fine=one("[Press](https://example.com/javascript:).\n"),
    ),
    Case(
        rule=rules.FOOTNOTE_NOWHERE,
        breaks=one("Words.[^1]\n"),
        at="docs/posts/one.md:6:7",
        says="the footnote `[^1]` is named here but written nowhere",
        remedy="`[^1]: The note.`",
        fine=one("Words.[^1]\n\n[^1]: The note.\n"),
    ),
    Case(
        rule=rules.BROKEN_IMAGE,
        breaks={**one("![A chart](chart.png)\n"), "docs/posts/chart.png": a_picture()[:60]},
        at="docs/posts/chart.png:1:1",
        says="the image is damaged",
        remedy="save it again",
        fine={**one("![A chart](chart.png)\n"), **IMAGE, "docs/posts/other.png": b"no picture"},
    ),
    Case(
        rule=rules.SHARE_TOO_LONG,
        breaks=one(share="{x: " + "four " * 60 + "}"),
        at="docs/posts/one.md:5:12",
        says="the words for X have 323 of 280 weighted characters",
        remedy="Take out 43 or more.",
        fine=one(share="{x: " + "four " * 50 + ", linkedin: " + "four " * 60 + "}"),
    ),
)
