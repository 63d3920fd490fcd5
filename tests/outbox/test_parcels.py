"""A set of letters is made ready at once, however many there are and whatever they carry."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Engine, event

from app.messages.composing import examples
from app.messages.sending import parcels
from app.messages.sending.parcels import UnspeakableError
from simulator import samples
from tests.media.desk import Desk
from tests.outbox.test_kinds import knows_template, named_anew, says


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    told: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        told.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield told
    event.remove(Engine, "before_cursor_execute", note)


async def ready(desk: Desk, ids: list[UUID]) -> tuple[dict[UUID, Any], int]:
    async with desk.office.for_tenant(desk.channel.tenant_id) as work:
        with counted() as statements:
            found = await parcels.make_ready(work, ids)
    return found, len(statements)


async def test_two_questions_serve_a_set_of_every_kind(desk: Desk) -> None:
    await knows_template(desk)
    upload = await desk.uploads(samples.of("image").content)
    image = UUID((await says(desk, {"type": "image", "content": {"media_id": upload["media_id"]}}))["id"])
    await desk.gives()
    sayings = await named_anew(desk)
    ids = [image] + [UUID((await says(desk, body))["id"]) for name, body in sayings.items() if name != "when the guest writes"]

    bodies, many = await ready(desk, ids)
    (_one, few), (_none, without_files) = await ready(desk, ids[:1]), await ready(desk, ids[-1:])

    assert (many, few, without_files) == (2, 2, 1)
    assert not [body for body in bodies.values() if isinstance(body, UnspeakableError)]
    assert {msgspec.json.decode(body)["type"] for body in bodies.values()} == {body["type"] for body in examples.SAYINGS.values()}


async def test_a_file_that_meta_has_forgotten_is_no_body(desk: Desk) -> None:
    upload = await desk.uploads(samples.of("image").content)
    said = await says(desk, {"type": "image", "content": {"media_id": upload["media_id"]}})
    await desk.gives()
    await desk.does("UPDATE media_at_meta SET known_until = now()")

    bodies, _many = await ready(desk, [UUID(said["id"])])

    (body,) = bodies.values()
    assert (type(body), body.code) == (UnspeakableError, 131053)
