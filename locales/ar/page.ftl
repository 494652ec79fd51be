## What stands on the page whatever happens
live-status = الحالة مباشرة
skip = الانتقال إلى الحالة
language = اللغة
updates = المستجدات
no-updates = لا جديد حتى الآن.
stock = المخزون
issues = مشكلات معروفة
no-issues = لا توجد مشكلات معروفة.
next-update-by = التحديث القادم قبل { $time }
overdue = متأخر
automatic = تلقائي
pinned = مثبّت
edited = عُدّل { $time }
retracted = سُحبت هذه الرسالة ({ $time }).
affects = يؤثر في: { $parts }
join-waitlist = الانضمام إلى قائمة الانتظار
join-waitlist-for = الانضمام إلى قائمة الانتظار: { $item }
restock = يتوفر المزيد { $time }
reload = إعادة التحميل
pause-updates = إيقاف التحديث مؤقتًا
times-in = الأوقات بتوقيت { $zone }
product = إلى المتجر

## Times
when-today = الساعة { $time }
when-later = يوم { $date } الساعة { $time }
moment-later = { $date }، { $time }
your-time = { $time } بتوقيتك المحلي
in-any-moment = في أي لحظة
in-under-a-minute = خلال أقل من دقيقة
in-minutes = خلال { $m } د
in-hours = خلال { $h } س
in-hours-minutes = خلال { $h } س و{ $m } د
in-days =
    { $count ->
        [one] خلال يوم واحد
        [two] خلال يومين
        [few] خلال { $n } أيام
       *[other] خلال { $n } يومًا
    }
minutes-only = { $m } د
hours-only = { $h } س
hours-minutes = { $h } س و{ $m } د

## How fresh it is
fresh-live = مباشر · قيس { $age }
fresh-delayed = متأخر · قيس { $age }
fresh-lost = انقطع الاتصال · نعرض ما عرفناه في { $time }
fresh-paused = التحديث متوقف مؤقتًا · قيس { $age }

## The state in one sentence
draft-preview = معاينة مسودة: غير منشورة
title-draft = هذه الصفحة مسودة
title-scheduled = الافتتاح { $when }
title-scheduled-soon = الافتتاح قريبًا
title-release-scheduled = يتوفر { $when }
title-release-scheduled-soon = يتوفر قريبًا
title-draw-scheduled = تبدأ المشاركة { $when }
title-draw-scheduled-soon = تبدأ المشاركة قريبًا
title-waiting = غرفة الانتظار مفتوحة. الدخول { $when }
title-waiting-soon = غرفة الانتظار مفتوحة
title-moving = الطابور يتحرك
title-busy = الازدحام شديد
title-available = متوفر الآن
title-paused = أوقفنا الدخول مؤقتًا
title-full = الطابور ممتلئ
title-sold-out = نفدت الكمية { $when }
title-ended = انتهت الفعالية
title-entries-open = تنتهي المشاركة { $when }
title-entries-open-until = باب المشاركة مفتوح
title-entries-closed = أُغلق باب المشاركة. السحب { $when }
title-entries-closed-until = أُغلق باب المشاركة
title-drawn = أُجري السحب
title-stale = لا تصلنا بيانات مباشرة الآن

## What else to know about it
about-draft = لا يراها سوى فريق التشغيل.
about-full = لا يوجد مكان لأحد آخر الآن.
about-late-opening = كان الافتتاح مقررًا: { $time }. لم يبدأ بعد، وستعلن هذه الصفحة ذلك فور حدوثه.
about-late-draw = كان السحب مقررًا: { $time }. لم يُجرَ بعد، وستعلن هذه الصفحة ذلك فور حدوثه.
about-stale-waiting = آخر ما عرفناه { $when }: كانت غرفة الانتظار مفتوحة.
about-stale-moving = آخر ما عرفناه { $when }: كان الطابور يتحرك.
about-stale-busy = آخر ما عرفناه { $when }: كان الازدحام شديدًا.
about-stale-full = آخر ما عرفناه { $when }: كان الطابور ممتلئًا.
about-stale-paused = آخر ما عرفناه { $when }: كان الدخول متوقفًا مؤقتًا.

