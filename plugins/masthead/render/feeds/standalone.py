"""The pass over a text that takes it from its page: each tag is written anew, or left out.

In: HTML in the form that `masthead.render.markdown.tags` reads, and its page's address. Out: HTML
of the elements in `allowed`, well-formed as XML whatever came in, since every tag is closed from a
stack, and no `<` is written but before a tag made here. Takes time in line with the text's length.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Final, TypeAlias

from msgspec import Struct, field

from masthead.content.characters import possible
from masthead.render.feeds import allowed
from masthead.render.feeds.formulas import Token, formula
from masthead.render.feeds.kept import kept, source_set
from masthead.render.feeds.named import plain_names
from masthead.render.feeds.whole import whole
from masthead.render.markdown import tags

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)([^<>]*+)>")
_PLAIN_LINK: Final = re.compile(r' href="https?://[^"\s/?#\\][^"\s\\]*"(?: title="[^"]*")?\Z')
_WORTH_READING: Final = re.compile(
    r"\s(?:align|cite|colspan|datetime|dir|hidden|lang|reversed|rowspan|scope|span|start|style"
    r"|title|type|value)\b|admonition-title"
)

_Entry: TypeAlias = tuple[str, str]
"""An open element: its name, and what is written where it ends."""
_FLAT: Final = frozenset(
    ("</p>", "</strong></p>", "</h1>", "</h2>", "</h3>", "</h4>", "</h5>", "</h6>")
)
"""Ends of what holds words only: no block can stand in it, or a parser would tear it apart."""
_INSIDE: Final = {
    "li": ("ul", "ol", "menu", "dir"),
    "dt": ("dl",),
    "dd": ("dl",),
    "rt": ("ruby",),
    "rp": ("ruby",),
}
"""Where these belong. Elsewhere one of them may end another, now that elements between are gone."""
_COUNTED: Final = _FLAT | {"</a>"}
_PLAIN: Final[dict[str, tuple[str, _Entry]]] = {
    name: (f"<{name}>", (name, f"</{name}>"))
    for name in sorted(allowed.ELEMENTS - allowed.VOID - {"a", "div", "span", *_INSIDE})
}
_HIGHLIGHT: Final = ("div", "")
_NO_SPAN: Final = ("span", "")
_SHORT: Final = len(' class="linenos"')
"""Pygments' other classes are shorter."""
_TOKENS: Final[dict[str, tuple[str, _Entry]]] = {
    **{f' class="{c}"': ("<b>", ("span", "</b>")) for c in sorted(allowed.BOLD)},
    **{f' class="{c}"': ("<i>", ("span", "</i>")) for c in sorted(allowed.ITALIC)},
    ' class="hll"': ("<mark>", ("span", "</mark>")),
}


def standalone(html: str, page: str) -> str:
    """The HTML without its page, whose whole address is `page`."""
    return _Text(page).read(html)


def _without_comments(html: str) -> str:
    # None is left in what the Markdown renderer made; should one be, it may not leak.
    first, *others = html.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)


