# What the screens say.

## Units of time.
unit-minute = min
unit-hour = h
unit-day = d
end-of-day = end of {$day} {$month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[other] Dec
 }
years = {$age} y

## The frame.
banner-test = TEST ENVIRONMENT
line-online = online
line-offline = offline: text is kept
top-unread = •{$count} new from residents
too-small = The window must be at least {$columns} × {$rows} characters; it is {$has-columns} × {$has-rows}. Enlarge it: everything is kept.
alert-urgent = {$count ->
    [one] New {$class}: {$title}, {$name} {$age} y
   *[other] {$count} new urgent items, the most urgent {$class}: {$title}, {$name} {$age} y
 }

## Views, states, roles.
view-free = Free
view-mine = Mine
view-open = Open
view-unfinished = Unfinished
view-ended = Ended
state-free = free
state-taken = taken
state-unfinished = unfinished
state-end-proposed = ending proposed
state-closed = ended

## Short signs before the owner in the list.
mark-unfinished = unfin.
mark-end-proposed = prop.
mark-closed = end.
row-mine = me
row-gone = gone
role-nurse = nurse
role-social-worker = social worker
role-doctor = doctor
role-administrator = administrator
role-support = support
role-intake = system
role-does-nurse = You work residents' cases from the queue.
role-does-social-worker = You work residents' cases from the queue.
role-does-doctor = You work residents' cases from the queue.
role-does-administrator = As an administrator you look after units, queues, rights and the use log. Residents' cases are not shown in this role.
role-does-support = As support you handle residents' feedback. Residents' cases are not shown in this role.
role-does-intake = This user is for another system, not for a person.
role-change = Change role or unit: {$key}
language-fi = Finnish
language-sv = Swedish
language-en = English
reply-in-fi = reply in Finnish
reply-in-sv = reply in Swedish
reply-in-en = reply in English
sex-female = female
sex-male = male

## Urgency classes.
class-p0 = Call 112 now
class-p1 = Emergency care now
class-p2 = Emergency care, not at night
class-p3 = Within a day
class-p4 = Within 1–3 days
class-p5 = Within a week or non-urgent
class-p6 = The organisation's own class
class-p7 = The organisation's own class
class-p8 = Self-care
class-service = Service assessment
within-now = at once
within-none = no limit
clock-not-at-night = not 22–07
clock-working-days = working days

## The sign-in form and the choice of a role.
sign-in-welcome = Sign in.
sign-in-again = The session has ended. Sign in again: what you wrote is kept, and work goes on from here.
sign-in-server = Server
sign-in-login = User name
sign-in-password = Password
sign-in-code = Code
sign-in-waiting = Signing in…
sign-in-offline = The server does not answer. Try to sign in in a moment.
choose-title = Role and unit
choose-text = In which role do you work now?
choose-whole = the whole organisation
choose-supervisor = others' items, too
choose-none = You have no role. Ask the administrator for rights.

## The work list.
column-class = Cl
column-left = Time left
column-waiting = Waited
column-signs = ⚑•
column-resident = Resident, age
column-title = Assessment
column-unit = Unit
column-language = La
column-owner = Owner
column-state = State
list-loading = Fetching…
list-offline = No connection to the server. It is tried again by itself.
list-empty = There is nothing here.
list-more = Fetching more…
list-nothing-found = Nothing was found. The search finds names, identity codes and words of the text.
panel-queues = Queues
panel-all = All
panel-free = free
panel-urgent = urg.
panel-overdue = late
search-label = Search:
search-found = Search “{$text}”: {$count}