## What to do now
advice-scheduled = لا حاجة إلى إعادة التحميل: تُحدَّث هذه الصفحة تلقائيًا.
advice-waiting = أبقِ علامة تبويب غرفة الانتظار مفتوحة. تُحدَّث هذه الصفحة تلقائيًا.
advice-open = للاحتفاظ بمكانك أبقِ علامة تبويب غرفة الانتظار مفتوحة. تُحدَّث هذه الصفحة تلقائيًا.
advice-available = حتى نفاد الكمية. ستخبرك هذه الصفحة عند نفادها.
advice-paused = مكانك في الطابور محفوظ. لا داعي لفعل أي شيء.
advice-full = عُد بعد بضع دقائق. ستخبرك هذه الصفحة عند توفر مكان.
advice-sold-out = إذا توفر المزيد فسيُعلن عنه هنا.
advice-sold-out-waitlist = انضم إلى قائمة الانتظار لتعرف متى يتوفر المزيد.
advice-ended = شكرًا لحضورك.
advice-entries-open = لكل مشاركة الفرصة نفسها مهما كان وقتها.
advice-entries-closed = نتواصل مع الفائزين مباشرة بعد السحب. تُحدَّث هذه الصفحة تلقائيًا.
advice-drawn = نتواصل مع الفائزين مباشرة.
advice-stale = نعمل على ذلك. الأرقام أدناه قديمة.

## The wait
figure-range = { $low }–{ $high }
figure-range-hours = { $low } – { $high }
figure-under = أقل من { $n }
figure-up-to = حتى { $n }
unit-minutes =
    { $count ->
        [few] دقائق لمعظم من ينضمون الآن
       *[other] دقيقة لمعظم من ينضمون الآن
    }
unit-hours = لمعظم من ينضمون الآن
wait-under = أقل من دقيقة
wait-up-to =
    { $count ->
        [one] حتى دقيقة واحدة
        [two] حتى دقيقتين
        [few] حتى { $n } دقائق
       *[other] حتى { $n } دقيقة
    }
wait-range =
    { $count ->
        [few] حوالي { $low }–{ $n } دقائق
       *[other] حوالي { $low }–{ $n } دقيقة
    }
wait-range-hours = حوالي { $low } إلى { $high }
unknown-paused = لا يدخل أحد الآن، فلا توجد مدة انتظار نعرضها.
unknown-stale = لا يمكننا تحديد مدة الانتظار حتى تعود البيانات المباشرة.
unknown-full = الطابور لا يستقبل أحدًا الآن.
unknown-starting = نقيس مدة الانتظار. ستظهر هنا بعد لحظات.
unknown-no-rate = لا يمكننا تحديد مدة الانتظار الآن: لا نرى سرعة الدخول.
unknown-too-long = مدة الانتظار أكثر من 12 ساعة.
confidence-changing = السرعة تتغير الآن، وقد تتغير مدة الانتظار معها.
confidence-announced = بحسب السرعة المعلنة: لم يُلاحَظ دخول أحد بعد.
trend-shorter = تتناقص
trend-steady = ثابتة
trend-longer = تتزايد

## How the wait is known
how-link = كيف نعرف ذلك؟
how-title = كيف نعرف مدة الانتظار
how-lead = مدة الانتظار التي نعرضها تقدير: مدى يدخل خلاله نحو أربعة من كل خمسة أشخاص. نحسبه مما تعدّه غرفة الانتظار، وفق القواعد التالية، وهي واحدة للجميع.
how-count = نحن نعدّ
how-count-text = كل بضع ثوانٍ تخبرنا غرفة الانتظار كم شخصًا في الطابور وكم شخصًا دخل حتى الآن. مدة انتظارك هي عدد من هم أمامك مقسومًا على عدد من يدخلون في الدقيقة. ومن ينسحب يقصّرها، ولذلك نعدّه أيضًا.
how-change = عندما تتغير السرعة
how-change-text = إذا أعلن المتجر سرعة أخرى أو توقفًا، تراه فورًا. وإذا لم يُعلَن شيء، نسأل هل يمكن أن يكون ما نعدّه مصادفة. فإن لم يكن كذلك نسينا السرعة القديمة. التقلبات الصغيرة مصادفة، لذلك لا يتحرك الرقم إلا عندما تتغير المدة حقًا.
how-range = لماذا هو مدى
how-range-text = لا يمكن لأحد أن يعرف بالضبط كم ستكون سرعة الدخول. نتابع كل تقدير سابق حتى تظهر نتيجته. إذا خرجت مدد الانتظار عن المدى وسّعناه، وإذا بقيت داخله ضيّقناه.
how-absent = عندما لا يظهر رقم
how-absent-text = لا نعرض رقمًا ما دام لا يدخل أحد، أو كان الطابور ممتلئًا، أو كانت البيانات قديمة جدًا، أو لم تبيّن سرعة الدخول. عندئذ تذكر الصفحة السبب. غياب الرقم خير من رقم خاطئ.
how-limits = ما لا يمكننا معرفته
how-limits-text = أي توقف أو تباطؤ لم يحدث بعد يجعل الانتظار أطول مما قلنا. مكانك في الطابور تحفظه غرفة انتظار المتجر، ولا يمكن لهذه الصفحة أن تراه أو تغيّره.
how-formulas = المعادلات
how-formula-wait = t: مدة الانتظار. N: عدد من هم أمامك. r: عدد من يدخلون في الثانية. h: نسبة من ينسحبون من المنتظرين في الثانية. إذا لم ينسحب أحد فإن ⁦t = N ÷ r⁩.
how-formula-pace = السرعة: عدد من دخلوا من دخولٍ إلى دخولٍ لاحق، منذ آخر تغيّر حقيقي، مقسومًا على ذلك الزمن. أما السرعة المعلنة فتُحسب بقدر ما ثبتت صحتها حتى الآن.
how-formula-change = التغيّر الحقيقي: سرعتان تفسّران ما عُدّ أفضل بكثير من سرعة واحدة. φ: مقدار زيادة تشتّت الدخول على تشتّت المصادفات المنفردة.
how-formula-range = المدى. تجمع σ خطأ السرعة، والمصادفة في الدخول، ومقدار تغيّر السرعة في الساعة الأخيرة. ونتعلّم k₁ و k₂ من التقديرات السابقة.

