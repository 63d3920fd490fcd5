"""The doors of guests."""

from typing import Any
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath

from app.contacts import queries
from app.contacts.schemas import ContactView
from app.core.work import TenantWork


@get("/api/contacts/{contact_id:uuid}", tags=["Contacts"], summary="One guest, by all their names")
async def get_contact(work: NamedDependency[TenantWork], contact_id: FromPath[UUID]) -> ContactView:
    return await queries.get(work, contact_id)


routes: list[Any] = [get_contact]
