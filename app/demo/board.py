"""`demo.json`: where everything is and who may sign in, for programs; and the same in words, for people."""

from functools import partial
from typing import Any

import msgspec

from app.demo.home import Home
from app.demo.hotels import Cast, Hotel, Person
from app.demo.private import write_private
from app.demo.terminal import BOLD, GREEN, Terminal

WORKERS = ("inbound", "outbound", "media", "housekeeping")


class Addresses(msgspec.Struct):
    database_url: str
    database_owner_url: str
    redis_url: str


def write(home: Home, addresses: Addresses, cast: Cast, pids: dict[str, int | None]) -> None:
    """Replaced in one step and readable by its owner only; the shape is a contract (docs: contracts, "Demo")."""
    board = {
        "api_url": home.api_url,
        "simulator_url": home.simulator_url,
        **msgspec.to_builtins(addresses),
        "super_admin": _login(cast.super_admin),
        "tenants": [_tenant(hotel) for hotel in cast.hotels],
        "processes": {
            "supervisor": pids["supervisor"],
            "api": [pids["api"]],
            "workers": {name: [pids[name]] for name in WORKERS},
            "postgres": pids["postgres"],
            "redis": pids["redis"],
            "simulator": pids["simulator"],
        },
    }
    write_private(home.board, msgspec.json.format(msgspec.json.encode(board)).decode() + "\n")


def tell(terminal: Terminal, home: Home, cast: Cast) -> None:
    """The last thing that the start prints: where to click, how to sign in."""
    strong = partial(terminal.paint, code=BOLD)

    def place(name: str, address: str, rest: str = "") -> None:
        terminal.say(f"  {strong(name.ljust(24))} {strong(address)}{rest}")

    terminal.say()
    terminal.say(terminal.paint("Recado está no ar.", GREEN))
    terminal.say()
    for hotel in cast.hotels:
        place(hotel.name, f"{home.api_url}/?tenant={hotel.slug}", f"   WhatsApp {hotel.whatsapp.display_phone_number}")
        _tell_people(terminal, hotel.people)
    place("Operação", home.api_url)
    _tell_people(terminal, [cast.super_admin])
    place("Celular do hóspede", home.simulator_url)
    place("API", f"{home.api_url}/docs")
    terminal.say()
    terminal.say("  Abra o endereço de um hotel e entre com um dos e-mails; no celular, escreva como hóspede. Ctrl-C encerra tudo.")
    terminal.say(
        "  English: open a hotel's address and sign in with any e-mail above; be the guest on the phone page. Ctrl-C stops everything."
    )
    terminal.say(f"  ({home.board})")
    terminal.say()


def _tell_people(terminal: Terminal, people: list[Person]) -> None:
    for person in people:
        terminal.say(f"    {person.role:<14} {person.email:<32} {person.password}")


def _tenant(hotel: Hotel) -> dict[str, Any]:
    number = msgspec.to_builtins(hotel.whatsapp)
    del number["app_id"]
    return {
        "id": hotel.id,
        "slug": hotel.slug,
        "name": hotel.name,
        "admin": _login(hotel.of_role("TENANT_ADMIN")[0]),
        "manager": _login(hotel.of_role("MANAGER")[0]),
        "attendants": [_login(person) for person in hotel.of_role("ATTENDANT")],
        "agent": _login(hotel.of_role("AGENT")[0]),
        "whatsapp": number,
    }


def _login(person: Person) -> dict[str, str]:
    return {"email": person.email, "password": person.password}
