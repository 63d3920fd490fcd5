"""What a storm left behind, kind by kind, against what was sent: lost, doubled, in the wrong hotel, out of order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import asyncpg
import msgspec

CHANGES = ("reaction", "reaction_removed", "edit_text", "revoke")
# The member of `content` in which a kind's own text is found again.
_TEXTS = {
    "text": ("text",),
    "referral_ctwa": ("text",),
    "group_text": ("text",),
    "image": ("caption",),
    "video": ("caption",),
    "document": ("caption",),
    "location": ("name",),
    "contacts": ("contacts", 0, "name"),
    "order": ("text",),
    "button_template_quick_reply": ("reply", "title"),
    "interactive_button_reply": ("reply", "title"),
    "interactive_list_reply": ("reply", "title"),
    "interactive_nfm_reply_flow": ("flow", "body"),
}
_ROWS = """
SELECT m.tenant_id::text AS tenant_id, m.id::text AS id, m.wamid, m.direction, m.conversation_id, m.said_at, m.message_type, m.status,
       m.content::text AS content, m.reactions::text AS reactions, m.revoked_at IS NOT NULL AS is_revoked, m.raw IS NOT NULL AS has_raw,
       (SELECT array_agg(edits.wamid) FROM message_edits edits WHERE edits.tenant_id = m.tenant_id AND edits.message_id = m.id) AS edits
  FROM messages m WHERE m.tenant_id = ANY($1::uuid[]) ORDER BY m.conversation_id, m.said_at, m.id
