## Filling a template

detail-template-missing = this place of the template is still empty
detail-template-unknown = the hotel has no such template in this language; update the list of templates
detail-template-elsewhere = this template belongs to another WhatsApp account, and this number cannot send it
detail-template-unusable = this template cannot be sent now
detail-template-paused = Meta has paused this template; choose another one or wait
detail-template-disabled = Meta has disabled this template; choose another one
detail-template-rejected = Meta has rejected this template; correct its wording and submit it again
detail-template-pending = Meta is still reviewing this template
detail-template-deleted = this template has been deleted
detail-template-no-place = the template has no such place
detail-template-no-field = there is no such field; see the list of fields
detail-template-one-line = write it in one line, without tabs and without many spaces in a row
detail-template-coupon = use only plain letters and digits, without spaces
detail-template-future = give a time in the future, with its time zone
detail-template-too-long = the text has become too long with these values
detail-template-cards = this is not the template's number of cards

## What Meta takes in a template

template-rule-name = use only plain lower-case letters, digits and _
template-rule-language = use one of Meta's language codes, such as pt_BR, en or es
template-rule-exists = the hotel already has a template of this name in this language
template-rule-name-blocked = an approved template of this name was deleted less than 30 days ago; use another name
template-rule-body = every template needs a body
template-rule-ends = the text may not begin or end with a variable
template-rule-side-by-side = put some text between two variables
template-rule-gaps = use no tabs, no more than four spaces in a row and no more than one blank line in a row
template-rule-ratio = there are too many variables for so little text; write at least { $least } words
template-rule-braces = a variable is not written well; use {"{{"}name{"}}"}
template-rule-names = use only lower-case letters, digits and _ in the names of variables
template-rule-numbers = number the variables in order, from {"{{"}1{"}}"} on
template-rule-example = give an example of this variable; without one Meta rejects the template
template-rule-sample = choose a sample file; without one Meta rejects the template
template-rule-no-file = this file is not here any more; upload it again
template-rule-sample-size = a sample file may have 16 MB at most
template-rule-header-plain = the header takes no emoji, no line breaks and no formatting
template-rule-header-one = the header takes one variable only
template-rule-no-variables = the footer takes no variables
template-rule-no-footer = a template with a limited-time offer has no footer
template-rule-marketing-only = offers exist in marketing templates only
template-rule-buttons-of = buttons of type { $kind }: { $most } at most
template-rule-buttons-grouped = keep the quick replies together, before or after the other buttons
template-rule-button-plain = a button's text takes no variables, no emoji and no line breaks
template-rule-phone = use a phone number with its country code and { $most } characters at most
template-rule-url = use a complete address with https://; the variable {"{{"}1{"}}"} may only stand at its end
template-rule-cards-alike = all cards need the same parts
template-rule-code-parts = authentication templates have Meta's own text, a time and one code button, and nothing else
template-rule-not-changeable = only approved, rejected and paused templates can be changed
template-rule-category-fixed = the category of an approved template cannot be changed

## Why Meta did not take a template

template-refused = Meta did not take the template (code { $code }). Look over its text and try again; if it goes on, tell support.
template-refused-too-many = The WhatsApp account has as many templates as it may have. Delete those that nobody uses.
template-refused-name-blocked = A template of this name is being deleted at Meta. Use another name or wait 30 days.
template-refused-exists = Meta already has a template of this name in this language. Update the list or use another name.
template-refused-buttons = Meta did not take the buttons: check their number, order and texts.
template-refused-too-long = A part of the template is too short or too long for Meta.
template-refused-example = The example of a variable, or a sample file, is missing.
template-refused-header = Meta did not take the template's name or header: check its letters, emoji and formatting.
template-refused-body = Meta did not take the template's text: check variables side by side, blank lines and formatting.
template-refused-variables = Meta did not take the template's variables: check names, numbers and examples.
template-refused-ratio = There are too many variables for the length of the text. Write more, or use fewer variables.
template-refused-ends = The template's text may not begin or end with a variable.
template-refused-sample = Meta did not take the sample file. Upload it again.
template-refused-state = Meta lets only approved, rejected and paused templates be changed.
template-refused-category = The category of an approved template cannot be changed.
template-refused-pace = Too many templates in a short time. Wait an hour and try again.
template-refused-account = Meta has blocked the hotel's account. An admin should see why in WhatsApp Manager.
template-refused-token = The hotel's connection to WhatsApp has expired. An admin must reconnect it.
template-refused-permission = The hotel gave no permission to manage templates. An admin must reconnect WhatsApp.
template-refused-gone = Meta does not have this template any more. Update the list.
template-unreachable = Meta did not answer, and nobody knows whether it has the template. The list is updated in a moment: look there before you try again.

## What a template is filled from

field-contact-name = Guest's name
field-contact-first-name = Guest's first name
field-contact-phone = Guest's phone
field-contact-username = Guest's username
field-tenant-name = Hotel's name
field-tenant-email = Hotel's e-mail
field-tenant-phone = Hotel's phone
field-tenant-website = Hotel's website
field-tenant-address = Hotel's address
field-tenant-check-in-time = Check-in time
field-tenant-check-out-time = Check-out time
field-tenant-breakfast-hours = Breakfast hours
field-tenant-wifi-name = Wi-Fi name
field-tenant-review-link = Review link
field-number-name = Number's name on WhatsApp
field-number-phone = WhatsApp number
field-stay-check-in-date = Check-in date of the booking
field-stay-check-out-date = Check-out date of the booking
field-stay-room-type = Booked room
field-stay-room-number = Room number
field-stay-guests = Guests of the booking
field-stay-booking-code = Booking code
field-stay-wifi-password = Wi-Fi password

## Our own templates

library-booking-confirmation = Booking confirmation
library-booking-confirmation-purpose = Sent when a booking is made: dates, room and code, and how to ask for a change.
library-checkin-reminder = Check-in reminder
library-checkin-reminder-purpose = Sent a day or two before: address, time and documents, and the question when they will arrive.
library-stay-welcome = Welcome
library-stay-welcome-purpose = Sent right after check-in: room, Wi-Fi, breakfast and check-out time.
library-stay-review = Review request
library-stay-review-purpose = Sent a day after check-out: how the stay was, with three ready answers.
