"""In whatever order and company a guest's words, reactions, edits and revocations come: the message ends the same."""

from random import Random
from typing import Any

import httpx
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.channels.models import Channel
from app.core.ids import new_id
from app.core.work import Office
from tests.inbox.meta import SAID_AT, a_body, a_change, a_text, post
from tests.inbox.rows import drain_all, letters, rows

COLUMNS = "content ->> 'text', edited_at IS NOT NULL, revoked_at IS NOT NULL, reactions"
EMOJI = ("👍", "❤️", "😂", "")
one_change = st.one_of(
    st.tuples(st.just("reaction"), st.sampled_from(EMOJI)),
    st.tuples(st.just("edit"), st.sampled_from(["corrigido", "de novo", "por fim"])),
    st.just(("revoke", "")),
)
per_database = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@per_database
@given(done=st.lists(one_change, max_size=6), chance=st.randoms(use_true_random=False))
async def test_any_order_of_changes_ends_in_the_same_message(
    office: Office, client: httpx.AsyncClient, channel: Channel, done: list[tuple[str, str]], chance: Random
) -> None:
    wamid, guest = f"wamid.{new_id().hex}", f"55219{new_id().int % 10**8:08}"
    said = [a_text("o que disse", wa_id=guest, at=SAID_AT, id=wamid)]
    said += [_change(wamid, guest, SAID_AT + 1 + place, *change) for place, change in enumerate(done)]

    for parcel in _shuffled(said, chance):
        assert (await post(client, a_body(a_change(channel, messages=parcel)))).status_code == 200
        await drain_all(office)
    await letters(office, "UPDATE inbox SET look_again_at = now() WHERE state = 'waiting' RETURNING id")
    await drain_all(office)

    found = await rows(office, channel.tenant_id, f"SELECT {COLUMNS} FROM messages WHERE wamid = '{wamid}'")  # noqa: S608 - our own
    ((text, is_edited, is_revoked, reactions),) = found
    shown = [one["emoji"] for one in reactions or () if one["emoji"]]
    assert (text, is_edited, is_revoked, shown) == _expected(done)
    assert await letters(office, "SELECT kind, state, error FROM inbox WHERE state <> 'done'") == []
    wordings = "SELECT edits.content ->> 'text' FROM message_edits edits JOIN messages ON messages.id = message_id"
    worded = await rows(office, channel.tenant_id, f"{wordings} WHERE messages.wamid = '{wamid}' ORDER BY edits.said_at")
    edits = [words for kind, words in done if kind == "edit"]
    assert worded == (["o que disse", *edits] if edits else [])


def _expected(done: list[tuple[str, str]]) -> tuple[str, bool, bool, list[str]]:
    """The last edit's words, the last reaction, and whether anybody took it back, by the time that each was done."""
    edits = [words for kind, words in done if kind == "edit"]
    reactions = [emoji for kind, emoji in done if kind == "reaction"]
    shown = [reactions[-1]] if reactions and reactions[-1] else []
    return (edits or ["o que disse"])[-1], bool(edits), ("revoke", "") in done, shown


def _change(wamid: str, guest: str, at: int, kind: str, words: str) -> dict[str, Any]:
    told: dict[str, Any] = {"from": guest, "id": f"wamid.{new_id().hex}", "timestamp": str(at), "type": kind}
    match kind:
        case "reaction":
            told["reaction"] = {"message_id": wamid, "emoji": words}
        case "edit":
            told["edit"] = {"original_message_id": wamid, "message": {"context": {"id": "M0"}, "type": "text", "text": {"body": words}}}
        case _:
            told["revoke"] = {"original_message_id": wamid}
    return told


def _shuffled(said: list[dict[str, Any]], chance: Random) -> list[list[dict[str, Any]]]:
    """Everything, some of it twice, in any order, in webhooks of any size."""
    told = said + [one for one in said if chance.random() < 0.4]
    chance.shuffle(told)
    parcels: list[list[dict[str, Any]]] = [[]]
    for one in told:
        if parcels[-1] and chance.random() < 0.5:
            parcels.append([])
        parcels[-1].append(one)
    return parcels
