## What stands on the page whatever happens
live-status = Statut en direct
skip = Aller au statut
language = Langue
updates = Actualités
no-updates = Rien à signaler pour l’instant.
stock = Stock
issues = Problèmes connus
no-issues = Aucun problème connu.
next-update-by = Prochaine nouvelle avant { $time }
overdue = en retard
automatic = automatique
pinned = épinglé
edited = modifié { $time }
retracted = Ce message a été retiré ({ $time }).
affects = concerne { $parts }
join-waitlist = Rejoindre la liste d’attente
join-waitlist-for = Rejoindre la liste d’attente : { $item }
restock = Réassort prévu { $time }
reload = Recharger
pause-updates = Suspendre les mises à jour
times-in = Heures : { $zone }
product = Aller à la boutique

## Times
when-today = à { $time }
when-later = le { $date } à { $time }
moment-later = { $date }, { $time }
your-time = { $time } chez vous
in-any-moment = d’un instant à l’autre
in-under-a-minute = dans moins d’une minute
in-minutes = dans { $m } min
in-hours = dans { $h } h
in-hours-minutes = dans { $h } h { $m } min
in-days =
    { $count ->
        [one] dans { $n } jour
       *[other] dans { $n } jours
    }
minutes-only = { $m } min
hours-only = { $h } h
hours-minutes = { $h } h { $m } min

## How fresh it is
fresh-live = En direct · mesuré { $age }
fresh-delayed = Retardé · mesuré { $age }
fresh-lost = Connexion perdue · ce que nous savions à { $time }
fresh-paused = Mises à jour suspendues · mesuré { $age }

## The state in one sentence
draft-preview = Aperçu d’un brouillon : non public
title-draft = Cette page est un brouillon
title-scheduled = Ouverture { $when }
title-scheduled-soon = Ouverture prochaine
title-release-scheduled = Disponible { $when }
title-release-scheduled-soon = Bientôt disponible
title-draw-scheduled = Inscriptions ouvertes { $when }
title-draw-scheduled-soon = Les inscriptions ouvrent bientôt
title-waiting = La salle d’attente est ouverte. Ouverture des portes { $when }
title-waiting-soon = La salle d’attente est ouverte
title-moving = La file avance
title-busy = Il y a beaucoup de monde
title-available = Disponible maintenant
title-paused = Les entrées sont suspendues
title-full = La file est pleine
title-sold-out = Épuisé { $when }
title-ended = L’événement est terminé
title-entries-open = Fin des inscriptions { $when }
title-entries-open-until = Les inscriptions sont ouvertes
title-entries-closed = Les inscriptions sont closes. Tirage { $when }
title-entries-closed-until = Les inscriptions sont closes
title-drawn = Le tirage a eu lieu
title-stale = Nous ne recevons pas de données en direct

## What else to know about it
about-draft = Seule l’équipe peut la voir.
about-full = Il n’y a plus de place pour le moment.
about-late-opening = Ouverture prévue : { $time }. Elle n’a pas encore eu lieu ; cette page l’annoncera aussitôt.
about-late-draw = Tirage prévu : { $time }. Il n’a pas encore eu lieu ; cette page l’annoncera aussitôt.
about-stale-waiting = Dernier état connu { $when } : la salle d’attente était ouverte.
about-stale-moving = Dernier état connu { $when } : la file avançait.
about-stale-busy = Dernier état connu { $when } : il y avait beaucoup de monde.
about-stale-full = Dernier état connu { $when } : la file était pleine.
about-stale-paused = Dernier état connu { $when } : les entrées étaient suspendues.

