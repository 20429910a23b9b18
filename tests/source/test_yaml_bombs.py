"""YAML that is meant to break its reader gives a finding; libyaml alone would end the process."""

import subprocess
import sys
from typing import Final

import pytest

_DEEP: Final = 200_000

BOMBS: Final = {
    "flow lists": "'[' * DEEP",
    "closed flow lists": "'[' * DEEP + ']' * DEEP",
    "flow keys": "'{a: ' * DEEP",
    "flow keys without values": "'{? ' * DEEP",
    "single pairs": "'[a: ' * DEEP",
    "block lists": "'- ' * DEEP + 'x'",
    "block lists with tabs": "'-\\t' * DEEP + 'x'",
    "complex keys": "'? ' * DEEP + 'x'",
    "empty keys": "': ' * DEEP + 'x'",
    "lists and keys": "'- ? ' * DEEP + 'x'",
    "lists and flow": "'- ' * 900 + '[' * DEEP",
    "keys below keys": "'\\n'.join(' ' * n + 'a:' for n in range(4000))",
    "lists below lists": "'\\n'.join(' ' * n + '-' for n in range(4000))",
    "keys in lists": "'\\n'.join('  ' * n + '- a:' for n in range(2000))",
    "just below the guard": "'[' * 240 + ']' * 240",
    "billion laughs": (
        "'a0: &a0 [x, x]\\n' + "
        "''.join(f'a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\\n' for n in range(1, 40))"
    ),
    "merged laughs": (
        "'a0: &a0 {x: x}\\n' + "
        "''.join(f'a{n}: &a{n} {{b{n}: *a{n - 1}, <<: *a{n - 1}}}\\n' for n in range(1, 60))"
    ),
    "a list in itself": "'a: &a [*a]'",
    "keys in themselves": "'a: &a {b: *a}'",
    "a key that is itself": "'&a {*a : b}'",
}

_CODE: Final = """
import sys
from masthead.diagnostics import Findings
from masthead.source.nodes import read_nodes
DEEP = {deep}
findings = Findings()
assert read_nodes({bomb}, "a.md", findings) is None
print(*(f.rule.code for f in findings.items))
"""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_gives_a_finding(name: str) -> None:
    code = _CODE.format(deep=_DEEP, bomb=BOMBS[name])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "MH002"), done.stderr[-500:]
