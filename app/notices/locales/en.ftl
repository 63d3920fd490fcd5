## Numbers and accounts
notice-number-cannot-send = The number { $number } cannot send messages. { $because } What guests write still arrives, and what you write waits until the number is back.
notice-number-not-here = WhatsApp sent news ({ $field }) of the number { $number }, which is not connected here.
notice-number-name = { $decision ->
    [REJECTED] WhatsApp refused the name “{ $name }” for the number { $number }.
    [DEFERRED] WhatsApp has not decided yet about the name “{ $name }” for the number { $number }.
   *[other] The name “{ $name }” for the number { $number }: { $decision_said }.
}
notice-number-quality = WhatsApp marked the quality of the number { $number } as low. Many guests have blocked or reported its messages.
notice-number-username = { $status ->
    [deleted] The username “{ $username }” of the number { $number } was removed.
   *[other] The username “{ $username }” of the number { $number }: { $status_said }.
}
notice-messaging-limit = WhatsApp lowered the limit of new conversations a day of the account { $account } to { $limit_said }.
notice-security-pin = { $event ->
    [PIN_CHANGED] The two-step verification PIN of the number { $number } was changed. If it was nobody of the hotel, check who has access to WhatsApp Manager.
    [PIN_RESET_REQUEST] Somebody asked to reset the PIN of the number { $number }. If it was nobody of the hotel, check who has access to WhatsApp Manager.
    [PIN_RESET_SUCCESS] The PIN of the number { $number } was reset. If it was nobody of the hotel, check who has access to WhatsApp Manager.
   *[other] WhatsApp tells of the security of the number { $number }: { $event }.
}
notice-account-disabled = { $state ->
    [SCHEDULE_FOR_DISABLE] WhatsApp is going to disable the account { $account }. Open WhatsApp Manager and ask for a review before that.
   *[other] WhatsApp disabled the account { $account }: it cannot send messages. Ask for a review in WhatsApp Manager.
}
notice-account-restricted = WhatsApp restricted the account { $account }: { $restrictions_said }. See why in WhatsApp Manager.
notice-account-violation = WhatsApp says that the account { $account } broke a policy ({ $violation_said }). Repeating it may block the account.
notice-account-deleted = The WhatsApp account { $account } was deleted: its numbers cannot send messages.
notice-account-disconnected = The WhatsApp account { $account } was disconnected from this system ({ $event_said }). Connect it again to send.
notice-account-news = { $event ->
    [ACCOUNT_RECONNECTED] The WhatsApp account { $account } is connected again.
    [AD_ACCOUNT_LINKED] An ad account was linked to the WhatsApp account { $account }.
    [AUTH_INTL_PRICE_ELIGIBILITY_UPDATE] The international price of authentication messages of the account { $account } changed.
    [BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE] The main country of the business of the account { $account } changed.
    [MM_LITE_TERMS_SIGNED] The terms of the marketing messages API were accepted for the account { $account }.
    [PARTNER_ADDED] The WhatsApp account { $account } was shared with this system.
    [PARTNER_APP_INSTALLED] The app was installed on the WhatsApp account { $account }.
    [PARTNER_CLIENT_CERTIFICATION_NEEDED] WhatsApp asks for the business of the account { $account } to be certified.
    [PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE] The certification of the business of the account { $account } changed.
    [VERIFIED_ACCOUNT] The WhatsApp account { $account } was verified.
    [VOLUME_BASED_PRICING_TIER_UPDATE] The volume price tier of the account { $account } changed.
   *[other] WhatsApp tells of the account { $account }: { $event }.
}
notice-account-review = { $decision ->
    [REJECTED] WhatsApp refused the account { $account } in its review. See why in WhatsApp Manager.
   *[other] WhatsApp is still reviewing the account { $account } ({ $decision_said }).
}
notice-account-alert = { $alert ->
    [OBA_APPROVED] WhatsApp approved the official business account badge ({ $entity }).
    [OBA_REJECTED] WhatsApp refused the official business account badge ({ $entity }).
    [PROFILE_PICTURE_LOST] The number's profile picture was lost ({ $entity }). Upload it again.
    [INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO] WhatsApp needs more information to raise the business's limits ({ $entity }).
    [INCREASED_CAPABILITIES_ELIGIBILITY_FAILED] The business cannot have higher limits for now ({ $entity }).
    [INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED] The decision about higher limits was put off ({ $entity }).
   *[other] WhatsApp alerts: { $alert } ({ $entity }).
}
notice-payment-configuration = The payment configuration “{ $configuration }” is “{ $status_said }” and cannot be used.
notice-partner-solution = The partner solution { $solution } changed: { $status_said }.
notice-flow = { $event ->
    [FLOW_STATUS_CHANGE] The Flow { $flow } is now { $status_said }.
    [FLOW_VERSION_EXPIRY_WARNING] The version of the Flow { $flow } will expire. Update it.
   *[other] The Flow { $flow } is in trouble ({ $event_said }).
}
notice-template-status = { $status ->
    [REJECTED] WhatsApp refused the template “{ $name }” ({ $language }): { $reason_said }.
    [PAUSED] WhatsApp paused the template “{ $name }” ({ $language }), because guests complained about it.
    [DISABLED] WhatsApp disabled the template “{ $name }” ({ $language }) for good.
    [FLAGGED] The template “{ $name }” ({ $language }) may be disabled soon, because guests complained about it.
    [LIMIT_EXCEEDED] The template “{ $name }” ({ $language }) is over the account's limit of templates.
    [LOCKED] The template “{ $name }” ({ $language }) is locked for changes.
    [ARCHIVED] The template “{ $name }” ({ $language }) was archived.
    [DELETED] The template “{ $name }” ({ $language }) was deleted.
    [PENDING_DELETION] The template “{ $name }” ({ $language }) is being deleted.
   *[other] The template “{ $name }” ({ $language }) is { $status_said }.
}
notice-template-quality = The quality of the template “{ $name }” ({ $language }) fell to { $quality_said }. Guests complained about it; if they go on, WhatsApp pauses it.
notice-template-category = WhatsApp changed the template “{ $name }” ({ $language }) from { $before_said } to { $category_said }. The price of each sending changes with it.
notice-template-category-soon = On { $change_at }, WhatsApp will change the template “{ $name }” ({ $language }) from { $before_said } to { $category_said }. The price of each sending changes with it.
notice-meta-other = { $event ->
    [unknown] WhatsApp sent news that we do not know yet ({ $field }). Its data is below.
   *[other] WhatsApp sent news that we do not know yet ({ $field }: { $event }). Its data is below.
}
notice-hotel-suspended = This hotel was suspended. What guests wrote was kept; what you wrote waited.

