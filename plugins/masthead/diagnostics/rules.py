"""Every rule that Masthead knows: its permanent code, its name, and whether it blocks.

A code's hundred says what the rule is about: 0 files and YAML, 1 references to something declared,
2 keys and values, 3 identity and addresses, 4 series, chains and pairs, 5 a piece's text,
6 ordinary pages, 7 the craft (advice that only `masthead check` gives), 8 configuration,
9 sign-offs. Each rule has the page docs/handbook/rules/<code>.md, and a tree in tests that breaks
it. A code that is retired is never given to another rule.
"""

from typing import Final

from masthead.diagnostics import Rule, Severity

_ADVICE = Severity.ADVICE

NOT_UTF8: Final = Rule("MH001", "not-utf8", "The file is not UTF-8 text")
BROKEN_YAML: Final = Rule("MH002", "broken-yaml", "The YAML cannot be read")
FRONT_MATTER_OPEN: Final = Rule(
    "MH003", "front-matter-open", "The front matter is never closed or is missing"
)
NOT_KEYS: Final = Rule("MH004", "not-keys", "The front matter is not a list of keys and values")
DUPLICATE_KEY: Final = Rule("MH005", "duplicate-key", "One key stands twice")
UNREADABLE: Final = Rule("MH006", "unreadable", "The file cannot be opened")

UNKNOWN_STAGE: Final = Rule("MH101", "unknown-stage", "The stage is not declared")
UNKNOWN_ANGLE: Final = Rule("MH102", "unknown-angle", "The angle is neither of the two")
UNKNOWN_AUTHOR: Final = Rule("MH103", "unknown-author", "The author has no profile")
UNKNOWN_TOPIC: Final = Rule("MH104", "unknown-topic", "The topic is not declared")
UNKNOWN_AUDIENCE: Final = Rule("MH105", "unknown-audience", "The audience is not declared")
UNKNOWN_FORMAT: Final = Rule("MH106", "unknown-format", "The format is not declared")
UNKNOWN_SERIES: Final = Rule("MH107", "unknown-series", "The series is not declared")
UNKNOWN_SOURCE: Final = Rule("MH108", "unknown-source", "`from` names a piece that does not exist")
UNKNOWN_PAIR: Final = Rule("MH109", "unknown-pair", "`pair` names a piece that does not exist")
UNKNOWN_SUCCESSOR: Final = Rule(
    "MH110", "unknown-successor", "`successor` names a piece that does not exist"
)
UNKNOWN_ROLE: Final = Rule("MH111", "unknown-role", "The reviewer's role is not declared")

UNKNOWN_KEY: Final = Rule("MH201", "unknown-key", "The key is not known")
TWO_SPELLINGS: Final = Rule("MH202", "two-spellings", "One key is given under two names")
WRONG_TYPE: Final = Rule("MH203", "wrong-type", "The value is of another kind than the key takes")
MISSING_TITLE: Final = Rule("MH204", "missing-title", "The piece has no title")
MISSING_DATE: Final = Rule("MH205", "missing-date", "The piece has no date")
MISSING_ID: Final = Rule("MH206", "missing-id", "The piece has no permanent id")
IMPOSSIBLE_DATE: Final = Rule("MH207", "impossible-date", "There is no such date")
TIME_IN_GAP: Final = Rule("MH208", "time-in-gap", "The clock skips this time")
NOT_HTTP: Final = Rule("MH209", "not-http", "The address is not http or https")
NO_ADDRESS: Final = Rule("MH210", "no-address", "A piece elsewhere has no address")
BAD_ID: Final = Rule("MH211", "bad-id", "The id or slug has characters that addresses cannot carry")
BAD_VALUE: Final = Rule("MH212", "bad-value", "The value is none of those that the key takes")
EMPTY_VALUE: Final = Rule("MH213", "empty-value", "The value is empty")
AUTHOR_WITHOUT_NAME: Final = Rule("MH214", "author-without-name", "The author file has no name")
TIME_TWICE: Final = Rule("MH215", "time-twice", "The clock shows this time twice", _ADVICE)
ENDS_BEFORE_START: Final = Rule("MH216", "ends-before-start", "The piece expires before its date")
MISSING_ID_ON_DRAFT: Final = Rule(
    "MH217", "missing-id-on-draft", "The draft has no permanent id yet", _ADVICE
)

DUPLICATE_ID: Final = Rule("MH301", "duplicate-id", "Two files have one id")
DUPLICATE_ADDRESS: Final = Rule("MH302", "duplicate-address", "Two pages have one address")
RESERVED_SLUG: Final = Rule("MH303", "reserved-slug", "The slug is one that Masthead uses itself")
ALIAS_CLASH: Final = Rule("MH304", "alias-clash", "The former address belongs to another page")
BAD_ALIAS: Final = Rule("MH305", "bad-alias", "The former address is not a path of this site")
ADDRESS_LOST: Final = Rule("MH306", "address-lost", "A published address would stop working")
ENTRY_ID_CHANGED: Final = Rule(
    "MH307", "entry-id-changed", "A published piece would get another id in feeds"
)

PART_TWICE: Final = Rule("MH401", "part-twice", "Two pieces are the same part of a series")
PART_BEYOND: Final = Rule("MH402", "part-beyond", "The part is beyond the declared number of parts")
CHAIN_CIRCULAR: Final = Rule("MH403", "chain-circular", "A chain leads back to itself")
OLDER_THAN_SOURCE: Final = Rule(
    "MH404", "older-than-source", "The piece is older than the piece it grew from"
)
PAIR_AT_ODDS: Final = Rule("MH405", "pair-at-odds", "The two pieces of a pair do not agree")
PART_WITHOUT_SERIES: Final = Rule(
    "MH406", "part-without-series", "A part is given, but no series to be part of"
)
IDEA_AT_ODDS: Final = Rule("MH407", "idea-at-odds", "One chain carries two idea names")
PAIR_SAME_ANGLE: Final = Rule(
    "MH408", "pair-same-angle", "Both pieces of a pair have the same angle"
)
IDEA_WITHOUT_PIECE: Final = Rule(
    "MH409", "idea-without-piece", "An idea file belongs to no piece", _ADVICE
)

