"""pywa on FastAPI, as its own pages show it: verifies the signature, calls a handler, stores nothing."""

import os

from fastapi import FastAPI
from pywa_async import WhatsApp, types

app = FastAPI()
whatsapp = WhatsApp(
    phone_id="1",
    token="bench",  # noqa: S106 - nobody's
    server=app,
    verify_token="bench-verify",  # noqa: S106 - nobody's
    app_secret=os.environ["BENCH_APP_SECRET"],
    webhook_endpoint="/webhooks/whatsapp",
    validate_updates=True,
    filter_updates=False,
)


@whatsapp.on_message
async def seen(_client: WhatsApp, _message: types.Message) -> None:
    """Does nothing with it, which is the point."""
