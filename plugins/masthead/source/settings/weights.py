"""How much each rule weighs: `rules`, for all files or for some."""

from collections.abc import Sequence
from typing import Final

from masthead.content.marks import Key
from masthead.diagnostics import Severity
from masthead.diagnostics.rules import ALL_RULES, BAD_SETTING, UNKNOWN_SETTING
from masthead.settings import RuleSetting
from masthead.source.nodes import Node
from masthead.source.reading import TEXTS, Field, Reader, Reading, choice, nearest, read_keys

_WORDS: Final = choice({s.value: s for s in Severity}, BAD_SETTING, "the severity")


def _weight(reading: Reading, node: Node, key: tuple[Key, ...]) -> Severity | None:
    if node.kind == "boolean" and not node.truth:  # YAML 1.1 reads a bare `off` as false
        return Severity.OFF
    severity: Severity | None = _WORDS(reading, node, *key)
    return severity


_SEVERITY: Final = Reader(_WORDS.takes, _weight, _WORDS.schema)


def _rules(reading: Reading, node: Node, key: tuple[Key, ...]) -> tuple[RuleSetting, ...] | None:
    if node.kind != "keys":
        return reading.fail(node, BAD_SETTING, "here stand no rules", "Write `MH504: advice`.")
    settings: list[RuleSetting] = []
    names = {rule.name: rule.code for rule in ALL_RULES.values()}
    for name, value in node.entries:
        code = names.get(name.text, name.text)
        if code not in ALL_RULES:
            reading.fail(name, BAD_SETTING, *_no_rule(name.text, [*ALL_RULES, *names]))
        elif value.kind == "list":
            settings.extend(
                rule for item in value.items for rule in _rule(reading, code, item, (*key, code))
            )
        else:
            settings.extend(_rule(reading, code, value, (*key, code)))
    return tuple(settings)


def _no_rule(name: str, known: Sequence[str]) -> tuple[str, str]:
    near = nearest(name, known)
    return (
        f"there is no rule `{name}`" + (f": did you mean `{near}`?" if near else ""),
        "Write a rule's code or name as findings show it, such as `MH504`.",
    )


def _rule(reading: Reading, code: str, node: Node, key: tuple[Key, ...]) -> list[RuleSetting]:
    if node.kind != "keys":
        severity = _SEVERITY(reading, node, *key)
        return [RuleSetting(code=code, severity=severity)] if severity else []
    fields = (Field("severity", _SEVERITY, "", required=True), Field("paths", TEXTS, ""))
    before = len(reading.findings.items)
    values, _ = read_keys(reading, node, fields, key, rule=UNKNOWN_SETTING)
    if len(reading.findings.items) > before:
        return []
    if "severity" not in values:
        reading.fail(
            node, BAD_SETTING, f"{code} has paths, but no severity",
            "Write `{severity: advice, paths: [docs/notes/*]}`.",
        )  # fmt: skip
        return []
    return [RuleSetting(code=code, **values)]


RULES: Final = Reader("rule codes with `error`, `advice` or `off`", _rules)