LINK_NOWHERE: Final = Rule("MH501", "link-nowhere", "A relative link leads nowhere")
ANCHOR_NOWHERE: Final = Rule("MH502", "anchor-nowhere", "The page has no such anchor")
IMAGE_NOWHERE: Final = Rule("MH503", "image-nowhere", "An image or file does not exist")
IMAGE_WITHOUT_ALT: Final = Rule("MH504", "image-without-alt", "An image has no alternative text")
OTHER_DIALECT: Final = Rule(
    "MH505", "other-dialect", "The syntax belongs to the other Markdown dialect"
)
FILTERED_HTML: Final = Rule("MH506", "filtered-html", "GitHub filters this HTML tag, and so do we")
REMOTE_MEDIA: Final = Rule(
    "MH507", "remote-media", "The page would load something from another host", _ADVICE
)
BROKEN_MATH: Final = Rule("MH508", "broken-math", "The formula cannot be typeset")
EMPTY_PIECE: Final = Rule("MH509", "empty-piece", "The piece has no text", _ADVICE)
LINK_TO_UNPUBLISHED: Final = Rule(
    "MH510", "link-to-unpublished", "A public page links to a piece that is not public"
)
UNSAFE_LINK: Final = Rule("MH511", "unsafe-link", "The link runs a script")
FOOTNOTE_NOWHERE: Final = Rule(
    "MH512", "footnote-nowhere", "A footnote is named but never written", _ADVICE
)
BROKEN_IMAGE: Final = Rule("MH513", "broken-image", "An image cannot be read")
SHARE_TOO_LONG: Final = Rule(
    "MH514", "share-too-long", "The words for a network are longer than it takes"
)

BAD_MARKER: Final = Rule("MH601", "bad-marker", "The marker for a live list cannot be read")

LONG_TITLE: Final = Rule("MH701", "long-title", "The title is too long to be shown whole", _ADVICE)
DESCRIPTION_LENGTH: Final = Rule(
    "MH702", "description-length", "The description is too long, or says too little", _ADVICE
)
SLOW_OPENING: Final = Rule(
    "MH703", "slow-opening", "The first paragraph does not say what the piece is about", _ADVICE
)
HEADING_SKIPS: Final = Rule("MH704", "heading-skips", "A heading skips a level", _ADVICE)
EMPTY_LINK_TEXT: Final = Rule(
    "MH705", "empty-link-text", "A link's text does not say where it leads", _ADVICE
)
LONG_PARAGRAPH: Final = Rule("MH706", "long-paragraph", "A paragraph is too long", _ADVICE)
LONG_SENTENCE: Final = Rule("MH707", "long-sentence", "A sentence is too long", _ADVICE)
HEAVY_IMAGE: Final = Rule("MH708", "heavy-image", "An image is heavier than it need be", _ADVICE)
EMPTY_ALT: Final = Rule(
    "MH709", "empty-alt", "The alternative text does not say what the image shows", _ADVICE
)
PROMOTIONAL: Final = Rule(
    "MH710", "promotional", "The text promotes more than its readers expect", _ADVICE
)
FIGURE_WITHOUT_SOURCE: Final = Rule(
    "MH711", "figure-without-source", "A figure has no source", _ADVICE
)
OLD_FIGURE: Final = Rule("MH712", "old-figure", "A figure may be out of date", _ADVICE)
VEILED_DISCLOSURE: Final = Rule(
    "MH713", "veiled-disclosure", "The disclosure does not say who has which interest", _ADVICE
)
MISSING_PAIR: Final = Rule(
    "MH714", "missing-pair", "A practical piece has no aspirational partner", _ADVICE
)
REPEATED_WORD: Final = Rule("MH715", "repeated-word", "A word stands twice", _ADVICE)
WORN_PHRASE: Final = Rule(
    "MH716", "worn-phrase", "A phrase is worn out or says a thing twice", _ADVICE
)

UNKNOWN_SETTING: Final = Rule("MH801", "unknown-setting", "The setting is not known")
BAD_SETTING: Final = Rule("MH802", "bad-setting", "The setting has a value that it cannot take")
MISSING_FOLDER: Final = Rule("MH803", "missing-folder", "A configured folder does not exist")
NO_SITE_URL: Final = Rule("MH804", "no-site-url", "The site's address is not configured", _ADVICE)
PLUGIN_PASSES_BY: Final = Rule(
    "MH805", "plugin-passes-by", "Another plugin does not work on pieces", _ADVICE
)
NO_FEED_AUTHORITY: Final = Rule(
    "MH806", "no-feed-authority", "Entry ids would change with the site's domain", _ADVICE
)
SECURITY_EXPIRES: Final = Rule(
    "MH807", "security-expires", "`security.txt` expires soon, or has expired", _ADVICE
)
BELOW_ROOT: Final = Rule(
    "MH808", "below-root", "`robots.txt` or `security.txt` is not at the root of the host", _ADVICE
)

NOT_SIGNED: Final = Rule("MH901", "not-signed", "A piece that is ready lacks a sign-off", _ADVICE)
SIGNED_BEFORE: Final = Rule(
    "MH902", "signed-before", "The words have changed since the sign-off", _ADVICE
)

ALL_RULES: Final[dict[str, Rule]] = {
    rule.code: rule for rule in tuple(globals().values()) if isinstance(rule, Rule)
}
