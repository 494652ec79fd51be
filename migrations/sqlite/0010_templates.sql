-- Prepared messages. A row is one version and never changes; the newest version of a key counts.

create table template (
    -- Grows with every version, so that the first of a key settles its place in the list.
    template_id integer primary key not null,
    key text not null,
    version integer not null,
    name text not null,
    severity text not null,
    text text not null,
    archived integer not null,
    saved_at integer not null,
    unique (key, version)
) strict;

-- The set that comes with every install. The first three carry the words of the guide.
insert into template (key, version, name, severity, text, archived, saved_at) values
('high_traffic', 1, 'High traffic', 'notice', json_object(
    'en', 'We''re experiencing high demand. Thank you for your patience.',
    'de', 'Der Andrang ist gerade sehr groß. Danke für die Geduld.',
    'fr', 'L’affluence est très forte en ce moment. Merci de votre patience.',
    'es', 'Hay mucha demanda en este momento. Gracias por la paciencia.',
    'ja', 'ただいま大変混み合っています。お待ちいただきありがとうございます。',
    'ar', 'نشهد إقبالًا كبيرًا في الوقت الحالي. شكرًا لصبرك.'), 0, 0),
('temporary_delay', 1, 'Temporary delay', 'notice', json_object(
    'en', 'Your place in line is secure. We''ll update you shortly.',
    'de', 'Der Platz in der Schlange ist sicher. In Kürze melden wir uns wieder.',
    'fr', 'Votre place dans la file est conservée. Nous vous donnerons bientôt des nouvelles.',
    'es', 'El puesto en la fila está asegurado. Daremos más información en breve.',
    'ja', '順番は確保されています。まもなく続報をお知らせします。',
    'ar', 'مكانك في الطابور محفوظ. سنوافيك بالجديد قريبًا.'), 0, 0),
('sold_out', 1, 'Sold out', 'info', json_object(
    'en', 'This item has sold out. Join the waitlist for restocks.',
    'de', 'Dieser Artikel ist ausverkauft. Wer auf der Warteliste steht, erfährt von Nachschub.',
    'fr', 'Cet article est épuisé. Inscrivez-vous sur la liste d’attente pour être prévenu d’un réassort.',
    'es', 'Este artículo se ha agotado. La lista de espera avisa cuando se repone.',
    'ja', 'この商品は完売しました。再入荷のお知らせをご希望の方は、キャンセル待ちにご登録ください。',
    'ar', 'نفد هذا المنتج. انضم إلى قائمة الانتظار لتعرف متى يتوفر من جديد.'), 0, 0),
('low_stock', 1, 'Low stock', 'notice', json_object(
    'en', '{item} is running low: fewer than {remaining_band} left.',
    'de', '{item} wird knapp: Es sind weniger als {remaining_band} übrig.',
    'fr', '{item} : le stock baisse, il en reste moins de {remaining_band}.',
    'es', '{item}: quedan menos de {remaining_band}.',
    'ja', '{item}の在庫が少なくなっています。残りは{remaining_band}点未満です。',
    'ar', '{item}: الكمية تقل، والمتبقي أقل من {remaining_band}.'), 0, 0),
('price_tier_gone', 1, 'Price tier gone', 'notice', json_object(
    'en', 'The price “{item}” has sold out. Other prices are still available.',
    'de', 'Die Preisstufe „{item}“ ist ausverkauft. Andere Preisstufen sind noch zu haben.',
    'fr', 'Le tarif « {item} » est épuisé. D’autres tarifs sont encore disponibles.',
    'es', 'La tarifa «{item}» se ha agotado. Quedan otras tarifas disponibles.',
    'ja', '料金区分「{item}」は完売しました。ほかの料金区分はまだお求めいただけます。',
    'ar', 'نفدت فئة السعر «{item}». ما زالت فئات أخرى متاحة.'), 0, 0),
('opens_soon', 1, 'Opens soon', 'info', json_object(
    'en', 'Not long now. We open: {opens_at}. You don''t need to refresh: this page updates by itself.',
    'de', 'Bald ist es so weit. Beginn: {opens_at}. Neu laden ist nicht nötig: Diese Seite aktualisiert sich selbst.',
    'fr', 'C’est pour bientôt. Ouverture : {opens_at}. Inutile d’actualiser : cette page se met à jour toute seule.',
    'es', 'Falta poco. Apertura: {opens_at}. No hace falta recargar: esta página se actualiza sola.',
    'ja', 'まもなく開始します。開始：{opens_at}。このページは自動で更新されますので、再読み込みは不要です。',
    'ar', 'اقترب الموعد. الافتتاح: {opens_at}. لا داعي لإعادة التحميل: تتحدث هذه الصفحة من تلقاء نفسها.'), 0, 0),
