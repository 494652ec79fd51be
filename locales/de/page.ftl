## What stands on the page whatever happens
live-status = Live-Status
skip = Direkt zum Status
language = Sprache
updates = Neuigkeiten
no-updates = Noch keine Neuigkeiten.
stock = Bestand
issues = Bekannte Probleme
no-issues = Keine bekannten Probleme.
next-update-by = Nächste Meldung bis { $time }
overdue = überfällig
automatic = automatisch
pinned = angeheftet
edited = geändert { $time }
retracted = Diese Mitteilung wurde zurückgezogen ({ $time }).
affects = betrifft { $parts }
join-waitlist = Auf die Warteliste
join-waitlist-for = Auf die Warteliste: { $item }
restock = Nachschub { $time }
reload = Neu laden
pause-updates = Aktualisierung anhalten
times-in = Zeiten in { $zone }
product = Zum Shop

## Times
when-today = um { $time }
when-later = am { $date } um { $time }
moment-later = { $date }, { $time }
your-time = { $time } am eigenen Ort
in-any-moment = jeden Moment
in-under-a-minute = in weniger als einer Minute
in-minutes = in { $m } Min.
in-hours = in { $h } Std.
in-hours-minutes = in { $h } Std. { $m } Min.
in-days =
    { $count ->
        [one] in { $n } Tag
       *[other] in { $n } Tagen
    }
minutes-only = { $m } Min.
hours-only = { $h } Std.
hours-minutes = { $h } Std. { $m } Min.

## How fresh it is
fresh-live = Live · gemessen { $age }
fresh-delayed = Verzögert · gemessen { $age }
fresh-lost = Verbindung verloren · Stand von { $time }
fresh-paused = Aktualisierung angehalten · gemessen { $age }

## The state in one sentence
draft-preview = Vorschau eines Entwurfs: nicht öffentlich
title-draft = Diese Seite ist ein Entwurf
title-scheduled = Beginnt { $when }
title-scheduled-soon = Beginnt bald
title-release-scheduled = Erhältlich { $when }
title-release-scheduled-soon = Bald erhältlich
title-draw-scheduled = Die Teilnahme beginnt { $when }
title-draw-scheduled-soon = Die Teilnahme beginnt bald
title-waiting = Der Warteraum ist offen. Einlass { $when }
title-waiting-soon = Der Warteraum ist offen
title-moving = Die Schlange bewegt sich
title-busy = Es ist sehr voll
title-available = Jetzt erhältlich
title-paused = Der Einlass pausiert
title-full = Die Schlange ist voll
title-sold-out = Ausverkauft { $when }
title-ended = Die Veranstaltung ist beendet
title-entries-open = Teilnahmeschluss { $when }
title-entries-open-until = Die Teilnahme ist offen
title-entries-closed = Die Teilnahme ist beendet. Verlosung { $when }
title-entries-closed-until = Die Teilnahme ist beendet
title-drawn = Die Verlosung hat stattgefunden
title-stale = Gerade kommen keine Live-Daten an

## What else to know about it
about-draft = Nur das Team kann sie sehen.
about-full = Im Moment passt niemand mehr hinein.
about-late-opening = Geplanter Beginn: { $time }. Es hat noch nicht begonnen; diese Seite meldet es sofort.
about-late-draw = Geplante Verlosung: { $time }. Sie hat noch nicht stattgefunden; diese Seite meldet es sofort.
about-stale-waiting = Letzter Stand { $when }: Der Warteraum war offen.
about-stale-moving = Letzter Stand { $when }: Die Schlange bewegte sich.
about-stale-busy = Letzter Stand { $when }: Es war sehr voll.
about-stale-full = Letzter Stand { $when }: Die Schlange war voll.
about-stale-paused = Letzter Stand { $when }: Der Einlass war unterbrochen.

## What to do now
advice-scheduled = Neu laden ist nicht nötig: Diese Seite aktualisiert sich selbst.
advice-waiting = Den Tab mit dem Warteraum bitte offen lassen. Diese Seite aktualisiert sich selbst.
advice-open = Um den Platz zu behalten, den Tab mit dem Warteraum offen lassen. Diese Seite aktualisiert sich selbst.
advice-available = Solange der Vorrat reicht. Wenn alles weg ist, steht es hier.
advice-paused = Der Platz in der Schlange bleibt erhalten. Es ist nichts zu tun.
advice-full = In ein paar Minuten wiederkommen. Sobald Platz ist, steht es hier.
advice-sold-out = Falls es Nachschub gibt, steht es hier.
advice-sold-out-waitlist = Die Warteliste informiert über Nachschub.
advice-ended = Danke fürs Dabeisein.
advice-entries-open = Jede Teilnahme hat dieselbe Chance, ganz gleich wann sie eingeht.
advice-entries-closed = Wer gewinnt, wird nach der Verlosung direkt benachrichtigt. Diese Seite aktualisiert sich selbst.
advice-drawn = Wer gewonnen hat, wird direkt benachrichtigt.
advice-stale = Wir arbeiten daran. Die Zahlen unten sind alt.

