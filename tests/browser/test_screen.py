"""The screen speaks three languages and fits a hand."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import PickUp, SignIn
from tests.browser.screens import Guest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

CAMILLE = Guest("Camille Laurent", "5521987650401")


async def test_the_words_change_with_the_language_and_stay_changed(signs_in: SignIn) -> None:
    desk = await signs_in("hotel-ipanema")
    title = desk.page.get_by_role("heading", level=1)
    await expect(title).to_have_text("Conversas")

    await desk.page.locator(".rail .account-button").click()
    await desk.page.get_by_role("button", name="English").click()
    await expect(title).to_have_text("Conversations")
    await expect(desk.page.get_by_placeholder("Search conversations")).to_be_visible()
    await desk.page.get_by_role("button", name="Español").click()
    await expect(title).to_have_text("Conversaciones")
    await expect(desk.page.locator("html")).to_have_attribute("lang", "es")

    await desk.page.reload()
    await expect(title).to_have_text("Conversaciones")


async def test_on_a_phone_one_goes_from_the_list_to_a_thread_and_back(signs_in: SignIn, picks_up: PickUp) -> None:
    desk, guest = await signs_in("hotel-ipanema", width=390, height=844, hand=True), await picks_up(CAMILLE)
    listing, composer = desk.page.locator(".inbox"), desk.page.locator("#composer")
    await guest.write("Bonsoir ! Le petit déjeuner est à quelle heure ?")
    await expect(composer).to_have_count(0)

    await desk.row(CAMILLE).tap()
    await expect(desk.words).to_have_text(["Bonsoir ! Le petit déjeuner est à quelle heure ?"])
    await expect(listing).to_be_hidden()
    await composer.fill("De 6h30 à 10h30.")
    await desk.page.get_by_role("button", name="Enviar", exact=True).tap()
    await desk.ticks("De 6h30 à 10h30.", "read")
    assert await too_wide(desk.page) == 0

    await desk.page.get_by_role("button", name="Voltar para as conversas").tap()
    await expect(listing).to_be_visible()
    await expect(composer).to_have_count(0)
    assert await too_wide(desk.page) == 0
    await desk.page.go_back()
    await expect(desk.words).to_have_count(2)


async def too_wide(page: Page) -> int:
    """How many pixels of the page lie beyond the screen's edge."""
    beyond: int = await page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)")
    return beyond
