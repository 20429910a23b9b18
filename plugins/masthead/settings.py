"""What a site configures, as frozen values; `masthead.source.settings` reads them."""

from datetime import date as day
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct, field
from msgspec.structs import replace

from masthead.diagnostics import Diagnostic, Position, Severity


class Term(Struct, frozen=True, kw_only=True):
    """An entry of a site's vocabulary: a topic, an audience, a stage or a format.

    `question` is the buyer's question (stages), `plural` names a list (formats), `rank` is a
    format's rung on the ladder from tweet to event. `patience` is how many days a piece of this
    format may be an idea's top before the idea has stalled; 0 is for ever.
    """

    id: str
    title: str
    description: str = ""
    question: str = ""
    plural: str = ""
    rank: int = 0
    patience: int = 90


class DeclaredSeries(Struct, frozen=True, kw_only=True):
    """A series that is declared in the configuration instead of a file of its own."""

    id: str
    title: str
    description: str = ""
    parts: int | None = None
    cadence: str = ""


class RuleSetting(Struct, frozen=True, kw_only=True):
    """How much one rule weighs, for the paths that match one of the patterns."""

    code: str
    severity: Severity
    paths: tuple[str, ...] = ("**",)

    def covers(self, path: str) -> bool:
        """Whether the rule's new weight holds for this file; `*` and `**` both cross folders."""
        return any(pattern == "**" or fnmatchcase(path, pattern) for pattern in self.paths)


DEFAULT_STAGES: Final = tuple(
    Term(id=id, title=id.capitalize(), question=question, description=description)
    for id, question, description in (
        ("epiphany", "Do we have a problem worth naming?", "Something looks different now."),
        ("awareness", "What is this, and whom does it concern?", "The problem and its cost."),
        ("interest", "What could we do about it?", "The ways out, compared."),
        ("confidence", "Will it work for us?", "Evidence, methods, other people's results."),
        ("loyalty", "What comes next for us?", "For those who have begun and want more."),
    )
)


def _format(id: str, title: str, plural: str, rank: int, patience: int) -> Term:
    return Term(id=id, title=title, plural=plural, rank=rank, patience=patience)


DEFAULT_FORMATS: Final = (
    _format("tweet", "Tweet", "Tweets", 10, 28),
    _format("forum-post", "Forum post", "Forum posts", 20, 42),
    _format("post", "Post", "Posts", 30, 90),
    _format("video", "Video", "Videos", 40, 90),
    _format("talk", "Talk", "Talks", 50, 120),
    _format("case-study", "Case study", "Case studies", 55, 180),
    _format("white-paper", "White paper", "White papers", 60, 180),
    _format("event", "Event", "Events", 70, 0),
)

COLLECTIONS: Final = (
    "authors", "series", "stages", "topics", "audiences", "formats", "ideas", "archive",
    "subscribe",
)  # fmt: skip


FEED_COLLECTIONS: Final = (
    "site", "authors", "series", "stages", "topics", "audiences", "formats", "ideas",
)  # fmt: skip
FEED_FORMATS: Final = ("rss", "atom", "json")


class FeedSettings(Struct, frozen=True, kw_only=True):
    """Which feeds a site has, and what is in them.

    `authority` is the authority of entry ids (RFC 4151): a name and the date on which it was the
    site's own, such as `example.com,2026`. `archives` names the collections whose Atom feeds lead
    on to all older entries (RFC 5005). `moved` maps former addresses of feeds to present ones.
    """

    collections: tuple[str, ...] = FEED_COLLECTIONS
    formats: tuple[str, ...] = FEED_FORMATS
    entries: int = 20
    content: str = "full"
    authority: str = ""
    archives: tuple[str, ...] = ("site",)
    hub: str = ""
    period: str = ""
    moved: dict[str, str] = field(default_factory=dict)


class SubscribeSettings(Struct, frozen=True, kw_only=True):
    """What the page on subscribing says besides feeds: how to get news by e-mail, and a note."""

    email: str = ""
    note: str = ""


class NewsSettings(Struct, frozen=True, kw_only=True):
    """The publication as Google News knows it; an empty name is the site's, as is the language."""

    name: str = ""
    language: str = ""


class CrawlerSettings(Struct, frozen=True, kw_only=True):
    """Who may read the site: `policy` is `all`, `no-training`, `none`, or `own`.

    With `own`, `agents` tells of each agent whether it may; `*` stands for all others.
    """

    policy: str = "all"
    agents: tuple[tuple[str, bool], ...] = ()


class SecuritySettings(Struct, frozen=True, kw_only=True):
    """What security.txt says (RFC 9116). Contacts and pages are whole addresses."""

    contact: tuple[str, ...]
    expires: datetime
    policy: str = ""
    languages: tuple[str, ...] = ()
    encryption: str = ""
    acknowledgments: str = ""
    hiring: str = ""