## What to do now
advice-scheduled = Inutile de recharger : cette page se met à jour toute seule.
advice-waiting = Gardez l’onglet de la salle d’attente ouvert. Cette page se met à jour toute seule.
advice-open = Pour garder votre place, laissez l’onglet de la salle d’attente ouvert. Cette page se met à jour toute seule.
advice-available = Dans la limite des stocks. Cette page vous dira quand tout est parti.
advice-paused = Votre place dans la file est conservée. Vous n’avez rien à faire.
advice-full = Revenez dans quelques minutes. Cette page vous dira quand il y aura de la place.
advice-sold-out = S’il y en a de nouveau, ce sera annoncé ici.
advice-sold-out-waitlist = Rejoignez la liste d’attente pour être informé du réassort.
advice-ended = Merci d’avoir été là.
advice-entries-open = Chaque inscription a la même chance, quel que soit son moment.
advice-entries-closed = Les gagnants seront contactés directement après le tirage. Cette page se met à jour toute seule.
advice-drawn = Les personnes tirées au sort sont contactées directement.
advice-stale = Nous y travaillons. Les chiffres ci-dessous sont anciens.

## The wait
figure-range = { $low }–{ $high }
figure-range-hours = { $low } – { $high }
figure-under = Moins de { $n }
figure-up-to = Jusqu’à { $n }
unit-minutes =
    { $count ->
        [one] minute pour la plupart des personnes qui arrivent
       *[other] minutes pour la plupart des personnes qui arrivent
    }
unit-hours = pour la plupart des personnes qui arrivent
wait-under = moins d’une minute
wait-up-to =
    { $count ->
        [one] jusqu’à { $n } minute
       *[other] jusqu’à { $n } minutes
    }
wait-range =
    { $count ->
        [one] environ { $low }–{ $n } minute
       *[other] environ { $low }–{ $n } minutes
    }
wait-range-hours = environ { $low } à { $high }
unknown-paused = Personne n’entre en ce moment : il n’y a pas d’attente à indiquer.
unknown-stale = Nous ne pouvons pas estimer l’attente sans données en direct.
unknown-full = La file n’accepte personne en ce moment.
unknown-starting = Nous mesurons l’attente. Elle s’affichera ici dans un instant.
unknown-no-rate = Nous ne pouvons pas estimer l’attente : le rythme des entrées n’est pas visible.
unknown-too-long = L’attente dépasse 12 heures.
confidence-changing = Le rythme est en train de changer ; l’attente peut changer aussi.
confidence-announced = D’après le rythme annoncé : aucune entrée n’a encore été observée.
trend-shorter = diminue
trend-steady = stable
trend-longer = augmente

## How the wait is known
how-link = Comment le savons-nous ?
how-title = Comment nous connaissons l’attente
how-lead = L’attente affichée sur nos pages est une estimation : une fourchette dans laquelle environ quatre personnes sur cinq sont admises. Elle est calculée à partir de ce que compte la salle d’attente, selon les règles ci-dessous, les mêmes pour tout le monde.
how-count = Nous comptons
how-count-text = Toutes les quelques secondes, la salle d’attente nous dit combien de personnes sont dans la file et combien ont été admises jusqu’ici. Votre attente est le nombre de personnes devant vous, divisé par le nombre d’admissions par minute. Celles qui renoncent la raccourcissent ; elles sont comptées aussi.
how-change = Quand le rythme change
how-change-text = Quand la boutique annonce un autre rythme ou une pause, vous le voyez aussitôt. Quand rien n’est annoncé, nous nous demandons si ce que nous comptons peut encore être dû au hasard. Sinon, nous oublions l’ancien rythme. Les petites variations sont dues au hasard : le chiffre ne bouge que lorsque l’attente a vraiment changé.
how-range = Pourquoi une fourchette
how-range-text = Personne ne peut savoir exactement à quel rythme on entrera. Nous suivons chaque estimation passée jusqu’à son terme. Quand des attentes sortent de la fourchette, elle s’élargit ; quand elles y restent, elle se resserre.
how-absent = Quand il n’y a pas de chiffre
how-absent-text = Nous n’en affichons pas tant que personne n’entre, que la file est pleine, que les données sont trop anciennes ou qu’elles ne disent pas à quel rythme on entre. La page dit alors pourquoi. Mieux vaut pas de chiffre qu’un chiffre faux.
how-limits = Ce que nous ne pouvons pas savoir
how-limits-text = Une pause ou un ralentissement à venir rend l’attente plus longue que prévu. Votre place dans la file est gardée par la salle d’attente de la boutique ; cette page ne peut ni la voir ni la changer.
how-formulas = Les formules
how-formula-wait = t : l’attente. N : personnes devant vous. r : personnes admises par seconde. h : part des personnes en attente qui renoncent par seconde. Si personne ne renonce, t = N ÷ r.
how-formula-pace = Le rythme : personnes admises d’une admission à une autre plus tardive, depuis le dernier vrai changement, divisées par ce temps. Un rythme annoncé compte autant qu’il a été tenu jusqu’ici.
how-formula-change = Un vrai changement : deux rythmes expliquent bien mieux qu’un seul ce qui a été compté. φ : de combien les admissions sont plus dispersées que des événements fortuits isolés.
how-formula-range = La fourchette. σ réunit l’erreur sur le rythme, le hasard des admissions et l’ampleur des changements de rythme pendant la dernière heure. k₁ et k₂ sont tirés des estimations passées.

