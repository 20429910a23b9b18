"""The settings about who publishes, and the image for links to pages without one.

In: nodes below the plugin's options. Out: values of `masthead.settings`; PUBLICATION_KEYS are part of
the table.
"""

from typing import Final

from masthead.content.marks import Key
from masthead.diagnostics.rules import BAD_SETTING
from masthead.settings import Organization
from masthead.source.nodes import Node
from masthead.source.reading import PARAGRAPHS, TEXT, Field, Reader, Reading, list_of
from masthead.source.settings.groups import group
from masthead.source.values import WEB_ADDRESS, is_mail_address, is_web_address


def _picture(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    text = node.text.strip()
    if node.kind == "text" and (is_web_address(text) or (text and ":" not in text)):
        return text.removeprefix("./").lstrip("/") if ":" not in text else text
    return reading.fail(
        node, BAD_SETTING, f"`{node.text}` is not an image",
        f"Write its path below docs, such as `{key[-1]}: assets/{key[-1]}.png`, or its address.",
    )  # fmt: skip


def _mail(reading: Reading, node: Node, key: tuple[Key, ...]) -> str | None:
    text = node.text.strip()
    if node.kind == "text" and is_mail_address(text):
        return text
    return reading.fail(
        node, BAD_SETTING, f"`{node.text}` is not an address of e-mail",
        "Write it like `press@example.com`.",
    )  # fmt: skip


PICTURE: Final = Reader("a path below docs, or a web address", _picture)

ORGANIZATION_KEYS: Final = (
    Field("name", TEXT, "Its name. Default: `site_name`."),
    Field("legal_name", TEXT, "Its name in the register."),
    Field("url", WEB_ADDRESS, "Its home page. Default: `site_url`."),
    Field("logo", PICTURE, "Its logo. Default: the theme's, if it is a file of the site."),
    Field("description", PARAGRAPHS, "What it does, in a sentence or two."),
    Field("email", Reader("an address of e-mail", _mail), "Where it can be written to."),
    Field("same_as", list_of(WEB_ADDRESS), "Its profiles elsewhere. One on X is named in cards."),
)

PUBLICATION_KEYS: Final = (
    Field(
        "organization",
        group(Organization, ORGANIZATION_KEYS, "Write `name:` and the company's name below."),
        "Who publishes, for search engines and other machines.",
    ),
    Field(
        "image", PICTURE, "The image for links to pages that have none of their own: 1200 by 630."
    ),
    Field("image_alt", TEXT, "What that image shows."),
)
