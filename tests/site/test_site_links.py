"""Every internal link and anchor of the sample site leads somewhere, whatever its address."""

from pathlib import Path
from typing import Any

import pytest

from hosts.hosted import the_sample_site
from hosts.links import dead_links


@pytest.mark.parametrize(
    "options",
    [
        {"site_url": "https://example.com/"},
        {"site_url": "https://example.com/deep/er/"},
        {"site_url": ""},
        {"site_url": "https://example.com/", "use_directory_urls": False},
    ],
    ids=["a site address", "one with a path", "none", "addresses that are files"],
)
def test_every_link_of_the_sample_site_leads_somewhere(
    tmp_path: Path, options: dict[str, Any]
) -> None:
    site = the_sample_site(tmp_path)
    site.build(strict=False, **options)  # `make strict-site` is about strictness
    assert dead_links(site.bytes(), options["site_url"] or "https://nowhere.example/") == []
