"""The settings about advice on the craft: its budgets."""

from typing import Final

from masthead.settings import CraftSettings
from masthead.source.reading import TEXTS, Field, whole_number
from masthead.source.settings.groups import group

CRAFT_KEYS: Final = (
    Field("title", whole_number(0, 1000), "The longest title, in characters. Default: 80."),
    Field("description", whole_number(0, 10_000), "The longest description, in characters. Default: 250."),
    Field("paragraph", whole_number(0, 10_000), "The longest paragraph, in words. Default: 150."),
    Field("sentence", whole_number(0, 1000), "The longest sentence, in words. Default: 45."),
    Field("image", whole_number(0), "The heaviest image, in kilobytes. Default: 1500."),
    Field("promotion", whole_number(0, 1000), "How many promotional words a thousand words may have. Default: 4."),
    Field("products", TEXTS, "Names of your own products: each time that one stands in a text counts as promotion."),
    Field("figures", whole_number(0, 100), "How old a figure may be, in years. Default: 4."),
)  # fmt: skip
CRAFT: Final = group(
    CraftSettings, CRAFT_KEYS, "Write a budget below it, such as `sentence: 40`; 0 is none."
)
