// An event in every state that a shopper can meet, made through the command line and the API like any other.

import { Server } from './server.js';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

const LINE = ['waiting', 'open'];
const SHOP = 'https://shop.example';

/** Every state: `phases` is the way there; `feed` what the line looks like, `silentS` ago; `dress` says and stocks things. */
export const STATES = [
  { slug: 'scheduled', title: 'Aurora Runner launch', opensIn: 130 * MINUTE_S },
  { slug: 'waiting', title: 'Northlight tour on-sale', opensIn: 24 * MINUTE_S, phases: ['waiting'], feed: { depth: 6_420, perMin: 0 } },
  { slug: 'moving', title: 'Kestrel camera drop', phases: LINE, feed: { depth: 1_180, perMin: 290 }, dress: announce },
  { slug: 'busy', title: 'Meridian 4 launch', phases: LINE, feed: { depth: 9_740, perMin: 290 }, dress: dressUp },
  { slug: 'paused', title: 'Harbour festival tickets', phases: LINE, feed: { depth: 9_740, perMin: 290 }, dress: pause },
  { slug: 'full', title: 'Lumen console pre-order', phases: LINE, feed: { depth: 30_000, perMin: 290 } },
  { slug: 'sold-out', title: 'Field jacket restock', phases: [...LINE, 'sold_out'], dress: sellOut },
  { slug: 'ended', title: 'Winter archive sale', phases: [...LINE, 'ended'] },
  { slug: 'stale', title: 'Halo headphones drop', phases: LINE, feed: { depth: 9_740, perMin: 290, silentS: 12 * MINUTE_S } },
  { slug: 'draw-scheduled', title: 'Summit marathon ballot', kind: 'draw', opensIn: 26 * HOUR_S },
  { slug: 'entries-open', title: 'Riverside half marathon', kind: 'draw', phases: ['entries_open'], feed: { entries: 41_873 } },
  {
    slug: 'entries-closed',
    title: 'Opera gala ticket draw',
    kind: 'draw',
    phases: ['entries_open', 'entries_closed'],
    feed: { entries: 41_873 },
  },
  {
    slug: 'drawn',
    title: 'Coastal 10k ballot',
    kind: 'draw',
    phases: ['entries_open', 'entries_closed', 'drawn'],
    feed: { entries: 41_873 },
  },
  { slug: 'release-scheduled', title: 'Poster edition No. 12', kind: 'timed_release', opensIn: 45 * MINUTE_S },
  { slug: 'release-open', title: 'Sakura tea set, second firing', kind: 'timed_release', phases: ['open'], dress: brand },
  { slug: 'release-sold-out', title: 'Night Market zine', kind: 'timed_release', phases: ['open', 'sold_out'] },
];

/** What is left of an event that was archived. */
export const GONE = 'gone';

/** A running server with every state on it. */
export async function serverInEveryState() {
  const server = await Server.create();
  await server.start();
  await createStates(server, STATES);
  await create(server, { slug: GONE, title: 'Last spring\'s drop', phases: [...LINE, 'ended'] });
  await call(server, GONE, 'DELETE');
  return server;
}

/** Makes the events of `states`. */
export async function createStates(server, states) {
  await server.createToken({ event: null, scope: 'ingest,publish,inventory,manage' });
  await Promise.all(states.map((state) => create(server, state)));
}

async function create(server, { slug, title, kind = 'queue', opensIn = -40 * MINUTE_S, phases = [], feed, dress }) {
  const flags = ['--opens-at', onTheMinute(opensIn), '--zone', 'Europe/Paris', '--capacity', '30000'];
  flags.push('--product-link', `${SHOP}/${slug}`, '--waitlist-link', `${SHOP}/${slug}/waitlist`);
  if (kind === 'draw') {
    const closesIn = Math.max(opensIn, 0) + 3 * HOUR_S;
    flags.push('--closes-at', onTheMinute(closesIn), '--draws-at', onTheMinute(closesIn + 2 * HOUR_S));
  }
  await server.createEvent({ slug, title, kind, flags });
  for (const phase of phases) {
    await call(server, slug, 'POST', 'phase', { phase });
  }
  if (feed) {
    await report(server, slug, feed);
  }
  await dress?.(server, slug);
}

/** Twenty minutes of a line that shrinks, a sample a minute; or of a draw that fills. */
async function report(server, slug, { depth, perMin, entries, silentS = 4 }) {
  const samples = [];
  for (let minute = -20; minute <= 0; minute++) {
    const at = fromNow(minute * MINUTE_S - silentS);
    const line = { queue_depth: depth - perMin * minute * (depth < 30_000), admitted_total: perMin * (minute + 20) };
    samples.push({ at, ...(entries ? { draw_entries: entries + 60 * minute } : line) });
  }
  await call(server, slug, 'POST', 'samples', { source: 'queue', samples });
}

async function announce(server, slug) {
  await say(server, slug, 'info', 'Doors are open. Everyone who was in the waiting room has a random place in line.', {
    ar: 'فُتحت الأبواب. حصل كل من كان في غرفة الانتظار على مكان عشوائي في الصف.',
  });
}

async function pause(server, slug) {
  const reason = {
    en: 'Our payment partner is down, and we hold the line until orders go through again.',
    ar: 'خدمة شريك الدفع متوقفة، ولذلك أوقفنا الصف إلى أن تكتمل الطلبات من جديد.',
  };
  await call(server, slug, 'POST', 'phase', { phase: 'paused', reason, next_update_by: fromNow(20 * MINUTE_S) });
  await breakPayments(server, slug, 'critical');
}

