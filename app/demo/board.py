"""`demo.json`: where everything is and who may sign in, for programs; and the same in words, for people."""

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
    strong = [(terminal.paint(text, BOLD)) for text in (home.api_url, f"{home.simulator_url}/", f"{home.api_url}/docs")]
    terminal.say()
    terminal.say(terminal.paint("Recado está no ar.", GREEN))
    terminal.say(f"  Atendimento         {strong[0]}")
    terminal.say(f"  Telefone do hóspede {strong[1]}")
    terminal.say(f"  API                 {strong[2]}")
    terminal.say()
    for hotel in cast.hotels:
        terminal.say(f"  {terminal.paint(hotel.name, BOLD)}  {hotel.whatsapp.display_phone_number}")
        for person in hotel.people:
            terminal.say(f"    {person.role:<13} {person.email:<32} {person.password}")
    admin = cast.super_admin
    terminal.say(f"    {admin.role:<13} {admin.email:<32} {admin.password}")
    terminal.say()
    terminal.say(f"  Entre com um dos e-mails acima; escreva como hóspede pelo telefone. Ctrl-C encerra tudo. ({home.board})")
    terminal.say("  In English: sign in at the first address with any line above, write as a guest at the second; Ctrl-C stops everything.")
    terminal.say()


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
