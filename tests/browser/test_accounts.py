"""The console of those who run a hotel: the bell rings, the notice is read and dismissed, the number is tested."""

from typing import Any

import httpx
import pytest
from playwright.async_api import expect

from bench.demo import Product
from tests.browser.conftest import SignIn

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


async def test_what_meta_says_rings_the_bell_and_is_seen_to(signs_in: SignIn, product: Product) -> None:
    number = product.tenant("hotel-ipanema")["whatsapp"]
    page = (await signs_in("hotel-ipanema", admin=True)).page
    bell = page.locator(".rail .bell")
    await expect(bell).to_have_attribute("aria-label", "Avisos")

    await tells(product, "security", {"display_phone_number": number["display_phone_number"], "event": "PIN_CHANGED"})
    await expect(bell).to_have_attribute("aria-label", "1 aviso aberto")
    await bell.click()
    posted = page.locator(".posted")
    await expect(posted).to_contain_text("PIN da verificação em duas etapas")
    await posted.get_by_role("button", name="Dispensar").click()

    await expect(page.get_by_text("Nada precisa de você agora.")).to_be_visible()
    await expect(bell).to_have_attribute("aria-label", "Avisos")


async def test_a_number_shows_how_it_stands_and_where_its_webhooks_go(signs_in: SignIn, product: Product) -> None:
    number = product.tenant("hotel-ipanema")["whatsapp"]
    page = (await signs_in("hotel-ipanema", admin=True, width=390, height=844)).page
    limit = {"max_daily_conversations_per_business": 100000}
    await tells(product, "business_capability_update", limit)

    await page.goto(f"{product.board['api_url']}/?tenant=hotel-ipanema#/console/numbers")
    await page.get_by_role("button", name="Testar os números agora").click()
    await expect(page.locator(".account-trial")).to_contain_text("Tudo certo")
    await page.get_by_role("button", name="Ver para onde").first.click()

    card = page.locator(".account-card").filter(has_text=number["display_phone_number"])
    await expect(card).to_contain_text("Envia e recebe")
    await expect(card).to_contain_text("As mensagens chegam aqui")
    await page.goto(f"{product.board['api_url']}/?tenant=hotel-ipanema#/console/templates")
    await tells(product, "message_template_status_update", APPROVED)
    await expect(page.get_by_role("link", name="Boas vindas")).to_have_count(0)
    await page.reload()
    await expect(page.get_by_role("link", name="Boas vindas")).to_be_visible()


async def test_a_number_that_cannot_send_is_connected_again_from_its_page(signs_in: SignIn, product: Product) -> None:
    number = product.tenant("hotel-ipanema")["whatsapp"]
    page = (await signs_in("hotel-ipanema", admin=True)).page
    await tells(product, "account_update", {"event": "ACCOUNT_DELETED"})
    await page.goto(f"{product.board['api_url']}/?tenant=hotel-ipanema#/console/numbers")
    card = page.locator(".account-card").filter(has_text=number["display_phone_number"])
    await expect(card).to_contain_text("Não consegue enviar")

    await card.get_by_label("Novo token de acesso da Meta").fill(number["access_token"])
    await card.get_by_role("button", name="Reconectar").click()

    await expect(card).to_contain_text("Envia e recebe")
    await expect(card.get_by_role("button", name="Reconectar")).to_have_count(0)


APPROVED: dict[str, Any] = {
    "event": "APPROVED",
    "message_template_id": 77001,
    "message_template_name": "boas_vindas",
    "message_template_language": "pt_BR",
}


async def tells(product: Product, field: str, value: dict[str, Any]) -> None:
    """Meta has something to say of the hotel's account."""
    told = {"phone_number_id": product.tenant("hotel-ipanema")["whatsapp"]["phone_number_id"], "field": field, "value": value}
    async with httpx.AsyncClient(base_url=product.board["simulator_url"]) as client:
        answered = await client.post("/_sim/webhooks", json=told)
        assert answered.status_code == 202, answered.text