## The wait
figure-range = { $low }–{ $high }
figure-range-hours = { $low } – { $high }
figure-under = Unter { $n }
figure-up-to = Bis zu { $n }
unit-minutes =
    { $count ->
        [one] Minute für die meisten, die jetzt dazukommen
       *[other] Minuten für die meisten, die jetzt dazukommen
    }
unit-hours = für die meisten, die jetzt dazukommen
wait-under = weniger als eine Minute
wait-up-to =
    { $count ->
        [one] bis zu { $n } Minute
       *[other] bis zu { $n } Minuten
    }
wait-range =
    { $count ->
        [one] etwa { $low }–{ $n } Minute
       *[other] etwa { $low }–{ $n } Minuten
    }
wait-range-hours = etwa { $low } bis { $high }
unknown-paused = Gerade wird niemand eingelassen, deshalb gibt es keine Wartezeit.
unknown-stale = Ohne Live-Daten lässt sich die Wartezeit nicht sagen.
unknown-full = Die Schlange nimmt im Moment niemanden auf.
unknown-starting = Die Wartezeit wird gemessen und erscheint gleich hier.
unknown-no-rate = Die Wartezeit lässt sich gerade nicht sagen: Das Tempo des Einlasses ist nicht zu sehen.
unknown-too-long = Die Wartezeit beträgt mehr als 12 Stunden.
confidence-changing = Das Tempo ändert sich gerade; die Wartezeit kann sich mit ändern.
confidence-announced = Nach dem angekündigten Tempo: Noch war kein Einlass zu sehen.
trend-shorter = wird kürzer
trend-steady = bleibt gleich
trend-longer = wird länger

## How the wait is known
how-link = Woher wissen wir das?
how-title = Woher wir die Wartezeit kennen
how-lead = Die Wartezeit auf unseren Seiten ist eine Schätzung: eine Spanne, innerhalb derer etwa vier von fünf Menschen eingelassen werden. Sie wird aus dem berechnet, was der Warteraum zählt, nach den folgenden Regeln, die für alle gelten.
how-count = Wir zählen
how-count-text = Alle paar Sekunden meldet der Warteraum, wie viele Menschen in der Schlange stehen und wie viele bisher eingelassen wurden. Die Wartezeit ist die Zahl der Menschen davor, geteilt durch die Zahl derer, die pro Minute eingelassen werden. Wer aufgibt, verkürzt sie; auch das wird gezählt.
how-change = Wenn sich das Tempo ändert
how-change-text = Kündigt der Shop ein anderes Tempo oder eine Pause an, ist das sofort zu sehen. Ist nichts angekündigt, fragen wir, ob das Gezählte noch Zufall sein kann. Wenn nicht, vergessen wir das alte Tempo. Kleines Auf und Ab ist Zufall; die Zahl bleibt deshalb stehen, bis sie sich wirklich bewegt hat.
how-range = Warum es eine Spanne ist
how-range-text = Niemand kann genau wissen, wie schnell künftig eingelassen wird. Wir verfolgen jede frühere Schätzung, bis sie sich erfüllt hat. Liegen Wartezeiten außerhalb der Spanne, wird sie breiter; bleiben sie darin, wird sie schmaler.
how-absent = Wenn keine Zahl da steht
how-absent-text = Wir zeigen keine, solange niemand eingelassen wird, solange die Schlange voll ist, wenn die Daten zu alt sind und wenn sie nicht verraten, wie schnell eingelassen wird. Dann sagt die Seite, warum. Keine Zahl ist besser als eine falsche.
how-limits = Was wir nicht wissen können
how-limits-text = Eine Pause oder ein langsameres Tempo, das noch bevorsteht, macht die Wartezeit länger als angegeben. Den Platz in der Schlange hält der Warteraum des Shops; diese Seite kann ihn weder sehen noch ändern.
how-formulas = Die Formeln
how-formula-wait = t: die Wartezeit. N: Menschen davor. r: Menschen, die pro Sekunde eingelassen werden. h: Anteil der Wartenden, der pro Sekunde aufgibt. Gibt niemand auf, ist t = N ÷ r.
how-formula-pace = Das Tempo: die von einem Einlass bis zu einem späteren Eingelassenen, zurück bis zur letzten echten Änderung, geteilt durch diese Zeit. Ein angekündigtes Tempo zählt so viel, wie es sich bisher bewährt hat.
how-formula-change = Eine echte Änderung: Zwei Tempi erklären das Gezählte viel besser als eines. φ: wie viel stärker der Einlass streut als einzelne Zufallsereignisse.
how-formula-range = Die Spanne. σ vereint den Fehler des Tempos, den Zufall beim Einlass und wie sehr sich das Tempo in der letzten Stunde geändert hat. k₁ und k₂ sind aus früheren Schätzungen gelernt.

