# Everything the page says by itself. Every language has every message; a test holds it so.
# $n is a number that is already written in the reader's way; $count is the same number, for choosing the plural.
# $time, $age and the like may stand for markup: keep them, and put them where the language wants them.

## What stands on the page whatever happens
live-status = Live status
skip = Skip to the status
language = Language
updates = Updates
no-updates = Nothing to report yet.
stock = Stock
issues = Known issues
no-issues = No known issues.
next-update-by = Next update by { $time }
overdue = overdue
automatic = automatic
pinned = pinned
edited = edited { $time }
retracted = This message was withdrawn ({ $time }).
affects = affects { $parts }
join-waitlist = Join the waitlist
join-waitlist-for = Join the waitlist: { $item }
restock = More expected { $time }
reload = Reload
pause-updates = Pause updates
times-in = Times in { $zone }
product = Go to the shop

## Times
when-today = at { $time }
when-later = on { $date } at { $time }
moment-later = { $date }, { $time }
your-time = { $time } your time
in-any-moment = any moment now
in-under-a-minute = in less than a minute
in-minutes = in { $m } min
in-hours = in { $h } h
in-hours-minutes = in { $h } h { $m } min
in-days =
    { $count ->
        [one] in { $n } day
       *[other] in { $n } days
    }
minutes-only = { $m } min
hours-only = { $h } h
hours-minutes = { $h } h { $m } min

## How fresh it is
fresh-live = Live · measured { $age }
fresh-delayed = Delayed · measured { $age }
fresh-lost = Connection lost · showing what we knew at { $time }
fresh-paused = Live updates are paused · measured { $age }

## The state in one sentence
draft-preview = Draft preview: not public
title-draft = This page is a draft
title-scheduled = Opens { $when }
title-scheduled-soon = Opening soon
title-release-scheduled = Available { $when }
title-release-scheduled-soon = Available soon
title-draw-scheduled = Entries open { $when }
title-draw-scheduled-soon = Entries open soon
title-waiting = The waiting room is open. Doors { $when }
title-waiting-soon = The waiting room is open
title-moving = The line is moving
title-busy = It's very busy
title-available = Available now
title-paused = We've paused new entries
title-full = The line is full
title-sold-out = Sold out { $when }
title-ended = This event has ended
title-entries-open = Entries close { $when }
title-entries-open-until = Entries are open
title-entries-closed = Entries are closed. Draw { $when }
title-entries-closed-until = Entries are closed
title-drawn = The draw has taken place
title-stale = We can't see live data right now

## What else to know about it
about-draft = Nobody but operators can see it.
about-full = Nobody more fits in right now.
about-late-opening = The opening was planned for { $time }. It has not begun yet; this page says so the moment it does.
about-late-draw = The draw was planned for { $time }. It has not taken place yet; this page says so the moment it has.
about-stale-waiting = Last known { $when }: the waiting room was open.
about-stale-moving = Last known { $when }: the line was moving.
about-stale-busy = Last known { $when }: it was very busy.
about-stale-full = Last known { $when }: the line was full.
about-stale-paused = Last known { $when }: new entries were paused.

## What to do now
advice-scheduled = You don't need to refresh: this page updates by itself.
advice-waiting = Keep your waiting-room tab open. This page updates by itself.
advice-open = Keep your place: leave your waiting-room tab open. This page updates by itself.
advice-available = While it lasts. This page tells you when it is gone.
advice-paused = Your place in line is kept. You don't need to do anything.
advice-full = Come back in a few minutes. This page tells you when there is room.
advice-sold-out = If more becomes available, it will say so here.
advice-sold-out-waitlist = Join the waitlist to hear about restocks.
advice-ended = Thank you for being there.
advice-entries-open = Every entry has the same chance, whenever it is made.
advice-entries-closed = Winners hear from us directly after the draw. This page updates by itself.
advice-drawn = Winners hear from us directly.
advice-stale = We are working on it. The numbers below are old.

## The wait
figure-range = { $low }–{ $high }
figure-range-hours = { $low } – { $high }
figure-under = Under { $n }
figure-up-to = Up to { $n }
unit-minutes =
    { $count ->
        [one] minute for most people joining now
       *[other] minutes for most people joining now
    }
unit-hours = for most people joining now
wait-under = less than a minute
wait-up-to =
    { $count ->
        [one] up to { $n } minute
       *[other] up to { $n } minutes
    }