## The line in figures
about-number = environ { $n }
per-minute = { $n } par minute
per-minute-few = moins de { $n } par minute
fact-entries = Inscriptions
fact-depth = Dans la file
fact-waiting = En attente
fact-places = sur { $n } places
fact-as-of = état à { $time }
fact-pace = Entrées
fact-pace-note = ces dernières minutes
fact-trend = L’attente
fact-trend-note = par rapport à il y a 5 minutes

## Your place in line
place-label = Votre place dans la file
place-ask = Voir mon attente
place-answer = Pour la place { $place } : { $wait }
place-later = Dès que l’attente sera connue, vous pourrez consulter la vôtre ici.
place-not-a-number = Saisissez votre place en chiffres, par exemple { $example }.
place-beyond = La file ne va pas si loin (personnes dans la file : { $people }). Vérifiez le nombre.

## The course so far
history-title = Depuis le début
history-depth = Personnes dans la file
history-wait = Attente à l’arrivée dans la file
history-most = au plus { $value }
history-longest = la plus longue : { $value }
history-name = { $title }, de { $from } à { $to }
history-summary = Au début : { $first }. Maximum : { $most } ({ $time }). Dernière valeur : { $last }.
history-table = Voir les chiffres
history-time = Heure

## Words beside things
severity-info = Bon à savoir
severity-notice = À noter
severity-warning = Attention
severity-critical = Important
incident-investigating = Nous cherchons la cause
incident-identified = La cause est connue
incident-monitoring = Un correctif est en place
incident-resolved = Résolu
component-operational = fonctionne
component-degraded-performance = plus lent que d’habitude
component-partial-outage = en panne pour certains
component-major-outage = en panne
component-under-maintenance = en maintenance
stock-in-stock = En stock
stock-low = Bientôt épuisé
stock-low-count = Plus que { $n }
stock-sold-out = Épuisé
stock-waitlist = Épuisé, liste d’attente ouverte
stock-gone =
    { $count ->
        [one] { $n } épuisé
       *[other] { $n } épuisés
    }

## The list of events, and what may go wrong on the way
index-title = Événements
index-nothing = Aucun événement public pour le moment.
index-now = En ce moment
index-soon = À venir
index-over = Terminés
trouble-not-found = Il n’y a pas de page ici
trouble-not-found-text = L’adresse est peut-être mal saisie, ou l’événement n’est pas public. Votre place dans la file est conservée.
trouble-gone = Cet événement est terminé
trouble-gone-text = Sa page a été retirée. Merci d’avoir été là.
trouble-unavailable = Nous ne pouvons pas afficher cette page
trouble-unavailable-text = Réessayez dans une minute. Votre place dans la file est conservée.
trouble-too-many = C’était un peu trop souvent
trouble-too-many-text = Patientez une minute. Une page de statut ouverte se met à jour toute seule.
trouble-failed = Quelque chose n’a pas marché de notre côté
trouble-failed-text = L’erreur est notée. Votre place dans la file est conservée.
trouble-reference = Si vous le signalez, citez { $id }
trouble-way-back = Tous les événements

