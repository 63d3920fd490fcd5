"""Catching up over the socket: what was missed while the line was down."""

from typing import Any

import msgspec

from app.messages import resume
from app.realtime.line import Line, Visitor, asked
from app.realtime.schemas import named_number


def register(line: Line) -> None:
    """`resume` answers by acknowledgement, or as an event of the same name to who asked for none."""

    async def answer(visitor: Visitor, payload: object) -> dict[str, Any]:
        last_event_id = named_number(payload, "last_event_id")
        async with line.office.for_tenant(visitor.tenant_id, visitor.actor) as work:
            resumed = await resume.since(work, last_event_id, limit=resume.PAGE, locale=visitor.locale)
        body: dict[str, Any] = msgspec.to_builtins(resumed)
        if not body["resync"]:
            del body["resync"]
        if not asked.get():
            await line.tell(visitor.sid, "resume", body)
        return body

    line.hear(["resume"], answer)
