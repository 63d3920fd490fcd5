"""Two hotels with people, numbers and conversations, made through the product's own doors, as a new customer would.

Every step looks first whether it is done already, so a start that was cut off in the middle is simply gone through again. Only the
first super admin is made directly, for there is nobody yet who could sign in and make one.
"""

import asyncio
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final, TypeVar

import httpx

from app import settings as house
from app.assembly import open_office
from app.core.errors import ConflictError
from app.demo import hotels
from app.demo.hotels import Hotel, Person
from app.demo.stories import STORIES, Line, Story
from app.realtime.speaker import Hint
from app.settings import Settings
from app.users import service as users

PATIENCE: Final = 30.0
T = TypeVar("T")
FILE: Final = "hotels.json"


def main() -> int:
    settings = house.load(house.environment())
    file = settings.home / FILE
    cast = hotels.cast_of(file)
    asyncio.run(_make_first_operator(settings, cast.super_admin))
    with ThreadPoolExecutor(len(cast.hotels)) as pool:
        list(pool.map(partial(_open, settings, cast.super_admin), cast.hotels))
    hotels.keep(file, cast)
    return 0


def _open(settings: Settings, super_admin: Person, hotel: Hotel) -> None:
    with (
        httpx.Client(base_url=f"http://127.0.0.1:{settings.port}", timeout=30) as api,
        httpx.Client(base_url=_meta(settings), timeout=30) as meta,
    ):
        Opening(hotel, api, meta).open(_signed_in(api, super_admin))
    say(f"{hotel.name}: pronto")


class Opening:
    """One hotel, from the contract to its first conversations."""

    def __init__(self, hotel: Hotel, api: httpx.Client, meta: httpx.Client) -> None:
        self.hotel = hotel
        self._api = api
        self._meta = meta

    def open(self, operator: dict[str, str]) -> None:
        self._sign_contract(operator)
        admin = self.hotel.of_role("TENANT_ADMIN")[0]
        self._admin = _signed_in(self._api, admin, self.hotel)
        self._hire()
        self._connect_number()
        self._live_through(STORIES[self.hotel.slug])

    def _sign_contract(self, operator: dict[str, str]) -> None:
        known = {tenant["slug"]: tenant["id"] for tenant in _ok(self._api.get("/api/tenants", headers=operator))["data"]}
        if self.hotel.slug not in known:
            admin = self.hotel.of_role("TENANT_ADMIN")[0]
            order = {"name": self.hotel.name, "slug": self.hotel.slug, "email": self.hotel.email}
            order |= {"admin_name": admin.name, "admin_email": admin.email, "admin_password": admin.password}
            known[self.hotel.slug] = _ok(self._api.post("/api/tenants", headers=operator, json=order))["tenant"]["id"]
        self.hotel.id = known[self.hotel.slug]

    def _hire(self) -> None:
        for person in self.hotel.people:
            if person.role == "TENANT_ADMIN":
                continue
            entry = {"name": person.name, "email": person.email, "password": person.password, "role": person.role}
            _ok(self._api.post("/auth/register", headers=self._admin, json=entry), but=409)

    def _connect_number(self) -> None:
        """Meta knows the number first; we prove our claim to it there, and then Meta is told where to call."""
        number = self.hotel.whatsapp
        at_meta = {
            "business_account_id": number.business_account_id,
            "display_phone_number": number.display_phone_number,
            "verified_name": self.hotel.name,
            "access_token": number.access_token,
            "app_id": number.app_id,
            "app_secret": number.app_secret,
        }
        place = f"/_sim/numbers/{number.phone_number_id}"
        _ok(self._meta.put(place, json=at_meta))
        claim: dict[str, str | bool] = {name: at_meta[name] for name in ("business_account_id", "access_token", "app_secret")}
        # A verify token is shown only when it is made.
        claim |= {"phone_number_id": number.phone_number_id, "graph": "simulator", "new_verify_token": not number.verify_token}
        connected = _ok(self._api.put(f"/api/tenants/{self.hotel.id}/whatsapp", headers=self._admin, json=claim))
        number.verify_token = connected["verify_token"] or number.verify_token
        callback = {"callback_url": str(self._api.base_url.join("/webhooks/whatsapp")), "verify_token": number.verify_token}
        _ok(self._meta.put(place, json=at_meta | callback))

    def _live_through(self, stories: tuple[Story, ...]) -> None:
        desk = _signed_in(self._api, self.hotel.of_role("ATTENDANT")[0], self.hotel)
        for story in stories:
            for place, line in enumerate(story.lines):
                if not self._is_said(desk, story, line):
                    self._say(desk, story, line, f"demo-{story.wa_id}-{place}")
            if story.read:
                self._at_meta(story, "read", {})

    def _say(self, desk: dict[str, str], story: Story, line: Line, key: str) -> None:
        if line.by_hotel:
            conversation = _until(lambda: self._conversation(desk, story))
            # What the hotel answers, it has read.
            _ok(self._api.post(f"/api/conversations/{conversation['id']}/read", headers=desk))
            headers = desk | {"Idempotency-Key": key}
            body = {"type": "text", "content": {"text": line.text}}
            _ok(self._api.post(f"/api/conversations/{conversation['id']}/messages", headers=headers, json=body))
            _until(lambda: self._has_reached(story, line))
        else:
            self._at_meta(story, "messages", {"name": story.name, "message": {"type": "text", "text": {"body": line.text}}})
            _until(lambda: self._is_said(desk, story, line))

    def _at_meta(self, story: Story, what: str, order: dict[str, Any]) -> None:
        order |= {"phone_number_id": self.hotel.whatsapp.phone_number_id}
        _ok(self._meta.post(f"/_sim/guests/{story.wa_id}/{what}", json=order))

    def _conversation(self, desk: dict[str, str], story: Story) -> dict[str, Any] | None:
        listed = _ok(self._api.get("/api/conversations", headers=desk, params={"limit": 100}))["data"]
        return next((one for one in listed if one["contact"]["wa_id"] == story.wa_id), None)

    def _is_said(self, desk: dict[str, str], story: Story, line: Line) -> bool:
        conversation = self._conversation(desk, story)
        if conversation is None:
            return False
        thread = _ok(self._api.get(f"/api/conversations/{conversation['id']}/messages", headers=desk))["data"]
        return any(message["content"].get("text") == line.text for message in thread)

    def _has_reached(self, story: Story, line: Line) -> bool:
        asked = {"phone_number_id": self.hotel.whatsapp.phone_number_id, "to": story.wa_id}
        sent = _ok(self._meta.get("/_sim/sent", params=asked))["data"]
        return any(one["message"].get("text", {}).get("body") == line.text for one in sent)