## What shoppers take along: feeds, the calendar
take-away = À suivre ailleurs
feed-atom = Flux Atom
feed-json = Flux JSON
calendar = Calendrier
feed-withdrawn = Retiré
feed-withdrawn-text = Ce message a été retiré ({ $time }).
calendar-opening = { $event } : ouverture
calendar-closing = { $event } : fermeture
calendar-entries-open = { $event } : ouverture des inscriptions
calendar-entries-close = { $event } : fin des inscriptions
calendar-draw = { $event } : tirage

## The report after the event
report-title = Bilan
report-link = Comment cela s’est passé : le bilan
report-description = Comment cela s’est passé : { $event }
report-skip = Aller au bilan
report-back = Vers la page de l’événement
report-period = { $date }, de { $from } à { $to }
report-figures = En chiffres
report-course = Le déroulement
report-csv = CSV
report-json = JSON
report-at = à { $time }
report-of = { $n } sur { $all }
percent = { $n } %
seconds-only = { $s } s
report-peak-depth = File la plus longue
report-arrived = Ont rejoint la file
report-arrived-note = Au moins ce nombre : les mesures ne disent pas combien de personnes ont renoncé.
report-admitted = Admis
report-gave-up = Ont renoncé
report-pace = Admissions par minute
report-pace-note = maximum en une minute : { $n } ({ $time })
report-pace-course = Admissions par minute
report-wait-half = La moitié a attendu au plus
report-wait-nine = Neuf sur dix ont attendu au plus
report-wait-nineteen = Dix-neuf sur vingt ont attendu au plus
report-wait-note =
    { $count ->
        [one] connu pour { $n } personne admise
       *[other] connu pour { $n } personnes admises
    }
report-within = Admis dans le délai affiché
report-within-note = plus tôt : { $sooner } · plus tard : { $later }
report-cleared = File résorbée après
report-handoff = Arrivés à la boutique
report-handoff-note = non arrivés : { $n }
report-stale = Sans données en direct
report-stale-note = au plus { $longest } d’affilée
report-promises = Nouvelles promises données à temps
report-corrected = Messages corrigés
report-unknown-no-line = Il n’y a pas eu de file.
report-unknown-never-opened = Inconnu : les portes n’ont jamais ouvert.
report-unknown-no-feed = Inconnu : aucune mesure n’a été reçue.
report-unknown-no-depth = Inconnu : les mesures ne disent pas combien de personnes attendaient.
report-unknown-no-admissions = Inconnu : les mesures ne disent pas combien de personnes ont été admises.
report-unknown-no-arrivals = Inconnu : les mesures ne disent pas combien de personnes ont rejoint la file.
report-unknown-no-leavers = Inconnu : les mesures ne disent pas combien de personnes ont renoncé.
report-unknown-several-depths = Inconnu : plusieurs sources indiquaient tour à tour combien de personnes attendaient.
report-unknown-nobody-admitted = Personne n’a été admis.
report-unknown-too-few = Inconnu : cela ne peut être établi que pour moins de la moitié des personnes admises.
report-unknown-nothing-shown = Inconnu : aucune attente n’a été affichée aux personnes admises.
report-unknown-not-cleared = Des personnes attendaient encore à la fin.
report-unknown-no-handoffs = Inconnu : les mesures ne disent pas qui est arrivé à la boutique.
report-unknown-no-entries = Inconnu : les mesures ne disent pas combien de personnes ont participé.
report-timeline = Chronologie
report-phase = Quoi
report-lasted = Durée
report-reason = Raison
report-phase-draft = Brouillon
report-phase-scheduled = Annoncé
report-phase-waiting = Salle d’attente ouverte
report-phase-open = Ouverture des portes
report-phase-paused = Entrées suspendues
report-phase-ended = Terminé
report-messages = Messages
report-message = Message
report-remarks = Remarques
report-withdrawn = retiré { $time }
report-promise-kept = prochaine nouvelle promise avant { $time } : tenu
report-promise-broken = prochaine nouvelle promise avant { $time } : en retard
report-promise-open = prochaine nouvelle promise avant { $time }
report-reactions = Délai avant l’information
report-cause = Ce qui s’est passé
report-answer = Premier message après
report-unanswered = aucun message
report-issue = Problème
report-stock = Épuisé
report-back-in-stock = De retour en stock
report-nothing = Rien.