## A case.
section-summary = Summary
section-answers = Answers
section-messages = Messages
section-history = History
section-earlier = Other cases
case-protected = NON-DISCLOSURE
case-on-behalf = on behalf:
case-name-given = Name as sent: {$name} – differs from the register
case-clock-stops = the clock stops 22–07
case-left = {$length} left ({$at})
case-overdue = ! overdue by {$length} ({$at})
case-no-limit = no limit
case-ended = the case has ended
case-sent = sent {$at} ({$ago} ago)
case-red-flags = Red flags
case-own-words = In the resident's own words
case-newest-message = Newest message {$at}
case-why = Why this class
case-source = Rule {$rule} · {$source}
case-class-changed = {$name} changed the class {$from} → {$to} {$at}
case-statutory = Statutory deadline
case-start-due = The assessment must start by {$at}
case-last-day = Complete by {$day}
case-told = The resident was told
case-positives = Speaks for
case-negatives = Speaks against
case-findings = Findings
case-would-change = What a single other answer would change
case-and-more = and {$count} more
case-also = These rules matched, too
case-follow-up = Ask next
case-observations = Observations from other cases
case-observation = {$name} {$value} ({$day}, {$source})
case-pack = {$id} {$version}
case-not-loaded = This version of the content is no longer loaded: ids stand in place of texts.
case-not-asked = {$count ->
    [one] One question was not asked, because of other answers.
   *[other] {$count} questions were not asked, because of other answers.
 }
demo-content = DEMONSTRATION CONTENT – NOT CLINICALLY APPROVED
case-draft = A reply is begun
case-draft-note = A note is begun
case-booking = Booked time {$at}
case-booking-cancelled = Cancelled time {$at}
case-booking-right = May book: {$service}
case-coaching = Coaching runs: {$programme}
case-no-messages = No messages.
case-no-earlier = No other cases.
case-earlier-hidden = {$count ->
    [one] One more case in a queue that you have no right to.
   *[other] {$count} more cases in queues that you have no right to.
 }
message-resident = Resident
message-reply = Reply to the resident ·
message-note = NOTE (the resident does not see it) ·

## Writing.
compose-reply = Reply: {$name} · {$language}
compose-note = NOTE for colleagues – not shown to the resident
compose-sending = sending…
compose-is-kept = draft kept
compose-typing = …
compose-not-kept = in this window only
compose-kept = The draft is kept. Go on with the same key.
compose-kept-offline = The draft is in this window and is kept when the line is back.
compose-gap = Fill in {$gap} of the ready-made text first. Nothing was sent.
compose-snippets = Ready-made texts
compose-no-snippets = There are no ready-made texts for this assessment.

## Dialogs.
urgency-title = Change the urgency class
urgency-now = Now {$class}, the engine's class {$engine}. A digit 0–8 chooses.
urgency-no-deadline = no deadline
urgency-reason = Reason:
urgency-space = Space ticks the box; letters go into the reason.
urgency-contacted = I have contacted the resident
urgency-checked = I have checked the patient record
urgency-responsibility = The change goes against the assessment, and whoever makes it is responsible. The old class stays visible.
transfer-title = Transfer the item
transfer-to = To whom or where (type part of a name):
transfer-person = person
transfer-queue = queue
transfer-none = No receiver fits.
transfer-text = An item given to a person is theirs at once; in another queue it is free.
unfinished-title = Mark as unfinished
unfinished-text = Your part is done and you wait for the resident. The item moves from your items to the view Unfinished.
unfinished-wakes = The item comes back by itself when
unfinished-do = Mark as unfinished
wake-message = the resident sends a message
wake-ending-proposed = the resident proposes ending the case
wake-booking-cancelled = the resident cancels a booked time
wake-goal-edited = the resident edits a goal
wake-questionnaire-filled = the resident fills in a questionnaire of the case
wake-transferred = a professional transfers the item
end-title = End the case
end-resident-proposed = The resident has proposed ending the case.
end-proposed-already = Ending has been proposed to the resident.
end-no-message = No message has been sent to the resident. Say first why the case ends and what follows.
end-unanswered = The resident's last message is not answered.
end-draft = A reply is begun and not sent.
end-draft-note = A note is begun and is not in the case.
end-booking = The booked time {$when} stays valid.
end-booking-right = The right to book {$service} stays valid.
end-coaching = The running coaching {$programme} is cut short.
end-write = Write the closing message first
end-write-means = The resident learns why the case ends and what was agreed.
end-propose = Propose ending to the resident
end-propose-means = The resident accepts, or still answers.
end-now = End at once
end-now-means = The resident can neither accept nor answer any more.
end-close = Close as the resident proposed
end-close-means = The case ends as the resident proposed.
sure-sign-out = Sign out
sure-sign-out-text = Begun replies and notes stay as drafts.
sure-quit = Leave anyway
sure-quit-text = Something you wrote is not kept or sent yet. Wait a moment, or go back.

