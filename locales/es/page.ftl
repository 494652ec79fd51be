## What stands on the page whatever happens
live-status = Estado en directo
skip = Ir al estado
language = Idioma
updates = Novedades
no-updates = Nada que contar todavía.
stock = Existencias
issues = Problemas conocidos
no-issues = No hay problemas conocidos.
next-update-by = Próxima novedad, como muy tarde: { $time }
overdue = con retraso
automatic = automático
pinned = fijado
edited = corregido { $time }
retracted = Este mensaje se ha retirado ({ $time }).
affects = afecta a { $parts }
join-waitlist = Unirse a la lista de espera
join-waitlist-for = Unirse a la lista de espera: { $item }
restock = Reposición prevista { $time }
reload = Recargar
pause-updates = Pausar actualizaciones
times-in = Horas: { $zone }
product = Ir a la tienda

## Times
when-today = a las { $time }
when-later = el { $date } a las { $time }
moment-later = { $date }, { $time }
your-time = { $time } en su hora local
in-any-moment = en cualquier momento
in-under-a-minute = en menos de un minuto
in-minutes = en { $m } min
in-hours = en { $h } h
in-hours-minutes = en { $h } h { $m } min
in-days =
    { $count ->
        [one] en { $n } día
       *[other] en { $n } días
    }
minutes-only = { $m } min
hours-only = { $h } h
hours-minutes = { $h } h { $m } min

## How fresh it is
fresh-live = En directo · medido { $age }
fresh-delayed = Con retraso · medido { $age }
fresh-lost = Conexión perdida · lo que sabíamos a las { $time }
fresh-paused = Actualizaciones en pausa · medido { $age }

## The state in one sentence
draft-preview = Vista previa de un borrador: no es pública
title-draft = Esta página es un borrador
title-scheduled = Abre { $when }
title-scheduled-soon = Abre pronto
title-release-scheduled = Disponible { $when }
title-release-scheduled-soon = Disponible pronto
title-draw-scheduled = Las inscripciones abren { $when }
title-draw-scheduled-soon = Las inscripciones abren pronto
title-waiting = La sala de espera está abierta. Puertas { $when }
title-waiting-soon = La sala de espera está abierta
title-moving = La fila avanza
title-busy = Hay muchísima gente
title-available = Ya disponible
title-paused = Las entradas están en pausa
title-full = La fila está llena
title-sold-out = Agotado { $when }
title-ended = El evento ha terminado
title-entries-open = Las inscripciones cierran { $when }
title-entries-open-until = Las inscripciones están abiertas
title-entries-closed = Inscripciones cerradas. Sorteo { $when }
title-entries-closed-until = Inscripciones cerradas
title-drawn = El sorteo ya se ha celebrado
title-stale = No recibimos datos en directo

## What else to know about it
about-draft = Solo la ve el equipo.
about-full = Ahora mismo no cabe nadie más.
about-late-opening = Apertura prevista: { $time }. Todavía no ha empezado; esta página lo anunciará en el acto.
about-late-draw = Sorteo previsto: { $time }. Todavía no se ha celebrado; esta página lo anunciará en el acto.
about-stale-waiting = Último dato { $when }: la sala de espera estaba abierta.
about-stale-moving = Último dato { $when }: la fila avanzaba.
about-stale-busy = Último dato { $when }: había muchísima gente.
about-stale-full = Último dato { $when }: la fila estaba llena.
about-stale-paused = Último dato { $when }: las entradas estaban en pausa.

## What to do now
advice-scheduled = No hace falta recargar: esta página se actualiza sola.
advice-waiting = Conviene dejar abierta la pestaña de la sala de espera. Esta página se actualiza sola.
advice-open = Para conservar el puesto, conviene dejar abierta la pestaña de la sala de espera. Esta página se actualiza sola.
advice-available = Hasta agotar existencias. Esta página avisa cuando no quede nada.
advice-paused = El puesto en la fila se conserva. No hay que hacer nada.
advice-full = Conviene volver en unos minutos. Esta página avisa cuando haya sitio.
advice-sold-out = Si vuelve a haber, se dirá aquí.
advice-sold-out-waitlist = La lista de espera avisa de las reposiciones.
advice-ended = Gracias por haber estado.
advice-entries-open = Cada inscripción tiene la misma probabilidad, sea cuando sea.
advice-entries-closed = Tras el sorteo avisaremos directamente a quienes hayan ganado. Esta página se actualiza sola.
advice-drawn = Avisaremos directamente a quienes hayan ganado.
advice-stale = Estamos en ello. Las cifras de abajo son antiguas.

