"""Jekyll's own Liquid tags and filters, and the embeds that its plugins add.

A tag gives Markdown or HTML. Embeds give a link to what they embedded: a page must be readable
without another host.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from liquid import Environment
from liquid.exceptions import LiquidError
from msgspec import Struct, field

from masthead.importers.files import Tree
from masthead.importers.frontmatter import Refusal, read_text, split
from masthead.importers.markdown.html import watch_address
from masthead.importers.names import inside

_PARAMETER: Final = re.compile(
    r"([\w-]+)\s*=\s*(?:\"((?:\\.|[^\"\\])*)\"|'((?:\\.|[^'\\])*)'|([\w.\[\]-]+))"
)
_VIDEO_ID: Final = (
    "id",
    "video_id",
    "videoid",
    "video",
    "youtubeid",
    "youtube_id",
    "vimeo_id",
    "ytid",
)
_ADDRESS: Final = ("url", "src", "href", "source", "link")
_PICTURE: Final = re.compile(r"image|img|figure|photo|picture|screenshot", re.I)
_NOTHING: Final = frozenset({"seo", "feed_meta", "toc", "ads", "more"})
_RUN: Final = re.compile(r"`{3,}")


class Tags(Struct):
    """Makes what a tag stands for. `post_addresses` maps `2015-01-02-slug` to an address,
    `file_addresses` a source path to one."""

    tree: Tree
    environment: Environment
    variables: Mapping[str, Any] = field(default_factory=dict)
    post_addresses: Mapping[str, str] = field(default_factory=dict)
    file_addresses: Mapping[str, str] = field(default_factory=dict)
    folder: str = ""
    depth: int = 0

    def make(self, name: str, rest: str, inner: str) -> str | None:
        """The tag's replacement; None when the tag or what it names is not known."""
        if name in ("highlight", "codeblock"):
            return _fence(rest.replace("lang:", ""), inner)
        if name in ("blockquote", "pullquote"):
            return _quotation(rest if name == "blockquote" else "", inner)
        if name in ("img", "image"):
            return _image(rest)
        if name == "post_url":
            return self._post(rest)
        if name == "link":
            return self._file(rest)
        if name in ("include", "include_relative", "include_cached"):
            return self._include(name, rest)
        if name in _NOTHING:
            return ""
        return _embed(name, rest)

    def _post(self, rest: str) -> str | None:
        wanted = rest.strip().strip("\"'").removesuffix(".md").removesuffix(".markdown")
        return self.post_addresses.get(wanted) or self.post_addresses.get(wanted.rsplit("/", 1)[-1])

    def _file(self, rest: str) -> str | None:
        wanted = self._words(rest).strip("\"'").lstrip("/")
        return self.file_addresses.get(wanted)

    def _include(self, name: str, rest: str) -> str | None:
        file, _, arguments = rest.strip().partition(" ")
        if "{{" in rest:
            file, arguments = self._words(rest), ""
        given = self._parameters(arguments)
        if video := _video(file, given):
            return video
        folder = self.folder if name == "include_relative" else "_includes"
        path = self.tree.find(f"{folder}/{file}") if inside(file) else None
        if path is None or self.depth > 8:
            return _picture(file, given)
        self.depth += 1
        try:
            body = split(read_text(path)).body
            return (
                self.environment.from_string(body)
                .render(**{**self.variables, "include": given})
                .strip("\n")
            )
        except (
            Refusal,
            LiquidError,
            ValueError,
            TypeError,
            ArithmeticError,
            LookupError,
            RecursionError,
            AttributeError,
        ):
            return _picture(file, given)
        finally:
            self.depth -= 1

    def _parameters(self, text: str) -> dict[str, str]:
        found = {}
        for name, double, single, path in _PARAMETER.findall(text):
            value = double or single
            found[name] = value if value or not path else self._words("{{ " + path + " }}")
        return found

    def _words(self, text: str) -> str:
        if "{{" not in text:
            return text.strip()
        try:
            return str(self.environment.from_string(text).render(**self.variables)).strip()
        except (
            LiquidError,
            ValueError,
            TypeError,
            ArithmeticError,
            LookupError,
            RecursionError,
            AttributeError,
        ):
            return ""


def _fence(rest: str, inner: str) -> str:
    words = rest.split()
    language = words[0] if words and re.fullmatch(r"[\w+#.-]+", words[0]) else ""
    longest = max((len(run) for run in _RUN.findall(inner)), default=2)
    fence = "`" * max(3, longest + 1)
    body = inner.removeprefix("\n").rstrip().rstrip("\n")
    return f"{fence}{language}\n{body}\n{fence}"


def _quotation(rest: str, inner: str) -> str:
    """Octopress: the text, and whoever said it."""
    lines = inner.strip("\n").split("\n")
    said = [*lines, "", f"— {rest.strip()}"] if rest.strip() else lines
    return "\n".join(f"> {line}".rstrip() for line in said)


