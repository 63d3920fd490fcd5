"""The door to a hotel's templates."""

from typing import Annotated, Any, Final

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from app.core.refused import refusals
from app.core.work import TenantWork
from app.templates import queries
from app.templates.schemas import TemplatesView, TemplateView

_TAGS: Final = ["Templates"]


@get("/api/templates", tags=_TAGS, summary="The hotel's templates", responses=refusals())
async def list_templates(
    work: NamedDependency[TenantWork],
    status: Annotated[
        str | None, QueryParameter(max_length=40, pattern=r"^[A-Z_]*$(?!\n)", description="Only those that Meta calls so.")
    ] = None,
) -> TemplatesView:
    """As Meta has told of them: status, category, quality and wording. One that Meta never spoke of is not here yet."""
    return TemplatesView([TemplateView.of(row) for row in await queries.everything(work, status)])


routes: list[Any] = [list_templates]
