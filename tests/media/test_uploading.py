"""Files that people hand in: taken, looked at, made ready, or refused with words."""

import hashlib

import httpx
import pytest

from app.core.work import Office
from app.settings import Settings
from simulator import samples
from tests import builders

PICTURE = samples.of("image").content


@pytest.fixture
async def headers(office: Office, client: httpx.AsyncClient) -> dict[str, str]:
    hotel = await builders.a_tenant(office)
    return await builders.signed_in(client, await builders.a_user(office, hotel))


async def upload(client: httpx.AsyncClient, headers: dict[str, str], content: bytes, **query: str) -> httpx.Response:
    declared = query.pop("declared", "application/octet-stream")
    return await client.post("/api/media", params=query, content=content, headers=headers | {"Content-Type": declared})


async def test_a_file_is_taken_raw_and_as_a_form_and_is_the_same_one(
    client: httpx.AsyncClient, headers: dict[str, str], office: Office, settings: Settings
) -> None:
    raw = await upload(client, headers, PICTURE, filename="praia.jpg", declared="image/jpeg")
    form = await client.post("/api/media", headers=headers, files={"file": ("praia.jpg", PICTURE, "image/jpeg")}, data={"kind": "image"})

    assert (raw.status_code, form.status_code) == (201, 201), (raw.text, form.text)
    told = raw.json()
    assert told | {"media_id": "", "preview": ""} == {
        "media_id": "",
        "kind": "image",
        "mime_type": "image/jpeg",
        "size": len(PICTURE),
        "filename": "praia.jpg",
        "width": 320,
        "height": 240,
        "preview": "",
    }
    assert told["preview"].startswith("data:image/webp;base64,")
    assert form.json() | {"media_id": told["media_id"]} == told
    stored = [path for path in (settings.home / "media").rglob("*") if path.is_file()]
    assert hashlib.sha256(PICTURE).hexdigest() in {path.name for path in stored}
    assert not list((settings.home / "incoming").iterdir())
