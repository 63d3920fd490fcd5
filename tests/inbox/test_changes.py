"""What guests do to messages that are there: reactions, edits, revocations, early, late, doubled, and not theirs to do."""

import itertools
from typing import Any

import httpx
import pytest

from app.channels.models import Channel
from app.core.ids import new_id
from app.core.permissions import Actor, Role
from app.core.work import Office
from app.inbox import sweeping
from app.messages import queries
from tests.builders import a_conversation, a_message
from tests.conftest import Listener
from tests.inbox.meta import SAID_AT, a_body, a_text, post, say
from tests.inbox.meta import a_change as a_webhook
from tests.inbox.rows import drain_all, letters, rows, settle

ORIGINAL = "wamid.original"
OURS = "wamid.ours"


def a_change(kind: str, at: int = SAID_AT + 10, wa_id: str = "5521988887777", **members: Any) -> dict[str, Any]:
    letter = {name: value for name, value in a_text(wa_id=wa_id, at=at).items() if name != "text"}
    return letter | {"type": kind, kind: members}


def a_reaction(emoji: str | None, at: int, target: str = ORIGINAL, **more: Any) -> dict[str, Any]:
    return a_change("reaction", at, **more, message_id=target) | (
        {"reaction": {"message_id": target, "emoji": emoji}} if emoji is not None else {}
    )


def an_edit(words: str, at: int, target: str = ORIGINAL, **more: Any) -> dict[str, Any]:
    message = {"type": "text", "text": {"body": words}}
    return a_change("edit", at, **more, original_message_id=target, message=message)


def a_revoke(at: int = SAID_AT + 10, target: str = ORIGINAL, **more: Any) -> dict[str, Any]:
    return a_change("revoke", at, **more, original_message_id=target)


async def told(office: Office, client: httpx.AsyncClient, channel: Channel, *messages: dict[str, Any]) -> None:
    """One webhook each, each drained before the next comes."""
    for message in messages:
        await say(client, channel, message)
        await drain_all(office)


async def stands(office: Office, channel: Channel, columns: str, wamid: str = ORIGINAL) -> Any:  # noqa: ANN401 - a column or a tuple of them
    (found,) = await rows(office, channel.tenant_id, f"SELECT {columns} FROM messages WHERE wamid = '{wamid}'")  # noqa: S608 - our own
    return found


async def reactions(office: Office, channel: Channel, wamid: str = ORIGINAL) -> list[str]:
    return [one["emoji"] for one in await stands(office, channel, "reactions", wamid) or [] if one["emoji"]]


def an_original(wamid: str = ORIGINAL) -> dict[str, Any]:
    return a_text("primeiro") | {"id": wamid}


def _story(wamid: str) -> list[dict[str, Any]]:
    edits = [an_edit("segundo", SAID_AT + 10, wamid), an_edit("terceiro", SAID_AT + 20, wamid)]
    return [an_original(wamid), *edits, a_reaction("👍", SAID_AT + 5, wamid)]


