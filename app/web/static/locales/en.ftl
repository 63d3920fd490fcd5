# The chat in English.

claim = Every message reaches whoever is at the desk.
claim-guest = Good evening! Is the hotel kitchen still open?
claim-answer = Good evening, Marina! Until 11 pm. Shall I keep a table for you?
starting = Opening Recado
loading = Loading…
language = Language
try-again = Try again
edit = Edit
sign-out = Sign out
search = Search conversations
search-clear = Clear search

## Errors

error-unexpected = Something went wrong ({ $code }). Please try again.
error-no-answer = The server could not be reached. Check your connection and try again.

## Signing in

sign-in-title = Welcome back
sign-in-lead = Sign in to answer your guests.
sign-in-lead-hotel = Sign in to answer the guests of { $hotel }.
sign-in-do = Sign in
sign-in-busy = Signing in…
session-ended = Your session has ended. Sign in again; what you were writing was kept.
field-hotel = Hotel
field-hotel-hint = Your hotel’s code. Leave it empty if you run the platform.
field-hotel-unknown = We do not know this hotel. Check the code.
field-email = E-mail
field-password = Password
field-current-password = Current password
field-new-password = New password
field-new-password-hint = At least 8 characters. A short sentence makes a good password.
field-again = New password, again
field-again-differs = The two passwords are not the same.
password-show = Show password
new-password-title = Choose a password of your own
new-password-lead = Hello, { $name }. The password you were given is a temporary one.
new-password-do = Save and continue
unreachable-title = The server does not answer
unreachable-lead = As soon as it is back, you go on where you were.
elsewhere-title = You are at { $here }
elsewhere-lead = This address belongs to { $wanted }, and one signs in to one hotel at a time.
elsewhere-stay = Stay at { $here }
elsewhere-go = Sign out and go to { $wanted }
no-chat-title = Hello, { $name }
no-chat-lead = Your work is in the mobile app. The front desk answers the guests’ conversations.

## The house

house-title = You are signed in as super admin
house-lead = The hotels of the house, and the console with what needs you.
house-hotels = Hotels
house-none = There are no hotels yet.
hotel-trial = on trial
hotel-active = active
hotel-suspended = suspended

## The workplace

rooms = Areas
room-inbox = Conversations
room-console = Console
room-unread = { $name }, { $count ->
    [one] { $count } unread
   *[other] { $count } unread
}
account = Your account
account-of = Account of { $name }
role-tenant-admin = Administration
role-manager = Management
role-attendant = Front desk
role-agent = Field staff
role-super-admin = Platform
line-lost = Reconnecting…
line-offline = No internet. What you send goes out as soon as it is back.
line-replaced = Recado was opened in another window, and this one no longer receives messages.
line-take-back = Use it here
skip-to-thread = Go to the conversation
announce = New message from { $name }: { $text }

## The list

filters = Filters
filter-all = All
filter-unread = Unread
list-failed = The conversations could not be loaded.
list-empty-all = No conversations yet
list-empty-all-text = When a guest writes, the conversation appears here at once.
list-empty-unread = All read
list-empty-unread-text = No guest is waiting.
list-empty-search = Nothing found
list-empty-search-text = Try another name, phone or word.
guest-unnamed = Guest
group-unnamed = Group
unread-count = { $count ->
    [one] { $count } unread message
   *[other] { $count } unread messages
}
typing-colleague = a colleague is typing…
draft = Draft:
no-messages = No messages yet
kind-text = Text
kind-image = Photo
kind-video = Video
kind-audio = Audio
kind-voice = Voice message
kind-document = Document
kind-sticker = Sticker
kind-location = Location
kind-contacts = Contact
kind-reaction = Reaction
kind-template = Template
kind-interactive = Answer
kind-button = Answer
kind-order = Order
kind-system = Notice from WhatsApp
kind-call = Call
kind-withdrawn = Deleted message
kind-unsupported = Message that WhatsApp does not deliver
kind-unknown = Another kind of message

## The conversation