class _Text(Struct):
    """One text on its way through. `stack` are the open elements."""

    page: str
    tokens: Iterator[Token] = iter(())
    out: list[str] = field(default_factory=list)
    stack: list[_Entry] = field(default_factory=list)
    flat: int = 0
    links: int = 0

    def read(self, html: str) -> str:
        """All of it."""
        if "<!--" in html:
            html = _without_comments(html)
        pieces = _TAG.split(html)
        self.tokens = zip(pieces[0::4], pieces[1::4], pieces[2::4], pieces[3::4], strict=False)
        self._run()
        self._words(pieces[-1])
        self.out += [end for _, end in reversed(self.stack)]
        return possible(plain_names("".join(self.out)))

    def _run(self) -> None:
        stack, write, plain, blocks = self.stack, self.out.append, _PLAIN, allowed.BLOCKS
        for text, closing, name, raw in self.tokens:
            if text:
                if "<" in text:
                    self._words(text)
                else:
                    write(text)
            if closing:
                if stack and stack[-1][0] == name:
                    end = stack.pop()[1]
                    write(end)
                    if end in _COUNTED:
                        self._ended(end)
                else:
                    self._close(name)
            elif self.flat and name in blocks:
                write(" ")
                if name != "hr":
                    stack.append((name, ""))
            elif name in plain and (not raw or not _WORTH_READING.search(raw)):
                start, entry = plain[name]
                write(start)
                stack.append(entry)
                if entry[1] in _COUNTED:
                    self.flat += 1
            elif raw in _TOKENS and name == "span":
                start, entry = _TOKENS[raw]
                write(start)
                stack.append(entry)
            elif name in _OWN:
                _OWN[name](self, raw)
            else:
                self._other(name, raw)

    def _words(self, text: str) -> None:
        """Words in which a `<` may stand that begins no tag."""
        self.out.append(text.replace("<", "&lt;"))

    def _ended(self, end: str) -> None:
        if end in _FLAT:
            self.flat -= 1
        elif end == "</a>":
            self.links -= 1

    def _pop(self) -> None:
        end = self.stack.pop()[1]
        self.out.append(end)
        self._ended(end)

    def _close(self, name: str) -> None:
        """End an element that is not the last one opened, if it is open at all."""
        if any(opened == name for opened, _ in self.stack):
            while self.stack[-1][0] != name:
                self._pop()
            self._pop()

    def _push(self, name: str, start: str, end: str) -> None:
        self.out.append(start)
        self.stack.append((name, end))
        if end in _FLAT:
            self.flat += 1
        elif end == "</a>":
            self.links += 1

    def _open(self, name: str, written: str, raw: str) -> None:
        """Open an element with those of its attributes that may stay."""
        known = tags.attributes(raw)
        if "hidden" in known:
            self.skip(name)
        else:
            self._push(name, f"<{written}{kept(written, known, self.page)}>", f"</{written}>")

    def skip(self, name: str) -> list[Token]:
        """Go on behind the end tag of the element whose start tag came last; what was skipped."""
        depth, raw, skipped = 1, name in allowed.RAW_TEXT, []
        for token in self.tokens:
            skipped.append(token)
            if token[2] == name:
                if token[1]:
                    depth -= 1
                elif not raw and not token[3].endswith("/"):
                    depth += 1
                if not depth:
                    break
        return skipped

    def _other(self, name: str, raw: str) -> None:
        written = name if name in _PLAIN else allowed.RENAMED.get(name)
        if name in allowed.DROPPED:
            self.skip(name)
        elif written:
            self._open(name, written, raw)
        elif name not in tags.VOID and not raw.endswith("/"):
            self.stack.append((name, ""))

    def _span(self, raw: str) -> None:
        if not raw or (len(raw) < _SHORT and raw.startswith(' class="')):
            self.stack.append(_NO_SPAN)
        elif raw == ' class="filename"' and self.stack and self.stack[-1] is _HIGHLIGHT:
            self._push("span", "<p><strong>", "</strong></p>")
        elif "linenos" in raw:
            self.skip("span")
        elif _WORTH_READING.search(raw):
            known = tags.attributes(raw)
            if "hidden" in known:
                self.skip("span")
                return
            stays = kept("span", known, self.page)
            self._push("span", f"<span{stays}>" if stays else "", "</span>" if stays else "")
        else:
            self.stack.append(_NO_SPAN)

    def _link(self, raw: str) -> None:
        if 'class="headerlink"' in raw:
            self.skip("a")
        elif not self.links and _PLAIN_LINK.match(raw):
            self._push("a", f"<a{raw}>", "</a>")
        else:
            stays = "" if self.links else kept("a", tags.attributes(raw), self.page)
            leads = ' href="' in stays
            self._push("a", f"<a{stays}>" if leads else "", "</a>" if leads else "")

    def _image(self, raw: str) -> None:
        known = {"alt": "", **tags.attributes(raw)}
        if not whole(known.get("src", ""), self.page):
            options = source_set(known.get("srcset", ""), self.page)
            known["src"] = options[0][0] if options else ""
        if known["src"]:
            self.out.append(f"<img{kept('img', known, self.page)} />")
        else:
            self.out.append(escape(known["alt"]))

    def _division(self, raw: str) -> None:
        if "class=" not in raw:
            self._open("div", "div", raw)
            return
        names = tags.attributes(raw).get("class", "").split()
        if "admonition" in names:
            self._push("div", "<blockquote>", "</blockquote>")
        elif "highlight" in names:
            self.stack.append(_HIGHLIGHT)
        elif "arithmatex" in names:
            self._push("div", "<p>", "</p>")
        elif "linenodiv" in names:
            self.skip("div")
        else:
            self._open("div", "div", raw)

    def _paragraph(self, raw: str) -> None:
        if "admonition-title" in raw:
            self._bold_line("p")
        else:
            self._open("p", "p", raw)

    def item(self, name: str, raw: str) -> None:
        around = self.stack[-1][0] if self.stack else ""
        if around == "div" and len(self.stack) > 1:
            around = self.stack[-2][0]
        if around in _INSIDE[name]:
            if raw and _WORTH_READING.search(raw):
                self._open(name, name, raw)
            else:
                self._push(name, f"<{name}>", f"</{name}>")
        elif name in allowed.BLOCKS:
            self._open(name, "div", raw)
        else:
            self.stack.append((name, ""))

    def _summary(self, _: str) -> None:
        self._bold_line("summary")

    def _bold_line(self, name: str) -> None:
        self._push(name, "<p><strong>", "</strong></p>")

    def _input(self, raw: str) -> None:
        known = tags.attributes(raw)
        if known.get("type", "").lower() == "checkbox":
            self.out.append("☑" if "checked" in known else "☐")

    def _formula(self, _: str) -> None:
        self.out.append(formula(self.tokens))