## The line in figures
about-number = etwa { $n }
per-minute = { $n } pro Minute
per-minute-few = weniger als { $n } pro Minute
fact-entries = Teilnahmen
fact-depth = In der Schlange
fact-waiting = Im Warteraum
fact-places = von { $n } Plätzen
fact-as-of = Stand { $time }
fact-pace = Einlass
fact-pace-note = in den letzten Minuten
fact-trend = Die Wartezeit
fact-trend-note = verglichen mit vor 5 Minuten

## Your place in line
place-label = Eigener Platz in der Schlange
place-ask = Wartezeit anzeigen
place-answer = Für Platz { $place }: { $wait }
place-later = Sobald die Wartezeit bekannt ist, lässt sich hier die eigene nachsehen.
place-not-a-number = Bitte den Platz als Zahl eingeben, zum Beispiel { $example }.
place-beyond = So weit reicht die Schlange nicht (Personen in der Schlange: { $people }). Bitte die Zahl prüfen.

## The course so far
history-title = Bisheriger Verlauf
history-depth = Personen in der Schlange
history-wait = Wartezeit beim Anstellen
history-most = höchstens { $value }
history-longest = längste: { $value }
history-name = { $title }, von { $from } bis { $to }
history-summary = Zu Beginn { $first }. Höchster Wert: { $most } ({ $time }). Zuletzt: { $last }.
history-table = Zahlen anzeigen
history-time = Uhrzeit

## Words beside things
severity-info = Gut zu wissen
severity-notice = Hinweis
severity-warning = Achtung
severity-critical = Wichtig
incident-investigating = Wird untersucht
incident-identified = Ursache bekannt
incident-monitoring = Behoben, wird beobachtet
incident-resolved = Gelöst
component-operational = funktioniert
component-degraded-performance = langsamer als sonst
component-partial-outage = bei manchen gestört
component-major-outage = außer Betrieb
component-under-maintenance = wird gewartet
stock-in-stock = Verfügbar
stock-low = Nur noch wenige
stock-low-count = Nur noch { $n }
stock-sold-out = Ausverkauft
stock-waitlist = Ausverkauft, Warteliste offen
stock-gone =
    { $count ->
        [one] { $n } ausverkauft
       *[other] { $n } ausverkauft
    }

## The list of events, and what may go wrong on the way
index-title = Veranstaltungen
index-nothing = Zurzeit gibt es keine öffentliche Veranstaltung.
index-now = Jetzt
index-soon = Demnächst
index-over = Vorbei
trouble-not-found = Hier ist keine Seite
trouble-not-found-text = Vielleicht ist die Adresse vertippt, oder die Veranstaltung ist nicht öffentlich. Der Platz in der Schlange bleibt erhalten.
trouble-gone = Diese Veranstaltung ist vorbei
trouble-gone-text = Ihre Seite wurde entfernt. Danke fürs Dabeisein.
trouble-unavailable = Diese Seite lässt sich gerade nicht zeigen
trouble-unavailable-text = Bitte in einer Minute noch einmal versuchen. Der Platz in der Schlange bleibt erhalten.
trouble-too-many = Das war etwas zu oft
trouble-too-many-text = Bitte eine Minute warten. Eine offene Statusseite aktualisiert sich selbst.
trouble-failed = Bei uns ist etwas schiefgegangen
trouble-failed-text = Der Fehler ist notiert. Der Platz in der Schlange bleibt erhalten.
trouble-reference = Für eine Meldung bitte angeben: { $id }
trouble-way-back = Alle Veranstaltungen

