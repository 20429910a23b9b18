"""Front matter and configuration as YAML that people like to read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import yaml


class _Dumper(yaml.SafeDumper):
    """Lists stand below their key with two spaces; nothing is folded or aliased."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


class _Flow(list[Any]):
    """A list written on one line."""


def _flow(dumper: yaml.SafeDumper, data: _Flow) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", list(data), flow_style=True)


def _moment(dumper: yaml.SafeDumper, data: datetime) -> yaml.Node:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:timestamp", data.isoformat(sep=" ", timespec="seconds")
    )


def _text(dumper: yaml.SafeDumper, data: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", data)


_Dumper.add_representer(_Flow, _flow)
_Dumper.add_representer(datetime, _moment)
_Dumper.add_representer(str, _text)


def dump(values: Mapping[str, Any]) -> str:
    """The values in their order."""
    shaped = {key: _shaped(value) for key, value in values.items()}
    return yaml.dump(
        shaped,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100_000,
        default_flow_style=False,
    )


def _shaped(value: Any) -> Any:
    """Short lists of words stand on one line."""
    if isinstance(value, tuple | list):
        items = [_shaped(item) for item in value]
        short = (
            all(isinstance(i, str) and "\n" not in i for i in items)
            and sum(len(i) + 2 for i in items) < 90
        )
        return _Flow(items) if short else items
    if isinstance(value, Mapping):
        return {key: _shaped(inner) for key, inner in value.items()}
    return value


def front_matter(values: Mapping[str, Any]) -> str:
    """The values between `---` lines; what is empty is left out."""
    kept = {k: v for k, v in values.items() if v not in (None, "", (), [], {}) and v is not False}
    return f"---\n{dump(kept)}---\n"
