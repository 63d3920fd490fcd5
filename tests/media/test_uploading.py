"""Files that people hand in: taken, looked at and kept once, or refused with words, whoever trickles, lies or sends too much."""

import asyncio
import hashlib
from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar

from app.core.permissions import Role
from app.core.work import Office
from app.media import orphans, uploads
from app.media.receiving import Patience, fit_name
from app.media.storage import open_storage
from app.media.upload_doors import Reception
from app.settings import Settings
from simulator import samples
from tests import builders
from tests.media.desk import Desk

PICTURE = samples.of("image").content
MB = 1_000_000


@pytest.fixture
async def headers(office: Office, client: httpx.AsyncClient) -> dict[str, str]:
    hotel = await builders.a_tenant(office)
    return await builders.signed_in(client, await builders.a_user(office, hotel))


async def upload(client: httpx.AsyncClient, headers: dict[str, str], content: bytes | AsyncIterator[bytes], **query: str) -> httpx.Response:
    declared = query.pop("declared", "application/octet-stream")
    return await client.post("/api/media", params=query, content=content, headers=headers | {"Content-Type": declared})


async def pieces(size: int) -> AsyncIterator[bytes]:
    piece = bytes(MB)
    for _ in range(size // MB):
        yield piece
        await asyncio.sleep(0)


async def test_a_file_is_taken_raw_and_as_a_form_and_is_the_same_one(
    client: httpx.AsyncClient, headers: dict[str, str], settings: Settings
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
    stored = [path.name for path in (settings.home / "media").rglob("*") if path.is_file()]
    assert sorted(stored) == [hashlib.sha256(PICTURE).hexdigest(), f"{hashlib.sha256(PICTURE).hexdigest()}.thumbnail"]
    assert not list((settings.home / "incoming").iterdir())


async def test_a_zip_that_is_called_a_picture_is_refused_with_words(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    zipped = b"PK\x03\x04" + bytes(6 * MB)

    refused = await upload(client, headers | {"Accept-Language": "pt-BR"}, zipped, filename="foto.png", declared="image/png")

    assert refused.status_code == 422
    assert refused.json()["details"] == [
        {
            "field": "body.file",
            "message": "O nome diz que é PNG, mas o conteúdo é ZIP. Envie o arquivo verdadeiro.",
            "type": "file_mismatch",
        }
    ]


async def test_too_much_is_refused_while_it_comes(client: httpx.AsyncClient, headers: dict[str, str], settings: Settings) -> None:
    for size, kind, most in ((101 * MB, "document", "100 MB"), (17 * MB, "video", "16 MB")):
        refused = await upload(client, headers, pieces(size), kind=kind)

        assert (refused.status_code, refused.json()["code"]) == (413, "PAYLOAD_TOO_LARGE")
        assert most in refused.json()["details"][0]["message"]
    assert not list((settings.home / "incoming").iterdir())


async def test_who_trickles_or_stops_loses_the_place(app: Litestar, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    reception: Reception = app.state.media_reception
    reception.patience = Patience(pause=0.2, slowest=8_000)

    async def trickled() -> AsyncIterator[bytes]:
        for _ in range(200):
            yield b"x"
            await asyncio.sleep(0.01)

    async def stopped() -> AsyncIterator[bytes]:
        yield PICTURE[:100]
        await asyncio.sleep(5)

    for body in (trickled(), stopped()):
        refused = await upload(client, headers, body)
        assert (refused.status_code, refused.json()["code"]) == (408, "UPLOAD_TOO_SLOW")
    assert not list(reception.folder.iterdir())


async def test_one_person_sends_only_a_few_at_a_time(app: Litestar, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    over = asyncio.Event()

    async def waiting() -> AsyncIterator[bytes]:
        yield PICTURE
        await over.wait()

    held = [asyncio.create_task(upload(client, headers, waiting())) for _ in range(4)]
    while len(list(app.state.media_reception.folder.iterdir())) < 4:
        await asyncio.sleep(0.01)

    refused = await upload(client, headers, PICTURE)
    over.set()

    assert (refused.status_code, refused.json()["retry_after"]) == (429, 3)
    assert {one.status_code for one in await asyncio.gather(*held)} == {201}


async def test_one_hotel_leaves_places_to_the_others(
    app: Litestar, office: Office, client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    busy = await builders.a_tenant(office, slug="hotel-cheio")
    people = [await builders.signed_in(client, await builders.a_user(office, busy, email=f"p{one}@hotel.example")) for one in range(4)]
    over = asyncio.Event()

    async def waiting() -> AsyncIterator[bytes]:
        yield PICTURE
        await over.wait()

    held = [asyncio.create_task(upload(client, person, waiting())) for person in people[:3] for _ in range(4)]
    while len(list(app.state.media_reception.folder.iterdir())) < 12:
        await asyncio.sleep(0.01)

    refused, neighbour = await upload(client, people[3], PICTURE), await upload(client, headers, PICTURE)
    for one in held:
        one.cancel()
    over.set()

    assert (refused.status_code, neighbour.status_code) == (429, 201)


def part(name: str, said: str = "x", more: str = "") -> str:
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{said}\r\n'


FORMS = {
    "no file": (part("kind", "image") + "--b--\r\n", "missing"),
    "two files": (2 * part("file", more='; filename="a"') + "--b--\r\n", "too_many"),
    "no end": (part("file", more='; filename="a"'), "unreadable"),
    "no form": ("hello", "unreadable"),
    "a kind that is none": (part("kind", "fax") + part("file") + "--b--\r\n", "value"),
}


async def test_a_form_that_cannot_be_read_is_told_so(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    for what, (body, flaw) in FORMS.items():
        refused = await upload(client, headers, body.encode(), declared="multipart/form-data; boundary=b")
        assert (refused.status_code, refused.json()["details"][0]["type"]) == (422, flaw), what
    no_boundary = await upload(client, headers, b"x", declared="multipart/form-data")
    assert no_boundary.status_code == 422


async def test_field_staff_and_strangers_hand_in_nothing(client: httpx.AsyncClient, office: Office, settings: Settings) -> None:
    hotel = await builders.a_tenant(office)
    staff = await builders.signed_in(client, await builders.a_user(office, hotel, Role.AGENT))

    assert (await upload(client, staff, PICTURE)).status_code == 403
    assert (await upload(client, {}, PICTURE)).status_code == 401
    assert not (settings.home / "media").exists() or not list((settings.home / "media").rglob("*.thumbnail"))


async def test_a_neighbours_file_does_not_exist(desk: Desk) -> None:
    neighbour = await builders.a_tenant(desk.office, "pousada-serena")
    theirs = await builders.signed_in(desk.client, await builders.a_user(desk.office, neighbour))
    media_id = (await upload(desk.client, theirs, PICTURE)).json()["media_id"]

    refused = await desk.says("image", {"media_id": media_id})
    unknown = await desk.says("image", {"media_id": "019b2f4e-7c1a-7d3e-9f60-5a1c2b3d4e5f"})

    assert refused.status_code == unknown.status_code == 422
    assert refused.json()["details"] == unknown.json()["details"]
    assert refused.json()["details"][0]["field"] == "body.content.media_id"


async def test_a_file_is_only_sent_as_what_it_is(desk: Desk) -> None:
    picture = (await desk.uploads(PICTURE))["media_id"]
    song = (await desk.uploads(samples.of("audio").content))["media_id"]

    for kind, content in [
        ("video", {"media_id": picture}),
        ("sticker", {"media_id": picture}),
        ("audio", {"media_id": song, "voice": True}),
    ]:
        refused = await desk.says(kind, content)
        assert (refused.status_code, refused.json()["details"][0]["type"]) == (422, "file_type"), kind
    assert await desk.rows("SELECT count(*) FROM outbox") == [0]


async def test_what_is_never_sent_goes_after_a_day_and_what_is_sent_stays(desk: Desk) -> None:
    sent = await desk.uploads(PICTURE)
    await desk.says("image", {"media_id": sent["media_id"]})
    await desk.uploads(samples.of("document").content)
    await desk.does("UPDATE media_uploads SET kept_until = now() - interval '1 minute'")
    await desk.does("UPDATE media_files SET created_at = now() - interval '2 days'")

    await uploads.expire(desk.office)
    await orphans.clear(desk.office, open_storage(desk.settings))

    assert await desk.rows("SELECT content_type FROM media_files") == ["image/jpeg"]
    assert await desk.rows("SELECT count(*) FROM media_uploads") == [0]
    late = await desk.says("image", {"media_id": sent["media_id"]})
    assert late.status_code == 422


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("C:\\fakepath\\conta.pdf", "conta.pdf"),
        ("../../etc/passwd", "passwd"),
        ("fatura\u202efdp.exe", "faturafdp.exe"),
        ("a\x00b\r\nc.txt", "abc.txt"),
        ("x" * 400 + ".pdf", "x" * 236 + ".pdf"),
        (" . ", None),
    ],
)
def test_a_name_is_a_name_and_nothing_else(told: str, kept: str | None) -> None:
    assert fit_name(told) == kept
