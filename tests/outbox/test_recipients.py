"""To whom: any way of writing a number finds its guest, and what cannot be written to is said so before anything is queued."""

from typing import Any

import httpx
import pytest

from app.contacts.dialled import Dialled, Doubt, read
from app.messages.composing import examples
from tests.builders import a_conversation
from tests.media.desk import Desk
from tests.outbox.test_kinds import knows_template

GUEST = "5511988887777"


@pytest.mark.parametrize(
    "written",
    [
        "+55 11 98888-7777",
        "5511988887777",
        "(11) 98888-7777",
        "011 98888 7777",
        "0 15 11 98888-7777",
        "0055 11 98888-7777",
        "00551198888-7777",
        "+55(11)98888.7777",
        "11 8888 7777",
        "551188887777",
        "Tel.: (11) 98888-7777",
        "tel:+55-11-98888-7777",
        "whatsapp:+5511988887777",
        "wa.me/5511988887777",
        "https://wa.me/5511988887777?text=oi",
        "https://api.whatsapp.com/send?text=oi&phone=5511988887777",
        "whatsapp://send?phone=+5511988887777",
        "5511988887777@s.whatsapp.net",
        "5511988887777:12@s.whatsapp.net",
        "551188887777@c.us",
        "\u202a+55\u00a011 98888\u20117777\u202c",
        "５５１１９８８８８７７７７",
        "+٥٥١١٩٨٨٨٨٧٧٧٧",
    ],
)
def test_a_number_is_one_number_however_it_is_written(written: str) -> None:
    assert read(written, "BR") == Dialled(f"+{GUEST}", is_fixed=False)


@pytest.mark.parametrize(
    ("written", "country", "e164"),
    [
        ("(415) 555-2671", "US", "+14155552671"),
        ("011 55 11 98888 7777", "US", "+5511988887777"),
        ("14155552671", "BR", "+14155552671"),
        ("447911123456", "BR", "+447911123456"),
        ("912 345 678", "PT", "+351912345678"),
        ("00351912345678", "BR", "+351912345678"),
        ("+44 (0)7911 123456", "GB", "+447911123456"),
        ("+52 1 55 1234 5678", "BR", "+525512345678"),
        ("011 15-2345-6789", "AR", "+5491123456789"),
        ("11 2345 6789", "AR", "+541123456789"),
    ],
)
def test_numbers_of_other_countries_are_read_as_people_write_them_there(written: str, country: str, e164: str) -> None:
    assert read(written, country) == Dialled(e164, is_fixed=False)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("recepção", Doubt.IMPOSSIBLE),
        ("", Doubt.IMPOSSIBLE),
        ("+", Doubt.IMPOSSIBLE),
        ("123", Doubt.IMPOSSIBLE),
        ("190", Doubt.IMPOSSIBLE),
        ("1" * 200, Doubt.IMPOSSIBLE),
        ("+999 12345678901234", Doubt.IMPOSSIBLE),
        ("55 11 98888 7777 / 8888", Doubt.IMPOSSIBLE),
        ("https://wa.me/123456", Doubt.IMPOSSIBLE),
        ("98888-7777", Doubt.INCOMPLETE),
        ("3333-0001", Doubt.INCOMPLETE),
    ],
)
def test_what_is_no_number_says_why(written: str, why: Doubt) -> None:
    assert read(written, "BR") == why


async def sends(desk: Desk, to: str, **asked: Any) -> httpx.Response:
    return await desk.client.post("/api/messages/send", json={"content": "Olá"} | asked | {"to": to}, headers=desk.headers)


def why(answered: httpx.Response) -> list[tuple[str, str]]:
    assert answered.status_code == 422, answered.text
    assert not any(one["message"].startswith("detail-") for one in answered.json()["details"])
    return [(one["field"], one["type"]) for one in answered.json()["details"]]


async def test_who_cannot_be_written_to_is_refused_each_with_its_reason(desk: Desk) -> None:
    for written, kind in [
        ("recepção", "impossible_number"),
        ("+999 12345678901234", "impossible_number"),
        ("98888-7777", "incomplete_number"),
        ("(21) 3333-4444", "landline"),
        ("0800 123 4567", "landline"),
        (desk.channel.display_phone_number, "own_number"),
        ("BR.13491208655302741918", "impossible_number"),
    ]:
        assert why(await sends(desk, written)) == [("body.to", kind)], written
    assert why(await sends(desk, "55" * 200)) == [("body.to", "length")]
    assert await desk.rows("SELECT 1 FROM messages") == []


async def test_a_landline_that_has_written_is_a_guest(desk: Desk) -> None:
    conversation = await a_conversation(desk.office, desk.channel, "552133334444")

    answered = await sends(desk, "(21) 3333-4444")

    assert (answered.status_code, answered.json()["conversation_id"]) == (201, str(conversation.id))


async def test_a_guest_without_a_number_is_written_to_by_the_name_that_meta_gave(desk: Desk) -> None:
    name = desk.meta.guests.known_as(desk.meta.guests.get("5521988887777"), "9001001")
    await desk.does(f"UPDATE contact_identities SET kind = 'user_id', value = '{name}'")  # noqa: S608 - a name of the simulator's

    answered = await sends(desk, name, **examples.SAYINGS["location"])
    await desk.delivers()

    assert answered.json()["conversation_id"] == str(desk.conversation.id)
    assert await desk.rows("SELECT status FROM messages") == ["sent"]


async def test_marketing_does_not_go_to_who_wants_none_and_all_else_does(desk: Desk) -> None:
    await knows_template(desk, "MARKETING")
    await desk.does("UPDATE contacts SET marketing_opted_out_at = now()")
    template = {"type": "template", "content": examples.SAYINGS["template"]["content"]}

    assert why(await sends(desk, "+55 21 98888-7777", **template)) == [("body.content", "opted_out")]
    assert (await sends(desk, "+55 21 98888-7777")).status_code == 201
    await desk.does("UPDATE templates SET category = 'UTILITY'")
    assert (await sends(desk, "+55 21 98888-7777", **template)).status_code == 201


async def test_a_code_needs_a_number_to_go_to(desk: Desk) -> None:
    await knows_template(desk, "AUTHENTICATION")
    await desk.does("UPDATE contact_identities SET kind = 'user_id', value = 'BR.13491208655302741918'")

    refused = await sends(desk, "BR.13491208655302741918", **examples.SAYINGS["template"])

    assert why(refused) == [("body.content", "needs_phone")]


async def test_a_stranger_may_be_sent_a_template_and_nothing_else(desk: Desk) -> None:
    await knows_template(desk)

    closed = await sends(desk, "+44 7911 123456")
    template = await sends(desk, "+44 7911 123456", **examples.SAYINGS["template"])
    await desk.delivers()

    assert closed.json()["code"] == "WINDOW_CLOSED"
    assert template.status_code == 201, template.text
    assert [one["type"] for one in desk.sent()] == ["template"]
    assert await desk.rows("SELECT template FROM outbox") == ["confirmacao_de_reserva/pt_BR"]


async def test_a_group_is_answered_on_the_phone_alone(desk: Desk) -> None:
    await desk.does("UPDATE contact_identities SET kind = 'group_id'")

    answered = await desk.says("text", "Olá a todos")

    assert why(answered) == [("path.conversation_id", "group")]
    assert await desk.rows("SELECT 1 FROM outbox") == []
