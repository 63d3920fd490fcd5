"""What every refusal has in common."""

import httpx


async def test_what_the_router_refuses_can_be_named_too(client: httpx.AsyncClient) -> None:
    for answered in (await client.get("/no/such/path"), await client.put("/auth/login")):
        assert answered.status_code in {404, 405}
        assert answered.json()["request_id"] == answered.headers["X-Request-Id"] != ""
