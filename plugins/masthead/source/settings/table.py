"""All keys of the first level, as the reference in the handbook lists them."""

from typing import Final

from masthead.diagnostics.rules import BAD_SETTING
from masthead.settings import DEFAULT_FORMATS, DeclaredSeries, Term
from masthead.source.reading import TEXT, TEXTS, Field, choice, whole_number
from masthead.source.settings.craft import CRAFT
from masthead.source.settings.feeds import FEEDS, SUBSCRIBE
from masthead.source.settings.light import LIGHT_KEYS
from masthead.source.settings.machines import MACHINE_KEYS
from masthead.source.settings.organization import PUBLICATION_KEYS
from masthead.source.settings.places import ADDRESS, ADDRESSES, FOLDER, FOLDERS, ZONE
from masthead.source.settings.reviews import REVIEWS
from masthead.source.settings.search import SEARCH
from masthead.source.settings.sharing import SHARING_KEYS
from masthead.source.settings.vocabulary import terms
from masthead.source.settings.weights import RULES

SETTINGS_KEYS: Final[tuple[Field, ...]] = (
    Field("title", TEXT, "The hub's title. Default: the site's name."),
    Field("description", TEXT, "One or two sentences below it. Default: the site's description."),
    Field("blog", ADDRESS, "The hub's address. Default: `blog/`; `/` puts it at the site's root."),
    Field("pieces", FOLDERS, "The folders below docs that hold pieces. Default: `posts`."),
    Field("authors_dir", FOLDER, "The folder of author files, beside mkdocs.yml. Default: `authors`."),
    Field("series_dir", FOLDER, "The folder below docs with texts for series. Default: `series`."),
    Field("ideas_dir", FOLDER, "The folder below docs with texts for ideas. Default: `ideas`."),
    Field("addresses", ADDRESSES, "Where the collections' pages lie, such as `authors: people/`."),
    Field("timezone", ZONE, "The zone of dates and times without an offset. Default: `UTC`."),
    Field("per_page", whole_number(1, 500), "Pieces on a page of a list. Default: 20. An index, such as that of authors, has 100 entries on a page."),
    Field("related", whole_number(0, 12), "Related pieces below a piece. Default: 3."),
    Field("dialect", choice({"gfm": "gfm", "mkdocs": "mkdocs"}, BAD_SETTING, "the dialect"), "The Markdown of pieces that do not say. Default: `gfm`."),
    Field("tags", choice({"topics": "topics", "audiences": "audiences", "extra": "extra"}, BAD_SETTING, "the key"), "What the key `tags` in pieces stands for; without it, `tags` is unknown."),
    Field("stages", terms(Term, ("title", "question", "description")), "The buyer's stages in order. Default: epiphany, awareness, interest, confidence, loyalty."),
    Field("audiences", terms(Term, ("title", "description")), "For whom the pieces are."),
    Field("topics", terms(Term, ("title", "description")), "What the pieces are about."),
    Field("formats", terms(Term, ("title", "plural", "rank", "patience", "description"), DEFAULT_FORMATS), "Formats besides those that come with Masthead, or their titles and rungs anew. `rank` is the rung on the ladder of ideas, `patience` how long an idea may stand on it."),
    Field("series", terms(DeclaredSeries, ("title", "description", "parts", "cadence")), "Series that have no file of their own."),
    Field("feeds", FEEDS, "Which feeds the site has, and what is in them."),
    Field("subscribe", SUBSCRIBE, "What the page on subscribing offers besides feeds."),
    Field("search", SEARCH, "`masthead`: cards, facets and small downloads. `theme`: the theme's own. `false`: none. Default: ours where the plugin `search` and the theme have one."),
    *SHARING_KEYS,
    *MACHINE_KEYS,
    *PUBLICATION_KEYS,
    *LIGHT_KEYS,
    Field("craft", CRAFT, "From where on `masthead check` gives advice on the craft; 0 is never. See [Craft](../writing/craft.md)."),
    Field("remote_hosts", TEXTS, "Hosts that pages may load images and media from. Default: none."),
    Field("reviews", REVIEWS, "In which roles somebody signs off a piece before it is public; see [Reviewing](../editing/reviewing.md). Default: none."),
    Field("rules", RULES, "How much each rule weighs, for all files or for some."),
)  # fmt: skip