thread = Conversation
thread-none = Choose a conversation
thread-none-text = Your guests’ messages arrive here the moment they are written.
key-search = to search
key-step = to change conversation
thread-failed = This conversation could not be loaded.
thread-missing = This conversation does not exist or is not yours.
back-to-list = Back to the conversations
through = through { $number }
typing-colleagues = { $count ->
    [one] A colleague is typing
   *[other] { $count } colleagues are typing
}
hours = { $count } h
minutes = { $count } min
window-closed = Window closed
window-until = WhatsApp’s window for answering: until { $moment }
messages = Messages
older-failed = Earlier messages could not be loaded. Try again
beginning = Start of the conversation
unread-below = { $count ->
    [one] { $count } unread message
   *[other] { $count } unread messages
}
new-below = { $count ->
    [one] { $count } new message
   *[other] { $count } new messages
}
to-bottom = Go to the end
said-by-us = We:
said-by-guest = Guest:
sent-by-bot = automatic
kind-unknown-in-bubble = The guest sent something that this screen cannot show ({ $kind }).
day-today = today
day-yesterday = yesterday

status-received = Received
status-scheduled = Scheduled
status-pending = Queued
status-sent = Sent
status-delivered = Delivered
status-read = Read
status-played = Played
status-failed = Not delivered
status-refused = Not sent
status-cancelled = Cancelled
status-uncertain = Not confirmed

trouble-failed = WhatsApp did not deliver this message.
trouble-code = code { $code }
trouble-refused = This message was not sent.
trouble-uncertain = We do not know whether this message reached WhatsApp. Wait for the confirmation before repeating it.

## The composer

composer-placeholder = Write a message
composer-left = { $count ->
    [one] { $count } character left
   *[other] { $count } characters left
}
composer-over = { $count ->
    [one] { $count } character over the limit of 4,096
   *[other] { $count } characters over the limit of 4,096
}
composer-closed = WhatsApp’s 24-hour window closed on { $moment }.
composer-closed-text = As soon as the guest writes again, you can answer here.
composer-cannot-send = This number cannot send just now.
composer-cannot-send-text = What you write is kept in this browser and goes out when the number is back, while Recado is open.
composer-see-number = See the number
composer-read-only = You may read this conversation, but not answer it.
composer-group = You can read the group here, but not answer it yet. Answer from the hotel's phone.
send = Send

## The console

console = Console
console-leave = Back to the conversations
console-back = Back
console-missing = This page does not exist or is not for you.

## Messages of every kind

close = Close
copy = Copy text
download = Download
download-name = Download { $name }
message-menu = Message options
trace-open = See this message's way
raw-show = See what WhatsApp sent
raw-title = What WhatsApp sent
media-downloading = Downloading…
media-failed-expired = WhatsApp no longer keeps this file.
media-failed-too-big = The file is too large to be kept here.
media-failed-forbidden-type = This type of file is not accepted, for safety.
media-failed-corrupt = The file arrived damaged.
media-failed-unreachable = This file could not be fetched from WhatsApp.
media-not-shown = The file could not be opened.
media-not-heard = This browser could not play the audio.
picture-open = Enlarge photo: { $name }
picture-previous = Previous photo
picture-next = Next photo
video-play = Watch the video { $length }
audio-play = Listen: { $name }
audio-pause = Pause: { $name }
audio-place = Position in the audio
audio-at = { $at } of { $length }
audio-speed = Speed { $speed }×
place-map = Open in maps
contact-save = Save
contact-chat = Chat
contact-no-chat = Has not written to the hotel yet
contact-asked-for = Contact sent at the hotel's request
tapped = Chosen answer:
flow-filled = Form filled in
flow-address = Address sent
address-name = Name
address-phone-number = Phone
address-in-pin-code = Postcode
address-sg-post-code = Postcode
address-house-number = House number
address-floor-number = Floor
address-tower-number = Tower
address-building-name = Building
address-unit-number = Unit
address-address = Address
address-landmark-area = Landmark
address-city = City
address-state = State
calls-allowed = The guest allowed calls from the hotel
calls-allowed-until = The guest allowed calls from the hotel until { $moment }
calls-refused = The guest did not allow calls from the hotel
order-of = { $count ->
    [one] Order of { $count } item
   *[other] Order of { $count } items
}
order-each = { $price } each
order-total = Total
product-asked = Question about a product
referral-ad = Came from an ad
referral-post = Came from a post
forwarded = Forwarded
forwarded-often = Forwarded many times
quote-us = Hotel
quote-guest = Guest
quote-earlier = Reply to an earlier message
quote-jump = Go to the message replied to
reactions = Reactions
edited = edited
edited-show = See what it said before
edited-title = Before and after
edited-now = Now, since { $moment }
edited-no-words = No text
withdrawn-by-guest = The guest deleted this message
withdrawn-by-us = Message deleted
sent-from-phone = sent from the phone
partly-lost = Part of this message did not arrive.
call-missed = Missed call from the guest
call-missed-by-guest = The guest did not answer the call
call-theirs = Call from the guest
call-ours = Call to the guest
call-lasted = Call of { $length }
system-changed-number = The guest changed their number
system-changed-number-to = The guest changed their number: it is now { $phone }
system-changed-user-id = WhatsApp gave this guest a new identifier
system-identity-changed = This guest's security code changed
group-created = Group created
group-deleted = Group deleted
group-joined = { $who } joined the group
group-left = { $who } left the group
group-changed = The group changed
group-suspended = WhatsApp suspended this group
group-unsuspended = WhatsApp released this group
unsupported-other = The guest sent something that WhatsApp does not deliver to businesses. Ask them to send it another way.
unsupported-edit = The guest edited a message, and WhatsApp did not say which.
unsupported-poll = The guest sent a poll, which WhatsApp does not deliver to businesses.
unsupported-event = The guest sent an event, which WhatsApp does not deliver to businesses.
unsupported-view-once = The guest sent something to be viewed once, which WhatsApp does not deliver to businesses.
unsupported-live-location = The guest shared their live location, which WhatsApp does not deliver to businesses.
unsupported-too-big = The guest sent a file larger than WhatsApp delivers (100 MB). Ask for a smaller one.
no-marketing = no promotions
no-marketing-since = Wants no promotions since { $moment }
window-free = free
window-free-until = The guest came from an ad: Meta charges nothing until { $moment }

