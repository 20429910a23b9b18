"""Slugs from file names and words."""

import pytest

from masthead.content.slug import slug_of_file, slugify


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("price-the-leak.md", "price-the-leak"),
        ("2026-03-04-price-the-leak.md", "price-the-leak"),
        ("2026-3-4-price.markdown", "price"),
        ("2026-03-04.md", "2026-03-04"),
        ("2026-03-04-.md", "2026-03-04"),
        ("Über Preise.md", "Über-Preise"),
        ("v1.2.md", "v1.2"),
        ("_draft_.md", "draft"),
        ("日本語.md", "日本語"),
        ("a&b?c#d.md", "a-b-c-d"),
        ("---.md", "piece"),
        ("bad\udcff.md", "bad"),
    ],
)
def test_a_files_name_makes_its_slug(name: str, slug: str) -> None:
    assert slug_of_file(name) == slug


def test_two_ways_to_write_one_letter_are_one() -> None:
    assert slugify("cafe\u0301") == slugify("café")