## What shoppers take along: feeds, the calendar
take-away = Zum Mitnehmen
feed-atom = Atom-Feed
feed-json = JSON-Feed
calendar = Kalender
feed-withdrawn = Zurückgezogen
feed-withdrawn-text = Diese Meldung wurde zurückgezogen ({ $time }).
calendar-opening = { $event } öffnet
calendar-closing = { $event } schließt
calendar-entries-open = { $event }: Teilnahme beginnt
calendar-entries-close = { $event }: Teilnahmeschluss
calendar-draw = { $event }: Verlosung

## The report after the event
report-title = Bericht
report-link = Wie es lief: der Bericht
report-description = Wie es lief: { $event }
report-skip = Direkt zum Bericht
report-back = Zur Seite der Veranstaltung
report-period = { $date }, { $from } bis { $to }
report-figures = In Zahlen
report-course = Der Verlauf
report-csv = CSV
report-json = JSON
report-at = um { $time }
report-of = { $n } von { $all }
percent = { $n } %
seconds-only = { $s } Sek.
report-peak-depth = Längste Schlange
report-arrived = Angestellt
report-arrived-note = Mindestens so viele: Die Messwerte sagen nicht, wie viele aufgaben.
report-admitted = Eingelassen
report-gave-up = Aufgegeben
report-pace = Einlass pro Minute
report-pace-note = höchstens { $n } in einer Minute ({ $time })
report-pace-course = Einlass pro Minute
report-wait-half = Die Hälfte wartete höchstens
report-wait-nine = Neun von zehn warteten höchstens
report-wait-nineteen = Neunzehn von zwanzig warteten höchstens
report-wait-note =
    { $count ->
        [one] bekannt von { $n } eingelassenen Person
       *[other] bekannt von { $n } eingelassenen Personen
    }
report-within = Innerhalb der angezeigten Wartezeit eingelassen
report-within-note = früher: { $sooner } · später: { $later }
report-cleared = Schlange aufgelöst nach
report-handoff = Im Shop angekommen
report-handoff-note = nicht angekommen: { $n }
report-stale = Ohne Live-Daten
report-stale-note = höchstens { $longest } am Stück
report-promises = Zugesagte Meldungen, die rechtzeitig kamen
report-corrected = Korrigierte Mitteilungen
report-unknown-no-line = Es gab keine Schlange.
report-unknown-never-opened = Nicht bekannt: Der Einlass hat nie begonnen.
report-unknown-no-feed = Nicht bekannt: Es gab keine Messwerte.
report-unknown-no-depth = Nicht bekannt: Die Messwerte sagen nicht, wie viele warteten.
report-unknown-no-admissions = Nicht bekannt: Die Messwerte sagen nicht, wie viele eingelassen wurden.
report-unknown-no-arrivals = Nicht bekannt: Die Messwerte sagen nicht, wie viele sich anstellten.
report-unknown-no-leavers = Nicht bekannt: Die Messwerte sagen nicht, wie viele aufgaben.
report-unknown-several-depths = Nicht bekannt: Mehrere Quellen meldeten abwechselnd, wie viele warteten.
report-unknown-nobody-admitted = Niemand wurde eingelassen.
report-unknown-too-few = Nicht bekannt: Es lässt sich für weniger als die Hälfte der Eingelassenen sagen.
report-unknown-nothing-shown = Nicht bekannt: Den Eingelassenen wurde keine Wartezeit angezeigt.
report-unknown-not-cleared = Am Ende warteten noch Menschen.
report-unknown-no-handoffs = Nicht bekannt: Die Messwerte sagen nicht, wer im Shop ankam.
report-unknown-no-entries = Nicht bekannt: Die Messwerte sagen nicht, wie viele teilnahmen.
report-timeline = Ablauf
report-phase = Was
report-lasted = Dauer
report-reason = Grund
report-phase-draft = Entwurf
report-phase-scheduled = Angekündigt
report-phase-waiting = Warteraum offen
report-phase-open = Einlass
report-phase-paused = Einlass angehalten
report-phase-ended = Beendet
report-messages = Mitteilungen
report-message = Mitteilung
report-remarks = Anmerkungen
report-withdrawn = zurückgezogen { $time }
report-promise-kept = nächste Meldung zugesagt bis { $time }: eingehalten
report-promise-broken = nächste Meldung zugesagt bis { $time }: verspätet
report-promise-open = nächste Meldung zugesagt bis { $time }
report-reactions = Wie schnell informiert wurde
report-cause = Was geschah
report-answer = Erste Mitteilung nach
report-unanswered = keine Mitteilung
report-issue = Problem
report-stock = Ausverkauft
report-back-in-stock = Wieder da
report-nothing = Nichts.