def _image(rest: str) -> str | None:
    """Octopress: `img left /images/a.png 350 350 "title" "alt"`."""
    quoted = re.findall(r"\"([^\"]*)\"|'([^']*)'", rest)
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", " ", rest).split()
    source = next((w for w in bare if "/" in w or "." in w), "")
    if not source:
        return None
    words = [double or single for double, single in quoted]
    alt = (words[-1] if words else "").replace("[", "(").replace("]", ")")
    return f"![{alt}]({source})"


def _video(file: str, given: Mapping[str, str]) -> str | None:
    name = file.lower()
    if not any(word in name for word in ("youtube", "vimeo", "video", "yt.")):
        return None
    ident = next((given[k] for k in given if k.lower() in _VIDEO_ID and given[k]), "")
    address = next((given[k] for k in _ADDRESS if given.get(k)), "")
    title = given.get("title") or given.get("caption") or given.get("alt") or ""
    if ident and not ident.startswith("http"):
        vimeo = "vimeo" in name or given.get("provider") == "vimeo"
        address = (
            f"https://vimeo.com/{ident}" if vimeo else f"https://www.youtube.com/watch?v={ident}"
        )
    address = address or ident
    return _linked(watch_address(address), title) if address.startswith(("http", "//")) else None


def _picture(file: str, given: Mapping[str, str]) -> str | None:
    keys = (*_ADDRESS, "image_path", "file", "image", "path", "filename", "img")
    source = next((given[k] for k in keys if given.get(k)), "")
    if not _PICTURE.search(file) or not source or " " in source:
        return None
    caption = given.get("caption") or given.get("description") or ""
    alt = given.get("alt") or given.get("title") or caption
    picture = f"![{alt.replace('[', '(').replace(']', ')')}]({source})"
    return f"{picture}\n\n*{caption}*" if caption and given.get("alt") else picture


def _embed(name: str, rest: str) -> str | None:
    words = [w.strip("\"'") for w in rest.split()]
    first = words[0] if words else ""
    if name in (
        "oembed",
        "embed",
        "tweet",
        "twitter",
        "video",
        "twitter_embed",
        "tweet_embed",
        "instagram",
        "codepen",
        "x",
        "youtube",
        "vimeo",
    ):
        address = next((w for w in words if w.startswith(("http://", "https://"))), "")
        if address:
            return _linked(watch_address(address), "")
    if not re.fullmatch(r"[\w./:@-]+", first):
        return None
    if name == "youtube":
        return _linked(f"https://www.youtube.com/watch?v={first}", "")
    if name == "vimeo":
        return _linked(f"https://vimeo.com/{first}", "")
    if name == "gist":
        return _linked(f"https://gist.github.com/{first}", f"Gist {first}")
    return None


def _linked(address: str, title: str) -> str:
    if any(c in address for c in " <>\n"):
        return address
    words = title.replace("[", "(").replace("]", ")").strip()
    return f"[{words}]({address})" if words else f"<{address}>"


Filter = Callable[..., Any]


def url_filters(url: str, base: str) -> dict[str, Filter]:
    """Jekyll's filters that need the site's address."""

    def relative_url(value: Any) -> str:
        path = str(value or "")
        if re.match(r"[a-z][a-z0-9+.-]*:|//", path):
            return path
        return f"{base}/{path.lstrip('/')}" if path else base or "/"

    def absolute_url(value: Any) -> str:
        path = relative_url(value)
        return path if re.match(r"[a-z][a-z0-9+.-]*:|//", path) else f"{url}{path}"

    return {"relative_url": relative_url, "absolute_url": absolute_url}


def plain_filters() -> dict[str, Filter]:
    """Jekyll's filters that change text. Markdown stays Markdown, since it is rendered later."""
    return {
        "markdownify": lambda v, *_: str(v),
        "smartify": lambda v, *_: str(v),
        "strip_index": lambda v: re.sub(r"index\.html?$", "", str(v)),
        "xml_escape": lambda v: (
            str(v).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        ),
        "cgi_escape": lambda v: str(v).replace(" ", "+"),
        "uri_escape": lambda v: str(v).replace(" ", "%20"),
        "slugify": lambda v, *_: re.sub(r"[^\w]+", "-", str(v).lower()).strip("-"),
        "number_of_words": lambda v, *_: len(str(v).split()),
        "array_to_sentence_string": _sentence,
        "normalize_whitespace": lambda v: " ".join(str(v).split()),
    }


def _sentence(value: Any, word: str = "and") -> str:
    items = [str(v) for v in value] if isinstance(value, list) else [str(value)]
    return (
        items[0]
        if len(items) == 1
        else f"{', '.join(items[:-1])} {word} {items[-1]}"
        if items
        else ""
    )