('line_paused', 1, 'Line paused', 'warning', json_object(
    'en', 'We''ve paused new entries for a moment. Your place in line is kept. Next update by {next_update_by}.',
    'de', 'Der Einlass pausiert für einen Moment. Der Platz in der Schlange bleibt erhalten. Nächste Meldung bis {next_update_by}.',
    'fr', 'Les entrées sont suspendues un moment. Votre place dans la file est conservée. Prochaine nouvelle avant {next_update_by}.',
    'es', 'Las entradas están en pausa por un momento. El puesto en la fila se conserva. Próxima novedad antes de las {next_update_by}.',
    'ja', '入場を一時停止しています。順番は保たれています。次のお知らせ：{next_update_by}まで。',
    'ar', 'أوقفنا الدخول لبعض الوقت. مكانك في الطابور محفوظ. التحديث القادم قبل {next_update_by}.'), 0, 0),
('line_resumed', 1, 'Line resumed', 'info', json_object(
    'en', 'The line is moving again. People joining now wait {wait_range}.',
    'de', 'Es geht weiter. Wartezeit für alle, die sich jetzt anstellen: {wait_range}.',
    'fr', 'La file avance de nouveau. Attente pour qui arrive maintenant : {wait_range}.',
    'es', 'La fila vuelve a avanzar. Espera para quien llega ahora: {wait_range}.',
    'ja', '列がまた進み始めました。これから並ぶ方の待ち時間：{wait_range}。',
    'ar', 'عاد الطابور إلى التحرك. مدة انتظار من ينضم الآن: {wait_range}.'), 0, 0),
('line_full', 1, 'Line full', 'warning', json_object(
    'en', 'The line is full, so nobody else can join for now. This page says when there is room again. Next update by {next_update_by}.',
    'de', 'Die Schlange ist voll, im Moment kann sich niemand mehr anstellen. Sobald wieder Platz ist, steht es hier. Nächste Meldung bis {next_update_by}.',
    'fr', 'La file est pleine : personne ne peut la rejoindre pour le moment. Cette page vous dira quand il y aura de la place. Prochaine nouvelle avant {next_update_by}.',
    'es', 'La fila está llena y por ahora no admite a nadie más. Esta página avisa cuando haya sitio. Próxima novedad antes de las {next_update_by}.',
    'ja', '列が満員のため、ただいま新しく並ぶことができません。空きが出たらこのページでお知らせします。次のお知らせ：{next_update_by}まで。',
    'ar', 'الطابور ممتلئ ولا يمكن لأحد الانضمام الآن. ستخبرك هذه الصفحة عند توفر مكان. التحديث القادم قبل {next_update_by}.'), 0, 0),
('checkout_slow', 1, 'Checkout slow', 'warning', json_object(
    'en', 'Checkout is slower than usual. Please don''t pay twice: your order goes through once.',
    'de', 'Das Bezahlen dauert länger als sonst. Bitte nicht zweimal bezahlen: Die Bestellung geht einmal durch.',
    'fr', 'Le paiement est plus lent que d’habitude. Merci de ne pas payer deux fois : votre commande passera une seule fois.',
    'es', 'El pago va más lento de lo habitual. Por favor, no pagar dos veces: el pedido se tramita una sola vez.',
    'ja', 'お支払いに通常より時間がかかっています。ご注文は一度で完了しますので、二重にお支払いにならないようお願いします。',
    'ar', 'الدفع أبطأ من المعتاد. يرجى عدم الدفع مرتين: يُنفَّذ طلبك مرة واحدة.'), 0, 0),
('payment_problem', 1, 'Payment provider problem', 'warning', json_object(
    'en', 'Our payment provider has a problem, and some payments fail. If yours went through, please don''t pay again. Next update by {next_update_by}.',
    'de', 'Unser Zahlungsdienst hat eine Störung, manche Zahlungen schlagen fehl. Wer schon bezahlt hat, bitte nicht noch einmal bezahlen. Nächste Meldung bis {next_update_by}.',
    'fr', 'Notre prestataire de paiement rencontre un problème et certains paiements échouent. Si le vôtre est passé, merci de ne pas payer de nouveau. Prochaine nouvelle avant {next_update_by}.',
    'es', 'Nuestro proveedor de pagos tiene un problema y algunos pagos fallan. Si el pago ya se hizo, por favor, no repetirlo. Próxima novedad antes de las {next_update_by}.',
    'ja', '決済サービスに問題が起きており、一部のお支払いが完了しません。お支払いが済んでいる方は、もう一度お支払いにならないようお願いします。次のお知らせ：{next_update_by}まで。',
    'ar', 'لدى مزود خدمة الدفع مشكلة، وبعض عمليات الدفع لا تنجح. إن تمت عمليتك فيرجى عدم الدفع مرة أخرى. التحديث القادم قبل {next_update_by}.'), 0, 0),
