"""Settings for Pelican: its own theme `simple`, the same lists, feeds in RSS and Atom."""

SITENAME = "Made up"
SITEURL = "https://example.com"
FEED_DOMAIN = SITEURL
PATH = "content"
OUTPUT_PATH = "output"
ARTICLE_PATHS = ["blog"]
STATIC_PATHS: list[str] = []
USE_FOLDER_AS_CATEGORY = False
DEFAULT_CATEGORY = "post"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "simple"
RELATIVE_URLS = False
LOAD_CONTENT_CACHE = False

ARTICLE_URL, ARTICLE_SAVE_AS = "blog/{slug}/", "blog/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "topics/{slug}/", "topics/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "authors/{slug}/", "authors/{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "stages/{slug}/", "stages/{slug}/index.html"
YEAR_ARCHIVE_URL, YEAR_ARCHIVE_SAVE_AS = "archive/{date:%Y}/", "archive/{date:%Y}/index.html"
INDEX_SAVE_AS = "blog/index.html"
TAGS_SAVE_AS = "topics/index.html"
AUTHORS_SAVE_AS = "authors/index.html"
CATEGORIES_SAVE_AS = "stages/index.html"
ARCHIVES_SAVE_AS = "archive/index.html"

DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {
    "index": None, "tag": None, "category": None, "author": None, "period_archives": None,
}  # fmt: skip
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]

FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False
FEED_ALL_ATOM, FEED_ALL_RSS = "blog/atom.xml", "blog/feed.xml"
TAG_FEED_ATOM, TAG_FEED_RSS = "topics/{slug}/atom.xml", "topics/{slug}/feed.xml"
AUTHOR_FEED_ATOM, AUTHOR_FEED_RSS = "authors/{slug}/atom.xml", "authors/{slug}/feed.xml"
CATEGORY_FEED_ATOM, CATEGORY_FEED_RSS = "stages/{slug}/atom.xml", "stages/{slug}/feed.xml"
TRANSLATION_FEED_ATOM = None

MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.codehilite": {"css_class": "highlight"},
        "markdown.extensions.extra": {},
        "markdown.extensions.toc": {"permalink": True},
    },
    "output_format": "html5",
}
