"""Other people's clients (npm) send each type they know, get what Meta would answer, and ask for the same as we do."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.witnesses import ours
from tests.witnesses.recorded import IS_MISSING, Stage, a_stage

SCRIPTS = {"kapso": "kapso_sends.mjs", "great detail": "great_detail_sends.mjs"}
# What a client sends that Meta's pages do not have, and this Meta therefore refuses as long as it is strict (cloud-api 4.2).
BESIDE_META = {"kapso": {"location_request_message", "call_permission_request"}, "great detail": set[str]()}
# Values that one of us leaves to Meta's own default, by their paths.
DEFAULTS = {"text.preview_url": False, "recipient_type": "individual", "interactive.action.parameters.mode": "published"}
pytestmark = pytest.mark.timeout(120)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    if IS_MISSING:
        pytest.skip("node is missing, or `make witnesses` could not fetch the packages")
    async with a_stage() as stage:
        yield stage


@pytest.mark.parametrize("witness", SCRIPTS)
async def test_each_type_is_sent_and_answered_and_is_what_we_would_send(stage: Stage, witness: str) -> None:
    told = await stage.run(SCRIPTS[witness])

    sent = {name: line for name, line in told.items() if name in ours.SAID or name in ours.OTHERS}
    accepted = {name for name, line in sent.items() if "answer" in line}
    assert sent.keys() - accepted == BESIDE_META[witness]
    assert len(accepted) >= 20
    for name in accepted:
        [message] = sent[name]["answer"]["messages"]
        assert message["id"].startswith("wamid."), name

    requests = dict(zip(sent, stage.simulator.sends, strict=False))
    different = {name: found for name in accepted if (found := _differences(requests[name], name, stage.said))}
    assert different == {}


@pytest.mark.parametrize("witness", SCRIPTS)
async def test_files_and_templates_are_looked_after(stage: Stage, witness: str) -> None:
    told = await stage.run(SCRIPTS[witness])

    assert told["mark read"]["answer"] == {"success": True}
    assert told["media: get"]["answer"]["id"]
    assert told["media: delete"]["answer"] == {"success": True}
    made = told["templates: create"]["answer"]
    assert (made["status"], made["category"]) == ("PENDING", "UTILITY")
    assert [one["name"] for one in told["templates: list"]["answer"]["data"]] == ["boas_vindas", "check_in"]
    assert told["templates: delete"]["answer"] == {"success": True}


async def test_a_refusal_is_understood_for_what_it_is(stage: Stage) -> None:
    told = await stage.run(SCRIPTS["kapso"])

    faults = {name.removeprefix("refused: "): line["fault"] for name, line in told.items() if name.startswith("refused")}
    assert {name: (fault["code"], fault["category"], fault["status"]) for name, fault in faults.items()} == {
        "template": (132001, "template", 404),
        "no recipient": (100, "parameter", 400),
        "four buttons": (131009, "parameter", 400),
        "not on whatsapp": (131047, "reengagementWindow", 400),
    }


def _differences(theirs: dict[str, Any], name: str, said: str) -> dict[str, tuple[object, object]]:
    """By path: what they have, and what we have, where it is not the same."""
    media_id = theirs.get("image", {}).get("id", "")
    left, right = dict(ours.fields(theirs)), dict(ours.fields(ours.request(name, said=said, media_id=media_id)))
    found = {}
    for path in left.keys() | right.keys():
        one, other = left.get(path, DEFAULTS.get(path)), right.get(path, DEFAULTS.get(path))
        if str(one) != str(other):
            found[path] = (one, other)
    return found