## Filling in an assessment with a resident.
offers-title = Fill in an assessment with a resident
offers-search = Assessment:
offers-none = No assessment fits.
kind-symptom = symptom assessment
kind-service = service assessment
kind-wellbeing = wellbeing check
kind-periodic = pre-information form
kind-form = form
kept-title = An assessment is half-filled
kept-answers = Answers: {$count}
kept-resume = Go on with this assessment
kept-new = Throw this away and begin another
leave-title = Leave the assessment
leave-keep = Leave it half-filled: it is kept
leave-drop = Throw it away: the answers are lost
leave-means = A half-filled assessment is in this window only, one at a time.
confirm-title = Send the assessment
confirm-no-name = The name is missing: enough when the resident is known already.
confirm-do = Send to the queue
sent-title = The assessment was sent
sent-to-queue = Sent: {$class}, queue {$queue}, {$unit}
sent-elsewhere = Sent: {$class}, to a queue that you have no right to
sent-before = It had been sent already ({$class}): no new case was opened
sent-list = Back to the list
sent-open = Open the case
sent-take = Take the item and open the case
entry-offline = offline: everything is kept, goes on by itself
entry-nobody = Who it is about is not filled in yet ({$key}) · {$language}
entry-hidden = {$count ->
    [one] One answer no longer counts: it is not sent.
   *[other] {$count} answers no longer count: they are not sent.
 }
entry-progress = question {$number}/{$of} · answered {$answered}
entry-review = overview · answered {$answered}/{$of}
entry-stop = STOP ASKING
entry-say-now = Say at once ({$language}):
entry-send-now = It may be sent at once as it is: {$key}
entry-not-known = The class is not known yet.
entry-aloud = Read aloud ({$language}):
entry-optional = Optional: Enter passes it by.
entry-how-one = The digit or letter chooses and goes on.
entry-how-many = Choose all that fit: digit, letter or Space. Enter goes on.
entry-how-whole = A whole number {$min}–{$max}.
entry-how-number = A number {$min}–{$max}; point or comma.
entry-how-day = A day, e.g. 5.11.2026.
entry-how-text = In the resident's own words, at most {$most} characters. Enter goes on.
entry-choose-first = Choose an answer first.
entry-not-a-number = This is not a number. Write e.g. 38.5.
entry-not-a-day = This is not a day. Write e.g. 5.11.2026.
entry-suggested = Known already: {$answer} ({$from}). Enter accepts; another answer replaces it.
entry-known = Known already: {$answer} ({$from}).
entry-from-code = from the identity code
entry-from-observation = measured {$at}
entry-who = Who it is about
entry-who-text = The identity code is needed before sending. The questions may come first: an emergency does not wait.
entry-who-later = Enter: straight to the questions. Tab: next field.
entry-who-on = Enter: next field; from the last one to the questions.
entry-code = Identity code
entry-name = Name, family name first
entry-phone = Phone
entry-language = Language (Space)
entry-on-behalf = Answers for them
entry-code-form = The form is DDMMYY, a sign, three digits and a check character.
entry-code-century = The seventh character is no sign of a century.
entry-code-date = The beginning is no date.
entry-code-number = The individual number is not in use.
entry-code-check = The check character does not fit: check the digits.
entry-below = more below: PgDn
entry-above = more above: PgUp
entry-missing = missing
entry-ready = Ready to be sent: {$key}
entry-why = Why this outcome
entry-rule = Rule {$rule}
sure-form = The half-filled assessment would be lost: it is in this window only.

## Help, notices, palette.
help-title = Keys
help-keys = Keys
help-does = What it does
help-name = Name
help-signs = Signs
sign-overdue = past its limit
sign-changed = the class was changed; behind the arrow the engine's
sign-service = rank of a service assessment; P0–P8 are not used for it
sign-flags = red-flag answers
sign-unread = new from the resident, not seen by the owner
sign-behalf = somebody acts for the resident
sign-words = the resident's own words
context-global = Everywhere
context-sign-in = Sign-in
context-list = Work list
context-case = Case
context-compose = Writing
context-entry = Filling in an assessment
context-entry-text = Filling in an assessment: a typed answer
context-dialog = Dialogs
context-search = Search
context-help = Pages to read
notices-title = Notices
notices-none = No notices.
palette-title = What to do?
palette-none = No action fits.
