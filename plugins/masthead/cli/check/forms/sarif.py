"""For code scanning: SARIF 2.1.0.

Paths are relative to the repository's top, percent-encoded, below the base `%SRCROOT%`. A finding
is recognised in the next run by what it says and the line that it is about, wherever that line
has moved.
"""

import json
from collections import Counter
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote

from masthead import __version__
from masthead.cli.check.forms import Told, shown_line, words_of
from masthead.diagnostics import Diagnostic, Rule, Severity
from masthead.diagnostics.rules import ALL_RULES

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.ADVICE: "note", Severity.OFF: "none"}


def as_sarif(told: Told) -> str:
    """A log with one run. Findings that were never made are among the rules all the same."""
    rules = list(ALL_RULES.values())
    places = {rule.code: index for index, rule in enumerate(rules)}
    seen: Counter[str] = Counter()
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "masthead",
                        "semanticVersion": __version__,
                        "rules": [_rule(rule) for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The repository."}}},
                "results": [_result(f, told, places, seen) for f in told.findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=True, indent=1)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary}."},
        # No `helpUri`: the handbook comes with the sources, and has no address of its own.
        "help": {"text": f"{rule.summary}. See docs/handbook/rules/{rule.code.lower()}.md."},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(
    finding: Diagnostic, told: Told, places: dict[str, int], seen: Counter[str]
) -> dict[str, Any]:
    at, path = finding.position, f"{told.prefix}{finding.position.path}"
    words = f"{path}\0{finding.rule.code}\0{finding.message}\0" + shown_line(
        finding, told.lines(at.path)
    )
    mark = sha256(words.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    seen[mark] += 1
    result: dict[str, Any] = {
        "ruleId": finding.rule.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": words_of(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": quote(path.encode("utf-8", "surrogateescape"), safe="/-._~"),
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {
                        "startLine": at.line,
                        "startColumn": at.column,
                        "endColumn": at.column + at.length,
                    },
                }
            }
        ],
        "partialFingerprints": {"mastheadFinding/v1": f"{mark}:{seen[mark]}"},
    }
    if finding.rule.code in places:
        result["ruleIndex"] = places[finding.rule.code]
    return result
