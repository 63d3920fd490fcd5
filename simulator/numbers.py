"""The hotels' WhatsApp numbers as Meta knows them: tokens, Meta app, callback, rate; and the file they are kept in."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec

Digits = Annotated[str, msgspec.Meta(pattern=r"^\d{5,20}$")]


class NumberDetails(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `PUT /_sim/numbers/{id}` takes. A number without `callback_url` gets no webhooks.

    `portfolio_id` is the business that owns the account. `callback_url` is the Meta app's; the two others are what the business
    has set over it, for this number and for its account.
    """

    business_account_id: Digits
    display_phone_number: Annotated[str, msgspec.Meta(min_length=5, max_length=32)]
    access_token: Annotated[str, msgspec.Meta(min_length=1)]
    app_secret: Annotated[str, msgspec.Meta(min_length=1)]
    verified_name: str = ""
    app_id: str = ""
    callback_url: Annotated[str, msgspec.Meta(pattern=r"^https?://")] | None = None
    verify_token: str | None = None
    override_url: str | None = None
    account_override_url: str | None = None
    rate: Annotated[int, msgspec.Meta(ge=1)] = 80
    portfolio_id: Digits | None = None


class Number(NumberDetails, frozen=True, kw_only=True, forbid_unknown_fields=True):
    phone_number_id: Digits

    @property
    def portfolio(self) -> str:
        """Whose messaging limit counts; an account without a named one is a portfolio of its own."""
        return self.portfolio_id or self.business_account_id

    @property
    def digits(self) -> str:
        return "".join(filter(str.isdigit, self.display_phone_number))


class NumberView(msgspec.Struct, kw_only=True, omit_defaults=False):
    """A number without its secrets."""

    phone_number_id: str
    business_account_id: str
    display_phone_number: str
    verified_name: str
    app_id: str
    callback_url: str | None
    rate: int

    @classmethod
    def of(cls, number: Number) -> "NumberView":
        return cls(**{name: getattr(number, name) for name in cls.__struct_fields__})


class Kept(msgspec.Struct):
    """The file's shape."""

    numbers: list[Number] = []


class Numbers:
    """All numbers, looked up by id, by token and by WABA; written back to the file when there is one."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._by_id: dict[str, Number] = {}
        self._tokens: set[str] = set()
        if path is not None and path.exists():
            for number in msgspec.json.decode(path.read_bytes(), type=Kept).numbers:
                self._by_id[number.phone_number_id] = number
            self._index()

    def __iter__(self) -> Iterator[Number]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def find(self, phone_number_id: str) -> Number | None:
        return self._by_id.get(phone_number_id)

    def of_waba(self, business_account_id: str) -> list[Number]:
        return [number for number in self if number.business_account_id == business_account_id]

    def spokesman(self, business_account_id: str) -> Number | None:
        """The number by which an account's own news reach its app: one with a callback, if there is one."""
        numbers = self.of_waba(business_account_id)
        return next((number for number in numbers if number.callback_url), numbers[0] if numbers else None)

    def of_token(self, token: str) -> list[Number]:
        return [number for number in self if number.access_token == token]

    def knows_token(self, token: str) -> bool:
        return token in self._tokens

    def put(self, number: Number) -> bool:
        """True when the number is new or changed."""
        if self._by_id.get(number.phone_number_id) == number:
            return False
        self._by_id[number.phone_number_id] = number
        self._index()
        self._keep()
        return True

    def remove(self, phone_number_id: str) -> bool:
        if self._by_id.pop(phone_number_id, None) is None:
            return False
        self._index()
        self._keep()
        return True

    def _index(self) -> None:
        self._tokens = {number.access_token for number in self}

    def _keep(self) -> None:
        if self.path is not None:
            replace_privately(self.path, msgspec.json.format(msgspec.json.encode(Kept(list(self)))))


def replace_privately(path: Path, content: bytes) -> None:
    """Writes a file that only its owner may read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        draft.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
