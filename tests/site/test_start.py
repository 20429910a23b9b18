"""The handbook's first site is a site: its files, written as they stand there, build strictly."""

import re
from pathlib import Path
from typing import Final

from hosts.hosted import REPOSITORY, HostedSite

_FILE: Final = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def test_the_three_files_of_the_handbook_make_a_site(tmp_path: Path) -> None:
    page = REPOSITORY / "docs" / "handbook" / "operating" / "start.md"
    files = dict(_FILE.findall(page.read_text(encoding="utf-8")))
    assert len(files) == 3
    for name, text in {**files, "docs/index.md": "# Home\n"}.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    site = HostedSite(tmp_path, Path("site"))
    assert site.build(strict=True) == ""
    assert "Ana Ruiz" in site.read("blog/price-the-leak/index.html")