## The wait
figure-range = { $low }–{ $high }
figure-range-hours = { $low } – { $high }
figure-under = Menos de { $n }
figure-up-to = Hasta { $n }
unit-minutes =
    { $count ->
        [one] minuto para la mayoría de quienes llegan ahora
       *[other] minutos para la mayoría de quienes llegan ahora
    }
unit-hours = para la mayoría de quienes llegan ahora
wait-under = menos de un minuto
wait-up-to =
    { $count ->
        [one] hasta { $n } minuto
       *[other] hasta { $n } minutos
    }
wait-range =
    { $count ->
        [one] unos { $low }–{ $n } minuto
       *[other] unos { $low }–{ $n } minutos
    }
wait-range-hours = entre { $low } y { $high }, más o menos
unknown-paused = Ahora no entra nadie, así que no hay espera que mostrar.
unknown-stale = No podemos decir la espera hasta que vuelvan los datos en directo.
unknown-full = La fila no admite a nadie ahora mismo.
unknown-starting = Estamos midiendo la espera. Aparecerá aquí en un momento.
unknown-no-rate = No podemos decir la espera: no vemos a qué ritmo entra la gente.
unknown-too-long = La espera supera las 12 horas.
confidence-changing = El ritmo está cambiando; la espera puede cambiar con él.
confidence-announced = Según el ritmo anunciado: todavía no se ha visto entrar a nadie.
trend-shorter = va a menos
trend-steady = se mantiene
trend-longer = va a más

## How the wait is known
how-link = ¿Cómo lo sabemos?
how-title = Cómo sabemos la espera
how-lead = La espera que mostramos es una estimación: un intervalo en el que entran unas cuatro de cada cinco personas. Se calcula con lo que cuenta la sala de espera, según las reglas siguientes, iguales para todos.
how-count = Contamos
how-count-text = Cada pocos segundos la sala de espera nos dice cuántas personas hay en la fila y cuántas han entrado hasta ahora. La espera es el número de personas que hay delante, dividido por las que entran por minuto. Quienes se van la acortan; también se cuentan.
how-change = Cuando cambia el ritmo
how-change-text = Si la tienda anuncia otro ritmo o una pausa, se ve al momento. Si no se anuncia nada, nos preguntamos si lo que contamos aún puede ser casualidad. Si no puede serlo, olvidamos el ritmo anterior. Las pequeñas variaciones son casualidad, por eso el número no se mueve hasta que la espera ha cambiado de verdad.
how-range = Por qué es un intervalo
how-range-text = Nadie puede saber exactamente a qué ritmo se entrará. Seguimos cada estimación anterior hasta que se cumple. Cuando las esperas se salen del intervalo, se ensancha; cuando se quedan dentro, se estrecha.
how-absent = Cuando no hay número
how-absent-text = No mostramos ninguno mientras no entra nadie, mientras la fila está llena, cuando los datos son demasiado antiguos o cuando no dicen a qué ritmo se entra. Entonces la página dice por qué. Es mejor ningún número que uno equivocado.
how-limits = Lo que no podemos saber
how-limits-text = Una pausa o un ritmo más lento que aún está por llegar alarga la espera más de lo que dijimos. El puesto en la fila lo guarda la sala de espera de la tienda; esta página no puede verlo ni cambiarlo.
how-formulas = Las fórmulas
how-formula-wait = t: la espera. N: personas que hay delante. r: personas que entran por segundo. h: proporción de quienes esperan que se va por segundo. Si no se va nadie, t = N ÷ r.
how-formula-pace = El ritmo: personas que entraron desde una entrada hasta otra posterior, desde el último cambio de verdad, divididas por ese tiempo. Un ritmo anunciado cuenta tanto como se haya cumplido hasta ahora.
how-formula-change = Un cambio de verdad: dos ritmos explican lo contado mucho mejor que uno. φ: cuánto más dispersas son las entradas que sucesos casuales aislados.
how-formula-range = El intervalo. σ reúne el error del ritmo, el azar de las entradas y cuánto cambió el ritmo en la última hora. k₁ y k₂ se aprenden de las estimaciones anteriores.

