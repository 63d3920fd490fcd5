"""Who a guest is when numbers and ids change, change hands, come late or come twice."""

from datetime import datetime
from itertools import permutations
from typing import Any

import httpx
import pytest

from app.channels.models import Channel
from app.core.work import Office
from tests.inbox.meta import NEIGHBOURS_SECRET, SAID_AT, a_body, a_change, a_text, post, say
from tests.inbox.names import ANA, ANAS_NEW, USER, USERS_NEW, a_card, a_system_line, ana_says, everything, tell
from tests.inbox.rows import drain_all, letters, rows

CURRENT = "SELECT contact_id, kind, value FROM contact_identities WHERE retired_at IS NULL AND kind <> 'username' ORDER BY kind, value"
RETIRED = (
    "SELECT kind, value, extract(epoch FROM retired_at)::int FROM contact_identities WHERE retired_at IS NOT NULL ORDER BY kind, value"
)
THREADS = """
SELECT {who}, array_agg(content ->> 'text' ORDER BY said_at)
  FROM contacts JOIN conversations ON contact_id = contacts.id JOIN messages ON conversation_id = conversations.id
 WHERE message_type = 'text' GROUP BY 1 ORDER BY 1
"""


async def named(office: Office, channel: Channel) -> list[tuple[str, str]]:
    """All current names, when they are one guest's."""
    found = await rows(office, channel.tenant_id, CURRENT)
    assert len({contact_id for contact_id, _kind, _value in found}) == 1
    return [(kind, value) for _contact_id, kind, value in found]