('entries_closed', 1, 'Entries closed', 'info', json_object(
    'en', 'Entries are closed. Thank you for taking part. The draw comes next, and this page says when it has taken place.',
    'de', 'Die Teilnahme ist geschlossen. Danke fürs Mitmachen. Als Nächstes folgt die Verlosung, und diese Seite sagt, wenn sie stattgefunden hat.',
    'fr', 'Les inscriptions sont closes. Merci de votre participation. Le tirage au sort vient ensuite, et cette page vous dira quand il aura eu lieu.',
    'es', 'Las inscripciones están cerradas. Gracias por participar. Ahora llega el sorteo, y esta página avisa cuando se haya celebrado.',
    'ja', '応募の受付は終了しました。ご参加ありがとうございます。次は抽選です。終わりましたらこのページでお知らせします。',
    'ar', 'أُغلق باب المشاركة. شكرًا لمشاركتك. الخطوة التالية هي السحب، وستخبرك هذه الصفحة عند إجرائه.'), 0, 0),
('draw_finished', 1, 'Draw finished', 'info', json_object(
    'en', 'The draw has taken place. Winners hear from us by e-mail; please look in your spam folder too.',
    'de', 'Die Verlosung hat stattgefunden. Wer gewonnen hat, erfährt es von uns per E-Mail; bitte auch im Spam-Ordner nachsehen.',
    'fr', 'Le tirage au sort a eu lieu. Les gagnants sont prévenus par e-mail ; pensez à regarder aussi dans vos courriers indésirables.',
    'es', 'El sorteo se ha celebrado. Avisamos por correo electrónico a quienes han ganado; conviene mirar también en la carpeta de correo no deseado.',
    'ja', '抽選が終わりました。当選された方にはメールでお知らせします。迷惑メールのフォルダーもご確認ください。',
    'ar', 'أُجري السحب. نُعلم الفائزين بالبريد الإلكتروني، ويُرجى تفقد مجلد الرسائل غير المرغوبة أيضًا.'), 0, 0),
('back_in_stock', 1, 'Back in stock', 'info', json_object(
    'en', '{item} is back in stock, while supplies last.',
    'de', '{item} ist wieder da, solange der Vorrat reicht.',
    'fr', '{item} : de nouveau en stock, dans la limite des quantités disponibles.',
    'es', '{item}: de nuevo disponible, hasta agotar existencias.',
    'ja', '{item}が再入荷しました。なくなり次第終了します。',
    'ar', '{item}: متوفر من جديد حتى نفاد الكمية.'), 0, 0),
('all_clear', 1, 'All clear', 'info', json_object(
    'en', 'Everything works as usual again. Thank you for your patience.',
    'de', 'Alles läuft wieder wie gewohnt. Danke für die Geduld.',
    'fr', 'Tout fonctionne de nouveau normalement. Merci de votre patience.',
    'es', 'Todo vuelve a funcionar con normalidad. Gracias por la paciencia.',
    'ja', 'すべて通常どおりに戻りました。お待ちいただきありがとうございました。',
    'ar', 'عاد كل شيء إلى العمل كالمعتاد. شكرًا لصبرك.'), 0, 0),
('correction', 1, 'Correction', 'notice', json_object(
    'en', 'Please disregard our previous message: it was wrong, and we''re sorry. This page shows what is true now.',
    'de', 'Bitte die vorige Meldung nicht beachten: Sie war falsch, und das tut uns leid. Diese Seite zeigt, was jetzt gilt.',
    'fr', 'Merci de ne pas tenir compte de notre message précédent : il était erroné, et nous vous prions de nous en excuser. Cette page montre la situation réelle.',
    'es', 'Por favor, no tener en cuenta el mensaje anterior: era erróneo, y lo sentimos. Esta página muestra lo que vale ahora.',
    'ja', '前回のお知らせに誤りがありました。お詫びして取り消します。現在の正しい状況はこのページに表示しています。',
    'ar', 'يرجى تجاهل رسالتنا السابقة: كانت خاطئة، ونعتذر عن ذلك. تعرض هذه الصفحة ما هو صحيح الآن.'), 0, 0),
('event_over', 1, 'Event over', 'info', json_object(
    'en', 'This event has ended. Thank you for coming, and for your patience.',
    'de', 'Diese Veranstaltung ist zu Ende. Danke fürs Kommen und für die Geduld.',
    'fr', 'Cet événement est terminé. Merci d’être venu, et merci de votre patience.',
    'es', 'Este evento ha terminado. Gracias por venir y por la paciencia.',
    'ja', 'このイベントは終了しました。お越しいただき、またお待ちいただき、ありがとうございました。',
    'ar', 'انتهت هذه الفعالية. شكرًا لحضورك ولصبرك.'), 0, 0);
