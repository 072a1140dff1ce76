# What is said in passing, and what happened.

## Said in passing.
said-sending = Sending…
said-queue = Queue: {$queue}, {$unit}
said-all-queues = All queues
said-copied = The summary was sent to the terminal's clipboard: {$who}
said-no-next = There is no next one in the list.
said-no-previous = There is none before in the list.
said-no-urgent = There is no new urgent item.
said-one-role = This is your only role.
said-online = The line is back. Everything is up to date.
said-gone = {$name} ({$title}) is no longer in this view: somebody took or moved it.
said-new-urgent = New {$class}: {$title}, {$name} {$age} y
said-take-first = Take the item first: {$key}
said-form-kept = The assessment is half-filled and kept. Go on with the same key.
said-form-dropped = The assessment was thrown away. Nothing was sent.
said-form-waits = Waiting for the server…
said-form-wrong = An answer must be put right before sending.
said-form-who = Who it is about: give the identity code before sending.
said-form-refused = Not sent, nothing was lost: {$why}
said-form-missing = {$count ->
    [one] One question must still be answered.
   *[other] {$count} questions must still be answered.
 }
said-hidden = {$count ->
    [one] One earlier answer no longer counts.
   *[other] {$count} earlier answers no longer count.
 }

## Done: after the server has said yes.
done-take = The item is yours: {$who}. {$key} releases it.
done-release = The item is free again: {$who}
done-transfer-to-person = The item was transferred: {$who}
done-transfer-to-queue = The item was transferred to another queue: {$who}
done-mark-unfinished = Marked as unfinished: {$who}. Comes back when the resident acts.
done-resume = The item is in work again: {$who}
done-change-urgency = The class was changed: {$who}
done-reply = The reply was sent: {$who}
done-note = The note was saved: {$who}
done-propose-ending = Ending was proposed: {$who}
done-end = The case has been ended: {$who}

## Trouble.
trouble-offline = No connection. What you write is kept; take and send when it is back.
trouble-reply-offline = No connection: the reply was NOT sent. Send it when the line is back.
trouble-note-offline = No connection: the note was NOT saved. It stays in this window.
trouble-form-offline = No connection: the assessment was NOT sent. Send it when the line is back.
trouble-sign-in-needed = The session has ended. Sign in again.
trouble-sign-in-failed = User name, password or code is wrong. Check and try again.
trouble-totp-needed = Give the code, too.
trouble-choose-grant = Choose role and unit first.
trouble-too-many = Too many tries. Wait a moment and try again.
trouble-not-allowed = Your role does not allow this.
trouble-not-found = It is not found, or you have no right to it.
trouble-bad-request = The server did not accept the request. Nothing was changed.
trouble-internal = The server failed. Try again; if it happens again, tell support.
trouble-unavailable = The server is starting or being serviced. Try again in a moment.
trouble-unreadable = The answer cannot be read: the programs differ in version. Tell support.

## Why a change was refused.
refusal-not-allowed-queue = Your role does not open this queue.
refusal-not-allowed-role = Your role does not allow this.
refusal-taken-by-other = {$name} has already taken the item.
refusal-not-taken = Take the item first.
refusal-closed = The case has ended.
refusal-already-yours = The item is already yours.
refusal-wrong-state = The item's state does not allow this: {$state}.
refusal-resident-proposed-ending = The resident has proposed ending: answer that first, or end the case.
refusal-reason-missing = Write the reason.
refusal-not-confirmed = Confirm both points with space.
refusal-same-class = Choose a class other than the present one.
refusal-empty = The text is empty.
refusal-too-long = The text is too long: at most {$most} characters.
refusal-already-there = The item is already there.
refusal-colleague-lacks-queue = The colleague has no right to this queue.
refusal-no-such-queue = There is no such queue.
refusal-no-such-booking = There is no such booking.
refusal-nothing-proposed = Nobody has proposed ending.
refusal-changed-meanwhile = The case was changed at the same moment. Look and try again.

## What is wrong with an answer.
fault-not-in-use = The assessment is no longer in use. Begin another.
fault-other-version = There is a new version {$detail}. The answers were checked against it.
fault-unknown-question = This question no longer exists.
fault-unknown-option = There is no such option. Choose another.
fault-only-one = Choose only one.
fault-exclusive = This excludes all others: {$detail}
fault-out-of-range = Give a number from {$min} to {$max}.
fault-not-whole = Give a whole number.
fault-wrong-type = The answer is of the wrong kind. Answer again.
fault-too-long = Too long: at most {$max} characters.
fault-hidden = This is not asked after these answers.
fault-missing = This must be answered.
fault-no-consent = The resident does not want this sent. Without consent it is not sent.
fault-not-theirs = Does not agree with the identity code. Check the answer and the code.
fault-not-a-code = This is not an identity code. Check it.
fault-not-artificial = The test environment takes only artificial identity codes.
fault-artificial = The identity code is artificial and belongs to nobody.
fault-no-name = The resident is not known yet: give the name, family name first.
fault-no-queue = The unit has no queue for this assessment. Tell support.

## The history.
event-opened = The resident sent the assessment
event-taken = Taken
event-released = Put back into the queue
event-transferred-to-person = Transferred to a person
event-transferred-to-queue = Transferred to a queue
event-marked-unfinished = Marked as unfinished
event-woken-up = Came back
event-resumed = Taken back to work
event-urgency-changed = Urgency class changed
event-replied = Replied to the resident
event-noted = Note
event-client-wrote = The resident wrote
event-read = Read by the owner
event-booking-right-granted = Booking right granted
event-booked = Time booked
event-booking-cancelled = Booked time cancelled
event-goal-edited = Goal edited
event-questionnaire-filled = Questionnaire filled in
event-coaching-started = Coaching started
event-coaching-ended = Coaching ended
event-ending-proposed = Ending proposed to the resident
event-client-proposed-ending = The resident proposed ending
event-ending-withdrawn = The proposed ending no longer stands
event-ended = The case ended