## The line in figures
about-number = حوالي { $n }
per-minute = { $n } في الدقيقة
per-minute-few = أقل من { $n } في الدقيقة
fact-entries = المشاركات
fact-depth = في الطابور
fact-waiting = في الانتظار
fact-places = من { $n } مكان
fact-as-of = حتى { $time }
fact-pace = الداخلون
fact-pace-note = خلال الدقائق الأخيرة
fact-trend = مدة الانتظار
fact-trend-note = مقارنةً بما قبل 5 دقائق

## Your place in line
place-label = دورك في الطابور
place-ask = عرض مدة انتظاري
place-answer = للدور رقم { $place }: { $wait }
place-later = يمكنك معرفة مدة انتظارك هنا حالما تُعرف مدة الانتظار.
place-not-a-number = اكتب دورك رقمًا، مثلًا { $example }.
place-beyond = هذا الرقم أبعد من نهاية الطابور (عدد المنتظرين: { $people }). يُرجى التحقق من الرقم.

## The course so far
history-title = حتى الآن
history-depth = عدد المنتظرين في الطابور
history-wait = مدة الانتظار عند الانضمام
history-most = على الأكثر { $value }
history-longest = الأطول: { $value }
history-name = { $title }، من { $from } إلى { $to }
history-summary = في البداية { $first }. الأعلى: { $most } ({ $time }). آخر قيمة: { $last }.
history-table = عرض الأرقام
history-time = الوقت

## Words beside things
severity-info = للعلم
severity-notice = يرجى الانتباه
severity-warning = تنبيه
severity-critical = مهم
incident-investigating = نبحث في الأمر
incident-identified = عرفنا السبب
incident-monitoring = أُصلح الخلل ونراقبه
incident-resolved = حُلّت
component-operational = يعمل
component-degraded-performance = أبطأ من المعتاد
component-partial-outage = متعطل لدى البعض
component-major-outage = متوقف
component-under-maintenance = قيد الصيانة
stock-in-stock = متوفر
stock-low = بقي القليل
stock-low-count = بقي { $n } فقط
stock-sold-out = نفدت الكمية
stock-waitlist = نفدت الكمية، قائمة الانتظار مفتوحة
stock-gone =
    { $count ->
        [one] نفد صنف واحد
        [two] نفد صنفان
        [few] نفدت { $n } أصناف
       *[other] نفد { $n } صنفًا
    }

## The list of events, and what may go wrong on the way
index-title = الفعاليات
index-nothing = لا توجد فعالية عامة الآن.
index-now = الآن
index-soon = قريبًا
index-over = انتهت
trouble-not-found = لا توجد صفحة هنا
trouble-not-found-text = ربما كُتب العنوان خطأً، أو أن الفعالية ليست عامة. مكانك في الطابور لا يتأثر.
trouble-gone = انتهت هذه الفعالية
trouble-gone-text = أُزيلت صفحتها. شكرًا على مشاركتكم.
trouble-unavailable = لا يمكننا عرض هذه الصفحة الآن
trouble-unavailable-text = يرجى المحاولة بعد دقيقة. مكانك في الطابور لا يتأثر.
trouble-too-many = محاولات كثيرة متتالية
trouble-too-many-text = يرجى الانتظار دقيقة. صفحة الحالة المفتوحة تُحدَّث تلقائيًا.
trouble-failed = حدث خطأ لدينا
trouble-failed-text = سجّلنا الخطأ. مكانك في الطابور لا يتأثر.
trouble-reference = عند الإبلاغ اذكر الرقم { $id }
trouble-way-back = كل الفعاليات