"""


class Round(NamedTuple):
    """One fault: guests' messages by wamid with their number, and the numbers of the hotels' texts."""

    fault: str
    sent: Mapping[str, tuple[str, dict[str, Any]]]
    texts: Mapping[str, str]


class Cell(msgspec.Struct):
    """One fault upon one kind."""

    sent: int = 0
    lost: int = 0
    doubled: int = 0
    wrong_tenant: int = 0
    out_of_order: int = 0

    @property
    def flaws(self) -> int:
        return self.lost + self.doubled + self.wrong_tenant + self.out_of_order

    def add(self, other: "Cell") -> None:
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Reckoning:
    def __init__(self) -> None:
        self.cells: dict[tuple[str, str], Cell] = defaultdict(Cell)
        self.strangers = 0
        """Rows that nobody sent: forged ones, above all."""

    @property
    def is_clean(self) -> bool:
        return not self.strangers and not any(cell.flaws for cell in self.cells.values())

    def table(self) -> str:
        """Faults down, kinds across: how many were sent, and after `!` how many of them went wrong; then the sums."""
        faults = list(dict.fromkeys(fault for fault, _ in self.cells))
        kinds = sorted({kind for _, kind in self.cells})
        lines = [f"{place:>2} {kind}" for place, kind in enumerate(kinds)]
        lines.append(f"{'fault':30}" + "".join(f"{place:>5}" for place in range(len(kinds))))
        lines.extend(f"{fault:30}" + "".join(f"{_shown(self.cells.get((fault, kind))):>5}" for kind in kinds) for fault in faults)
        head = f"{'':36}{'sent':>7}{'lost':>7}{'doubled':>9}{'wrong tenant':>14}{'out of order':>14}"
        sums = [self._sum(kind, [kind], faults) for kind in kinds] + [self._sum("all", kinds, faults)]
        return "\n".join([*lines, "", head, *sums, f"rows that nobody sent: {self.strangers}"])

    def _sum(self, name: str, kinds: Iterable[str], faults: Sequence[str]) -> str:
        total = Cell()
        for kind in kinds:
            for fault in faults:
                total.add(self.cells.get((fault, kind), Cell()))
        return f"{name:36}{total.sent:>7}{total.lost:>7}{total.doubled:>9}{total.wrong_tenant:>14}{total.out_of_order:>14}"


async def rows(connection: "asyncpg.Connection[Any]", tenants: Mapping[str, str]) -> list[Any]:
    """Every message of the hotels, read as the backup role may: the owner itself is walled out."""
    async with connection.transaction():
        await connection.execute("SET LOCAL ROLE recado_backup")
        found: list[Any] = await connection.fetch(_ROWS, list(tenants.values()))
    return found


async def left_over(connection: "asyncpg.Connection[Any]") -> list[str]:
    """What still lies in the letterbox, and why, for whoever looks for the fault."""
    async with connection.transaction():
        await connection.execute("SET LOCAL ROLE recado_backup")
        found = await connection.fetch(
            "SELECT state, kind, left(error, 60) AS error, count(*) AS many FROM inbox WHERE state <> 'done' GROUP BY 1, 2, 3 ORDER BY 4"
        )
    return [f"{row['many']:>6} {row['state']} {row['kind']} {row['error'] or ''}" for row in found]


def reckon(tenants: Mapping[str, str], rounds: Sequence[Round], stored: Sequence[Any], at_meta: Sequence[Mapping[str, Any]]) -> Reckoning:
    counted, house = Reckoning(), _House(tenants, stored)
    for one in rounds:
        for wamid, (number, told) in one.sent.items():
            cell = counted.cells[one.fault, told["kind"]]
            cell.sent += 1
            (_check_change if told["kind"] in CHANGES else _check_message)(cell, house, wamid, number)
        _check_last_words(counted, house, one)
        _check_statuses(counted.cells[one.fault, "status"], house, one, at_meta)
    _check_order(counted, house, rounds)
    sent = {wamid for one in rounds for wamid in one.sent}
    counted.strangers = sum(row["direction"] == "inbound" and row["wamid"] not in sent for row in stored)
    return counted


class _House:
    """What stands in the tables, found by wamid."""

    def __init__(self, tenants: Mapping[str, str], stored: Sequence[Any]) -> None:
        self.tenants = tenants
        self.stored = stored
        self.by_wamid: dict[str, list[Any]] = defaultdict(list)
        self.edits: Counter[str] = Counter()
        self.written = Counter(_text(row, "text") for row in stored if row["direction"] == "outbound")
        for row in stored:
            self.by_wamid[row["wamid"]].append(row)
            self.edits.update(row["edits"] or ())

    def row(self, wamid: str) -> Any:
        return next(iter(self.by_wamid.get(wamid, ())), None)


def _check_message(cell: Cell, house: _House, wamid: str, number: str) -> None:
    found = house.by_wamid.get(wamid, [])
    cell.lost += not found
    cell.doubled += max(0, len(found) - 1)
    cell.wrong_tenant += sum(row["tenant_id"] != house.tenants[number] for row in found)


def _check_change(cell: Cell, house: _House, wamid: str, number: str) -> None:
    """A change is never a message of its own; what it changed, `_check_last_words` looks at."""
    cell.doubled += len(house.by_wamid.get(wamid, ()))
    cell.wrong_tenant += sum(wamid in (row["edits"] or ()) and row["tenant_id"] != house.tenants[number] for row in house.by_wamid[wamid])


def _check_last_words(counted: Reckoning, house: _House, one: Round) -> None:
    """What each message says in the end: its own text or its last edit's, its last reaction, and whether it was taken back."""
    said = sorted(((told, wamid) for wamid, (_, told) in one.sent.items()), key=lambda pair: int(pair[0]["timestamp"]))
    edited: dict[str, dict[str, Any]] = {}
    reacted: dict[str, dict[str, Any]] = {}
    for told, wamid in said:
        _check_mark(counted.cells[one.fault, told["kind"]], house, wamid, told)
        if told["kind"] == "edit_text":
            edited[told["said"]["edit"]["original_message_id"]] = told
        elif told["kind"].startswith("reaction"):
            reacted[told["said"]["reaction"]["message_id"]] = told
    for told, wamid in said:
        if told["kind"] in _TEXTS and wamid not in edited:
            row = house.row(wamid)
            counted.cells[one.fault, told["kind"]].lost += row is not None and _text(row, told["kind"]) != told["text"]
    _check_edits(counted, house, one.fault, edited)
    _check_reactions(counted, house, one.fault, reacted)


