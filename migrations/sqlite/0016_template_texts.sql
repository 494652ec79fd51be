-- The shipped templates, read again by people who speak the languages: a new version where something read badly, unless an
-- operator has made one of their own.

create temporary table better (key text not null, locale text not null, text text not null);

insert into better (key, locale, text) values
('temporary_delay', 'de', 'Der Platz in der Schlange bleibt erhalten. In Kürze gibt es Neues.'),
('sold_out', 'de', 'Dieser Artikel ist ausverkauft. Wer von Nachschub erfahren möchte, trägt sich auf der Warteliste ein.'),
('sold_out', 'fr', 'Cet article est épuisé. Inscrivez-vous sur la liste d’attente pour être informé du réassort.'),
('sold_out', 'es', 'Este artículo se ha agotado. Quien se apunte a la lista de espera recibirá un aviso cuando se reponga.'),
('sold_out', 'ja', 'この商品は完売しました。再入荷のお知らせをご希望の方は、入荷待ちにご登録ください。'),
('price_tier_gone', 'fr', 'Le tarif « {item} » est épuisé. D’autres tarifs sont encore disponibles.'),
('price_tier_gone', 'ar', 'نفدت فئة السعر «{item}». لا تزال فئات أخرى متاحة.'),
('opens_soon', 'en', 'Not long now. Opening time: {opens_at}. You don''t need to refresh: this page updates by itself.'),
('opens_soon', 'fr', 'C’est pour bientôt. Ouverture : {opens_at}. Inutile de recharger : cette page se met à jour toute seule.'),
('opens_soon', 'ar', 'اقترب الموعد. الافتتاح: {opens_at}. لا داعي لإعادة التحميل: تُحدَّث هذه الصفحة تلقائيًا.'),
('line_paused', 'es', 'Las entradas están en pausa por un momento. El puesto en la fila se conserva. Próxima novedad, como muy tarde: {next_update_by}.'),
('line_resumed', 'fr', 'La file avance de nouveau. Attente pour les personnes qui arrivent maintenant : {wait_range}.'),
('line_full', 'es', 'La fila está llena y por ahora no admite a nadie más. Esta página avisa cuando haya sitio. Próxima novedad, como muy tarde: {next_update_by}.'),
('checkout_slow', 'en', 'Checkout is slower than usual. Please don''t pay twice: one payment is enough.'),
('checkout_slow', 'de', 'Das Bezahlen dauert länger als sonst. Bitte nicht zweimal bezahlen: Eine Zahlung genügt.'),
('checkout_slow', 'fr', 'Le paiement est plus lent que d’habitude. Merci de ne pas payer deux fois : un seul paiement suffit.'),
('checkout_slow', 'es', 'El pago va más lento de lo habitual. Un solo pago basta: no hace falta repetirlo.'),
('checkout_slow', 'ja', 'お支払いに通常より時間がかかっています。お支払いは一度で完了しますので、重ねてお支払いにならないようお願いします。'),
('checkout_slow', 'ar', 'الدفع أبطأ من المعتاد. يُرجى عدم الدفع مرتين: دفعة واحدة تكفي.'),
('payment_problem', 'es', 'Nuestro proveedor de pagos tiene un problema y algunos pagos fallan. Si el pago ya se ha hecho, no hay que repetirlo. Próxima novedad, como muy tarde: {next_update_by}.'),
('entries_closed', 'de', 'Die Teilnahme ist beendet. Danke fürs Mitmachen. Als Nächstes folgt die Verlosung; sobald sie stattgefunden hat, steht es hier.'),
('correction', 'es', 'El mensaje anterior era erróneo y no vale; lo sentimos. Esta página muestra la situación real.');

insert into template (key, version, name, scenario, severity, text, archived, saved_at)
select shipped.key, 2, shipped.name, shipped.scenario, shipped.severity,
    json_patch(shipped.text, (select json_group_object(locale, text) from better where better.key = shipped.key)),
    shipped.archived, 0
from template shipped
where shipped.version = 1
  and shipped.key in (select key from better)
  and not exists (select 1 from template own where own.key = shipped.key and own.version > 1)
order by shipped.template_id;

drop table better;