async def test_a_number_with_another_user_id_has_changed_hands(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await ana_says(client, channel, "sou a Ana", wa_id=ANA, user_id=USER)
    await drain_all(office)
    await ana_says(client, channel, "sou o Bruno", 60, wa_id=ANA, user_id=USERS_NEW, name="Bruno")
    await drain_all(office)

    assert await rows(office, channel.tenant_id, THREADS.format(who="phone")) == [("+" + ANA, ["sou o Bruno"]), (None, ["sou a Ana"])]
    assert await rows(office, channel.tenant_id, RETIRED) == [("wa_id", ANA, SAID_AT + 60)]
    # What the hotel answers to Ana goes to her id, no longer to what is Bruno's number.
    (ana,) = await rows(office, channel.tenant_id, "SELECT id FROM contacts WHERE profile_name = 'Ana Souza'")
    assert [row[1:] for row in await rows(office, channel.tenant_id, CURRENT) if row[0] == ana] == [("user_id", USER)]


async def test_the_same_in_one_set(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await ana_says(client, channel, "sou a Ana", wa_id=ANA, user_id=USER)
    await ana_says(client, channel, "ainda eu", 30, wa_id=ANA)
    await ana_says(client, channel, "sou o Bruno", 60, wa_id=ANA, user_id=USERS_NEW, name="Bruno")
    await ana_says(client, channel, "o Bruno", 90, wa_id=ANA, name="Bruno")
    await drain_all(office)

    assert await rows(office, channel.tenant_id, THREADS.format(who="phone")) == [
        ("+" + ANA, ["sou o Bruno", "o Bruno"]),
        (None, ["sou a Ana", "ainda eu"]),
    ]


async def test_a_late_letter_from_a_number_that_changed_hands_is_its_former_owners(
    office: Office, client: httpx.AsyncClient, channel: Channel
) -> None:
    await ana_says(client, channel, "sou a Ana", wa_id=ANA, user_id=USER)
    await drain_all(office)
    await ana_says(client, channel, "sou o Bruno", 60, wa_id=ANA, user_id=USERS_NEW, name="Bruno")
    await drain_all(office)
    await ana_says(client, channel, "atrasada", 30, wa_id=ANA)
    await ana_says(client, channel, "do Bruno", 90, wa_id=ANA, name="Bruno")
    await drain_all(office)

    assert await rows(office, channel.tenant_id, THREADS.format(who="phone")) == [
        ("+" + ANA, ["sou o Bruno", "do Bruno"]),
        (None, ["sou a Ana", "atrasada"]),
    ]


async def test_a_hidden_phone_appears(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await ana_says(client, channel, "sem telefone", user_id=USER, username="@AnaSouza")
    await drain_all(office)
    assert await rows(office, channel.tenant_id, "SELECT phone, username FROM contacts") == [(None, "anasouza")]

    await ana_says(client, channel, "com telefone", 60, wa_id=ANA, user_id=USER, username="anasouza")
    await drain_all(office)

    assert await rows(office, channel.tenant_id, THREADS.format(who="phone")) == [("+" + ANA, ["sem telefone", "com telefone"])]
    assert await named(office, channel) == [("user_id", USER), ("wa_id", ANA)]


async def test_a_parent_id_proves_two_ids_to_be_one_guest(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    parent: dict[str, Any] = {"from_parent_user_id": "BR.ENT.1"}
    for user_id in (USER, USERS_NEW):
        await say(client, channel, a_text(user_id, wa_id=None, from_user_id=user_id, **parent), contacts=[a_card(None, user_id)])
        await drain_all(office)

    assert await named(office, channel) == [("parent_user_id", "BR.ENT.1"), ("user_id", USER), ("user_id", USERS_NEW)]


def a_line(kind: str, system: dict[str, str]) -> dict[str, Any]:
    """A minute after the first letter, WhatsApp says that Ana is somebody else now."""
    line = a_system_line(kind, 60)
    line["system"] |= {"wa_id": ANAS_NEW} | system
    return line


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_a_changed_number_keeps_its_history_in_any_order(
    office: Office, client: httpx.AsyncClient, channel: Channel, order: tuple[int, ...]
) -> None:
    async def before() -> None:
        await ana_says(client, channel, "do antigo", wa_id=ANA, user_id=USER)

    async def change() -> None:
        await say(client, channel, a_line("user_changed_number", {}), contacts=[])

    async def after() -> None:
        await ana_says(client, channel, "do novo", 120, wa_id=ANAS_NEW, user_id=USERS_NEW)

    for step in order:
        await (before, change, after)[step]()
        await drain_all(office)

    (thread,) = await rows(
        office, channel.tenant_id, "SELECT array_agg(content ->> 'text' ORDER BY said_at) FROM messages GROUP BY conversation_id"
    )
    assert [said for said in thread if said in {"do antigo", "do novo"}] == ["do antigo", "do novo"]
    assert await rows(office, channel.tenant_id, "SELECT phone FROM contacts") == ["+" + ANAS_NEW]
    assert await named(office, channel) == [("user_id", USERS_NEW), ("wa_id", ANAS_NEW)]
    assert ("wa_id", ANA, SAID_AT + 60) in await rows(office, channel.tenant_id, RETIRED)


async def test_the_same_change_in_one_set_and_twice(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    line = a_line("user_changed_user_id", {"user_id": USERS_NEW})
    await ana_says(client, channel, "do antigo", wa_id=ANA, user_id=USER)
    await say(client, channel, line, contacts=[])
    await ana_says(client, channel, "do novo", 120, wa_id=ANAS_NEW, user_id=USERS_NEW)
    before = await everything(office, channel)
    assert len(before["contacts"]) == 1

    await say(client, channel, line | {"id": "wamid.again"}, contacts=[])
    after = await everything(office, channel)

    assert [after[one] for one in ("contacts", "identities")] == [before[one] for one in ("contacts", "identities")]


async def test_a_chain_of_changes_told_backwards_is_one_guest(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    third = "5521966665555"
    await ana_says(client, channel, "do primeiro", wa_id=ANA)
    await drain_all(office)
    second = a_system_line("user_changed_number", 120, wa_id=ANAS_NEW)
    second["system"]["wa_id"] = third
    await say(client, channel, second, contacts=[])
    await drain_all(office)
    await say(client, channel, a_line("user_changed_number", {}), contacts=[])
    await drain_all(office)

    assert await named(office, channel) == [("wa_id", third)]
    assert await rows(office, channel.tenant_id, RETIRED) == [("wa_id", ANAS_NEW, SAID_AT + 120), ("wa_id", ANA, SAID_AT + 60)]
    assert await rows(office, channel.tenant_id, "SELECT phone FROM contacts") == ["+" + third]


async def test_a_new_number_that_was_a_strangers_is_taken_from_them(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await ana_says(client, channel, "sou a Ana", wa_id=ANA, user_id=USER)
    await ana_says(client, channel, "sou o Bruno", wa_id=ANAS_NEW, user_id="BR.777", name="Bruno")
    await drain_all(office)

    await say(client, channel, a_line("user_changed_number", {}), contacts=[])
    await ana_says(client, channel, "Ana de novo", 120, wa_id=ANAS_NEW, user_id=USERS_NEW)
    await drain_all(office)

    assert await rows(office, channel.tenant_id, THREADS.format(who="phone")) == [
        ("+" + ANAS_NEW, ["sou a Ana", "Ana de novo"]),
        (None, ["sou o Bruno"]),
    ]


async def test_a_late_word_from_the_old_number_is_still_theirs_and_a_new_one_is_not(
    office: Office, client: httpx.AsyncClient, channel: Channel
) -> None:
    await ana_says(client, channel, "antes", wa_id=ANA)
    await say(client, channel, a_line("user_changed_number", {}), contacts=[])
    await drain_all(office)
    await ana_says(client, channel, "atrasada", 30, wa_id=ANA)
    await ana_says(client, channel, "quem é?", 90, wa_id=ANA, name="Carla")
    await drain_all(office)

    assert await rows(office, channel.tenant_id, THREADS.format(who="profile_name")) == [
        ("Ana Souza", ["antes", "atrasada"]),
        ("Carla", ["quem é?"]),
    ]


@pytest.mark.parametrize("letter_first", [True, False])
async def test_a_new_user_id_is_the_same_guest(office: Office, client: httpx.AsyncClient, channel: Channel, letter_first: bool) -> None:
    update = {"wa_id": ANA, "user_id": {"previous": USER, "current": USERS_NEW}, "timestamp": str(SAID_AT + 60)}
    await ana_says(client, channel, "com o antigo", wa_id=ANA, user_id=USER)
    await drain_all(office)
    if letter_first:
        await ana_says(client, channel, "com o novo", 90, wa_id=ANA, user_id=USERS_NEW)
        await drain_all(office)
    await tell(client, channel, "user_id_update", user_id_update=[update])
    await drain_all(office)
    if not letter_first:
        await ana_says(client, channel, "com o novo", 90, wa_id=ANA, user_id=USERS_NEW)
        await drain_all(office)

    assert await rows(office, channel.tenant_id, THREADS.format(who="phone")) == [("+" + ANA, ["com o antigo", "com o novo"])]
    assert await named(office, channel) == [("user_id", USERS_NEW), ("wa_id", ANA)]
    assert await rows(office, channel.tenant_id, RETIRED) == [("user_id", USER, SAID_AT + 60)]


async def test_a_change_of_id_without_ids_is_set_aside(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await tell(client, channel, "user_id_update", user_id_update=[{"wa_id": ANA, "user_id": {"previous": USER}}])
    await drain_all(office)

    assert await letters(office) == ["failed"]
    assert await rows(office, channel.tenant_id, "SELECT 1 FROM contacts") == []


async def test_neighbours_may_have_the_same_guest(office: Office, client: httpx.AsyncClient, channel: Channel, neighbour: Channel) -> None:
    await ana_says(client, channel, "à Ipanema", wa_id=ANA, user_id=USER)
    body = a_body(a_change(neighbour, messages=[a_text("à Serena", from_user_id="BR.other")], contacts=[a_card(ANA, "BR.other")]))
    assert (await post(client, body, NEIGHBOURS_SECRET)).status_code == 200
    await say(client, channel, a_line("user_changed_number", {}), contacts=[])
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT phone FROM contacts") == ["+" + ANAS_NEW]
    assert await rows(office, neighbour.tenant_id, "SELECT phone FROM contacts") == ["+" + ANA]
    assert ("user_id", "BR.other") in [row[1:] for row in await rows(office, neighbour.tenant_id, CURRENT)]


async def test_an_older_letter_does_not_bring_back_an_older_name(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await ana_says(client, channel, "agora", 60, wa_id=ANA, name="Ana Lima", username="analima")
    await drain_all(office)
    await ana_says(client, channel, "antes", 0, wa_id=ANA, name="Ana Souza", username="anasouza")
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT profile_name, username FROM contacts") == [("Ana Lima", "analima")]


async def test_nor_one_older_than_what_was_said_under_the_same_name(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await ana_says(client, channel, "um", 0, wa_id=ANA, name="Ana Lima")
    await ana_says(client, channel, "três", 60, wa_id=ANA, name="Ana Lima")
    await drain_all(office)
    await ana_says(client, channel, "dois", 30, wa_id=ANA, name="Ana Souza")
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT profile_name FROM contacts") == ["Ana Lima"]


async def test_a_username_is_one_guests_at_a_time_and_merges_nobody(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await ana_says(client, channel, "sou a Ana", wa_id=ANA, username="praia")
    await drain_all(office)
    await ana_says(client, channel, "sou o Bruno", 60, wa_id=ANAS_NEW, name="Bruno", username="@Praia")
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT profile_name, username FROM contacts ORDER BY 1") == [
        ("Ana Souza", None),
        ("Bruno", "praia"),
    ]
    asked = "SELECT value, retired_at FROM contact_identities WHERE kind = 'username' ORDER BY retired_at"
    found: list[tuple[str, datetime | None]] = await rows(office, channel.tenant_id, asked)
    assert [(value, bool(retired_at)) for value, retired_at in found] == [("praia", True), ("praia", False)]


async def test_a_brazilian_without_the_ninth_digit_is_dialled_with_it(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await ana_says(client, channel, "oi", wa_id="551187654321", user_id=USER)
    await drain_all(office)
    await ana_says(client, channel, "sou eu", 60, wa_id="5511987654321", user_id=USER)
    await drain_all(office)

    assert await rows(office, channel.tenant_id, "SELECT phone FROM contacts") == ["+5511987654321"]
    assert await rows(office, channel.tenant_id, RETIRED) == []
    assert await named(office, channel) == [("user_id", USER), ("wa_id", "551187654321"), ("wa_id", "5511987654321")]


async def test_names_that_no_index_holds_spoil_nothing(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    parent: dict[str, Any] = {"from_parent_user_id": "p" * 5000, "from_user_id": USER}
    for said in ("um", "dois"):
        await say(client, channel, a_text(said, **parent), contacts=[a_card(ANA, USER, username="u" * 5000)])
        await drain_all(office)

    assert len(await named(office, channel)) == 3
    assert await rows(office, channel.tenant_id, "SELECT username FROM contacts") == [None]
