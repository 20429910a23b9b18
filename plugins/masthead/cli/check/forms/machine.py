"""For programs: JSON. The handbook's page on checking names the keys."""

import json
from typing import Any

from masthead.cli.check.forms import Told
from masthead.diagnostics import Diagnostic


def as_json(told: Told) -> str:
    """One object: what was looked at, how many findings there are, and each of them."""
    values = {
        "check": "content",
        "scope": told.scope,
        "errors": told.errors,
        "advice": len(told.findings) - told.errors,
        "fixed": [{"path": path, "fixes": count} for path, count in told.fixed],
        "passed_over": list(told.passed_over),
        "complaints": list(told.complaints),
        "findings": [_values(finding) for finding in told.findings],
    }
    return json.dumps(values, ensure_ascii=True, indent=1)


def _values(finding: Diagnostic) -> dict[str, Any]:
    at = finding.position
    return {
        "path": at.path,
        "line": at.line,
        "column": at.column,
        "length": at.length,
        "code": finding.rule.code,
        "rule": finding.rule.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "remedy": finding.remedy,
    }
