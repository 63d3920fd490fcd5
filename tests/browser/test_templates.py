"""The console's templates: those of the house are handed in, one is written with its preview, filled, changed and deleted."""

import re

import httpx
import pytest
from playwright.async_api import Page, expect

from bench.demo import Product
from tests.browser.conftest import SignIn

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


async def at_templates(signs_in: SignIn, product: Product, slug: str, *, width: int = 1280, height: int = 900) -> Page:
    page = (await signs_in(slug, admin=True, width=width, height=height)).page
    await page.goto(f"{product.board['api_url']}/?tenant={slug}#/console/templates")
    return page


async def test_the_houses_templates_are_looked_at_and_handed_in(signs_in: SignIn, product: Product, meta: httpx.AsyncClient) -> None:
    page = await at_templates(signs_in, product, "pousada-serena")
    card = page.locator(".library-card").filter(has_text="Boas-vindas")
    await card.get_by_role("button", name="Ver").click()
    await page.get_by_role("dialog").get_by_role("button", name="es").click()
    await expect(page.locator(".say-preview")).to_contain_text("Hola, Lucía.")
    await page.keyboard.press("Escape")

    await card.get_by_role("button", name="Enviar 3 idiomas").click()

    await expect(card.locator(".tag")).to_have_count(3)
    await expect(page.locator(".templates-list tbody tr")).to_have_count(3)
    await expect(card.get_by_role("button", name="Enviar")).to_have_count(0)


async def write_it(page: Page) -> None:
    await page.get_by_label("Nome do modelo", exact=True).fill("Quarto Liberado Já")
    await page.get_by_label("Texto", exact=False).first.fill("{{nome}}, seu quarto está pronto")
    await expect(page.locator("#template-body-note")).to_contain_text("não pode começar nem terminar")
    await page.locator("#template-body").fill("Olá, {{nome}}! Seu quarto já está liberado e esperando.")
    await page.get_by_label("Exemplo").fill("Ana")
    await page.get_by_label("Preencher com").select_option(label="Primeiro nome do hóspede")
    await page.get_by_label("Se estiver vazio").fill("hóspede")
    await page.get_by_role("button", name="Adicionar botão").click()
    await page.get_by_label("Texto do botão").fill("A caminho")


async def test_one_is_written_seen_handed_in_approved_and_deleted(signs_in: SignIn, product: Product, meta: httpx.AsyncClient) -> None:
    await meta.put("/_sim/switches", json={"review": "approve", "review_ms": 100})
    page = await at_templates(signs_in, product, "hotel-ipanema")
    await page.get_by_role("link", name="Criar modelo").click()
    await write_it(page)
    await expect(page.locator(".say-preview")).to_contain_text("Olá, Ana! Seu quarto já está liberado e esperando.")
    await expect(page.locator(".say-preview")).to_contain_text("A caminho")

    await page.get_by_role("button", name="Enviar para análise").click()

    await expect(page).to_have_url(re.compile(r"/console/templates/[0-9a-f-]{36}$"))
    await page.get_by_role("link", name="Voltar à lista").click()
    await page.get_by_role("button", name="Atualizar lista").click()
    row = page.locator(".templates-list tr").filter(has_text="Quarto liberado ja")
    await expect(row).to_contain_text("aprovado")
    await row.get_by_role("link").click()
    await expect(page.get_by_label("Se estiver vazio")).to_have_value("hóspede")
    await page.get_by_label("Se estiver vazio").fill("viajante")
    await page.get_by_role("button", name="Salvar").click()
    await expect(page.get_by_role("status").filter(has_text="Salvo")).to_be_visible()
    await page.get_by_role("button", name="Excluir").click()
    await page.get_by_role("button", name="Excluir de vez").click()
    await expect(row).to_have_count(0)
