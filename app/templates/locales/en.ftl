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
detail-template-link = use a complete address that begins with https://
detail-template-future = give a time in the future, with its time zone
detail-template-too-long = the text has become too long with these values
detail-template-cards = this is not the template's number of cards
