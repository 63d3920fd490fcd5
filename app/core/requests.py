"""The request as our doors read it: older clients may write a body's members in camelCase."""

import re
from typing import Any, Final

from litestar import Request

from app.core.errors import Detail, ValidationFailedError

_HUMP: Final = re.compile(r"(?<=[a-z0-9])([A-Z])")


class LenientRequest(Request[Any, Any, Any]):
    """Contract C1 takes `accessToken` for `access_token`.

    Only the outermost members are renamed: what lies deeper (a message's content, a hotel's
    settings) belongs to the client or to Meta. A member written both ways keeps its native form.
    """

    async def json(self) -> Any:  # noqa: ANN401 - any JSON
        try:
            body = await super().json()
        except (RecursionError, UnicodeDecodeError) as error:
            raise ValidationFailedError(details=(Detail("body", "detail-unreadable", "unreadable"),)) from error
        if not isinstance(body, dict):
            return body
        native = {key: value for key, value in body.items() if not _HUMP.search(key)}
        return {_HUMP.sub(r"_\1", key).lower(): value for key, value in body.items()} | native
