"""The door of signed addresses: ranges, headers, and nothing for who forges, waits too long or asks for more."""

import time
from datetime import timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar

from app.core.clock import now
from app.core.errors import NotFoundError
from app.media import addresses
from app.media.addresses import Signer, Ticket
from app.media.ranges import Span, UnsatisfiableError, wanted
from simulator import samples
from tests.media.stage import Stage

VOICE = samples.of("voice").content
SIZE = len(VOICE)


@pytest.fixture
async def voice(stage: Stage) -> str:
    """A signed address of a voice message."""
    media_id = (await stage.guest_sends("audio"))["content"]["media"]["id"]
    await stage.fetch()
    url: str = (await stage.address(media_id)).json()["url"]
    return url


async def test_all_that_http_says_of_ranges(stage: Stage, voice: str) -> None:
    async def asked(**headers: str) -> httpx.Response:
        return await stage.client.get(voice, headers={name.replace("_", "-"): value for name, value in headers.items()})

    etag = (await asked()).headers["etag"]
    first, rest, last = await asked(range="bytes=0-99"), await asked(range="bytes=100-"), await asked(range="bytes=-20")

    assert (first.status_code, first.content, first.headers["content-range"]) == (206, VOICE[:100], f"bytes 0-99/{SIZE}")
    assert (rest.status_code, rest.content, rest.headers["content-length"]) == (206, VOICE[100:], str(SIZE - 100))
    assert (last.content, last.headers["content-range"]) == (VOICE[-20:], f"bytes {SIZE - 20}-{SIZE - 1}/{SIZE}")
    assert (await asked(range=f"bytes=0-{SIZE * 9}")).content == VOICE
    beyond = await asked(range=f"bytes={SIZE}-")
    assert (beyond.status_code, beyond.headers["content-range"], beyond.content) == (416, f"bytes */{SIZE}", b"")
    assert (await asked(range="bytes=0-1", if_range=etag)).status_code == 206
    assert (await asked(range="bytes=0-1", if_range='"another"')).status_code == 200
    assert (await asked(range="bytes=0-1,5-6")).status_code == 200
    assert (await asked(if_none_match=etag)).status_code == 304


async def test_head_says_all_but_the_bytes(stage: Stage, voice: str) -> None:
    whole = await stage.client.head(voice)
    part = await stage.client.head(voice, headers={"Range": "bytes=0-9"})

    assert (whole.status_code, whole.headers["content-length"], whole.headers["accept-ranges"]) == (200, str(SIZE), "bytes")
    assert (part.status_code, part.headers["content-range"], part.content) == (206, f"bytes 0-9/{SIZE}", b"")
    assert (await stage.client.post(voice)).json()["code"] == "METHOD_NOT_ALLOWED"


async def test_a_file_is_shown_and_never_run(stage: Stage, voice: str) -> None:
    headers = (await stage.client.get(voice)).headers

    assert headers["content-type"] == "audio/ogg"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"] == "inline"
    assert "sandbox" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cache-control"].startswith("private")


@pytest.mark.parametrize(
    ("filename", "claim"),
    [
        ("recibo.pdf", "inline; filename=\"recibo.pdf\"; filename*=UTF-8''recibo.pdf"),
        ("conta açaí.pdf", "inline; filename=\"conta a_a_.pdf\"; filename*=UTF-8''conta%20a%C3%A7a%C3%AD.pdf"),
        (
            'a"; x=y\r\nSet-Cookie: a.pdf',
            "inline; filename=\"a__ x=y_Set-Cookie: a.pdf\"; filename*=UTF-8''a%22%3B%20x%3Dy_Set-Cookie%3A%20a.pdf",
        ),
        ("../../etc/passwd", "inline; filename=\"_.._etc_passwd\"; filename*=UTF-8''_.._etc_passwd"),
        ("\u202efdp.exe", "inline; filename=\"_fdp.exe\"; filename*=UTF-8''_fdp.exe"),
        (" . ", "inline"),
        (None, "inline"),
    ],
)
async def test_a_documents_name_is_a_name_and_nothing_more(client: httpx.AsyncClient, app: Litestar, filename: str, claim: str) -> None:
    signed = app.state.media_signer.sign(Ticket("t/ab/abcd", 3, "application/pdf", filename))

    told = (await client.head(signed.url)).headers

    assert told["content-disposition"] == claim
    assert "set-cookie" not in told


async def test_what_a_browser_would_read_as_words_is_only_ever_saved(stage: Stage) -> None:
    media_id = (await stage.guest_uploads("document", b"Oi", "text/plain", "notas.txt"))["content"]["media"]["id"]
    await stage.fetch()

    headers = (await stage.bytes_of(media_id)).headers

    assert headers["content-disposition"] == "attachment; filename=\"notas.txt\"; filename*=UTF-8''notas.txt"
    assert headers["content-type"] == "text/plain; charset=utf-8"


async def test_an_address_dies(stage: Stage, voice: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await stage.client.get(voice)).status_code == 200
    monkeypatch.setattr(addresses, "LIVES", -timedelta(minutes=2))
    media_id = (await stage.media())["id"]

    told = (await stage.address(media_id)).json()

    assert (await stage.client.get(told["url"])).json()["code"] == "NOT_FOUND"


async def test_an_address_is_for_its_bytes_alone(stage: Stage, voice: str) -> None:
    content, _, mac = voice.removeprefix("/media?ticket=").partition(".")

    for forged in (f"{content}.{mac[:-2]}AA", f"{content}A.{mac}", content, f"{content}.", f".{mac}", "a.b", "ä.ö", "", "x" * 5000):
        answered = await stage.client.get("/media", params={"ticket": forged})
        assert answered.json()["code"] == "NOT_FOUND", forged
    assert str(stage.channel.access_token_last4) not in voice


async def test_a_file_that_the_store_lost_is_a_404(stage: Stage, voice: str) -> None:
    for path in (stage.settings.home / "media").rglob("*"):
        if path.is_file():
            path.unlink()

    assert (await stage.client.get(voice)).json()["code"] == "NOT_FOUND"


def test_no_other_secret_opens_an_address() -> None:
    signed = Signer("a" * 32).sign(Ticket("t/ab/abcd", 3, "image/jpeg", "Praia.jpg"))
    token = signed.url.removeprefix("/media?ticket=")

    assert Signer("a" * 32).open(token).filename == "Praia.jpg"
    assert timedelta(seconds=235) < signed.expires_at - now() <= timedelta(minutes=5)
    with pytest.raises(NotFoundError):
        Signer("b" * 32).open(token)


@given(st.text(max_size=40), st.integers(1, 500))
def test_any_header_asks_for_bytes_that_there_are(header: str, size: int) -> None:
    for asked in (header, f"bytes={header}"):
        try:
            span = wanted(asked, size)
        except UnsatisfiableError:
            continue
        assert span is None or 0 <= span.start < span.end <= size


@pytest.mark.parametrize(
    ("header", "claim"),
    [
        (None, None),
        ("bytes=0-0", Span(0, 1)),
        ("bytes = 2 - 3 ", Span(2, 4)),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=-999", Span(0, 10)),
        ("items=0-1", None),
    ],
)
def test_ranges_are_read_as_written(header: str | None, claim: Span | None) -> None:
    assert wanted(header, 10) == claim


def test_a_header_of_blanks_keeps_nobody_waiting() -> None:
    started = time.perf_counter()

    assert wanted(f"bytes={' ' * 60_000}x", 10) is None
    assert time.perf_counter() - started < 0.1
