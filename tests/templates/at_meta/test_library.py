"""The four templates of every hotel, in three languages: Meta takes each, and a guest's name fills them."""

import pytest

from app.templates import library, proposals
from tests.templates.at_meta.conftest import WABA, Console


@pytest.mark.parametrize("key", library.KEYS)
async def test_each_is_handed_in_once_in_all_languages(console: Console, key: str) -> None:
    taken = (await console.get("POST", f"/library/{key}", {}))["data"]
    again = (await console.get("POST", f"/library/{key}", {}))["data"]

    assert [(one["language"], one["error"], one["template"]["status"]) for one in taken] == [
        (language, None, "PENDING") for language in library.LANGUAGES
    ]
    assert [one["template"]["id"] for one in again] == [one["template"]["id"] for one in taken]
    at_meta = [console.meta.templates.find(WABA, key, language) for language in library.LANGUAGES]
    assert {one.category for one in at_meta if one} == {"UTILITY"}
    assert {one["template"]["library_key"] for one in taken} == {key}
    assert taken[0]["template"]["sources"]["body.guest_name"] == {"from": "contact.first_name", "fallback": "hóspede"}


async def test_one_language_that_meta_refuses_keeps_none_of_the_others_back(console: Console) -> None:
    console.at_meta("stay_review", language="en")

    taken = (await console.get("POST", "/library/stay_review", {}))["data"]

    assert [(one["language"], (one["error"] or {}).get("code")) for one in taken] == [
        ("pt_BR", None),
        ("en", "TEMPLATE_REFUSED"),
        ("es", None),
    ]


async def test_the_library_shows_what_the_hotel_has(console: Console) -> None:
    await console.get("POST", "/library/stay_welcome", {"languages": ["es"]})

    shown = {one["key"]: one for one in (await console.get("GET", "/library"))["data"]}

    assert list(shown) == list(library.KEYS)
    assert shown["stay_welcome"]["title"] == "Welcome"
    assert [(one["language"], one["status"]) for one in shown["stay_welcome"]["languages"]] == [
        ("pt_BR", None),
        ("en", None),
        ("es", "PENDING"),
    ]
    assert "{{" not in shown["stay_review"]["languages"][0]["preview"]["text"]
    assert (await console.ask("POST", "/library/nothing", {})).status_code == 404


async def test_every_place_says_the_same_in_each_language() -> None:
    for key in library.KEYS:
        places = [[slot.path for slot in proposals.places(one.proposal)] for one in library.all_of(key)]
        assert sorted(places[0]) == sorted(places[1]) == sorted(places[2])
        assert all(proposals.flaws_of(one.proposal) == [] for one in library.all_of(key))