## The line in figures
about-number = unas { $n }
per-minute = { $n } por minuto
per-minute-few = menos de { $n } por minuto
fact-entries = Inscripciones
fact-depth = En la fila
fact-waiting = En espera
fact-places = de { $n } plazas
fact-as-of = a las { $time }
fact-pace = Entran
fact-pace-note = en los últimos minutos
fact-trend = La espera
fact-trend-note = en comparación con hace 5 minutos

## Your place in line
place-label = Puesto en la fila
place-ask = Ver mi espera
place-answer = Para el puesto { $place }: { $wait }
place-later = En cuanto se conozca la espera, aquí se podrá consultar la propia.
place-not-a-number = El puesto se escribe con cifras, por ejemplo { $example }.
place-beyond = La fila no llega hasta ahí (personas en la fila: { $people }). Conviene revisar el número.

## The course so far
history-title = Hasta ahora
history-depth = Personas en la fila
history-wait = Espera al llegar a la fila
history-most = como máximo { $value }
history-longest = la más larga: { $value }
history-name = { $title }, desde { $from } hasta { $to }
history-summary = Al principio: { $first }. Máximo: { $most } ({ $time }). Último valor: { $last }.
history-table = Ver las cifras
history-time = Hora

## Words beside things
severity-info = Conviene saberlo
severity-notice = Aviso
severity-warning = Atención
severity-critical = Importante
incident-investigating = Lo estamos investigando
incident-identified = Conocemos la causa
incident-monitoring = Corregido, en observación
incident-resolved = Resuelto
component-operational = funciona
component-degraded-performance = más lento de lo normal
component-partial-outage = falla para algunas personas
component-major-outage = no funciona
component-under-maintenance = en mantenimiento
stock-in-stock = Disponible
stock-low = Quedan pocas unidades
stock-low-count =
    { $count ->
        [one] Solo queda { $n }
       *[other] Solo quedan { $n }
    }
stock-sold-out = Agotado
stock-waitlist = Agotado, lista de espera abierta
stock-gone =
    { $count ->
        [one] { $n } agotado
       *[other] { $n } agotados
    }

## The list of events, and what may go wrong on the way
index-title = Eventos
index-nothing = Ahora mismo no hay ningún evento público.
index-now = Ahora
index-soon = Próximamente
index-over = Terminados
trouble-not-found = Aquí no hay ninguna página
trouble-not-found-text = Puede que la dirección esté mal escrita o que el evento no sea público. El puesto en la fila se conserva.
trouble-gone = Este evento ha terminado
trouble-gone-text = Su página se ha retirado. Gracias por participar.
trouble-unavailable = No podemos mostrar esta página ahora mismo
trouble-unavailable-text = Conviene intentarlo de nuevo en un minuto. El puesto en la fila se conserva.
trouble-too-many = Han sido demasiadas veces seguidas
trouble-too-many-text = Conviene esperar un minuto. Una página de estado abierta se actualiza sola.
trouble-failed = Algo ha fallado por nuestra parte
trouble-failed-text = Ha quedado anotado. El puesto en la fila se conserva.
trouble-reference = Para informar del fallo, indicar { $id }
trouble-way-back = Todos los eventos

## What shoppers take along: feeds, the calendar
take-away = Para seguirlo desde otro sitio
feed-atom = Canal Atom
feed-json = Canal JSON
calendar = Calendario
feed-withdrawn = Retirado
feed-withdrawn-text = Este mensaje se ha retirado ({ $time }).
calendar-opening = { $event }: apertura
calendar-closing = { $event }: cierre
calendar-entries-open = { $event }: apertura de inscripciones
calendar-entries-close = { $event }: cierre de inscripciones
calendar-draw = { $event }: sorteo