wait-range =
    { $count ->
        [one] about { $low }–{ $n } minute
       *[other] about { $low }–{ $n } minutes
    }
wait-range-hours = about { $low } to { $high }
unknown-paused = Nobody is being let in right now, so there is no wait to show.
unknown-stale = We can't tell the wait until live data is back.
unknown-full = The line takes nobody right now.
unknown-starting = We are measuring the wait. It will appear here in a moment.
unknown-no-rate = We can't tell the wait right now: we don't see how fast people are let in.
unknown-too-long = The wait is more than 12 hours.
confidence-changing = The pace is just changing; the wait may change with it.
confidence-announced = By the announced pace: nobody was seen to be let in yet.
trend-shorter = getting shorter
trend-steady = steady
trend-longer = getting longer

## How the wait is known
how-link = How do we know?
how-title = How we know the wait
how-lead = The wait on our pages is an estimate: a range that about four out of five people are let in within. It is worked out of what the waiting room counts, by the rules below, the same for everyone.
how-count = We count
how-count-text = Every few seconds the waiting room tells us how many people are in line and how many have been let in so far. Your wait is the number of people ahead of you, divided by how many are let in per minute. People who give up make it shorter; they are counted too.
how-change = When the pace changes
how-change-text = When the shop announces another pace, or pauses, you see it at once. When nothing is announced, we ask whether what we count could still be chance. If not, we forget the old pace. Small ups and downs are chance, so the number stays where it is until it has really moved.
how-range = Why it is a range
how-range-text = Nobody can know exactly how fast people will be let in. We follow every earlier estimate until it comes true. When waits fall outside the range it grows wider, and when they keep within it, narrower.
how-absent = When there is no number
how-absent-text = We show none while nobody is let in, while the line is full, when the data is too old, and when it does not tell how fast people are let in. Then the page says why. No number is better than a wrong one.
how-limits = What we cannot know
how-limits-text = A pause or a slower pace that is still to come makes the wait longer than we said. Your place in line is kept by the shop’s waiting room; this page can neither see nor change it.
how-formulas = The formulas
how-formula-wait = t: the wait. N: people ahead of you. r: people let in per second. h: the share of those waiting who give up per second. If nobody gives up, t = N ÷ r.
how-formula-pace = The pace: people let in from one admission to a later one, back to the last real change, divided by that time. Where a pace is announced, it counts as much as its record deserves.
how-formula-change = A real change: two paces explain what was counted much better than one. φ: how much more admissions scatter than single chance events.
how-formula-range = The range. σ combines the error of the pace, the chance in who is let in when, and how much the pace changed in the last hour. k₁ and k₂ are learned from earlier estimates.

## The line in figures
about-number = about { $n }
per-minute = { $n } a minute
per-minute-few = fewer than { $n } a minute
fact-entries = Entries
fact-depth = In line
fact-waiting = Waiting
fact-places = of { $n } places
fact-as-of = as of { $time }
fact-pace = Getting in
fact-pace-note = over the last minutes
fact-trend = The wait is
fact-trend-note = compared with 5 minutes ago

## Your place in line
place-label = Your place in line
place-ask = Show my wait
place-answer = For place { $place }: { $wait }
place-later = As soon as the wait is known, you can look up your own here.
place-not-a-number = Type your place as a number, for example { $example }.
place-beyond = That is beyond the end of the line (people in line: { $people }). Please check the number.

## The course so far
history-title = So far
history-depth = People in line
history-wait = Wait for people joining
history-most = at most { $value }
history-longest = longest: { $value }
history-name = { $title }, from { $from } to { $to }
history-summary = At first { $first }. Highest: { $most } ({ $time }). Most recent: { $last }.
history-table = Show the figures
history-time = Time

## Words beside things
severity-info = Good to know
severity-notice = Please note
severity-warning = Heads up
severity-critical = Important
incident-investigating = We're looking into it
incident-identified = We know the cause
incident-monitoring = A fix is in place
incident-resolved = Resolved
component-operational = works
component-degraded-performance = slower than usual
component-partial-outage = fails for some
component-major-outage = not working
component-under-maintenance = being worked on
stock-in-stock = In stock
stock-low = Few left
stock-low-count = Only { $n } left
stock-sold-out = Sold out
stock-waitlist = Sold out, waitlist open
stock-gone =
    { $count ->
        [one] { $n } is sold out
       *[other] { $n } are sold out
    }

