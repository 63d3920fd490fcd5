"""The simulator itself by remote control: numbers, faults, switches, figures, bursts, reset."""

import msgspec
from litestar import delete, get, post, put
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, JSONBody

from simulator import clock
from simulator.bursts import BurstOrder, BurstReport, Bursts
from simulator.control import refusals
from simulator.faults import Faults, Switches, changed
from simulator.meta import Meta
from simulator.numbers import Number, NumberDetails, NumberView
from simulator.webhooks.tally import PushFigures

MOST_WAIT_S = 120.0


class Health(msgspec.Struct):
    status: str
    numbers: int
    letters: int
    up_s: float


@get("/health")
async def health(meta: NamedDependency[Meta]) -> Health:
    return Health("ok", len(meta.numbers), len(meta.letters), round(clock.now() - meta.started_at, 1))


@get("/numbers")
async def numbers(meta: NamedDependency[Meta]) -> dict[str, list[NumberView]]:
    return {"data": [NumberView.of(number) for number in meta.numbers]}


@put("/numbers/{phone_number_id:str}")
async def put_number(phone_number_id: FromPath[str], data: JSONBody[NumberDetails], meta: NamedDependency[Meta]) -> NumberView:
    number = msgspec.convert(msgspec.structs.asdict(data) | {"phone_number_id": phone_number_id}, Number)
    meta.put_number(number)
    return NumberView.of(number)


@delete("/numbers/{phone_number_id:str}")
async def delete_number(phone_number_id: FromPath[str], meta: NamedDependency[Meta]) -> None:
    if not meta.remove_number(phone_number_id):
        raise refusals.unknown_number(phone_number_id)


@get("/faults")
async def faults(meta: NamedDependency[Meta]) -> Faults:
    return meta.faults


@put("/faults")
async def put_faults(data: JSONBody[dict[str, object]], meta: NamedDependency[Meta]) -> Faults:
    """What is not named keeps its value."""
    meta.faults = changed(meta.faults, data)
    return meta.faults


@get("/switches")
async def switches(meta: NamedDependency[Meta]) -> Switches:
    return meta.switches


@put("/switches")
async def put_switches(data: JSONBody[dict[str, object]], meta: NamedDependency[Meta]) -> Switches:
    """What is not named keeps its value; a reset brings back those of the start."""
    meta.switches = changed(meta.switches, data)
    return meta.switches


@get("/pushes")
async def pushes(meta: NamedDependency[Meta], wait_s: FromQuery[float] = 0) -> PushFigures:
    """With `wait_s`, answers as soon as no webhook waits, flies or is due, and at the latest after so many seconds."""
    await meta.settled(min(wait_s, MOST_WAIT_S))
    return meta.post_office.figures()


@post("/burst", status_code=200)
async def burst(data: JSONBody[BurstOrder], bursts: NamedDependency[Bursts]) -> BurstReport:
    return await bursts.start(data)


@get("/bursts/{burst_id:int}")
async def burst_report(burst_id: FromPath[int], bursts: NamedDependency[Bursts]) -> BurstReport:
    report = bursts.find(burst_id)
    if report is None:
        raise NotFoundException(f"There was no burst {burst_id} since the last reset.")
    return report


@post("/reset", status_code=200)
async def reset(meta: NamedDependency[Meta], bursts: NamedDependency[Bursts]) -> dict[str, str]:
    bursts.reset()
    meta.reset()
    return {"status": "reset"}
