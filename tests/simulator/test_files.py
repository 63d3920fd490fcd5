"""Files at the stand-in for Meta: ids and addresses that die, tokens that must be shown, and every fault on request."""

import hashlib
from base64 import b64decode
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from simulator import samples
from simulator.meta import Meta
from tests.simulator.hotel import TOKEN, Callback
from tests.simulator.served import served

BEARER = {"Authorization": f"Bearer {TOKEN}"}
PICTURE = samples.of("image").content


async def put_up(client: httpx.AsyncClient, content: bytes = PICTURE, mime_type: str = "image/jpeg") -> dict[str, Any]:
    answered = await client.post("/_sim/media", content=content, headers={"Content-Type": mime_type})
    assert answered.status_code == 201, answered.text
    told: dict[str, Any] = answered.json()
    return told


async def asked(client: httpx.AsyncClient, media_id: str, **query: str) -> httpx.Response:
    return await client.get(f"/v26.0/{media_id}", params=query, headers=BEARER)


async def test_an_id_becomes_an_address_and_the_address_bytes(client: httpx.AsyncClient) -> None:
    kept = await put_up(client)

    told = (await asked(client, kept["id"], phone_number_id="1055001")).json()
    fetched = await client.get(told["url"], headers=BEARER)

    assert told["sha256"] == hashlib.sha256(PICTURE).hexdigest() == kept["sha256"]
    assert (told["mime_type"], told["file_size"], told["messaging_product"]) == ("image/jpeg", len(PICTURE), "whatsapp")
    assert (fetched.status_code, fetched.content, fetched.headers["content-type"]) == (200, PICTURE, "image/jpeg")


async def test_without_a_token_that_lives_there_is_nothing_at_the_address(client: httpx.AsyncClient) -> None:
    told = (await asked(client, (await put_up(client))["id"])).json()

    assert (await client.get(told["url"])).status_code == 404
    assert (await client.get(told["url"], headers={"Authorization": "Bearer nobody"})).status_code == 404
    assert (await client.get(told["url"].replace("hash=", "hash=0"), headers=BEARER)).status_code == 404


async def test_addresses_die_before_ids_do(client: httpx.AsyncClient, meta: Meta) -> None:
    kept = await put_up(client)
    await client.put("/_sim/switches", json={"media_url_life_s": 0})
    told = (await asked(client, kept["id"])).json()
    meta.files.find(kept["id"])

    ext = f"ext={int(told['url'].partition('ext=')[2].partition('&')[0]) - 5}"
    dead = await client.get(told["url"].partition("ext=")[0] + ext + told["url"][told["url"].index("&hash") :], headers=BEARER)
    await client.put("/_sim/switches", json={"media_life_s": 0})
    gone = await asked(client, kept["id"])

    assert dead.status_code == 404
    assert (gone.status_code, gone.json()["error"]["code"], gone.json()["error"]["error_subcode"]) == (400, 100, 33)


async def test_another_number_may_not_be_named(client: httpx.AsyncClient) -> None:
    kept = await put_up(client)

    assert (await asked(client, kept["id"], phone_number_id="1055002")).json()["error"]["code"] == 100


async def test_a_file_that_is_deleted_is_gone(client: httpx.AsyncClient) -> None:
    kept = await put_up(client)

    deleted = await client.delete(f"/v26.0/{kept['id']}", headers=BEARER)

    assert deleted.json() == {"success": True}
    assert (await asked(client, kept["id"])).status_code == 400


@pytest.mark.parametrize(("fault", "claim"), [("dead_media", 404), ("media_redirect", 302)])
async def test_an_address_can_be_dead_or_lead_astray(client: httpx.AsyncClient, fault: str, claim: int) -> None:
    told = (await asked(client, (await put_up(client))["id"])).json()

    await client.put("/_sim/faults", json={fault: 1})

    assert (await client.get(told["url"], headers=BEARER)).status_code == claim


async def test_bytes_can_be_others(client: httpx.AsyncClient) -> None:
    told = (await asked(client, (await put_up(client))["id"])).json()

    await client.put("/_sim/faults", json={"media_wrong_bytes": 1})
    fetched = await client.get(told["url"], headers=BEARER)

    assert len(fetched.content) == len(PICTURE)
    assert hashlib.sha256(fetched.content).hexdigest() != told["sha256"]


async def test_an_address_can_be_somebody_elses(client: httpx.AsyncClient) -> None:
    await client.put("/_sim/faults", json={"media_foreign_url": 1})

    told = (await asked(client, (await put_up(client))["id"])).json()

    assert urlsplit(told["url"]).hostname == "169.254.169.254"


async def test_a_connection_can_be_cut_in_the_middle_of_a_file(callback: Callback, meta: Meta) -> None:
    async with served(meta) as url, httpx.AsyncClient(base_url=url) as client:
        told = (await asked(client, (await put_up(client))["id"])).json()
        await client.put("/_sim/faults", json={"media_cut": 1})
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(told["url"], headers=BEARER)

        assert told["url"].startswith(url)
    assert callback.refused == []


@pytest.mark.parametrize("kind", ["image", "sticker", "audio", "video", "document"])
def test_a_kind_without_an_id_gets_a_sample(meta: Meta, kind: str) -> None:
    told: dict[str, Any] = meta.files.complete(kind, {"caption": "Olha"})
    kept = meta.files.find(told["id"])

    assert kept is not None
    assert told["caption"] == "Olha"
    assert b64decode(told["sha256"]) == hashlib.sha256(kept.content).digest()
    assert told["mime_type"] == kept.mime_type
    assert told["url"].startswith("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=")
    assert told.get("voice", True) is True
    assert told.get("animated", False) is False


def test_what_the_guest_tells_of_a_file_stays(meta: Meta) -> None:
    kept = meta.files.keep(PICTURE, "image/jpeg")

    assert meta.files.complete("image", {"id": kept.media_id, "sha256": "a lie"})["sha256"] == "a lie"
    assert meta.files.complete("image", {"id": "404"}) == {"id": "404"}
    assert meta.files.complete("sticker", {"animated": True})["animated"] is True
    assert meta.files.complete("audio", {"voice": False})["mime_type"] == "audio/mpeg"
    assert meta.files.complete("text", {"body": "Oi"}) == {"body": "Oi"}


async def test_the_phone_shows_what_a_guest_put_up(client: httpx.AsyncClient) -> None:
    kept = await put_up(client)

    shown = await client.get(f"/_sim/media/{kept['id']}")

    assert (shown.content, shown.headers["content-type"]) == (PICTURE, "image/jpeg")
    assert (await client.get("/_sim/media/1")).status_code == 404
