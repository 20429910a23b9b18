"""Tags that GitHub filters are reported and left out, with what they hold.

https://github.github.com/gfm/#disallowed-raw-html-extension- names the nine; what would change the
page around the text (`base`, `meta`, `link`) is treated alike.
"""

from typing import Final

from masthead.diagnostics import rules
from masthead.render.markdown import tags
from masthead.render.markdown.attributes import keep_out, sieve
from masthead.render.markdown.balance import RAW_TEXT
from masthead.render.markdown.media import link_to
from masthead.render.markdown.source import Place
from masthead.render.markdown.walk import Opener, Walk

HOLDING: Final = (
    "title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext",
)  # fmt: skip
HEAD: Final = ("base", "meta", "link", "bgsound")
_REMEDY: Final = {
    "iframe": "Link to the page instead; a `video` from this site may be embedded.",
    "script": "Remove it; the text has to read without a script.",
    "style": "Remove it; the theme's style sheets are the place.",
}


def opener(name: str) -> Opener:
    """What to do where a filtered element begins."""

    def open_filtered(walk: Walk, _: str, here: int) -> int:
        walk.settle()
        shown = "plaintext" if name == "xmp" and walk.source.has_next("plaintext") else name
        offset = walk.source.tag(shown)
        walk.note(
            rules.FILTERED_HTML,
            Place(offset, f"<{shown}"),
            f"GitHub filters `<{shown}>`, so neither the preview nor the page shows it",
            _REMEDY.get(name, "Remove it, or write it as code: between backticks."),
        )
        return here if name in tags.VOID else walk.skip(name, here)

    return open_filtered


def kept_opener(name: str) -> Opener:
    """The same where the other dialect lets such an element through: other hosts stay out."""

    def open_kept(walk: Walk, raw: str, here: int) -> int:
        known = tags.attributes(raw)
        address = known.get("src") or known.get("href", "")
        if walk.is_foreign(address):
            keep_out(walk, address, raw)
            if name == "iframe":
                link_to(walk, name, address, known.get("title", ""))
            return here if name in tags.VOID else walk.skip(name, here)
        walk.write(name, sieve(walk, name, raw, known))
        if name in RAW_TEXT:
            walk.out.append(f"{walk.raw_texts[int(walk.pieces[here])]}</{name}>")
            return walk.skip(name, here)
        return here

    return open_kept


def note_open_comment(walk: Walk) -> None:
    """Report a comment without an end: it swallows the rest, on GitHub too."""
    walk.note(
        rules.FILTERED_HTML,
        Place(walk.source.text.rfind("<!--"), "<!--"),
        "the comment is never closed, so everything behind it is left out",
        "Close it with `-->`.",
    )
