"""The Jinja environment of our own templates, and what templates may call.

Templates get plain data (`page`, a view of `masthead.plan.views`) and these names:

`href(address)` the address as seen from this page · `card(card, variant="", plain=False)` a piece
in a list · `text(body)` a rendered text · `day(date)` a date in words · `iso(date)` a date for
machines · `part(name, one)` what a partial makes of one value, made once for all pages ·
`contents(headings)` a contents list · `sized(picture, href, sizes, most)` and
`portrait(picture, href, size)` the attributes of an image, `shown(address, …)` and
`shown_portrait(address, …)` with its address · `way(points, x, y)` a line as SVG takes it ·
`site` title and addresses of the site · `root` the way up to the site's root.
"""

import os
import sys
from collections.abc import Callable, MutableMapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from babel.dates import get_date_format
from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
)
from jinja2.runtime import Context
from markupsafe import Markup, escape

from masthead.render.contents import contents_list
from masthead.render.drawing import way_of
from masthead.render.pictures import (
    image_attributes,
    portrait_attributes,
    shown_attributes,
    shown_portrait_attributes,
)

TEMPLATES: Final = Path(__file__).parent / "templates"


def make_environment(custom: Sequence[Path], lang: str) -> Environment:
    """The environment. A site's own folders come first; `default/masthead/…` is always ours."""
    ours = FileSystemLoader(TEMPLATES)
    loaders: list[BaseLoader] = [FileSystemLoader(folder) for folder in custom]
    loader = ChoiceLoader([*loaders, ours, PrefixLoader({"default": ours})])
    environment = _Environment(
        loader=loader,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,  # each build makes its own environment
        cache_size=-1,  # a dictionary: Jinja's other cache takes a lock for each partial
        bytecode_cache=compiled_templates(),
    )
    environment.globals.update(
        day=day_in(lang), iso=iso, contents=contents_list, sized=image_attributes,
        portrait=portrait_attributes, shown=shown_attributes,
        shown_portrait=shown_portrait_attributes, way=way_of,
    )  # fmt: skip
    return environment


def escaped(value: object) -> str:
    """A value as a template writes it: markupsafe's `escape`, without a new object for each."""
    if type(value) is Markup:
        return value
    if type(value) is str and not (
        "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
    ):
        return value
    return str(value) if type(value) is int else escape(value)


class _Template(Template):
    """Writes values with `escaped`: what it writes goes nowhere but into the page."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's name
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """As Jinja's."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = escaped
        return template


class _Context(Context):
    """Calls a plain function as it is: Jinja looks for marks at it, and at what calls it, first."""

    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """As Jinja's."""
        if type(obj) is not FunctionType or hasattr(obj, "jinja_pass_arg"):
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return obj(*args, **kwargs)


class _Environment(Environment):
    """Gives each template a dictionary of the globals, which all its pages begin with."""

    template_class = _Template
    context_class = _Context

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._loaded: dict[str | Template, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """As Jinja's, whose own store takes a weak reference for each look into it."""
        loaded = self._loaded.get(name)
        if loaded is None or globals:
            loaded = self._loaded[name] = super().get_template(name, parent, globals)
        return loaded

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """As Jinja's, but not a ChainMap: copying one takes a quarter as long as a card."""
        return {**self.globals, **(d or {})}


def compiled_templates() -> BytecodeCache | None:
    """Where compiled templates are kept between builds: beside the package's compiled modules.

    They are keyed by name, file and source, as Jinja does it, so that an edited template is
    compiled anew. Without a folder to write to, or where Python keeps nothing either, each build
    compiles its templates.
    """
    folder = Path(__file__).parent / "__pycache__"
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    return FileSystemBytecodeCache(str(folder))


def iso(moment: date) -> str:
    """A date, or a moment with its offset, as HTML's `time` element takes it."""
    if isinstance(moment, datetime):
        midnight = not (moment.hour or moment.minute or moment.second)
        # Formatting with a pattern takes ten times as long.
        return moment.date().isoformat() if midnight else moment.isoformat(timespec="seconds")
    return moment.isoformat()


@lru_cache
def day_in(lang: str) -> Callable[[date], str]:
    """What writes a date in the words of a language."""
    try:
        locale = Locale.parse(lang.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    if locale.language == "en" and not locale.territory:
        locale = Locale("en", "GB")  # day before month, as most of the world reads it

    pattern = get_date_format("long", locale)

    @lru_cache(maxsize=4096)
    def written(value: date) -> str:
        return pattern.apply(value, locale)

    def day(moment: date) -> str:
        return written(moment.date() if isinstance(moment, datetime) else moment)

    return day