## Numbers, notices and templates

bell = Notices
bell-count = { $count ->
    [one] { $count } open notice
   *[other] { $count } open notices
}
page-notices = Notices
page-numbers = Numbers
page-templates = Templates
notices-none = Nothing needs you now.
notices-all = Show those that are over, too
notices-count = { $count } times
notices-data = Data
notices-dismiss = Dismiss
notice-state-dismissed = dismissed
notice-state-resolved = resolved
severity-info = News
severity-warning = Attention
severity-critical = Urgent
numbers-none = This hotel has no WhatsApp number yet.
numbers-test = Test the numbers now
numbers-well = All well
numbers-wrong = In trouble
numbers-sends = Sends and receives
numbers-stopped = Cannot send
numbers-since = Since { $at }.
numbers-quality = Quality
numbers-limit = Limit of new conversations a day
numbers-rate = Speed
numbers-a-second = { $count } messages a second
numbers-name = Name
numbers-username = Username
numbers-review = Review of the account
numbers-restrictions = Restrictions
numbers-restricted-until = { $what } until { $at }
numbers-id = Number's ID
numbers-account = Business account's ID
numbers-set-up = Meta app
numbers-set-up-platform = the platform's
numbers-set-up-own = the hotel's own
numbers-two-secrets = Two app secrets count now: the new one and the one before.
numbers-former = The signature of the app before ({ $app }) still counts.
numbers-retire = Retire the one before
reconnect-token = New access token of Meta
reconnect-do = Reconnect
callback-look = See where WhatsApp sends messages
callback-here = Messages arrive here
callback-elsewhere = Messages go elsewhere
callback-unsubscribed = The app is not subscribed to this account.
callback-set = Bring them here
callback-remove = Back to the app's address
callback-number = This number's address
callback-account = The account's address
callback-application = The app's address
templates-none = WhatsApp has not spoken of any template of this hotel yet.
templates-name = Template
templates-language = Language
templates-status = Status
templates-category = Category
templates-quality = Quality
templates-soon = → { $category } on { $at }

## The inbox's console, and one message's way

page-inbox = Inbox letters
page-unclaimed = Numbers without a hotel
page-trace = A message's way
letters-none = No letters here.
letters-more = Show more
letters-state = State
letters-any = any
letters-number = Number
letters-kind = Kind
letters-since = From
letters-until = Until
letters-id = Letter
letters-received = Received
letters-error = Error
letters-key = Key
letters-attempts = Failed tries
letters-waiting-for = Waits for
letters-handled = Handled
letters-put-back = Taken in anew
letters-size = Size
letters-bytes = { $count } bytes
letters-cut = The rest is too long to be shown; the API gives it whole.
letters-open = Open
letters-reason = Why you open it
letters-retry = Try the failed ones again…
letters-replay = Take these in anew…
letters-would = { $count ->
    [one] One letter would be taken in anew. What is stored already stays as it is.
   *[other] { $count } letters would be taken in anew. What is stored already stays as it is.
  }