async def _make_first_operator(settings: Settings, person: Person) -> None:
    async with open_office(settings, name="seed", emitter=Nobody()) as office, office.for_house() as work:
        try:
            await users.create_operator(work, email=person.email, name=person.name, password=person.password)
        except ConflictError:
            say("super admin: já existe")


class Nobody:
    """Where a live line would be: the demo's first super admin is made before anyone listens."""

    async def say(self, hints: Sequence[Hint]) -> None: ...


def _signed_in(api: httpx.Client, person: Person, hotel: Hotel | None = None) -> dict[str, str]:
    where = {"X-Tenant-Slug": hotel.slug} if hotel else {}
    pair = _ok(api.post("/auth/login", headers=where, json={"email": person.email, "password": person.password}))
    return {"Authorization": f"Bearer {pair['access_token']}"}


def _ok(response: httpx.Response, but: int = 0) -> Any:  # noqa: ANN401 - whatever the door answers
    if response.is_success:
        return response.json() if response.content else None
    if response.status_code == but:
        return None
    raise SystemExit(f"{response.request.method} {response.request.url.path} → {response.status_code}: {response.text}")


def _until(look: Callable[[], T | None]) -> T:
    until = time.monotonic() + PATIENCE
    while not (found := look()):
        if time.monotonic() > until:
            raise SystemExit(f"nothing happened within {PATIENCE:.0f} s")
        time.sleep(0.1)
    return found


def _meta(settings: Settings) -> str:
    if settings.simulator_url is None:
        raise SystemExit("SIMULATOR_URL is missing: the demo's hotels talk to the simulator")
    return settings.simulator_url


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
