"""The two hotels of the demo, their people and their numbers: made up once per data folder, with random passwords and secrets."""

import secrets
from pathlib import Path
from typing import Final

import msgspec

from app.demo.private import write_private


class Person(msgspec.Struct):
    name: str
    email: str
    password: str
    role: str


class Number(msgspec.Struct):
    """A WhatsApp number and the Meta app it belongs to, as Meta (here: the simulator) knows them."""

    phone_number_id: str
    business_account_id: str
    display_phone_number: str
    app_id: str
    app_secret: str
    access_token: str
    verify_token: str = ""


class Hotel(msgspec.Struct):
    slug: str
    name: str
    email: str
    people: list[Person]
    whatsapp: Number
    id: str = ""

    def of_role(self, role: str) -> list[Person]:
        return [person for person in self.people if person.role == role]


class Cast(msgspec.Struct):
    super_admin: Person
    hotels: list[Hotel]


_IPANEMA: Final = [
    ("Helena Duarte", "TENANT_ADMIN"),
    ("Caio Menezes", "MANAGER"),
    ("Bia Santos", "ATTENDANT"),
    ("Rafael Lima", "ATTENDANT"),
]
_SERENA: Final = [("Otávio Prado", "TENANT_ADMIN"), ("Lia Campos", "MANAGER"), ("Joana Reis", "ATTENDANT"), ("Davi Nunes", "ATTENDANT")]


def cast_of(file: Path) -> Cast:
    """The same people at every start of this folder."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Cast)
    except FileNotFoundError:
        cast = _invent()
        keep(file, cast)
        return cast


def keep(file: Path, cast: Cast) -> None:
    write_private(file, msgspec.json.format(msgspec.json.encode(cast)).decode())


def _invent() -> Cast:
    ipanema = [*_IPANEMA, ("Tiago Rocha", "AGENT")]
    serena = [*_SERENA, ("Marina Alves", "AGENT")]
    return Cast(
        super_admin=_person("Operação Recado", "SUPER_ADMIN", "recado.example"),
        hotels=[
            _hotel("hotel-ipanema", "Hotel Ipanema", ipanema, "+55 21 99999-0101"),
            _hotel("pousada-serena", "Pousada Serena", serena, "+55 24 99999-0202"),
        ],
    )


def _hotel(slug: str, name: str, people: list[tuple[str, str]], phone: str) -> Hotel:
    host = f"{slug}.example"
    return Hotel(
        slug=slug,
        name=name,
        email=f"recepcao@{host}",
        people=[_person(person, role, host) for person, role in people],
        whatsapp=Number(
            phone_number_id=_digits(15),
            business_account_id=_digits(15),
            display_phone_number=phone,
            app_id=_digits(16),
            app_secret=secrets.token_hex(16),
            access_token="EAA" + secrets.token_hex(24),
        ),
    )


def _person(name: str, role: str, host: str) -> Person:
    first = name.split(maxsplit=1)[0].lower().translate(str.maketrans("áâãçéêíóôõú", "aaaceeiooou"))
    # Random, and yet something one can type from the terminal.
    password = "-".join(secrets.choice(_WORDS) for _ in range(2)) + f"-{secrets.randbelow(900000) + 100000}"
    return Person(name, f"{first}@{host}", password, role)


def _digits(length: int) -> str:
    return str(secrets.randbelow(9) + 1) + "".join(str(secrets.randbelow(10)) for _ in range(length - 1))


_WORDS: Final = ("areia", "barco", "brisa", "caju", "canoa", "coral", "duna", "farol", "flor", "garoa", "ilha", "jangada", "lagoa", "manga")
