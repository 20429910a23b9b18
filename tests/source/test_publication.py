"""The settings about who publishes, and the image of pages without one."""

from pathlib import Path

import pytest

from builders import a_piece, a_site, settings_of


def test_an_organization_is_read() -> None:
    settings, found = settings_of(
        "plugins:\n- masthead:\n    organization:\n      name: Millrace\n"
        "      same_as: https://x.com/millrace\n      logo: ./assets/logo.svg\n"
        "      email: press@example.com\n    image: https://img.example/card.png\n"
    )
    assert found == ()
    assert settings.organization.name == "Millrace"
    assert settings.organization.same_as == ("https://x.com/millrace",)
    assert settings.organization.logo == "assets/logo.svg"
    assert settings.image == "https://img.example/card.png"


@pytest.mark.parametrize(
    "wrong",
    ["organization: Millrace", "organization: {nmae: Millrace}", "organization: {url: example}",
     "organization: {email: nobody}", "image: [a.png]", "image: 'javascript:alert(1)'",
     "organization: {same_as: [mastodon]}"],
)  # fmt: skip
def test_what_is_wrong_with_it_is_said_at_its_place(wrong: str) -> None:
    settings, found = settings_of(f"plugins:\n- masthead:\n    {wrong}\n")
    assert [finding.position.line for finding in found] == [3]
    assert settings.image == settings.organization.email == ""


def test_an_image_that_is_not_there_is_found(tmp_path: Path) -> None:
    config = {"image": "assets/card.png", "organization": {"logo": "assets/logo.svg"}}
    files = {"docs/posts/one.md": a_piece(), "docs/assets/logo.svg": "<svg/>"}
    site = a_site(tmp_path, files, config)
    (found,) = [f for f in site.findings() if f.rule.name == "image-nowhere"]
    assert "docs/assets/card.png" in found.message