letters-would-most = { $count } letters or more would be taken in anew. What is stored already stays as it is.
letters-go = Take them in
letters-leave = Leave them
letters-done = Taken in anew: { $count }
letter-new = new
letter-done = done
letter-failed = failed
letter-waiting = waiting
letter-unclaimed = no hotel
letter-kept = kept
unclaimed-none = Every number that writes has its hotel.
unclaimed-about = What came for these numbers is kept, and arrives when a hotel claims them.
unclaimed-dialled = Phone number
unclaimed-account = Business account
unclaimed-letters = Letters
unclaimed-first = First
unclaimed-last = Last
trace-none = Open it from a message's menu.
trace-message = Message
trace-inbound = from the guest
trace-outbound = from the hotel
trace-when = When
trace-part = Where
trace-what = What
trace-conversation = To the conversation
trace-waited = after { $ms } ms
trace-letter = letter { $id }
trace-refused = refused tries: { $count }
trace-attempts = tries: { $count }
trace-part-try = earlier try
trace-part-stored = stored
trace-part-step = status
trace-part-letter = webhook
trace-part-call = call
trace-part-file = file
trace-part-tap = tap
trace-part-event = live line
trace-part-sending = outbox

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
meta-invalid-format = invalid format
meta-abusive-content = abusive content
meta-tag-content-mismatch = the content does not fit its category
meta-incorrect-category = wrong category
meta-promotional = promotional content
meta-scam = suspected fraud
meta-restricted-biz-initiated-messaging = cannot begin conversations
meta-restricted-customer-initiated-messaging = cannot answer guests
meta-restricted-add-phone-number-action = cannot take in other numbers
meta-restricted-business-initiated-calling = cannot call guests
meta-restricted-user-initiated-calling = cannot be called
meta-in-appeal = in appeal
meta-disabled = disabled
meta-flagged = at risk
meta-limit-exceeded = over the limit of templates
meta-locked = locked
meta-archived = archived
meta-pending-deletion = being deleted
meta-none = none
meta-available-without-review = in use, not reviewed
meta-declined = refused
meta-expired = expired
meta-non-exists = no name
meta-name-employee-account = looks like an employee's name
meta-name-essential-words-missing = essential words are missing

## All that can be said

