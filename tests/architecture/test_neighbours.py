"""Every door and every socket event, tried with a neighbour's ids: the answer is as if they did not exist.

A new door or event without a line in these tables fails.
"""

import re
from typing import Any, Final
from uuid import UUID

import httpx
import msgspec
import pytest
from litestar import Litestar
from litestar.routes import ASGIRoute, HTTPRoute
from sqlalchemy import select, text

from app.core.ids import new_id
from app.core.permissions import Role
from app.core.work import Office
from app.notices import service as notices
from app.notices.models import Notice, Severity
from app.settings import Settings
from tests import builders
from tests.realtime.conftest import Browser, Hotel, a_hotel, guest_writes, serving, token_of
from tests.templates.wording import a_template

Door = tuple[str, str]

_THREAD: Final = "/api/conversations/{conversation_id}"
_HOTEL: Final = "/api/tenants/{tenant_id}"
_CLAIM: Final = {"phone_number_id": "1", "business_account_id": "2", "access_token": "EAAG-a-token-of-ours", "app_secret": "s" * 32}

# Doors that name something of a hotel's in the path, with a body that would otherwise do.
NAMED: Final[dict[Door, Any]] = {
    ("GET", _THREAD): None,
    ("PATCH", _THREAD): {"status": "closed"},
    ("POST", f"{_THREAD}/read"): None,
    ("POST", f"{_THREAD}/unread"): None,
    ("GET", f"{_THREAD}/messages"): None,
    ("POST", f"{_THREAD}/messages"): {"type": "text", "content": "Olá"},
    ("GET", f"{_THREAD}/scheduled"): None,
    ("PATCH", "/api/scheduled/{message_id}"): {"at": "2099-01-01T12:00"},
    ("DELETE", "/api/scheduled/{message_id}"): None,
    ("GET", "/api/messages/{message_id}/edits"): None,
    ("GET", "/api/messages/{message_id}/raw"): None,
    ("GET", "/api/messages/{message_id}/trace"): None,
    ("POST", "/api/messages/{message_id}/cancel"): None,
    ("POST", "/api/messages/{message_id}/retry"): None,
    ("POST", "/api/messages/{message_id}/decide"): {"outcome": "arrived"},
    ("GET", "/api/media/{media_id}"): None,
    ("GET", "/api/media/{media_id}/thumbnail"): None,
    ("POST", "/api/media/{media_id}/retry"): None,
    ("GET", "/api/contacts/{contact_id}"): None,
    ("GET", _HOTEL): None,
    ("PATCH", _HOTEL): {"name": "Nosso agora"},
    ("GET", f"{_HOTEL}/whatsapp"): None,
    ("PUT", f"{_HOTEL}/whatsapp"): _CLAIM,
    ("POST", f"{_HOTEL}/whatsapp/test"): None,
    ("POST", f"{_HOTEL}/whatsapp/callback"): {"phone_number_id": "1", "override": True},
    ("POST", f"{_HOTEL}/whatsapp/retire-secret"): None,
    ("POST", "/api/notices/{notice_id}/dismiss"): None,
    ("GET", "/api/templates/{template_id}"): None,
    ("PATCH", "/api/templates/{template_id}"): {"sources": {}},
    ("DELETE", "/api/templates/{template_id}"): None,
    ("GET", "/api/inbox/{letter_id}"): None,
    ("GET", "/api/inbox/{letter_id}/raw"): None,
}
# Doors of the house: a hotel's people are refused before anybody looks whether the id exists.
HOUSE: Final[dict[Door, Any]] = {
    ("GET", "/api/tenants"): None,
    ("POST", "/api/tenants"): {
        "name": "Outro",
        "slug": "outro-hotel",
        "email": "a@outro.example",
        "admin_name": "Ana",
        "admin_email": "ana@outro.example",
    },
    ("GET", "/api/inbox/unclaimed"): None,
    ("POST", f"{_HOTEL}/suspend"): None,
    ("GET", "/api/house/notices"): None,
    ("POST", "/api/house/notices/{notice_id}/dismiss"): None,
    ("POST", f"{_HOTEL}/activate"): None,
}
# Doors that list: nothing of the neighbour's may be in them.
LISTS: Final[dict[Door, dict[str, Any]]] = {
    ("GET", "/api/conversations"): {},
    ("GET", "/api/history-imports"): {},
    ("GET", "/api/scheduled"): {"limit": 100},
    ("GET", "/api/events"): {"since": 0},
    ("GET", "/api/users"): {},
    ("GET", "/api/inbox"): {"limit": 100},
    ("GET", "/api/inbox/counts"): {},
    ("GET", "/api/notices"): {"state": "all"},
    ("GET", "/api/templates"): {},
    ("GET", "/api/templates/library"): {},
    ("GET", "/api/outbox"): {"state": "waiting"},
    ("GET", "/auth/me"): {},
}
# Doors that take no id of a hotel's, and why that is enough.
NAMELESS: Final[dict[Door, str]] = {
    ("GET", f"{_HOTEL}/whatsapp/callback"): "asks Meta; its own tests",
    ("GET", "/api/templates/fields"): "the same for everybody",
    ("POST", "/api/templates"): "a new template of the caller's account: tests/templates/test_making.py",
    ("POST", "/api/templates/check"): "nothing is kept",
    ("POST", "/api/templates/sync"): "the caller's own accounts",
    ("POST", "/api/templates/library/{key}"): "one of ours for the caller's account: tests/templates/test_library.py",
    ("GET", "/api/templates/offers"): "a conversation in the query: tests/templates/test_offers.py",
    ("POST", "/api/templates/preview"): "a conversation in the body: tests/templates/test_offers.py",
    ("POST", "/auth/login"): "the hotel by name; its own tests",
    ("POST", "/auth/refresh"): "a token, which is a MAC",
    ("POST", "/auth/logout"): "a token",
    ("POST", "/auth/change-password"): "the caller's own",
    ("POST", "/auth/register"): "a new person of the caller's hotel",
    ("POST", "/api/messages/send"): "a phone number, which becomes the caller's own contact",
    ("POST", "/api/media"): "a file of the caller's own",
    ("POST", "/api/inbox/replay"): "ids in the body: tests/inbox/test_looking.py",
    ("ASGI", "/webhooks/whatsapp"): "signed by Meta; its own tests",
    ("ASGI", "/socket.io"): "see EVENTS",
    ("ASGI", "/media"): "a file's key in a MAC; its own tests",
    ("GET", "/health"): "no data",
    ("GET", "/health/ready"): "no data",
    ("GET", "/metrics"): "no tenant's data",
    ("GET", "/"): "the same page for everybody",
    ("GET", "/web/{path}"): "files",
    ("GET", "/favicon.ico"): "a file",
}
PAGES: Final = "/docs"
# What each event answers to an id that is not ours; None stands for an answer like to one's own.
EVENTS: Final[dict[str, str | None]] = {
    "join_conversation": "NOT_FOUND",
    "conversation:join": "NOT_FOUND",
    "typing_start": "NOT_FOUND",
    "typing:start": "NOT_FOUND",
    "typing_stop": "NOT_FOUND",
    "typing:stop": "NOT_FOUND",
    "leave_conversation": None,
    "conversation:leave": None,
}
NAMELESS_EVENTS: Final = {"connect", "disconnect", "ping", "resume"}


