"""The networks' own counting libraries, run by node: judges, where they are installed.

`npm install twitter-text @atproto/api` in a folder, and its node_modules in MASTHEAD_NODE_MODULES.
"""

import json
import os
import shutil
import subprocess
from typing import Final

from msgspec import Struct

_PROGRAM: Final = """
const {parseTweet, extractUrlsWithIndices} = require("twitter-text")
const {RichText} = require("@atproto/api")
const found = (text, extractUrlsWithoutProtocol) =>
  extractUrlsWithIndices(text, {extractUrlsWithoutProtocol}).map(one => one.url)
const counts = text => ({
  x: parseTweet(text).weightedLength,
  bluesky: new RichText({text}).graphemeLength,
  addresses: found(text, true),
  written: found(text, false),
  linkedin: text.length,
})
require("readline").createInterface({input: process.stdin}).on("line", line => {
  console.log(JSON.stringify(counts(JSON.parse(line))))
})
"""


class Judges(Struct):
    """A running node that counts."""

    process: "subprocess.Popen[str]"

    def counts(self, text: str) -> dict[str, object]:
        """What each library says of the text."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(text) + "\n")
        self.process.stdin.flush()
        found: dict[str, object] = json.loads(self.process.stdout.readline())
        return found

    def close(self) -> None:
        """End node."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(10)


def find_judges() -> Judges | None:
    """The judges, if node and the packages are here."""
    node = shutil.which("node")
    if node is None:
        return None
    process = subprocess.Popen(
        [node, "-e", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        env={**os.environ, "NODE_PATH": os.environ.get("MASTHEAD_NODE_MODULES", "")},
    )  # fmt: skip
    judges = Judges(process)
    try:
        judges.counts("a")
    except (OSError, ValueError):
        process.kill()
        process.wait(10)
        return None
    return judges