reply = Reply
react = React
react-with = React with { $emoji }
react-more = More reactions
reaction-back = Take the reaction back
reaction-back-of = Take { $emoji } back
reaction-refused = WhatsApp did not take this reaction.
cancel-sending = Cancel sending
cancel = Cancel
discard = Discard
answering = Replying to { $who }
answering-leave = Do not reply to this message
attach = Attach, or send something else
attach-media = Photos and videos
attach-document = Document
attach-template = Template
attach-location = Location
attach-contacts = Contact
attach-buttons = Question with buttons
attach-list = List of options
attach-link = Button with a link
attach-wish-location = Ask for their location
attach-wish-contact = Ask for their contact
wish-location-usual = Where are you? Touch the button to send your location.
wish-contact-usual = Could you share your contact? Just touch the button.
drop-here = Drop here to attach
drop-what = Photos, videos, audio and documents
emoji = Emoji
emoji-people = People
emoji-stay = Stay
emoji-table = Table
emoji-things = Signs and places
send-later = Send later
send-when-guest-writes = Send when the guest writes
composer-placeholder-later = Write what goes when the guest writes
composer-never-open = This guest has not written to this number yet.
later-note = It is kept, and goes as soon as the guest writes.
later-leave = Back to the templates
closed-templates = Send a template
closed-later = Write for later
limited = { $count ->
    [one] One message waits a little.
   *[other] { $count } messages wait a little.
}
limited-text = That was a lot in a short time; they go by themselves, in order.
limited-left = { $left } left
record = Record a voice message
recording = Voice recording
recording-length = Recorded: { $length }
record-asking = Allow the microphone to record.
record-refused = This browser did not let us use the microphone. Allow it in the site's permissions and try again.
record-discard = Discard the recording
record-pause = Pause
record-go-on = Go on recording
record-listen = Listen before sending
record-silence = Stop listening
uploading = Uploading…
upload-stop = Cancel this upload
tray = Files to send
tray-leave = Do not send these files
tray-as = Send as
tray-look = Look at { $name }
tray-out = Remove { $name }
tray-more = More files
tray-no-preview = No preview
tray-too-many = Only { $most } files fit at once. Send these, then attach the others.
tray-send = { $count ->
    [one] Send
   *[other] Send { $count } files
}
caption = Write a caption
caption-none = WhatsApp shows no caption here.
caption-over = { $count ->
    [one] { $count } character over the limit of 1,024
   *[other] { $count } characters over the limit of 1,024
}
file-empty = This file is empty.
file-too-big = Too large to go like this: the limit is { $most }.
trouble-file-gone = The file is no longer in this browser. Attach it again.
uncertain-question = Did this message reach the guest?
uncertain-text = The connection broke while it was being sent, and WhatsApp has not confirmed it. See whether the guest reacted to it.
uncertain-arrived = It did
uncertain-not-arrived = It did not
uncertain-again = Send again
scheduled-count = { $count ->
    [one] One scheduled message
   *[other] { $count } scheduled messages
}
scheduled-next = next: { $moment }
scheduled-for = Scheduled for { $moment }
scheduled-for-guest = Goes when the guest writes
scheduled-guest = when the guest writes
scheduled-change = Change
scheduled-cancel = Cancel
schedule = Send later
schedule-change = Change the scheduled message
schedule-words = Message
schedule-in-an-hour = In an hour
schedule-this-evening = This evening
schedule-tomorrow-morning = Tomorrow morning
schedule-tomorrow-afternoon = Tomorrow afternoon
schedule-monday-morning = Monday morning
schedule-at = Day and time
schedule-zone = In the hotel's time ({ $zone })
schedule-do = Schedule
schedule-save = Save
schedule-guest = When the guest writes
schedule-guest-text = Goes as soon as their next message comes.
schedule-note = When the time comes, Recado checks again that WhatsApp still lets it go.
preview = As the guest sees it
say-body = Message
say-more = Title and footer
say-header = Title (optional)
say-footer = Footer (optional)
say-button = Button { $number }
say-button-out = Remove button { $number }
say-button-add = Another button
say-twice = Two buttons cannot say the same.
say-link-text = Text of the button
say-link-url = Address
say-list-button = Button that opens the list
say-list-button-usual = See options
say-section = Section { $number }
say-section-title = Name of the section
say-section-title-maybe = Name of the section (optional)
say-section-add = Another section
say-section-out = Remove section { $number }
say-row = Option { $number }
say-row-description = Description (optional)
say-row-add = Another option
say-row-out = Remove option { $number }
say-point = Where it is
say-point-hint = Paste latitude and longitude, or the long address of a map.
say-point-wrong = There is no point in this. Paste latitude and longitude, such as -22.9867, -43.2050.
say-place-name = Name of the place (optional)
say-place-address = Address (optional)
say-before = Places sent before
say-person = Contact { $number }
say-person-add = Another contact
say-person-out = Remove contact { $number }
say-first-name = First name
say-last-name = Last name
say-phone = Phone
say-email = E-mail
say-company = Company
buttons-of-message = Buttons for the guest
button-list = See options
button-location_request_message = Send location
button-request_contact_info = Share contact
button-address_message = Give address
button-product = View item
button-catalog_message = View catalog
button-product_list = View items
button-call_permission_request = Allow calls
button-voice_call = Call now
button-flow = Open form
asked-list = Options
asked-rows = { $count ->
    [one] See the option
   *[other] See the { $count } options
}
carousel = { $count ->
    [one] One card
   *[other] { $count } cards
}
template-sent = Template { $name }, { $language }
templates-choose = Choose a template
templates-search = Search by name or word
templates-others = Other templates
offers-none = No template is ready for this guest
offers-none-text = Only templates that Meta approved can open a conversation.
offers-make = Create templates
template-nothing = This template is ready: there is nothing to fill in.
template-value = Value { $number }
template-in-button = Button “{ $button }”
template-in-header = in the title
template-in-card = card { $number }
template-filled = Filled with what we know. Change it if you like.
template-address = Ends the address { $address }
template-example = For example: { $example }
template-file-image = Picture
template-file-video = Video
template-file-document = Document
template-file-choose = Choose a file
template-file-other = Use another file
template-until = The offer is valid until