class Street(msgspec.Struct):
    """Two hotels: ours, with all rights a hotel's person can have, and the neighbour."""

    ours: Hotel
    theirs: Hotel
    our_message: UUID
    their_message: UUID
    their_notice: UUID
    our_file: UUID
    their_file: UUID
    our_letter: int
    their_letter: int
    our_template: UUID
    their_template: UUID

    def named(self, path: str, *, ours: bool = False) -> UUID | int:
        """The thing of either hotel that this door names."""
        hotel = self.ours if ours else self.theirs
        things: dict[str, UUID | int] = {
            "tenant_id": hotel.tenant.id,
            "conversation_id": hotel.conversation.id,
            "contact_id": hotel.conversation.contact_id,
            "message_id": self.our_message if ours else self.their_message,
            "notice_id": self.their_notice,
            "media_id": self.our_file if ours else self.their_file,
            "letter_id": self.our_letter if ours else self.their_letter,
            "template_id": self.our_template if ours else self.their_template,
        }
        return next(thing for name, thing in things.items() if f"{{{name}}}" in path)


@pytest.fixture
async def street(office: Office) -> Street:
    ours = await a_hotel(office, "hotel-ipanema", "106540352242922")
    theirs = await a_hotel(office, "pousada-serena", "206540352242922")
    ours.attendant = await builders.a_user(office, ours.tenant, Role.TENANT_ADMIN)
    async with office.for_tenant(theirs.tenant.id) as work:
        await notices.post(work, "test", subject="their number", details={}, severity=Severity.INFO)
        their_notice = await work.session.scalar(select(Notice.id))
    our_message, their_message = await guest_writes(office, ours), await guest_writes(office, theirs)
    our_file, their_file = [await builders.a_file(office, message) for message in (our_message, their_message)]
    our_letter, their_letter = [await a_letter(office, hotel) for hotel in (ours, theirs)]
    our_template, their_template = [(await a_template(office, hotel.channel, "boas_vindas", [])).id for hotel in (ours, theirs)]
    return Street(
        ours,
        theirs,
        our_message.id,
        their_message.id,
        their_notice=their_notice or new_id(),
        our_file=our_file.id,
        their_file=their_file.id,
        our_letter=our_letter,
        their_letter=their_letter,
        our_template=our_template,
        their_template=their_template,
    )


async def a_letter(office: Office, hotel: Hotel) -> int:
    """In the inbox, for the hotel's number."""
    source = {"source_id": hotel.channel.phone_number_id}
    async with office.for_tenant(hotel.tenant.id) as work:
        await work.session.execute(text("INSERT INTO inbox (source_id, kind, key, body) VALUES (:source_id, 'message', 'a', '{}')"), source)
        return await work.session.scalar(text("SELECT id FROM own_letters")) or 0


