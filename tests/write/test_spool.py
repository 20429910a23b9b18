"""A spool is a dictionary of bytes, wherever they lie."""

import multiprocessing
import sys
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.write import spool
from masthead.write.spool import Spool

_KEYS = st.sampled_from("abcde")
_STEPS = st.lists(st.tuples(_KEYS, st.none() | st.binary(max_size=40)), max_size=40)


@given(steps=_STEPS, memory=st.sampled_from((0, 30, 1000)))
def test_what_was_put_under_a_key_is_found_there(
    steps: list[tuple[str, bytes | None]], memory: int
) -> None:
    known: dict[str, bytes] = {}
    with patch.object(spool, "_MEMORY", memory):
        kept = Spool()
    for key, data in steps:
        if data is not None and key not in known:  # a part is made once
            kept[key] = known[key] = data
        assert kept.get(key) == known.get(key)
    for key, data in known.items():
        assert kept.get(key) == data


@pytest.mark.skipif(sys.platform != "linux", reason="others do not fork")
def test_a_forked_process_begins_with_nothing_and_disturbs_nobody() -> None:
    with patch.object(spool, "_MEMORY", 0):
        kept = Spool()
        kept["a"] = b"ours"
        process = multiprocessing.get_context("fork").Process(target=_theirs, args=(kept,))
        process.start()
        process.join()
    assert process.exitcode == 0
    kept["b"] = b"ours too"
    assert (kept.get("a"), kept.get("b")) == (b"ours", b"ours too")


def _theirs(kept: Spool) -> None:
    assert kept.get("a") is None
    kept["a"] = b"theirs, which is longer"
    assert kept.get("a") == b"theirs, which is longer"


def test_a_full_disk_only_makes_it_forget() -> None:
    with patch.object(spool, "_MEMORY", 0):
        kept = Spool()
    with patch.object(spool, "TemporaryFile", side_effect=OSError("no space left")):
        kept["a"] = b"something"
    assert kept.get("a") is None


def test_a_disk_that_takes_a_part_of_it_makes_it_forget() -> None:
    resource = pytest.importorskip("resource", reason="only Unix limits files")
    with patch.object(spool, "_MEMORY", 0):
        kept = Spool()
    kept["a"] = b"0123456789"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (15, limits[1]))
    try:
        kept["b"] = b"abcdefghij"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    kept["c"] = b"ABCDE"
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (b"0123456789", None, b"ABCDE")