## The outbox's console

page-outbox = Outbox
lot-failed = Not sent
lot-uncertain = Not confirmed
lot-parked = Parked
lot-waiting = In line
lot-none-failed = Nothing has failed in the last 30 days.
lot-none-uncertain = It is known of every message what became of it.
lot-none-parked = Nothing is parked.
lot-none-waiting = The line is empty.
lane-automation = automatic
lane-campaign = campaign
outbox-messages = Messages
outbox-because = Reason
outbox-oldest = Since
outbox-guest = Guest
outbox-since = Since
outbox-deeds = What to do
outbox-due = Next try: { $when }
outbox-cancel = Cancel
outbox-retry = Try again
outbox-arrived = It arrived
outbox-not-arrived = It did not arrive
outbox-send-again = Send again
outbox-trace = Its way

## Templates in the console

templates-create = Create template
templates-sync = Update list
templates-synced = { $found ->
    [one] { $found } template at Meta
   *[other] { $found } templates at Meta
}, { $changed ->
    [0] nothing changed
   *[other] { $changed } changed
}
templates-synced-at = Updated { $at }
templates-gone = Show deleted ones too
templates-name-own = Template name
templates-name-hint = For your team only; guests never see it. Lower-case letters, digits and _.
templates-category-utility = Utility: about a booking or stay that the guest already has. Offers in it make Meta change the category.
templates-category-marketing = Marketing: offers, news and invitations. It costs more, and guests who want no advertising do not get it.
templates-words = What the guest reads
templates-header = Title
templates-header-none = No title
templates-header-text = Text of the title
templates-header-image = Picture
templates-header-video = Video
templates-header-document = PDF document
templates-header-location = Map
templates-sample = Sample file
templates-sample-hint = Meta reviews with it, and it goes out with every message that chooses no other.
templates-body = Text
templates-body-hint = *bold*, _italic_. Put what differs for each guest in double braces; the text may not begin or end with that.
templates-insert = Insert field
templates-variable = field_
templates-footer = Footer (optional)
templates-buttons = Buttons
templates-button = Button { $number }
templates-button-add = Add button
templates-button-remove = Remove button { $number }
templates-button-quick-reply = Quick reply
templates-button-url = Open a website
templates-button-phone-number = Call
templates-button-copy-code = Copy code
templates-button-text = Text of the button
templates-button-address = Address
templates-button-address-hint = If its end differs for each guest, finish with {"{{"}1{"}}"}
templates-button-example = Example of the whole address
templates-button-phone = Phone number
templates-button-coupon = Example of a code
templates-filling = Where each field comes from
templates-filling-hint = The example is for Meta's review only. In messages the chosen field is said; when it is empty, the words in reserve.
templates-example = Example
templates-from = Fill with
templates-from-nobody = What your team writes
templates-from-later = { $what } (soon)
templates-fallback = When it is empty
templates-hand-in = Submit for review
templates-keep = Save
templates-kept = Saved
templates-handed-in = Submitted. Meta usually answers within minutes, at most within a day.
templates-back = Back to the list
templates-closed = The text can change once Meta has finished its review. What fills it can change now.
templates-others-note = This template has parts that this page does not change, such as cards or offers. Change them in WhatsApp Manager; what fills it can change here.
templates-delete = Delete
templates-delete-sure = Delete it at Meta too? The name of an approved template is blocked for 30 days.
templates-delete-go = Delete for good
library-title = Ready-made templates
library-text = Four messages that every hotel uses, in Portuguese, English and Spanish.
library-look = Look
library-take = { $count ->
    [one] Submit for review
   *[other] Submit { $count } languages for review
}

## Our own templates and what fills them, by their names at Meta
named-booking-confirmation = Booking confirmation
named-checkin-reminder = Check-in reminder
named-stay-welcome = Welcome
named-stay-review = Review request
named-guest-name = Guest’s name
named-hotel-name = Name of the hotel
named-hotel-address = Address of the hotel
named-check-in-date = Check-in date
named-check-in-time = Check-in time
named-check-out-date = Check-out date
named-check-out-time = Check-out time
named-room-type = Room type
named-room-number = Room
named-guests = Guests
named-booking-code = Booking code
named-wifi-name = Wi-Fi network
named-wifi-password = Wi-Fi password
named-breakfast-hours = Breakfast hours