class ImageSettings(Struct, frozen=True, kw_only=True):
    """In which widths images are offered, in pixels, and how these copies are made.

    Without widths there are no copies. `quality` is the encoder's, from 1 to 100.
    """

    widths: tuple[int, ...] = (320, 680, 1200, 1600)
    portraits: tuple[int, ...] = (96, 192, 384)
    format: str = "webp"
    quality: int = 60


class CraftSettings(Struct, frozen=True, kw_only=True):
    """From where on advice on the craft is given; 0 is never. The handbook gives the reasons.

    `title` and `description` are in characters, `paragraph` and `sentence` in words. `image` is in
    kilobytes. `promotion` is how many promotional words a thousand may have, and `products` are
    the company's own names, which count as such. `figures` is in years.
    """

    title: int = 80
    description: int = 250
    paragraph: int = 150
    sentence: int = 45
    image: int = 1_500
    promotion: int = 4
    products: tuple[str, ...] = ()
    figures: int = 4


class SharingSettings(Struct, frozen=True, kw_only=True):
    """Which networks pages offer to pass a piece on, and whether topics become hashtags."""

    networks: tuple[str, ...] = ("linkedin", "bluesky", "mastodon", "x", "email")
    hashtags: str = "none"


NO_COPIES: Final = ImageSettings(widths=(), portraits=())


class Organization(Struct, frozen=True, kw_only=True):
    """Who publishes, as machines are told. Empty values are the site's own name and address.

    `logo` is a path below docs, or a whole address.
    """

    name: str = ""
    legal_name: str = ""
    url: str = ""
    logo: str = ""
    description: str = ""
    email: str = ""
    same_as: tuple[str, ...] = ()


class ReviewRole(Struct, frozen=True, kw_only=True):
    """Somebody has to sign off a piece in this role: one that fits any of the conditions.

    Without conditions it is for every piece. `people` says who may be asked, in words. A piece with
    a date before `since` owes nothing.
    """

    id: str
    title: str
    people: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    since: day | None = None


class Settings(Struct, frozen=True, kw_only=True):
    """A site's settings. Folders are relative to the docs folder, `authors_dir` to mkdocs.yml.

    `blog` is the hub's address below the site's root, "" for the root itself, else ending in "/".
    `addresses` gives the address of each collection in COLLECTIONS, ending in "/".
    """

    site_name: str = "Blog"
    site_url: str = ""
    site_description: str = ""
    site_author: str = ""
    site_logo: str = ""
    lang: str = "en"
    title: str = ""
    description: str = ""
    docs_dir: str = "docs"
    use_directory_urls: bool = True
    blog: str = "blog/"
    pieces: tuple[str, ...] = ("posts",)
    authors_dir: str = "authors"
    series_dir: str = "series"
    ideas_dir: str = "ideas"
    addresses: dict[str, str] = field(default_factory=dict)
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    per_page: int = 20
    related: int = 3
    dialect: str = "gfm"
    tags: str = ""
    stages: tuple[Term, ...] = DEFAULT_STAGES
    audiences: tuple[Term, ...] = ()
    topics: tuple[Term, ...] = ()
    formats: tuple[Term, ...] = DEFAULT_FORMATS
    series: tuple[DeclaredSeries, ...] = ()
    feeds: FeedSettings = FeedSettings()
    news: NewsSettings | None = None
    crawlers: CrawlerSettings = CrawlerSettings()
    search: str = ""
    """`masthead`, `theme` or `none`; "" is ours where the site has the theme's."""
    llms: bool = True
    markdown: bool = True
    latest: int = 5
    security: SecuritySettings | None = None
    subscribe: SubscribeSettings = SubscribeSettings()
    sharing: SharingSettings = SharingSettings()
    campaign: tuple[tuple[str, str], ...] = ()
    """Names and values of the tags on shared addresses; see `masthead.share.campaign`."""
    organization: Organization = Organization()
    image: str = ""
    image_alt: str = ""
    images: ImageSettings = ImageSettings()
    craft: CraftSettings = CraftSettings()
    late_script: bool = True
    compress: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    """Web servers that are told of former addresses and retired pieces."""
    remote_hosts: tuple[str, ...] = ()
    reviews: tuple[ReviewRole, ...] = ()
    rules: tuple[RuleSetting, ...] = ()
    faults: frozenset[str] = frozenset()
    """Settings that could not be read; nothing is reported that only follows from them."""
    places: dict[str, Position] = field(default_factory=dict)
    """Where each setting that is given stands."""

    def place(self, name: str) -> Position:
        """Where a setting stands, or the configuration file."""
        return self.places.get(name, Position("mkdocs.yml"))

    def weigh(self, finding: Diagnostic) -> Diagnostic:
        """The finding with the severity that this site gives its rule; the last match wins."""
        severity = finding.severity
        for setting in self.rules:
            if setting.code == finding.rule.code and setting.covers(finding.position.path):
                severity = setting.severity
        return replace(finding, severity=severity)
