"""Post a text at the merge request of this pipeline, or renew the one that was posted before.

Usage: python .gitlab/comment.py review.md, in a pipeline for merge requests, with COMMENT_TOKEN.
"""

import json
import os
import re
import sys
import urllib.request
from pathlib import Path
from typing import Any

MARK = "<!-- masthead review -->"
MOST = 900_000  # characters; GitLab takes a million

project = os.environ["CI_PROJECT_ID"]
request = os.environ["CI_MERGE_REQUEST_IID"]
notes = f"{os.environ['CI_API_V4_URL']}/projects/{project}/merge_requests/{request}/notes"


def call(method: str, address: str, values: dict[str, str] | None = None) -> tuple[Any, str]:
    """GitLab's answer, and the number of the next page."""
    asked = urllib.request.Request(
        address,
        method=method,
        data=json.dumps(values).encode() if values else None,
        headers={
            "PRIVATE-TOKEN": os.environ["COMMENT_TOKEN"],
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return json.load(answer), answer.headers.get("X-Next-Page", "")


def posted() -> int | None:
    """The number of the comment that was posted before, or nothing."""
    me = call("GET", f"{os.environ['CI_API_V4_URL']}/user")[0]["id"]
    page = "1"
    while page:
        found, page = call("GET", f"{notes}?per_page=100&page={page}")
        for note in found:
            if note["author"]["id"] == me and note["body"].startswith(MARK):
                return int(note["id"])
    return None


file = Path(sys.argv[1])
if file.is_symlink() or not file.is_file():  # a link may lead to what nobody should read
    sys.exit(f"{file} is not a file")
text = file.read_text(encoding="utf-8", errors="replace")[:MOST].strip()
# A line that begins with a slash is a command to GitLab, such as /merge, in the token's name. With
# a space without width before it, it is text.
text = re.sub(r"^(?=[ \t]*/)", "\u200b", text, flags=re.MULTILINE)
if text:
    before = posted()
    values = {"body": f"{MARK}\n{text}"}
    if before is None:
        call("POST", notes, values)
    else:
        call("PUT", f"{notes}/{before}", values)