## The list of events, and what may go wrong on the way
index-title = Events
index-nothing = There is no public event right now.
index-now = Now
index-soon = Coming up
index-over = Over
trouble-not-found = There is no page here
trouble-not-found-text = The address may be mistyped, or the event is not public. Nothing happens to your place in line.
trouble-gone = This event is over
trouble-gone-text = Its page has been taken down. Thank you for being there.
trouble-unavailable = We can't show this page right now
trouble-unavailable-text = Please try again in a minute. Nothing happens to your place in line.
trouble-too-many = That was a little too often
trouble-too-many-text = Please wait a minute. An open status page updates by itself.
trouble-failed = Something went wrong on our side
trouble-failed-text = It has been noted. Nothing happens to your place in line.
trouble-reference = If you report it, quote { $id }
trouble-way-back = All events

## What shoppers take along: feeds, the calendar
take-away = Take it with you
feed-atom = Atom feed
feed-json = JSON feed
calendar = Calendar
feed-withdrawn = Withdrawn
feed-withdrawn-text = This message was withdrawn ({ $time }).
calendar-opening = { $event } opens
calendar-closing = { $event } closes
calendar-entries-open = { $event }: entries open
calendar-entries-close = { $event }: entries close
calendar-draw = { $event }: the draw

## The report after the event
report-title = Report
report-link = How it went: the report
report-description = How { $event } went
report-skip = Skip to the report
report-back = To the event's page
report-period = { $date }, { $from } to { $to }
report-figures = In figures
report-course = The course
report-csv = CSV
report-json = JSON
report-at = at { $time }
report-of = { $n } of { $all }
percent = { $n } %
seconds-only = { $s } s
report-peak-depth = Longest line
report-arrived = Joined the line
report-arrived-note = At least so many: the feed did not say how many gave up.
report-admitted = Let in
report-gave-up = Gave up waiting
report-pace = Let in per minute
report-pace-note = most in one minute: { $n } ({ $time })
report-pace-course = Let in per minute
report-wait-half = Half waited at most
report-wait-nine = Nine out of ten waited at most
report-wait-nineteen = Nineteen out of twenty waited at most
report-wait-note =
    { $count ->
        [one] known of { $n } person let in
       *[other] known of { $n } people let in
    }
report-within = Let in within the wait that was shown
report-within-note = sooner: { $sooner } · later: { $later }
report-cleared = Line gone after
report-handoff = Reached the shop
report-handoff-note = did not: { $n }
report-stale = Without live data
report-stale-note = at most { $longest } at a time
report-promises = Promised updates that came in time
report-corrected = Messages corrected
report-unknown-no-line = There was no line.
report-unknown-never-opened = Not known: doors never opened.
report-unknown-no-feed = Not known: there was no feed.
report-unknown-no-depth = Not known: the feed did not say how many were waiting.
report-unknown-no-admissions = Not known: the feed did not say how many were let in.
report-unknown-no-arrivals = Not known: the feed did not say how many joined.
report-unknown-no-leavers = Not known: the feed did not say how many gave up.
report-unknown-several-depths = Not known: several sources said by turns how many were waiting.
report-unknown-nobody-admitted = Nobody was let in.
report-unknown-too-few = Not known: it can be told for fewer than half of the people let in.
report-unknown-nothing-shown = Not known: no wait was shown to those who were let in.
report-unknown-not-cleared = People were still waiting at the end.
report-unknown-no-handoffs = Not known: the feed did not say who reached the shop.
report-unknown-no-entries = Not known: the feed did not say how many entered.
report-timeline = Timeline
report-phase = What
report-lasted = Lasted
report-reason = Reason
report-phase-draft = Draft
report-phase-scheduled = Announced
report-phase-waiting = Waiting room open
report-phase-open = Doors open
report-phase-paused = New entries paused
report-phase-ended = Ended
report-messages = Messages
report-message = Message
report-remarks = Remarks
report-withdrawn = withdrawn { $time }
report-promise-kept = next update promised by { $time }: kept
report-promise-broken = next update promised by { $time }: late
report-promise-open = next update promised by { $time }
report-reactions = How soon people were told
report-cause = What happened
report-answer = First message after
report-unanswered = no message
report-issue = Issue
report-stock = Sold out
report-back-in-stock = Back in stock
report-nothing = Nothing.