async def test_who_came_from_an_advert_still_did_after_an_edit(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    advert = {"source_type": "ad", "source_id": "1204", "headline": "Verão"}

    await told(office, client, channel, an_original() | {"referral": advert}, an_edit("segundo", SAID_AT + 10))

    text, referral = await stands(office, channel, "content ->> 'text', content -> 'referral'")
    assert (text, referral["headline"]) == ("segundo", "Verão")


async def test_words_and_reactions_end_alike_whatever_the_order(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    orders = list(itertools.permutations(range(4)))
    for turn in range(4):
        await say(client, channel, *(_story(f"{ORIGINAL}.{number}")[order[turn]] for number, order in enumerate(orders)))
        await drain_all(office)
    for _again in range(2):
        await letters(office, "UPDATE inbox SET state = 'new'")
        await drain_all(office)

    ends = (
        "SELECT content ->> 'text', extract(epoch FROM edited_at), reactions #>> '{0,emoji}', jsonb_array_length(reactions) FROM messages"
    )
    assert await rows(office, channel.tenant_id, ends) == [("terceiro", SAID_AT + 20, "👍", 1)] * len(orders)
    wordings = "SELECT string_agg(content ->> 'text', ' ' ORDER BY said_at) FROM message_edits GROUP BY message_id"
    assert await rows(office, channel.tenant_id, wordings) == ["primeiro segundo terceiro"] * len(orders)
    assert set(await letters(office)) == {"done"}


@pytest.mark.parametrize("removal", [None, ""])
async def test_a_reaction_taken_back_does_not_return(
    office: Office, client: httpx.AsyncClient, channel: Channel, removal: str | None
) -> None:
    put, taken = a_reaction("❤️", SAID_AT + 5), a_reaction(removal, SAID_AT + 5)
    await told(office, client, channel, an_original(), put, taken)
    assert await reactions(office, channel) == []

    await letters(office, "UPDATE inbox SET state = 'new'")
    await drain_all(office)

    assert await reactions(office, channel) == []


async def test_each_person_has_one_reaction_on_a_message_of_either_side(
    office: Office, client: httpx.AsyncClient, channel: Channel
) -> None:
    conversation = await a_conversation(office, channel)
    async with office.for_tenant(channel.tenant_id) as work:
        work.session.add(a_message(conversation, wamid=OURS, direction="outbound", sender_type="agent", sender_id=None, status="sent"))

    await told(office, client, channel, a_reaction("👍", SAID_AT, OURS), a_reaction("😂", SAID_AT + 1, OURS))
    await told(office, client, channel, a_reaction("🙏", SAID_AT, OURS, wa_id="5521911112222"))

    assert sorted(await reactions(office, channel, OURS)) == ["😂", "🙏"]
    assert await rows(office, channel.tenant_id, "SELECT count(*), sum(unread_count) FROM conversations") == [(1, 0)]


async def test_what_is_withdrawn_stays_and_is_shown_as_withdrawn(
    office: Office, client: httpx.AsyncClient, channel: Channel, listener: Listener
) -> None:
    await told(office, client, channel, an_original())
    await told(office, client, channel, a_revoke(), an_edit("depois", SAID_AT + 20))
    await settle(listener, "message:updated", 2)

    assert await stands(office, channel, "revoked_at IS NOT NULL, content ->> 'text'") == (True, "depois")
    assert [one["content"] for one in listener.of("message:updated")] == [{}, {}]
    assert listener.of("conversation:updated")[-1]["last_message"]["preview"] == ""
    assert listener.of("conversation:updated")[-1]["last_message"]["revoked_at"] is not None


async def test_a_revocation_before_its_message_waits_for_it(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await told(office, client, channel, a_revoke())
    assert await letters(office, "SELECT state, waiting_for FROM inbox") == [("waiting", ORIGINAL)]

    await say(client, channel, an_original())
    await drain_all(office)
    # The message's own commit has woken it.
    assert await letters(office, "SELECT state FROM inbox ORDER BY id") == ["new", "done"]
    await drain_all(office)

    assert await stands(office, channel, "revoked_at IS NOT NULL")
    assert await letters(office) == ["done", "done"]


@pytest.mark.parametrize("change", [an_edit("falso", SAID_AT + 10, wa_id="5521911112222"), a_revoke(wa_id="5521911112222")])
async def test_nobody_changes_what_somebody_else_said(
    office: Office, client: httpx.AsyncClient, channel: Channel, change: dict[str, Any]
) -> None:
    await told(office, client, channel, an_original(), change)

    assert await stands(office, channel, "content ->> 'text', edited_at, revoked_at") == ("primeiro", None, None)
    assert await letters(office, "SELECT error FROM inbox WHERE state = 'failed'") == ["a change of somebody else's message"]


async def test_a_guest_does_not_change_what_the_hotel_said(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    conversation = await a_conversation(office, channel)
    async with office.for_tenant(channel.tenant_id) as work:
        work.session.add(
            a_message(conversation, "nosso", wamid=OURS, direction="outbound", sender_type="agent", sender_id=None, status="sent")
        )

    await told(office, client, channel, a_revoke(target=OURS))

    assert await stands(office, channel, "revoked_at", OURS) is None
    assert await letters(office) == ["failed"]


async def test_an_edit_whose_message_never_comes_is_shown_all_the_same(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await told(office, client, channel, an_edit("segundo", SAID_AT + 10), an_edit("terceiro", SAID_AT + 20))
    assert await letters(office) == ["waiting", "waiting"]

    await letters(office, "UPDATE inbox SET received_at = now() - interval '61 seconds', look_again_at = now() - interval '1 second'")
    await sweeping.look_again(office)
    await drain_all(office)

    assert await letters(office) == ["done", "done"]
    assert await stands(office, channel, "content ->> 'text', edited_at IS NOT NULL") == ("terceiro", True)
    assert await rows(office, channel.tenant_id, "SELECT unread_count FROM conversations") == [1]

    await told(office, client, channel, an_original())
    await letters(office, "UPDATE inbox SET state = 'new'")
    await drain_all(office)

    assert await stands(office, channel, "content ->> 'text', extract(epoch FROM said_at)") == ("terceiro", SAID_AT)
    asked = "SELECT content ->> 'text' FROM message_edits ORDER BY said_at"
    assert await rows(office, channel.tenant_id, asked) == ["primeiro", "segundo", "terceiro"]


@pytest.mark.parametrize("change", [a_reaction("👍", SAID_AT), a_revoke()])
async def test_what_finds_no_message_for_eight_days_is_an_orphan(
    office: Office, client: httpx.AsyncClient, channel: Channel, change: dict[str, Any]
) -> None:
    await told(office, client, channel, change)
    await letters(office, "UPDATE inbox SET received_at = now() - interval '8 days 1 minute', look_again_at = now() - interval '1 second'")
    await sweeping.look_again(office)
    await drain_all(office)

    assert await letters(office, "SELECT state, error FROM inbox") == [("failed", "orphan")]
    assert await rows(office, channel.tenant_id, "SELECT id FROM contacts") == []


async def test_a_new_caption_leaves_the_file_alone(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    image = {name: value for name, value in an_original().items() if name != "text"}
    image |= {"type": "image", "image": {"id": "77", "caption": "vista", "mime_type": "image/jpeg"}}
    await told(office, client, channel, image)
    ready = "UPDATE messages SET content = jsonb_set(content, '{media,state}', '\"ready\"')"
    await rows(office, channel.tenant_id, ready)

    reworded = {"type": "image", "image": {"id": "78", "caption": "vista do mar"}}
    await told(office, client, channel, a_change("edit", original_message_id=ORIGINAL, message=reworded))

    caption, media, url = await stands(office, channel, "content ->> 'caption', content -> 'media', content ->> 'media_url'")
    assert (caption, media["state"], url) == ("vista do mar", "ready", f"/api/media/{media['id']}")
    assert await rows(office, channel.tenant_id, "SELECT meta_media_id FROM media") == ["77"]


@pytest.mark.parametrize(
    "change",
    [
        a_change("reaction"),
        a_reaction("😀" * 65, SAID_AT),
        a_change("edit", original_message_id=ORIGINAL),
        a_change("revoke"),
        a_change("edit", original_message_id=["x"]),
    ],
)
async def test_a_change_of_nothing_is_set_aside_with_its_reason(
    office: Office, client: httpx.AsyncClient, channel: Channel, change: dict[str, Any]
) -> None:
    await told(office, client, channel, change)

    ((state, error),) = await letters(office, "SELECT state, error FROM inbox")
    assert state == "failed"
    assert error.startswith("unreadable: ")


async def test_a_message_bears_so_many_reactions(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await told(office, client, channel, an_original())
    one = "'sender_type', 'contact', 'sender_id', gen_random_uuid(), 'emoji', '👍', 'at', '2026-01-01T00:00:00Z', 'letter', n"
    full = f"SELECT jsonb_agg(jsonb_build_object({one}))"
    await rows(office, channel.tenant_id, f"UPDATE messages SET reactions = ({full} FROM generate_series(1, 1024) AS n)")  # noqa: S608 - ours

    await told(office, client, channel, a_reaction("👍", SAID_AT + 9))

    assert await stands(office, channel, "jsonb_array_length(reactions)") == 1024
    assert await letters(office, "SELECT DISTINCT state FROM inbox") == ["done"]


async def test_of_very_many_wordings_the_last_are_shown(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    await told(office, client, channel, an_original())
    await say(client, channel, *(an_edit(f"nº {number}", SAID_AT + number) | {"id": f"wamid.e{number}"} for number in range(1, 231)))
    await drain_all(office)
    message_id = await stands(office, channel, "id")

    async with office.for_tenant(channel.tenant_id, Actor(new_id(), Role.MANAGER, new_id())) as work:
        shown = await queries.wordings(work, message_id)

    assert [one.content["text"] for one in shown] == [f"nº {number}" for number in range(31, 231)]


async def test_a_groups_messages_are_one_thread_whoever_writes(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    group = {"group_id": "Y2FwaV9ncm91cDox"}
    await told(office, client, channel, a_text("oi", at=SAID_AT) | group, a_text("olá", wa_id="5521911112222", at=SAID_AT + 1) | group)
    await told(office, client, channel, a_text("só eu", at=SAID_AT + 2))

    asked = "SELECT count(*), count(DISTINCT sender_id) FROM messages GROUP BY conversation_id ORDER BY 1"
    assert await rows(office, channel.tenant_id, asked) == [(1, 1), (2, 2)]
    phones = "SELECT content #>> '{participant,phone}' FROM messages ORDER BY said_at"
    assert await rows(office, channel.tenant_id, phones) == ["+5521988887777", "+5521911112222", None]


async def test_who_comes_and_goes_is_a_line_in_the_groups_thread(office: Office, client: httpx.AsyncClient, channel: Channel) -> None:
    group = {"group_id": "Y2FwaV9ncm91cDox"}
    await told(office, client, channel, a_text("oi") | group)
    came = group | {"type": "group_participants_add", "timestamp": SAID_AT + 5, "added_participants": [{"wa_id": "5521911112222"}, 7]}
    named = group | {"type": "group_settings_update", "timestamp": SAID_AT + 6, "group_subject": {"text": "Casamento da Bia"}}
    nobodys = {"group_id": "outro", "type": "group_suspend", "timestamp": SAID_AT}

    for field, news in (("group_participants_update", [came, nobodys]), ("group_settings_update", [named]), ("group_status_update", [])):
        _waba, change = a_webhook(channel, groups=news)
        assert (await post(client, a_body((channel.waba_id, change | {"field": field})))).status_code == 200
        await drain_all(office)

    lines = await rows(office, channel.tenant_id, "SELECT content -> 'system' FROM messages WHERE message_type = 'system' ORDER BY said_at")
    assert lines == [
        {"type": "group_participants_add", "participants": [{"wa_id": "5521911112222"}]},
        {"type": "group_settings_update", "subject": "Casamento da Bia"},
    ]
    asked = "SELECT contacts.profile_name, unread_count FROM conversations JOIN contacts ON contacts.id = contact_id"
    assert await rows(office, channel.tenant_id, asked) == [("Casamento da Bia", 1)]
    assert sorted(await letters(office)) == ["done", "done", "done", "failed"]
