## Why a message has not gone
outbox-uncertain = Nobody knows whether the message reached WhatsApp.
outbox-number = This number cannot send at the moment.
outbox-files = The file is being handed to WhatsApp.
outbox-retry = WhatsApp had a passing trouble; it will be tried again.
outbox-guest = WhatsApp wants a pause between messages to the same guest.
outbox-template = The template is stopped at WhatsApp.
outbox-portfolio = The account's daily limit of new contacts at WhatsApp is reached.
outbox-payment = WhatsApp waits for the account to be paid.
outbox-campaigns = This number's campaigns are stopped for a while.
outbox-slow = WhatsApp asked this number to wait a little.
outbox-next = It goes next, in its order.
