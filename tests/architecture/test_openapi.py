"""The published description of the API: every door with its errors, codes and examples."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.core.errors import published
from app.web import openapi


@pytest.fixture
async def schema(client: httpx.AsyncClient) -> dict[str, Any]:
    answered = await client.get("/docs/openapi.json")
    described: dict[str, Any] = answered.json()
    return described


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            yield method, path, operation


async def test_every_operation_says_how_it_refuses(schema: dict[str, Any]) -> None:
    for method, path, operation in operations(schema):
        refusals = {status: one for status, one in operation["responses"].items() if status >= "400"}
        assert any(status.startswith("4") for status in refusals), (method, path)
        for status, one in refusals.items():
            media = one["content"]["application/json"]
            assert media["schema"] == {"$ref": "#/components/schemas/ErrorBody"}, (method, path, status)
            for code, shown in media["examples"].items():
                assert published()[code].status == int(status), (method, path, code)
                assert shown["value"]["code"] == code


async def test_every_operation_has_an_example_and_its_place(schema: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in schema["tags"]}
    for method, path, operation in operations(schema):
        assert set(operation["tags"]) <= tags, (method, path)
        assert operation["summary"], (method, path)
        bodies = [operation["requestBody"]] if "requestBody" in operation else []
        bodies += [one for status, one in operation["responses"].items() if status < "300"]
        for media in (media for body in bodies for media in body.get("content", {}).values()):
            shown = [one["value"] for one in media["examples"].values()] if "examples" in media else [media["example"]]
            assert not any(one in (None, {}, "") for one in shown), (method, path)


async def test_what_a_door_says_of_itself_is_published(schema: dict[str, Any]) -> None:
    sign_in = schema["paths"]["/auth/login"]["post"]
    hand_in = schema["paths"]["/api/media"]["post"]

    assert "`X-Tenant-Slug`" in sign_in["description"]
    assert "`media_id`" in hand_in["description"]
    assert set(hand_in["requestBody"]["content"]) == {"application/octet-stream", "multipart/form-data"}


async def test_every_door_but_the_open_ones_needs_a_token(schema: dict[str, Any]) -> None:
    open_doors = {path for _method, path, operation in operations(schema) if not operation.get("security")}

    assert open_doors == {"/auth/login", "/auth/refresh", "/health", "/health/ready"}
    assert schema["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"


async def test_the_table_of_codes_names_only_doors_that_exist(schema: dict[str, Any]) -> None:
    assert set(openapi.CODES) <= {(method, path) for method, path, _operation in operations(schema)}


async def test_both_views_need_nothing_from_elsewhere(client: httpx.AsyncClient, schema: dict[str, Any]) -> None:
    swagger, reference = await client.get("/docs"), await client.get("/docs/reference")

    for page in (swagger, reference):
        assert page.status_code == 200
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "http://" not in page.text
        assert "https://" not in page.text
    for asset in ("swagger-ui.css", "swagger-ui-bundle.js", "swagger.js", "reference.css"):
        assert (await client.get(f"/docs/assets/{asset}")).status_code == 200
    for _method, path, operation in operations(schema):
        assert path in reference.text
        assert operation["summary"] in reference.text.replace("&#x27;", "'")


async def test_what_is_no_asset_is_not_found(client: httpx.AsyncClient) -> None:
    for path in ("/docs/assets/../openapi.py", "/docs/assets/asyncapi-web-component.js", "/docs/assets/none"):
        answered = await client.get(path)
        assert answered.status_code == 404
        assert answered.json()["code"] == "NOT_FOUND"