## What shoppers take along: feeds, the calendar
take-away = للمتابعة من مكان آخر
feed-atom = خلاصة Atom
feed-json = خلاصة JSON
calendar = التقويم
feed-withdrawn = سُحبت
feed-withdrawn-text = سُحبت هذه الرسالة ({ $time }).
calendar-opening = { $event }: الافتتاح
calendar-closing = { $event }: الإغلاق
calendar-entries-open = { $event }: بدء المشاركة
calendar-entries-close = { $event }: انتهاء المشاركة
calendar-draw = { $event }: السحب

## The report after the event
report-title = التقرير
report-link = كيف جرت الفعالية: التقرير
report-description = كيف جرت { $event }
report-skip = الانتقال إلى التقرير
report-back = إلى صفحة الفعالية
report-period = { $date }، من { $from } إلى { $to }
report-figures = بالأرقام
report-course = المسار
report-csv = CSV
report-json = JSON
report-at = عند { $time }
report-of = { $n } من { $all }
percent = { $n }٪
seconds-only = { $s } ث
report-peak-depth = أطول طابور
report-arrived = انضموا إلى الطابور
report-arrived-note = هذا العدد على الأقل: لا تذكر القياسات عدد من تركوا الانتظار.
report-admitted = دخلوا
report-gave-up = تركوا الانتظار
report-pace = الداخلون في الدقيقة
report-pace-note = الأكثر في دقيقة واحدة: { $n } ({ $time })
report-pace-course = الداخلون في الدقيقة
report-wait-half = انتظر النصف على الأكثر
report-wait-nine = انتظر تسعة من كل عشرة على الأكثر
report-wait-nineteen = انتظر تسعة عشر من كل عشرين على الأكثر
report-wait-note =
    { $count ->
        [one] معروف عن { $n } ممن دخلوا
       *[other] معروف عن { $n } ممن دخلوا
    }
report-within = دخلوا ضمن مدة الانتظار المعروضة
report-within-note = قبلها: { $sooner } · بعدها: { $later }
report-cleared = انتهى الطابور بعد
report-handoff = وصلوا إلى المتجر
report-handoff-note = لم يصلوا: { $n }
report-stale = بلا بيانات مباشرة
report-stale-note = { $longest } متواصلة على الأكثر
report-promises = تحديثات موعودة جاءت في وقتها
report-corrected = رسائل مصححة
report-unknown-no-line = لم يكن هناك طابور.
report-unknown-never-opened = غير معروف: لم تُفتح الأبواب.
report-unknown-no-feed = غير معروف: لم تصل أي قياسات.
report-unknown-no-depth = غير معروف: لا تذكر القياسات عدد المنتظرين.
report-unknown-no-admissions = غير معروف: لا تذكر القياسات عدد الداخلين.
report-unknown-no-arrivals = غير معروف: لا تذكر القياسات عدد المنضمين.
report-unknown-no-leavers = غير معروف: لا تذكر القياسات عدد من تركوا الانتظار.
report-unknown-several-depths = غير معروف: ذكرت عدة مصادر بالتناوب عدد المنتظرين.
report-unknown-nobody-admitted = لم يدخل أحد.
report-unknown-too-few = غير معروف: لا يُعرف ذلك إلا عن أقل من نصف الداخلين.
report-unknown-nothing-shown = غير معروف: لم تُعرض مدة انتظار لمن دخلوا.
report-unknown-not-cleared = كان هناك منتظرون عند النهاية.
report-unknown-no-handoffs = غير معروف: لا تذكر القياسات من وصل إلى المتجر.
report-unknown-no-entries = غير معروف: لا تذكر القياسات عدد المشاركين.
report-timeline = التسلسل الزمني
report-phase = الحدث
report-lasted = المدة
report-reason = السبب
report-phase-draft = مسودة
report-phase-scheduled = أُعلن عنها
report-phase-waiting = غرفة الانتظار مفتوحة
report-phase-open = فتح الأبواب
report-phase-paused = إيقاف الدخول مؤقتًا
report-phase-ended = انتهت
report-messages = الرسائل
report-message = الرسالة
report-remarks = ملاحظات
report-withdrawn = سُحبت { $time }
report-promise-kept = التحديث القادم موعود قبل { $time }: تم الوفاء به
report-promise-broken = التحديث القادم موعود قبل { $time }: تأخر
report-promise-open = التحديث القادم موعود قبل { $time }
report-reactions = سرعة إعلام الناس
report-cause = ما حدث
report-answer = أول رسالة بعد
report-unanswered = لا رسالة
report-issue = المشكلة
report-stock = نفدت
report-back-in-stock = متوفر من جديد
report-nothing = لا شيء.