def at(path: str, one: UUID | int) -> str:
    return re.sub(r"\{\w+\}", str(one), path)


def doors(app: Litestar) -> set[Door]:
    found = {("ASGI", route.path) for route in app.routes if isinstance(route, ASGIRoute)}
    routes = [route for route in app.routes if isinstance(route, HTTPRoute)]
    return found | {(method, route.path_format) for route in routes for method in route.methods - {"OPTIONS"}}


def told(answered: httpx.Response, *names: UUID | int) -> tuple[int, str]:
    """The answer without what differs between any two: ids, time, request."""
    body = answered.json()
    body.pop("timestamp"), body.pop("request_id")
    plain = msgspec.json.encode(body).decode()
    for name in names:
        plain = plain.replace(f'"{name}"' if isinstance(name, int) else str(name), "id")
    return answered.status_code, plain


async def test_every_door_has_its_line(app: Litestar) -> None:
    described = set(NAMED) | set(HOUSE) | set(LISTS) | set(NAMELESS)

    assert {door for door in doors(app) if not door[1].startswith(PAGES)} == described


async def test_every_event_has_its_line(app: Litestar) -> None:
    assert set(app.state.line.server.handlers["/"]) == set(EVENTS) | NAMELESS_EVENTS


async def test_a_neighbours_things_do_not_exist(client: httpx.AsyncClient, street: Street) -> None:
    headers = await builders.signed_in(client, street.ours.attendant)
    for (method, path), body in NAMED.items():
        theirs = street.named(path)
        nobodys = 2**40 if isinstance(theirs, int) else new_id()
        answers = [await client.request(method, at(path, one), json=body, headers=headers) for one in (theirs, nobodys)]
        assert told(answers[0], theirs) == told(answers[1], nobodys), (method, path)
        assert answers[0].status_code == 404, (method, path, answers[0].text)


async def test_ones_own_things_do_exist(client: httpx.AsyncClient, street: Street) -> None:
    headers = await builders.signed_in(client, street.ours.attendant) | {"Accept": "application/json"}
    for method, path in NAMED:
        if method == "GET":
            answered = await client.get(at(path, street.named(path, ours=True)), headers=headers)
            assert answered.status_code == 200, (path, answered.text)


async def test_the_houses_doors_are_shut_to_hotels(client: httpx.AsyncClient, street: Street) -> None:
    headers = await builders.signed_in(client, street.ours.attendant)
    for (method, path), body in HOUSE.items():
        nobodys = new_id()
        answers = [await client.request(method, at(path, one), json=body, headers=headers) for one in (street.theirs.tenant.id, nobodys)]
        assert told(answers[0], street.theirs.tenant.id) == told(answers[1], nobodys), (method, path)
        assert answers[0].status_code == 403, (method, path)


async def test_lists_hold_nothing_of_a_neighbours(client: httpx.AsyncClient, street: Street) -> None:
    headers = await builders.signed_in(client, street.ours.attendant)
    theirs = street.theirs
    named = [theirs.tenant.id, theirs.channel.id, theirs.attendant.id, theirs.conversation.id, theirs.conversation.contact_id]
    for (method, path), query in LISTS.items():
        answered = await client.request(method, path, params=query, headers=headers)
        assert answered.status_code == 200, (path, answered.text)
        assert theirs.channel.phone_number_id not in answered.text, path
        assert [
            one for one in (*named, street.their_message, street.their_notice, street.their_template) if str(one) in answered.text
        ] == [], path


async def test_a_neighbours_message_is_no_place_in_our_thread(client: httpx.AsyncClient, street: Street) -> None:
    headers = await builders.signed_in(client, street.ours.attendant)
    path, nobodys = f"/api/conversations/{street.ours.conversation.id}/messages", new_id()

    answers = [await client.get(path, params={"before": str(one)}, headers=headers) for one in (street.their_message, nobodys)]

    assert told(answers[0], street.their_message) == told(answers[1], nobodys)
    assert answers[0].status_code == 404


async def test_every_event_answers_as_if_it_did_not_exist(settings: Settings, street: Street) -> None:
    async with serving(settings) as url:
        browser = Browser(url)
        await browser.connect(await token_of(url, street.ours.attendant))
        await browser.until("connected")
        for event, code in EVENTS.items():
            theirs = await browser.ask(event, {"conversation_id": str(street.theirs.conversation.id)})
            nobodys = await browser.ask(event, {"conversation_id": str(new_id())})
            changing = dict.fromkeys(("timestamp", "request_id", "identifier", "conversation_id"), "")
            assert theirs | changing == nobodys | changing, event
            assert theirs.get("code") == code, event
        resumed = await browser.ask("resume", {"last_event_id": 0})
        await browser.close()

    assert str(street.our_message) in str(resumed)
    assert [one for one in (street.theirs.conversation.id, street.their_message) if str(one) in str(resumed)] == []