## The report after the event
report-title = Informe
report-link = Cómo fue: el informe
report-description = Cómo fue: { $event }
report-skip = Ir al informe
report-back = A la página del evento
report-period = { $date }, de { $from } a { $to }
report-figures = En cifras
report-course = El desarrollo
report-csv = CSV
report-json = JSON
report-at = a las { $time }
report-of = { $n } de { $all }
percent = { $n } %
seconds-only = { $s } s
report-peak-depth = Fila más larga
report-arrived = Se unieron a la fila
report-arrived-note = Al menos esta cifra: las mediciones no dicen cuántas personas abandonaron.
report-admitted = Entraron
report-gave-up = Abandonaron la espera
report-pace = Entradas por minuto
report-pace-note = máximo en un minuto: { $n } ({ $time })
report-pace-course = Entradas por minuto
report-wait-half = La mitad esperó como máximo
report-wait-nine = Nueve de cada diez esperaron como máximo
report-wait-nineteen = Diecinueve de cada veinte esperaron como máximo
report-wait-note =
    { $count ->
        [one] se sabe de { $n } persona que entró
       *[other] se sabe de { $n } personas que entraron
    }
report-within = Entraron dentro de la espera indicada
report-within-note = antes: { $sooner } · después: { $later }
report-cleared = La fila se agotó tras
report-handoff = Llegaron a la tienda
report-handoff-note = no llegaron: { $n }
report-stale = Sin datos en directo
report-stale-note = como máximo { $longest } seguidos
report-promises = Novedades prometidas que llegaron a tiempo
report-corrected = Mensajes corregidos
report-unknown-no-line = No hubo fila.
report-unknown-never-opened = Se desconoce: las puertas no llegaron a abrirse.
report-unknown-no-feed = Se desconoce: no hubo mediciones.
report-unknown-no-depth = Se desconoce: las mediciones no dicen cuántas personas esperaban.
report-unknown-no-admissions = Se desconoce: las mediciones no dicen cuántas personas entraron.
report-unknown-no-arrivals = Se desconoce: las mediciones no dicen cuántas personas se unieron a la fila.
report-unknown-no-leavers = Se desconoce: las mediciones no dicen cuántas personas abandonaron.
report-unknown-several-depths = Se desconoce: varias fuentes indicaban por turnos cuántas personas esperaban.
report-unknown-nobody-admitted = No entró nadie.
report-unknown-too-few = Se desconoce: solo se sabe de menos de la mitad de las personas que entraron.
report-unknown-nothing-shown = Se desconoce: no se indicó ninguna espera a quienes entraron.
report-unknown-not-cleared = Al final aún había gente esperando.
report-unknown-no-handoffs = Se desconoce: las mediciones no dicen quién llegó a la tienda.
report-unknown-no-entries = Se desconoce: las mediciones no dicen cuántas personas participaron.
report-timeline = Cronología
report-phase = Qué
report-lasted = Duración
report-reason = Motivo
report-phase-draft = Borrador
report-phase-scheduled = Anunciado
report-phase-waiting = Sala de espera abierta
report-phase-open = Apertura de puertas
report-phase-paused = Entradas en pausa
report-phase-ended = Terminado
report-messages = Mensajes
report-message = Mensaje
report-remarks = Observaciones
report-withdrawn = retirado { $time }
report-promise-kept = próxima novedad prometida antes de { $time }: cumplido
report-promise-broken = próxima novedad prometida antes de { $time }: con retraso
report-promise-open = próxima novedad prometida antes de { $time }
report-reactions = Cuánto se tardó en informar
report-cause = Qué ocurrió
report-answer = Primer mensaje tras
report-unanswered = ningún mensaje
report-issue = Problema
report-stock = Agotado
report-back-in-stock = De nuevo disponible
report-nothing = Nada.
