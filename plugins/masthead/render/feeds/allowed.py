"""What may stand in a feed's HTML. All else is dropped, and only its words stay.

The list is what three judges have in common: the W3C feed validator's safe elements, feedparser's,
and those of ammonia (nh3), which stands for the sanitisers of web readers. Only `mark`, `bdi`,
`wbr` and ruby are unknown to feedparser, which is older than they and keeps their words. Readers
keep no `class`, `id`, `style` or `data-`, so nothing here depends on them.
"""

from typing import Final

_FLOW: Final = frozenset(
    ("blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5",
     "h6", "li", "ol", "p", "pre", "table", "caption", "colgroup", "thead", "tbody", "tfoot", "tr",
     "td", "th", "ul")
)  # fmt: skip
_WORDS: Final = frozenset(
    ("a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
     "rp", "rt", "ruby", "s", "samp", "small", "strong", "sub", "sup", "time", "u", "var")
)  # fmt: skip
VOID: Final = frozenset(("br", "col", "hr", "img", "wbr"))
ELEMENTS: Final = _FLOW | _WORDS | VOID | {"span"}

RENAMED: Final = {
    **dict.fromkeys(
        ("address", "article", "aside", "center", "details", "dialog", "fieldset", "footer", "form",
         "header", "hgroup", "legend", "main", "marquee", "nav", "search", "section"),
        "div",
    ),
    "acronym": "abbr",
    "dir": "ul",
    "menu": "ul",
    "strike": "s",
    "tt": "code",
}  # fmt: skip
"""What means the same to a reader. Blocks stay blocks, so that words do not run together."""

BLOCKS: Final = _FLOW | {"hr", "summary"} | {k for k, v in RENAMED.items() if v in ("div", "ul")}
"""What cannot stand in a paragraph."""

DROPPED: Final = frozenset(
    ("applet", "button", "datalist", "frameset", "noembed", "noframes", "plaintext",
     "script", "select", "style", "svg", "template", "textarea", "title", "xmp")
)  # fmt: skip
"""Dropped with what they hold."""

RAW_TEXT: Final = frozenset(
    ("iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp")
)
"""Where what looks like a tag is none: the first end tag ends it."""

LINKED: Final = {
    "audio": "Audio",
    "embed": "File",
    "iframe": "Page",
    "object": "File",
    "video": "Video",
}
"""Shown as a link to what they would load: the player is the enclosure's."""

EVERYWHERE: Final = frozenset(("lang", "dir"))
ATTRIBUTES: Final = {
    "a": frozenset(("href", "hreflang", "title")),
    "abbr": frozenset(("title",)),
    "blockquote": frozenset(("cite",)),
    "col": frozenset(("span",)),
    "colgroup": frozenset(("span",)),
    "del": frozenset(("cite", "datetime")),
    "dfn": frozenset(("title",)),
    "img": frozenset(("src", "srcset", "sizes", "alt", "title", "width", "height")),
    "ins": frozenset(("cite", "datetime")),
    "li": frozenset(("value",)),
    "ol": frozenset(("start", "reversed", "type")),
    "q": frozenset(("cite",)),
    "td": frozenset(("align", "colspan", "rowspan")),
    "th": frozenset(("align", "colspan", "rowspan", "scope")),
    "time": frozenset(("datetime",)),
}
"""Attributes of single elements. `align` is obsolete, but the only way that survives."""

SCHEMES: Final = ("mailto", "tel", "sms", "xmpp", "webcal", "geo")
"""Besides http and https, for links only."""

BOLD: Final = frozenset(
    ("k", "kc", "kd", "kn", "kr", "nc", "ni", "ne", "nn", "nt", "se", "si", "ow", "gh", "gp", "gs",
     "gu", "ges")
)  # fmt: skip
ITALIC: Final = frozenset(
    (
        "s",
        "sa",
        "sb",
        "sc",
        "dl",
        "sd",
        "s2",
        "sh",
        "sx",
        "sr",
        "s1",
        "ss",
        "c",
        "ch",
        "cm",
        "cpf",
        "c1",
        "cs",
        "ge",
    )
)
"""Pygments' classes, as its own style for print without colours (`bw`) has them."""
