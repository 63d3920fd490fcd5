"""All templates of all accounts, found by id, or by account, name and language."""

import secrets
from collections.abc import Iterator
from typing import Literal

import msgspec

from simulator import clock
from simulator.templates import shapes

Category = Literal["MARKETING", "UTILITY", "AUTHENTICATION"]
BLOCKED_S = 30 * clock.DAY_S


class Template(msgspec.Struct, kw_only=True, eq=False):
    """One name in one language. `edited_at`: when it was changed while approved; `pauses`: how often its quality had it paused."""

    template_id: str
    business_account_id: str
    name: str
    language: str
    category: str
    components: list[dict[str, object]]
    parameter_format: str = "POSITIONAL"
    status: str = "PENDING"
    quality: str = "UNKNOWN"
    reason: str = "NONE"
    previous_category: str | None = None
    ttl_s: int | None = None
    created_at: float = 0
    edited_at: list[float] = []
    pauses: int = 0
    paused_until: float | None = None
    shape: shapes.Shape | None = None

    @property
    def asks(self) -> shapes.Shape:
        if self.shape is None:
            self.shape = shapes.of(self.components)
        return self.shape

    def reword(self, components: list[dict[str, object]]) -> None:
        self.components = components
        self.shape = None


class Stock:
    """`changes` counts them, for whoever writes them down."""

    def __init__(self) -> None:
        self._by_id: dict[str, Template] = {}
        self._by_name: dict[tuple[str, str, str], Template] = {}
        self._blocked: dict[tuple[str, str], float] = {}
        self._made: dict[str, list[float]] = {}
        self.changes = 0

    def __iter__(self) -> Iterator[Template]:
        return iter(self._by_id.values())

    def reset(self) -> None:
        for known in (self._by_id, self._by_name, self._blocked, self._made):
            known.clear()
        self.changes += 1

    def get(self, template_id: str) -> Template | None:
        return self._by_id.get(template_id)

    def find(self, business_account_id: str, name: str, language: str) -> Template | None:
        return self._by_name.get((business_account_id, name, language.replace("-", "_")))

    def named(self, business_account_id: str, name: str) -> list[Template]:
        return [one for one in self if (one.business_account_id, one.name) == (business_account_id, name)]

    def of_waba(self, business_account_id: str) -> list[Template]:
        """The newest first, as Meta lists them."""
        return [one for one in reversed(self._by_id.values()) if one.business_account_id == business_account_id]

    def add(self, template: Template) -> None:
        self._by_id[template.template_id] = template
        self._by_name[template.business_account_id, template.name, template.language] = template
        self.changes += 1

    def remove(self, template: Template) -> None:
        """An approved one keeps its name from being used again for thirty days."""
        if template.status == "APPROVED":
            self._blocked[template.business_account_id, template.name] = clock.now() + BLOCKED_S
        del self._by_id[template.template_id]
        self._by_name.pop((template.business_account_id, template.name, template.language), None)
        self.changes += 1

    def is_blocked(self, business_account_id: str, name: str) -> bool:
        return clock.now() < self._blocked.get((business_account_id, name), 0)

    def made_within_the_hour(self, business_account_id: str) -> list[float]:
        """When; whoever makes another adds to it."""
        recent = [at for at in self._made.get(business_account_id, ()) if clock.now() - at < 3600]
        self._made[business_account_id] = recent
        return recent


def new_id() -> str:
    return str(10**15 + secrets.randbelow(9 * 10**15))