def _linked(name: str) -> "_Opener":
    """Write a link to what an element would load, in place of the element and its fallback."""

    def open_linked(text: _Text, raw: str) -> None:
        known = tags.attributes(raw)
        address = whole(known.get("src") or known.get("data") or "", text.page)
        for _, _, inner, attributes in [] if name == "embed" else text.skip(name):
            if not address and inner == "source":
                address = whole(tags.attributes(attributes).get("src", ""), text.page)
        label = (known.get("title") or known.get("aria-label") or "").strip()
        label = label or f"{allowed.LINKED[name]}: {address.rsplit('/', 1)[-1] or address}"
        poster = whole(known.get("poster", ""), text.page)
        words = escape(label)
        if poster:
            words = f'<img src="{tags.quoted(poster)}" alt="{tags.quoted(label)}" />'
        if address and not text.links:
            words = f'<a href="{tags.quoted(address)}">{words}</a>'
        text.out.append(words if address or poster else "")

    return open_linked


def _item(name: str) -> "_Opener":
    return lambda text, raw: text.item(name, raw)


def _void(name: str) -> "_Opener":
    def open_void(text: _Text, raw: str) -> None:
        stays = kept(name, tags.attributes(raw), text.page) if raw else ""
        text.out.append(f"<{name}{stays} />")

    return open_void


_Opener: TypeAlias = Callable[[_Text, str], None]
_OWN: Final[dict[str, _Opener]] = {
    "a": _Text._link,
    "div": _Text._division,
    "img": _Text._image,
    "input": _Text._input,
    "math": _Text._formula,
    "p": _Text._paragraph,
    "span": _Text._span,
    "summary": _Text._summary,
    **{name: _void(name) for name in sorted(allowed.VOID - {"img"})},
    **{name: _linked(name) for name in allowed.LINKED},
    **{name: _item(name) for name in _INSIDE},
}
