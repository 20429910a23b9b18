"""Measure the first search of a reader who has seen nothing yet: bytes, and time to a result.

    python -m benchmarks.search [--posts 5000] [--material 500] [--words 100] [--json FILE]

For each of the most common words of at least four letters, Chromium opens a page with an empty
cache, opens the search by key, types the word, and stops when the first results can be read. What
counts is everything of the search that was loaded, but not the theme's script, which waits for the
first key too. Material's search is measured in the same way at `--material` posts, with ten words;
it loads its index with the page, which counts.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from benchmarks.posts import posts, terms
from benchmarks.tools.masthead import Masthead
from benchmarks.tools.tool import Site

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from chromium import Browser, a_browser, a_server

OURS = (
    "document.querySelector('.mh-search')",
    "document.querySelectorAll('.mh-find__list > li').length",
)
THEIRS = (
    "document.querySelector('.md-search__input')",
    "document.querySelectorAll('.md-search-result__item').length",
)


def build(count: int, folder: Path, whose: str) -> float:
    """Write and build a site with this search; returns the seconds of CPU of the build."""
    ours = Masthead()
    ours.write_site(folder, Site.SEARCH, terms(count))
    for post in posts(count):
        ours.write_post(folder, post)
    file = folder / "mkdocs.yml"
    config = yaml.safe_load(file.read_text(encoding="utf-8"))
    config["plugins"][-1]["masthead"]["search"] = whose
    file.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    before = os.times()
    subprocess.run(command, cwd=folder, env=environment, check=True)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def common_words(count: int, how_many: int) -> list[str]:
    """The words that most readers would try."""
    found: Counter[str] = Counter()
    for post in posts(count):
        text = re.sub(r"```.*?```|<[^>]*>|\]\([^)]*\)", " ", post.body, flags=re.DOTALL)
        found.update(set(re.findall(r"[a-z]{4,}", f"{post.title} {text}".lower())))
    ranked = sorted(found.items(), key=lambda word: (-word[1], word[0]))
    return [word for word, _ in ranked[:how_many]]


def search(browser: Browser, address: str, word: str, of: tuple[str, str]) -> tuple[int, float]:
    """Bytes and milliseconds of one first search."""
    box, results = of
    page = browser.open(f"{address}blog/")
    page.wait(f"{box} && document.readyState === 'complete'")
    time.sleep(0.2)  # what the page itself still loads
    started = time.perf_counter()
    page.press("s")
    page.wait("document.activeElement.tagName === 'INPUT'")
    page.type(word)
    page.wait(f"{results} > 0")
    taken = (time.perf_counter() - started) * 1000
    time.sleep(0.15)
    own = {request for request, url in page.requests.items() if "/search" in url}
    size = sum(size for request, size in page.bytes.items() if request in own)
    foreign = [url for url in page.requests.values() if not url.startswith((address, "data:"))]
    if foreign:
        raise SystemExit(f"the page asked other hosts: {foreign}")
    page.close()
    return size, taken


def measure(name: str, count: int, words: list[str], whose: str) -> dict[str, Any]:
    """One row of the table."""
    with tempfile.TemporaryDirectory(
        prefix="masthead-search-", dir=_memory(), ignore_cleanup_errors=True
    ) as home:
        folder = Path(home)
        cpu = build(count, folder, whose)
        of = OURS if whose == "masthead" else THEIRS
        below = folder / "site" / "search"
        stored = sum(file.stat().st_size for file in below.rglob("*") if file.is_file())
        with a_browser(folder) as browser, a_server(folder / "site") as address:
            search(browser, address, words[0], of)  # the browser itself is warm then
            rows = [search(browser, address, word, of) for word in words]
    sizes, times = zip(*rows, strict=True)
    return {
        "search": name, "posts": count, "words": len(words), "median_bytes": median(sizes),
        "worst_bytes": max(sizes), "median_ms": median(times), "worst_ms": max(times),
        "index_bytes": stored, "build_cpu_s": cpu,
    }  # fmt: skip


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder of our own


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=5000)
    parser.add_argument("--material", type=int, default=500, help="0: leave it out")
    parser.add_argument("--words", type=int, default=100)
    parser.add_argument("--json", type=Path)
    wanted = parser.parse_args()
    words = common_words(min(wanted.posts, 500), wanted.words)
    rows = [measure("Masthead", wanted.posts, words, "masthead")]
    if wanted.material:
        rows.append(measure("Masthead", wanted.material, words[:10], "masthead"))
        rows.append(measure("Material", wanted.material, words[:10], "theme"))
    print("| search | posts | words | median KB | worst KB | median ms | worst ms | index MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for row in rows:
        print(
            f"| {row['search']} | {row['posts']:,} | {row['words']} "
            f"| {row['median_bytes'] / 1000:.0f} | {row['worst_bytes'] / 1000:.0f} "
            f"| {row['median_ms']:.0f} | {row['worst_ms']:.0f} | {row['index_bytes'] / 1e6:.1f} |"
        )
    if wanted.json:
        wanted.json.write_text(json.dumps(rows, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
