"""Kapso's parser (npm) finds every item that the simulator pushed, and takes its signature for Meta's."""

import asyncio
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from simulator.meta import Meta
from tests.simulator.hotel import SECRET, Callback
from tests.simulator.structure import PAYLOADS
from tests.witnesses.pushes import everything

HERE = Path(__file__).parent
NODE = shutil.which("node")
IS_MISSING = NODE is None or not (HERE / "node_modules").is_dir()
pytestmark = pytest.mark.timeout(120)


@pytest.fixture(autouse=True)
def _witness_is_here() -> None:
    if IS_MISSING:
        pytest.skip("node is missing, or `make witnesses` could not fetch the package")


async def heard(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the witness says of each webhook, in their order."""
    child = await asyncio.create_subprocess_exec(
        *(NODE or "node", "kapso.mjs"), cwd=HERE, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await child.communicate("".join(json.dumps(line) + "\n" for line in lines).encode())
    return [json.loads(line) for line in said.splitlines()]


async def test_it_finds_everything_that_is_pushed(client: httpx.AsyncClient, callback: Callback, meta: Meta) -> None:
    told = await everything(client, callback, meta)

    lines = [{"name": one.name, "body": one.push.body.decode(), "signature": one.push.signature, "secret": SECRET} for one in told]
    said = await heard(lines)

    assert len(said) == len(told) > 150
    for one, witness in zip(told, said, strict=True):
        assert "fault" not in witness, witness
        assert witness["genuine"], one.name
        assert Counter(id_ for id_, *_ in witness["messages"]) == Counter(_ids(one.push.values, ("messages", "message_echoes"))), one.name
        assert Counter(id_ for id_, _ in witness["statuses"]) == Counter(_ids(one.push.values, ("statuses",))), one.name
        assert witness["calls"] == _ids(one.push.values, ("calls",)), one.name
        assert len(witness["fields"]) == len({change["field"] for entry in one.push.payload["entry"] for change in entry["changes"]})


async def test_a_wrong_secret_is_no_signature_to_it() -> None:
    body = (PAYLOADS / "text.json").read_text(encoding="utf-8")

    (said,) = await heard([{"name": "text", "body": body, "signature": "sha256=" + "0" * 64, "secret": SECRET}])

    assert (said["genuine"], len(said["messages"])) == (False, 1)


async def test_it_reads_metas_own_examples() -> None:
    """The witness is worth hearing: it finds what is in each of them."""
    bodies = {path.stem: path.read_text(encoding="utf-8") for path in sorted(PAYLOADS.glob("*.json"))}

    said = await heard([{"name": name, "body": body, "signature": "", "secret": SECRET} for name, body in bodies.items()])

    for witness in said:
        values = [change["value"] for entry in json.loads(bodies[witness["name"]])["entry"] for change in entry["changes"]]
        assert "fault" not in witness
        assert [id_ for id_, *_ in witness["messages"]] == _ids(values, ("messages", "message_echoes")), witness["name"]
        assert [id_ for id_, _ in witness["statuses"]] == _ids(values, ("statuses",)), witness["name"]


def _ids(values: list[dict[str, Any]], names: tuple[str, ...]) -> list[str]:
    return [item["id"] for value in values for name in names for item in value.get(name) or ()]
