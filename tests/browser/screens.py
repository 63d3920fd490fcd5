"""The two screens of a circle, worked as people work them: the attendant's desk and the guest's phone."""

from typing import Any, NamedTuple

from playwright.async_api import FilePayload, Locator, Page, expect

from bench.demo import Product

NOTE_TICKS = """() => {
  window.ticksNoted = [];
  const note = () => document.querySelectorAll(".bubble-row.out").forEach(({ dataset }) => {
    if (ticksNoted.at(-1) !== dataset.status) ticksNoted.push(dataset.status);
  });
  new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-status"] });
}"""


class Guest(NamedTuple):
    name: str
    wa_id: str


class Desk:
    """The web chat of somebody at a hotel's reception."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.rows = page.locator(".row")
        self.bubbles = page.locator(".bubble-row")
        self.words = page.locator(".bubble .words")

    async def sign_in(self, product: Product, slug: str, person: dict[str, str]) -> None:
        """By the form at the hotel's own address, until the conversations are there."""
        await self.page.goto(f"{product.board['api_url']}/?tenant={slug}")
        await self.page.get_by_label("E-mail").fill(person["email"])
        await self.page.get_by_label("Senha", exact=True).fill(person["password"])
        await self.page.get_by_role("button", name="Entrar").click()
        await expect(self.rows.first).to_be_visible()

    def row(self, guest: Guest) -> Locator:
        return self.rows.filter(has_text=guest.name)

    def bubble(self, text: str) -> Locator:
        return self.bubbles.filter(has=self.page.get_by_text(text, exact=True))

    async def open(self, guest: Guest) -> None:
        await self.row(guest).click()
        await expect(self.page.locator(".thread-head h2")).to_have_text(guest.name)

    async def answer(self, text: str) -> None:
        await self.page.locator("#composer").fill(text)
        await self.page.locator("#composer").press("Enter")

    async def say(self, kind: str) -> None:
        """Opens what stands behind the plus."""
        await self.page.locator(".attach-button").click()
        await self.page.locator(f"[data-attach='{kind}']").click()

    async def pick(self, *files: FilePayload) -> None:
        """Files by the picker, until they lie in the tray."""
        await self.page.locator("#attach-files").set_input_files(list(files))
        await expect(self.page.locator(".tray-thumb")).to_have_count(len(files))

    async def menu(self, bubble: Locator, act: str) -> None:
        """Chooses `act` from the menu of one message."""
        await bubble.locator(".bubble").hover()
        await bubble.locator(".message-more").click()
        await self.page.get_by_role("menuitem", name=act).click()

    async def send_form(self) -> None:
        """Sends what was made in a window of its own."""
        await self.page.locator(".say-foot .primary").click()
        await expect(self.page.locator("dialog")).to_have_count(0)

    def of_kind(self, kind: str) -> Locator:
        return self.page.locator(f".bubble-row[data-kind='{kind}']")

    async def note_ticks(self) -> None:
        """From now on whatever the ticks of our words turn to is remembered: some of it is there for a blink."""
        await self.page.evaluate(NOTE_TICKS)

    async def ticks_noted(self) -> list[str]:
        noted: list[str] = await self.page.evaluate("ticksNoted")
        return noted

    async def ticks(self, text: str, status: str) -> None:
        """Waits until the ticks of these words of ours say so."""
        await expect(self.bubble(text)).to_have_attribute("data-status", status)


class Phone:
    """The simulator's page, on which the guest writes and reads."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.from_hotel = page.locator(".from-hotel p")

    async def become(self, guest: Guest) -> None:
        """Somebody whom no hotel knows yet."""
        await self.page.get_by_role("button", name="Novo hóspede").click()
        await self.page.get_by_label("Nome", exact=True).fill(guest.name)
        await self.page.get_by_label("Telefone com DDI").fill(f"+{guest.wa_id}")
        await self.page.get_by_role("button", name="Adicionar").click()
        await expect(self.page.locator(f"[data-guest='{guest.wa_id}']")).to_have_attribute("aria-current", "true")

    async def turn_to(self, hotel: dict[str, Any]) -> None:
        """The same guest, writing to this hotel from now on."""
        await self.page.locator("#number").select_option(hotel["whatsapp"]["phone_number_id"])
        await expect(self.page.locator("#hotel-name")).to_have_text(hotel["name"])

    async def write(self, text: str) -> None:
        await self.page.locator("#text").fill(text)
        await self.page.locator("#text").press("Enter")
        await expect(self.page.locator(".from-guest p").get_by_text(text, exact=True)).to_have_count(1)

    async def play(self, kind: str) -> None:
        """Sends one of the kinds that stand ready on the sheet."""
        await self.page.locator("#attach").click()
        await self.page.locator(f".tile[data-kind='{kind}']").click()
        await expect(self.page.locator("#sheet")).to_be_hidden()

    async def tell(self, example: str) -> None:
        """Has Meta tell of something that no guest did."""
        await self.page.get_by_role("button", name="Lado da Meta").click()
        await self.page.locator(f".event[data-example='{example}']").click()
        await expect(self.page.locator("#meta-said")).to_contain_text("Contado")
        await self.page.get_by_role("button", name="Fechar").click()

    async def kinds(self) -> list[str]:
        await self.page.locator("#attach").click()
        await expect(self.page.locator(".tile[data-kind]").first).to_be_visible()
        names: list[str] = await self.page.locator(".tile[data-kind]").evaluate_all("tiles => tiles.map((one) => one.dataset.kind)")
        await self.page.locator("#attach").click()
        return names

    async def send_file(self, name: str, mime_type: str, content: bytes) -> None:
        """One of the guest's own files, by the phone's file picker."""
        await self.page.locator("#file").set_input_files(FilePayload(name=name, mimeType=mime_type, buffer=content))

    async def act(self, words: str, act: str) -> None:
        """Chooses `act` from the menu of the letter that says `words`."""
        letter = self.page.locator(".letter").filter(has=self.page.get_by_text(words, exact=True))
        await letter.hover()
        await letter.locator(".more").click()
        await self.page.locator("#acts").get_by_role("button", name=act).click()

    async def confirm_reading(self, confirm: bool) -> None:
        await self.page.get_by_label("Confirmar leitura ao abrir").set_checked(confirm)
