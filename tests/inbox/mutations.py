"""Meta's payloads, spoiled: bytes exchanged, members lost, doubled, moved, made something else."""

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.whatsapp import examples
from tests.whatsapp.examples import NAMES

MOST_WOUNDS = 4
NEIGHBOUR = "206540352242999"
NASTY: tuple[Any, ...] = (
    *(None, True, 0, -1, 1e308, 2**63, 10**40, 1.5, "", " ", "\x00", "\ud83d", "a" * 5000, "1" * 30, "'; DROP TABLE inbox; --"),
    *([], {}, [None], [[[[[]]]]], {"id": None}, {"": ""}, {"\x00": "\x00"}, "9999999999999", "-1", "1e9", "NaN", "٣", "+", "wamid."),
    *(
        NEIGHBOUR,
        {"phone_number_id": NEIGHBOUR},
        ["x"] * 50,
        "2026-11-22",
        "data:text/html,<script>",
        "../../etc/passwd",
        "http://127.0.0.1/",
    ),
)

# The accounts of the test's two hotels instead of Meta's; the numbers are the same.
ACCOUNTS = {b"102290129340398": b"9106540352242922", b"980198427658004": b"9206540352242999"}


def payload(name: str) -> bytes:
    raw = examples.payload(name)
    for metas, hotels in ACCOUNTS.items():
        raw = raw.replace(metas, hotels)
    return raw


spoiled_bytes = st.builds(
    lambda name, edits: _spoil(payload(name), edits),
    st.sampled_from(NAMES),
    st.lists(st.tuples(st.integers(0, 1500), st.binary(max_size=6), st.integers(0, 6)), min_size=1, max_size=5),
)
wounded = st.builds(lambda name, seed: wound(name, Random(seed)), st.sampled_from(NAMES), st.integers(0, 2**32))


def wound(name: str, chance: Random) -> bytes:
    """The payload with a few of its members made something else. Lone surrogates stay escapes, as Meta sends them."""
    told = json.loads(payload(name))
    for _ in range(chance.randint(1, MOST_WOUNDS)):
        _wound(told, chance)
    return json.dumps(told).encode()


def _wound(told: Any, chance: Random) -> None:  # noqa: ANN401 - any JSON
    holder, key = chance.choice(list(_places(told)))
    match chance.randrange(5):
        case 0:
            del holder[key]
        case 1:
            holder[key] = [copy.deepcopy(holder[key]), copy.deepcopy(holder[key])]
        case 2:
            other, there = chance.choice(list(_places(told)))
            holder[key] = copy.deepcopy(other[there])
        case 3 if isinstance(holder, dict):
            holder[f"{key}_2027"] = copy.deepcopy(chance.choice(NASTY))
        case _:
            holder[key] = copy.deepcopy(chance.choice(NASTY))
    if not told.get("entry"):
        told["entry"] = [{}]


def _places(value: Any, depth: int = 0) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - any JSON
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        if depth < 12:
            yield from _places(value[key], depth + 1)


def _spoil(raw: bytes, edits: list[tuple[int, bytes, int]]) -> bytes:
    for place, put, cut in edits:
        raw = raw[:place] + put + raw[place + cut :]
    return raw
