"""Records read by their types, also where many threads read a type for the first time."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest

from workbench.formats import typed

AT_ONCE = """
import sys, threading
import msgspec
from workbench.formats import typed

sys.setswitchinterval(1e-6)
TYPES, THREADS = 60, 6
VALUE = {f"field_{n}": {"text": "x", "many": [{"deep": 1}]} for n in range(12)}
kinds = []
for _ in range(TYPES):
    deep = msgspec.defstruct("Deep", [("deep", int)])
    part = msgspec.defstruct("Part", [("text", str), ("many", list[deep])])
    kinds.append(msgspec.defstruct("Whole", [(name, part) for name in VALUE]))
together = threading.Barrier(THREADS)
read = []

def read_all():
    for kind in kinds:
        together.wait()
        read.append(typed.convert(VALUE, kind))

threads = [threading.Thread(target=read_all) for _ in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sum(each.field_11.many[0].deep for each in read))
"""


class Card(msgspec.Struct):
    name: str
    numbers: list[int] = []


def test_many_threads_read_a_type_for_the_first_time():
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE], capture_output=True, text=True, timeout=100, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "360\n", "")


def test_a_record_is_read_from_json_and_from_what_was_read():
    assert typed.read(b'{"name": "a", "numbers": [1]}', Card) == Card("a", [1])
    assert typed.convert({"name": "a"}, Card) == Card("a")


def test_what_is_no_such_record_is_said_with_its_place():
    with pytest.raises(msgspec.ValidationError, match=r"\$\.numbers\[0\]"):
        typed.convert({"name": "a", "numbers": ["one"]}, Card)


def test_the_same_type_has_one_reader():
    assert typed.decoder(Card | None) is typed.decoder(Card | None)
