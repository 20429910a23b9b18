"""The addresses that Jekyll gave: its permalink styles and placeholders.

Source: jekyll 4, lib/jekyll/drops/url_drop.rb, utils.rb (slugify), collection.rb (url_template).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote

from msgspec import Struct

STYLES: Final = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_PRETTY: Final = frozenset("._~!$&'()+,;=@")
_PLACEHOLDER: Final = re.compile(r":([a-z_]+)")


class Named(Struct, frozen=True):
    """What a permalink can name: the post's moment in the site's zone, its slug and categories."""

    moment: datetime
    slug: str
    basename: str
    categories: tuple[str, ...]
    collection: str = "posts"
    path: str = ""


def slugify(words: str, *, pretty: bool, cased: bool) -> str:
    """Jekyll's slugify, in its `default` and `pretty` modes."""
    out: list[str] = []
    for char in words:
        category = unicodedata.category(char)
        keep = category[0] in "LM" or category == "Nd" or (pretty and char in _PRETTY)
        out.append(char if keep else "-")
    slug = re.sub(r"-{2,}", "-", "".join(out)).strip("-")
    return slug if cased else slug.lower()


def address(template: str, named: Named) -> str:
    """The address for a template or the name of a style."""
    pattern = STYLES.get(template, template)
    values = _values(named)

    def fill(found: re.Match[str]) -> str:
        # The longest placeholder that is known wins: `:title:output_ext`, `:year`.
        for length in range(len(found[1]), 0, -1):
            make = values.get(found[1][:length])
            if make:
                return make() + found[1][length:]
        return found[0]

    path = _PLACEHOLDER.sub(fill, pattern)
    return quote("/" + re.sub(r"/{2,}", "/", path).lstrip("/"), safe="/!$&'()*+,;=:@-._~%")


def _values(named: Named) -> Mapping[str, Callable[[], str]]:
    when = named.moment
    raw = "/".join(dict.fromkeys(c.lower() for c in named.categories))
    slugs = "/".join(dict.fromkeys(slugify(c, pretty=False, cased=False) for c in named.categories))
    return {
        "year": lambda: f"{when.year:04d}",
        "month": lambda: f"{when.month:02d}",
        "day": lambda: f"{when.day:02d}",
        "hour": lambda: f"{when.hour:02d}",
        "minute": lambda: f"{when.minute:02d}",
        "second": lambda: f"{when.second:02d}",
        "i_month": lambda: str(when.month),
        "i_day": lambda: str(when.day),
        "short_month": lambda: when.strftime("%b"),
        "long_month": lambda: when.strftime("%B"),
        "short_day": lambda: when.strftime("%a"),
        "long_day": lambda: when.strftime("%A"),
        "short_year": lambda: f"{when.year % 100:02d}",
        "y_day": lambda: f"{when.timetuple().tm_yday:03d}",
        "week": lambda: f"{when.isocalendar().week:02d}",
        "w_year": lambda: f"{when.isocalendar().year:04d}",
        "w_day": lambda: str(when.isocalendar().weekday),
        "title": lambda: slugify(named.slug, pretty=True, cased=True),
        "slug": lambda: slugify(named.slug, pretty=False, cased=False),
        "name": lambda: slugify(named.basename, pretty=False, cased=False),
        "basename": lambda: named.basename,
        "categories": lambda: raw,
        "slugified_categories": lambda: slugs,
        "collection": lambda: named.collection,
        "path": lambda: named.path,
        "output_ext": lambda: ".html",
    }
