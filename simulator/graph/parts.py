"""One JSON object inside a message: asked for its members, it gives them or refuses in Meta's words."""

from collections.abc import Iterable
from typing import NamedTuple, cast

from simulator.graph import refusals

Body = dict[str, object]


class Part(NamedTuple):
    """`name` is what Meta's refusals call it, as in `interactive['action']`."""

    content: Body
    name: str
    is_strict: bool

    def only(self, *allowed: str) -> "Part":
        """Meta knows no other members than these."""
        if self.is_strict and not self.content.keys() <= set(allowed):
            unknown = next(name for name in self.content if name not in allowed)
            raise refusals.invalid(f'Unexpected key "{unknown}" on param "{self.name}".')
        return self

    def at(self, key: str) -> str:
        return f"{self.name}['{key}']"

    def has(self, key: str) -> bool:
        """Named, and not null: some clients write null for what they leave out."""
        return self.content.get(key) is not None

    def one_of(self, key: str, known: Iterable[str]) -> str:
        """Meta compares without looking at the case."""
        told = self.string(key)
        if told.lower() not in known:
            raise refusals.invalid(f'Param {self.at(key)} must be one of {{{", ".join(sorted(known)).upper()}}} - got "{told}".')
        return told.lower()

    def string(self, key: str, most: int | None = None) -> str:
        """A member that may not be left out."""
        told = self.content.get(key)
        if told is None or told == "":
            raise refusals.required(self.at(key))
        if not isinstance(told, str):
            raise refusals.invalid(f"Param {self.at(key)} must be a string.")
        if most is not None and len(told) > most:
            raise refusals.invalid(f"Param {self.at(key)} must be at most {most} characters long.")
        return told

    def maybe(self, key: str, most: int | None = None) -> str | None:
        """A string that may be left out, or empty."""
        return self.string(key, most) if self.content.get(key) not in (None, "") else None

    def said(self, key: str, title: str, most: int, least: int = 1) -> str:
        """Words on the screen; `title` is what Meta calls them when they are too long."""
        told = self.content.get(key)
        if told is None:
            raise refusals.required(self.at(key))
        if not isinstance(told, str):
            raise refusals.invalid(f"Param {self.at(key)} must be a string.")
        if not least <= len(told) <= most:
            raise refusals.coded(131009, f"{title} length invalid. Min length: {least}, Max length: {most}")
        return told

    def flag(self, key: str) -> bool:
        told = self.content.get(key, False)
        if not isinstance(told, bool):
            raise refusals.invalid(f"Param {self.at(key)} must be a boolean.")
        return told

    def part(self, key: str) -> "Part":
        told = self.content.get(key)
        if told is None:
            raise refusals.required(self.at(key))
        if not isinstance(told, dict):
            raise refusals.invalid(f"Param {self.at(key)} must be a JSON object.")
        return Part(cast("Body", told), self.at(key), self.is_strict)

    def parts(self, key: str) -> list["Part"]:
        """A list of objects, which may be empty but not left out."""
        told = self.content.get(key)
        if told is None:
            raise refusals.required(self.at(key))
        return listed(told, self.at(key), self.is_strict)


def listed(told: object, name: str, is_strict: bool) -> list[Part]:
    if not isinstance(told, list):
        raise refusals.invalid(f"Param {name} must be an array.")
    for place, item in enumerate(told):
        if not isinstance(item, dict):
            raise refusals.invalid(f"Param {name}[{place}] must be a JSON object.")
    return [Part(item, f"{name}[{place}]", is_strict) for place, item in enumerate(told)]