def _check_mark(cell: Cell, house: _House, wamid: str, told: dict[str, Any]) -> None:
    """What a kind leaves that is no text: the wording of an edit, the mark of a revocation, the JSON of what cannot be shown."""
    match told["kind"]:
        case "edit_text":
            cell.lost += not house.edits[wamid]
            cell.doubled += max(0, house.edits[wamid] - 1)
        case "revoke":
            row = house.row(told["said"]["revoke"]["original_message_id"])
            cell.lost += row is None or not row["is_revoked"]
        case "unsupported" | "unknown_kind":
            row = house.row(wamid)
            cell.lost += row is not None and not row["has_raw"]
        case _:
            pass


def _check_edits(counted: Reckoning, house: _House, fault: str, edited: Mapping[str, dict[str, Any]]) -> None:
    for target, told in edited.items():
        row = house.row(target)
        counted.cells[fault, "edit_text"].out_of_order += row is not None and _text(row, "text") != told["text"]


def _check_reactions(counted: Reckoning, house: _House, fault: str, reacted: Mapping[str, dict[str, Any]]) -> None:
    for target, told in reacted.items():
        row, cell = house.row(target), counted.cells[fault, told["kind"]]
        kept = [] if row is None or row["reactions"] is None else msgspec.json.decode(row["reactions"])
        shown = [one["emoji"] for one in kept if one.get("emoji")]
        wanted = told["said"]["reaction"].get("emoji")
        cell.doubled += max(0, len(shown) - 1)
        if len(shown) <= 1 and shown != ([wanted] if wanted else []):
            # Nothing of it there: lost; another one's stands: it came in its turn, and an older one won.
            cell.lost += not kept
            cell.out_of_order += bool(kept)


def _check_statuses(cell: Cell, house: _House, one: Round, at_meta: Sequence[Mapping[str, Any]]) -> None:
    """Each of the hotel's texts is one message, reached its guest once if at all, and stands where Meta's last word left it."""
    reached = Counter(sent["message"]["text"]["body"] for sent in at_meta)
    for said in one.texts:
        cell.doubled += max(0, reached[said] - 1) + max(0, house.written[said] - 1)
        cell.lost += not house.written[said]
    for sent in at_meta:
        number = one.texts.get(sent["message"]["text"]["body"])
        if number is None:
            continue
        cell.sent += 3 if sent["status"] == "read" else 1
        row = house.row(sent["wamid"])
        cell.lost += row is None or row["status"] != sent["status"]
        cell.wrong_tenant += row is not None and row["tenant_id"] != house.tenants[number]


def _check_order(counted: Reckoning, house: _House, rounds: Sequence[Round]) -> None:
    """The thread's order against Meta's own times, which are all different for one guest in one round."""
    told = {wamid: (one.fault, sent) for one in rounds for wamid, (_, sent) in one.sent.items()}
    last: dict[tuple[Any, str], int] = {}
    for row in house.stored:
        if row["wamid"] not in told:
            continue
        fault, sent = told[row["wamid"]]
        before = last.get((row["conversation_id"], fault), 0)
        counted.cells[fault, sent["kind"]].out_of_order += sent["timestamp"] < before and sent["kind"] != "group_text"
        last[row["conversation_id"], fault] = sent["timestamp"]


def _text(row: Any, kind: str) -> object:
    found: Any = msgspec.json.decode(row["content"])
    for step in _TEXTS[kind]:
        try:
            found = found[step]
        except (KeyError, IndexError, TypeError):
            return None
    return found


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return "-"
    return f"{cell.sent}!{cell.flaws}" if cell.flaws else str(cell.sent)
