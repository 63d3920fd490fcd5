"""The signature: Meta's own bytes pass, and nothing else does."""

import hmac

import pytest

from app.whatsapp.signature import form_of, is_genuine, sign

SECRET = b"test_app_secret"
VECTORS = {
    '{"object":"whatsapp_business_account","entry":[]}': "dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756",
    r'{"text":"ol\u00e1 \ud83d\ude00","u":"a/b"}': "a57f57959c31022f563e9689423d0e8065c1b5cef7d44a3d63db06a34c53303d",
    r'{"text":"ol\u00e1 \ud83d\ude00","u":"a\/b"}': "700ce45adc1329df8f1e5116d73f653dd7fd68fa9a2099b16fc89dbde79b8014",
    '{"text":"olá 😀","u":"a/b"}': "f8e12842de2bb6cf81873561a28207f3268378ea99b4cbccfdbf7be474208fa5",
}


@pytest.mark.parametrize(("text", "digest"), VECTORS.items())
def test_the_known_vectors_are_genuine_over_the_raw_bytes(text: str, digest: str) -> None:
    raw = text.encode()
    mac = form_of(f"sha256={digest}".encode())

    assert mac is not None
    assert is_genuine(raw, mac, [SECRET])
    assert sign(raw, SECRET) == f"sha256={digest}"
    assert not is_genuine(raw + b" ", mac, [SECRET])


@pytest.mark.parametrize("place", [0, 1])
def test_each_of_two_live_secrets_opens_during_a_rotation(place: int) -> None:
    secrets = [b"newer", b"older"]
    mac = form_of(sign(b"{}", secrets[place]))

    assert mac is not None
    assert is_genuine(b"{}", mac, secrets)


@pytest.mark.parametrize("secrets", [[], [b"another"], [b""]])
def test_no_secret_a_foreign_one_and_an_empty_one_prove_nothing(secrets: list[bytes]) -> None:
    mac = form_of(sign(b"{}", b""))

    assert mac is not None
    assert not is_genuine(b"{}", mac, secrets)


@pytest.mark.parametrize(
    "header",
    [
        None,
        b"",
        b"sha256=",
        b"a" * 64,
        b"sha1=" + b"a" * 40,
        b"sha256=" + b"a" * 63,
        b"sha256=" + b"a" * 65,
        b"sha256=" + b"A" * 64,
        b"sha256=" + b"g" * 64,
        b"sha256=" + b"a" * 64 + b"\n",
        b" sha256=" + b"a" * 64,
        b"SHA256=" + b"a" * 64,
        "sha256=" + "é" * 64,
        "sha256=" + "١" * 64,
        b"sha256=" + b"a " * 32,
    ],
)
def test_a_malformed_header_is_no_signature(header: bytes | str | None) -> None:
    assert form_of(header) is None


def test_a_well_formed_header_is_read_as_bytes_and_as_text() -> None:
    assert form_of(b"sha256=" + b"0f" * 32) == form_of("sha256=" + "0f" * 32) == b"\x0f" * 32


@pytest.mark.parametrize("length", [1, 32, 63, 64, 65, 200])
def test_our_hmac_is_the_standard_librarys(length: int) -> None:
    secret, body = b"s" * length, b"b" * length * 3

    assert is_genuine(body, hmac.digest(secret, body, "sha256"), [secret])
