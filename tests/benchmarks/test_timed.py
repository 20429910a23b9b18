"""What a command took is told by a process of its own."""

import json
import subprocess
import sys

from benchmarks.run import TIMED


def taken(*command: str, timeout: float = 30) -> dict[str, float]:
    """What `timed.py` says of a command."""
    done = subprocess.run(
        [sys.executable, "-S", str(TIMED), ".", str(timeout), *command],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def test_what_a_command_prints_and_how_it_ends_is_kept_apart() -> None:
    result = taken(sys.executable, "-S", "-c", "print('words'); raise SystemExit(3)")
    assert (result["status"], result["late"]) == (3, False)
    assert result["memory"] > 1
    assert result["others"] >= 0


def test_a_command_that_does_not_end_is_stopped_with_its_children() -> None:
    result = taken("sh", "-c", "sleep 60 & sleep 60; wait", timeout=0.2)
    assert result["late"]
    assert result["wall"] < 30
