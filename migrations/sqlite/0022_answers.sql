-- Which template a message was published from, and what filled its gaps, as JSON: an alert that would suggest the same is told by
-- it. Nothing for own words, and for what was published before this was noted.
alter table message add column template text;
alter table message add column filled text;

-- Grows whenever something is said about the part or taken back; a caller names the one it means. What was taken back stays, with a
-- time that is over.
alter table component_override add column version integer not null default 1;

-- Of several products, one that is gone needs its name.
insert or ignore into template (key, version, name, severity, scenario, text, archived, saved_at) values
('item_sold_out', 1, 'Product sold out', 'info', 'stock', json_object(
    'en', '{item} has sold out. Join the waitlist for restocks.',
    'de', '{item} ist ausverkauft. Wer von Nachschub erfahren möchte, trägt sich auf der Warteliste ein.',
    'fr', '{item} : rupture de stock. Inscrivez-vous sur la liste d’attente pour être informé du réassort.',
    'es', 'Se ha agotado: {item}. Quien se apunte a la lista de espera recibirá un aviso cuando se reponga.',
    'ja', '{item}は完売しました。再入荷のお知らせをご希望の方は、入荷待ちにご登録ください。',
    'ar', '{item}: نفدت الكمية. انضم إلى قائمة الانتظار لتعرف متى تتوفر من جديد.'), 0, 0);