## House
notice-unclaimed-number = The number or account { $source } sends messages and is no hotel's.

## What Meta says of a number as a whole
notice-meta-error = Meta reports error { $code } for the number { $number }. { $because }

## The hotel's phone
notice-history-declined = The earlier conversations of the number { $number } were not shared: somebody declined it in the WhatsApp Business app. New conversations arrive as usual.

## Meta's own names
meta-tier-50 = 50
meta-tier-250 = 250
meta-tier-1k = 1,000
meta-tier-2k = 2,000
meta-tier-10k = 10,000
meta-tier-100k = 100,000
meta-tier-unlimited = no limit
meta-tier-not-set = not set yet
meta-green = high
meta-yellow = medium
meta-red = low
meta-marketing = marketing
meta-utility = utility
meta-authentication = authentication
meta-approved = approved
meta-rejected = refused
meta-pending = under review
meta-pending-review = under review
meta-deferred = put off
meta-reserved = reserved
meta-deleted = removed
meta-paused = paused
meta-reinstated = active again
meta-published = published
meta-draft = draft
meta-deprecated = retired
meta-blocked = blocked
meta-throttled = slowed down
meta-client-error-rate = many errors on guests' phones
meta-endpoint-error-rate = many errors on the Flow's server
meta-endpoint-latency = the Flow's server is slow
meta-endpoint-availability = the Flow's server does not answer
meta-partner-removed = the link was taken away
meta-partner-app-uninstalled = the app was uninstalled
meta-account-offboarded = taken out in the WhatsApp Business app
meta-invalid-format = invalid format
meta-abusive-content = abusive content
meta-tag-content-mismatch = the content does not fit its category
meta-incorrect-category = wrong category
meta-promotional = promotional content
meta-scam = suspected fraud
meta-adult = adult content
meta-spam = spam
meta-needs-testing = needs testing
meta-needs-connecting = needs connecting
meta-initiated = begun
meta-active = active
meta-notification-sent = invitation sent
meta-accepted = accepted
meta-deactivated = deactivated
meta-restricted-biz-initiated-messaging = cannot begin conversations
meta-restricted-customer-initiated-messaging = cannot answer guests
meta-restricted-add-phone-number-action = cannot take in other numbers
meta-restricted-business-initiated-calling = cannot call guests
meta-restricted-user-initiated-calling = cannot be called

## What became of what was sent
notice-sending-held = Part of what { $number } sends is waiting. { $because }
notice-messages-uncertain = { $messages ->
    [one] Nobody knows whether a message sent by { $number } reached WhatsApp. Open the conversation and say what became of it.
   *[other] Nobody knows whether { $messages } messages sent by { $number } reached WhatsApp. Open the conversations and say what became of them.
 }
