claim-token-dead = The access token is not valid or has expired. Make a new one in WhatsApp Manager.
claim-number-unseen = With this token, WhatsApp does not show this number. Check the number's ID and the token.
claim-waba-unseen = With this token, WhatsApp does not show this business account. Check the account's ID and the token.
claim-not-of-waba = This number does not belong to this WhatsApp business account. Check both IDs.
claim-no-permission = The token has no permission for this number. Give it the WhatsApp Business permissions and try again.
claim-unreachable = We could not reach WhatsApp just now, and nothing was changed. Try again in a moment.
number-works = The number is connected and works.
detail-no-simulator = there is no simulator here
