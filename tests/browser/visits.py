"""Pages in a real browser, each as another person's, and whatever went wrong on them."""

import re

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize


class Visits:
    """Opens pages, and notes each console error, broken rule of the page's policy and uncaught exception that was not forgiven."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._open: list[BrowserContext] = []
        self._seen: list[str] = []
        self._forgiven: list[str] = []

    async def page(self, *, width: int = 1280, height: int = 800, phone: bool = False) -> Page:
        """A page with cookies of its own, of somebody whose browser speaks Portuguese."""
        viewport = ViewportSize(width=width, height=height)
        context = await self._browser.new_context(viewport=viewport, locale="pt-BR", has_touch=phone, is_mobile=phone)
        self._open.append(context)
        page = await context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda trouble: self._seen.append(str(trouble)))
        return page

    def forgive(self, *patterns: str) -> None:
        """What the browser itself says when a test takes something away from it."""
        self._forgiven += patterns

    @property
    def troubles(self) -> list[str]:
        return [seen for seen in self._seen if not any(re.search(pattern, seen) for pattern in self._forgiven)]

    async def close(self) -> None:
        for context in self._open:
            await context.close()

    def _note(self, line: ConsoleMessage) -> None:
        # A policy that is only reported comes as a warning; one that is enforced is an error.
        if line.type == "error" or "Content Security Policy" in line.text:
            self._seen.append(f"{line.text} ({line.location.get('url')})")