async function sellOut(server, slug) {
  const items = ['XS', 'S', 'M', 'L', 'XL'].map((variant) => ({
    sku: `FJ-${variant}`,
    title: 'Field jacket',
    variant,
    level: variant === 'M' ? 'waitlist' : 'sold_out',
    ...(variant === 'L' && { restock_at: fromNow(4 * 24 * HOUR_S) }),
  }));
  await call(server, slug, 'PUT', 'inventory', { items });
}

/** Everything a page can carry at once. */
async function dressUp(server, slug) {
  await announce(server, slug);
  await say(server, slug, 'warning', "Card payments can take up to two minutes.\nPlease don't pay twice: your order is safe once you see the confirmation.", {
    ar: 'قد يستغرق الدفع بالبطاقة حتى دقيقتين.\nنرجو عدم الدفع مرتين: طلبك محفوظ بمجرد ظهور التأكيد.',
  });
  const promise = { next_update_by: fromNow(15 * MINUTE_S) };
  await say(server, slug, 'notice', "We're experiencing high demand. Thank you for your patience.", {}, promise);
  await breakPayments(server, slug, 'minor');
  await settleMail(server, slug);
  const pair = (size, level, more) => ({ sku: `M4-${size}`, title: 'Meridian 4', variant: `EU ${size}`, level, price_tier: '180 €', ...more });
  const items = [
    pair(40, 'in_stock'),
    pair(41, 'in_stock'),
    pair(42, 'low', { remaining: 6 }),
    pair(43, 'waitlist'),
    pair(44, 'sold_out', { restock_at: fromNow(3 * 24 * HOUR_S) }),
    { sku: 'M4-LACES', title: 'Reflective laces', level: 'in_stock', price_tier: '12 €' },
  ];
  await call(server, slug, 'PUT', 'inventory', { items });
}

/** A colour that no theme can show as it is, and a logo. */
async function brand(server, slug) {
  const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 32"><circle cx="16" cy="16" r="13" fill="none"
    stroke="#b5546a" stroke-width="5"/><path d="M42 8h10v4H46v4h6v12H42v-4h6v-4h-6zM60 8h14v4H64v4h8v4h-8v4h10v4H60zM82 8h4v16h10v4H82z"
    fill="#b5546a"/></svg>`;
  await call(server, slug, 'PATCH', '', { accent: '#f2a7bb', logo: Buffer.from(logo).toString('base64') });
  await stockMany(server, slug);
}

/** More variants than a list can hold and be read. */
async function stockMany(server, slug) {
  const glazes = ['Celadon', 'Tenmoku', 'Kohiki', 'Shino'];
  const parts = ['teapot', 'cup', 'bowl', 'caddy', 'tray', 'whisk rest'];
  const levels = ['in_stock', 'sold_out', 'low', 'in_stock', 'waitlist', 'in_stock', 'sold_out'];
  const items = parts.flatMap((part, row) =>
    glazes.map((glaze, column) => ({
      sku: `SK-${row}-${column}`,
      title: row < 3 ? 'Sakura tea set' : 'Sakura accessories',
      variant: `${glaze} ${part}`,
      level: levels[(row * glazes.length + column) % levels.length],
    })),
  );
  await call(server, slug, 'PUT', 'inventory', { items });
}

async function breakPayments(server, slug, impact) {
  const { id } = await call(server, slug, 'POST', 'incidents', {
    title: { en: 'Some card payments take longer', ar: 'بعض عمليات الدفع بالبطاقة تتأخر' },
    text: { en: 'We see slow answers from our payment partner.', ar: 'نلاحظ بطئًا في ردود شريك الدفع.' },
    impact,
    components: ['payments'],
  });
  await call(server, slug, 'POST', `incidents/${id}/updates`, {
    status: 'identified',
    text: {
      en: 'Payments go through but can take up to two minutes. We send fewer at a time.',
      ar: 'تكتمل عمليات الدفع، لكنها قد تستغرق حتى دقيقتين. نرسل عددًا أقل في كل مرة.',
    },
  });
}

async function settleMail(server, slug) {
  const { id } = await call(server, slug, 'POST', 'incidents', {
    title: { en: 'Confirmation e-mails came late', ar: 'تأخرت رسائل التأكيد' },
    text: { en: 'Some confirmations are still on their way.', ar: 'بعض رسائل التأكيد ما زالت في الطريق.' },
    impact: 'minor',
    components: ['site'],
  });
  await call(server, slug, 'POST', `incidents/${id}/updates`, {
    status: 'resolved',
    text: { en: 'All confirmations have been sent.', ar: 'أُرسلت رسائل التأكيد كلها.' },
  });
}

async function say(server, slug, severity, english, translations, promise = {}) {
  await call(server, slug, 'POST', 'messages', { text: { en: english, ...translations }, severity, ...promise });
}

function call(server, slug, method, what, body) {
  return server.ask(method, ['/api/v1/events', slug, what].filter(Boolean).join('/'), body);
}

/** Like `fromNow`, as a person would say it: without seconds. */
function onTheMinute(seconds) {
  return fromNow(seconds).replace(/:[^:]*$/, ':00Z');
}

function fromNow(seconds) {
  return new Date(Date.now() + seconds * 1000).toISOString();
}
