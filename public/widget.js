// <event-status event="slug" lang theme="light|dark" size="line|card" item="SKU">: the sign of an event on any page.
// Harmless there: no cookies, no storage, no globals, text only as text, never an error of its own.
(() => {
  const home = document.currentScript?.src;
  if (!home || !window.customElements || customElements.get('event-status')) return;
  const TONES = ['calm', 'busy', 'paused', 'ended', 'problem'];
  let sheet;
  try {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`
:host { display: block; min-block-size: 3.5rem; font-variant-numeric: tabular-nums; line-height: 1.4; }
:host([size=card]) { min-block-size: 10rem; }
:host([hidden]) { display: none; }
:host([theme=light]) { color-scheme: light; color: #16181f; background: #fff; }
:host([theme=dark]) { color-scheme: dark; color: #eceef3; background: #171b24; }
.box { display: flex; flex-wrap: wrap; align-items: center; align-content: center; gap: 0 .6em; min-block-size: inherit;
  padding: var(--lineside-padding, .25em 0); }
:host(:is([size=card], [theme])) .box { padding: var(--lineside-padding, .5em 1em); }
:host([size=card]) .box { border: 1px solid color-mix(in srgb, currentColor 25%, #0000); border-block-start: .375em solid var(--tone); }
:host([size=card]) :is(.wait, .item, .message, .age) { flex-basis: 100%; }
:host([size=card]) .wait { font-size: 1.25em; font-weight: 700; }
.message { overflow: hidden; max-block-size: 2.8em; }
:host(:not([size=card])) .message { display: none; }
span:empty { display: none; }
[data-tone] slot, .box:not([data-tone]) .aspect { display: none; }
.aspect { flex: none; inline-size: .8em; block-size: .8em; background: var(--tone); forced-color-adjust: none; }
[data-tone=calm] .aspect { border-radius: 50%; }
[data-tone=busy] .aspect { rotate: 45deg; scale: .85; }
[data-tone=paused] .aspect { background: linear-gradient(90deg, var(--tone) 36%, #0000 36% 64%, var(--tone) 64%); }
[data-tone=ended] .aspect { scale: 1 .3; }
[data-tone=problem] .aspect { clip-path: polygon(50% 0, 100% 100%, 0 100%); }
[data-tone=stale] .aspect { background: none; border: .15em solid; border-radius: 50%; }
a { color: inherit; font-weight: 600; text-underline-offset: .2em; text-decoration-thickness: 1px; }
.age { font-size: .875em; }
p { margin: 0; position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.box { --tone: var(--lineside-still, oklch(59% .05 262)); }
[data-tone=calm] { --tone: var(--lineside-calm, oklch(61% .15 158)); }
[data-tone=busy] { --tone: var(--lineside-busy, oklch(65% .16 60)); }
[data-tone=problem] { --tone: var(--lineside-problem, oklch(60% .21 27)); }
[data-tone=stale] { --tone: currentColor; }`);
  } catch {
    return; // too old: the plain link inside the tag stays
  }

  const text = (value, most = 300) => (typeof value === 'string' ? value.slice(0, most) : '');
  const between = (value, least, most) => Math.min(most, Math.max(least, +value || least));

  // One feed for all elements on the page that show the same thing.
  const feeds = new Map();
  class Feed {
    constructor(event, lang, item) {
      this.watchers = new Set();
      this.failures = this.due = 0;
      const url = new URL(`/e/${encodeURIComponent(event)}/widget.json`, home);
      if (lang) url.searchParams.set('lang', lang);
      if (item) url.searchParams.set('item', item);
      this.url = url;
    }

    // Asks when it is time and somebody looks.
    plan() {
      clearTimeout(this.timer);
      if (document.hidden || this.busy || ![...this.watchers].some((element) => element.seen)) return;
      this.timer = setTimeout(() => this.ask(), Math.max(0, this.due - Date.now()));
    }

    async ask() {
      this.busy = true;
      let wait;
      try {
        const reply = await fetch(this.url, { credentials: 'omit', signal: AbortSignal.timeout?.(1e4) });
        wait = +reply.headers.get('retry-after');
        const news = reply.ok && (await reply.json());
        if (news?.v !== 1 || !text(news.title)) throw 0;
        this.failures = 0;
        wait = between(news.poll_s || 15, 5, 300) * (0.8 + 0.4 * Math.random());
        const now = Date.now();
        // The first answer may come from a cache; later news are as young as they arrive.
        const moved = !/^(waiting|open|paused)$/.test(news.phase) || (this.news && this.news.as_of !== news.as_of);
        if (moved) this.since = now;
        if (!this.since) this.since = Math.min(now, Date.parse(news.as_of) || now);
        this.news = news;
      } catch {
        wait = wait || between(5 * 2 ** this.failures++, 5, 300) * (0.5 + Math.random());
      }
      this.due = Date.now() + 1e3 * Math.min(wait, 3600);
      this.busy = false;
      this.show();
      this.plan();
    }

    show() {
      for (const element of this.watchers) {
        try {
          if (this.news) element.show(this.news, Date.now() - this.since);
        } catch {} // not the host page's problem
      }
    }
  }

  const nearby = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        target.seen = isIntersecting;
        target.feed?.plan();
      }
    },
    { rootMargin: '300px' },
  );
  const each = (act) => () => feeds.forEach(act);
  document.addEventListener('visibilitychange', each((feed) => feed.plan()));
  setInterval(each((feed) => document.hidden || feed.show()), 5e3); // ages go on while nobody answers

  class EventStatus extends HTMLElement {
    static get observedAttributes() {
      return ['event', 'lang', 'item'];
    }

    connectedCallback() {
      try {
        this.subscribe();
        nearby.observe(this);
      } catch {}
    }

    disconnectedCallback() {
      nearby.unobserve(this);
      this.seen = false;
      this.leave();
    }

    attributeChangedCallback() {
      if (this.isConnected) this.connectedCallback();
    }

    leave() {
      this.feed?.watchers.delete(this);
      this.feed?.plan();
      if (this.feed?.watchers.size === 0) feeds.delete(this.key);
      this.feed = undefined;
    }

    subscribe() {
      const event = this.getAttribute('event') || '';
      const lang = this.closest('[lang]')?.lang || '';
      const item = this.getAttribute('item') || '';
      const key = JSON.stringify([event, lang, item]);
      if (this.feed && key === this.key) return;
      this.leave();
      if (!event) return;
      this.key = key;
      this.language = lang;
      this.last = undefined;
      this.build();
      if (!feeds.has(this.key)) feeds.set(this.key, new Feed(event, lang, item));
      this.feed = feeds.get(this.key);
      this.feed.watchers.add(this);
      this.feed.show();
      this.feed.plan();
    }

    // What stands inside the tag stays visible until there is something to say.
    build() {
      if (this.parts) return;
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [sheet];
      const parts = (this.parts = {});
      const add = (parent, tag, name) => {
        const node = (parts[name] = document.createElement(tag));
        node.className = name;
        node.part = name;
        parent.append(node);
      };
      add(root, 'div', 'box');
      add(parts.box, 'slot', 'before');
      add(parts.box, 'i', 'aspect');
      add(parts.box, 'a', 'title');
      for (const name of ['wait', 'item', 'message', 'age']) add(parts.box, 'span', name);
      add(root, 'p', 'said');
      parts.said.setAttribute('role', 'status');
    }

    show(news, ageMs) {
      const { box, title, wait, item, message, age, said } = this.parts;
      const old = ageMs > 1e3 * between(news.stale_after_s, 10, 86400);
      box.dataset.tone = old || !TONES.includes(news.tone) ? 'stale' : news.tone;
      put(title, text(news.title));
      if (/^https?:\/\//.test(news.url)) title.href = news.url;
      // Old numbers are no numbers.
      put(wait, old ? '' : text(news.wait));
      put(item, old ? '' : text(news.item?.label));
      put(message, text(news.message, 500));
      put(age, old ? ago(ageMs, this.language) : '');
      this.tell(news, said);
    }

    // Tells the shop, and the ears once something changes.
    tell(news, said) {
      const gone = news.phase === 'sold_out' || /^(sold_out|waitlist)$/.test(news.item?.level);
      const last = this.last || {};
      const { phase, title } = news;
      this.last = { phase, title, gone };
      const detail = { event: this.getAttribute('event'), phase, item: news.item?.sku };
      const fire = (name) => this.dispatchEvent(new CustomEvent('lineside:' + name, { bubbles: true, detail }));
      if (last.title && last.title !== title) put(said, text(title));
      if (last.phase !== phase) fire('phase');
      if (gone && !last.gone) fire('soldout');
      if (!gone && last.gone) fire('restock');
    }
  }

  function put(node, words) {
    if (node.textContent !== words) node.textContent = words;
  }

  function ago(ms, lang) {
    const minutes = Math.round(ms / 6e4);
    const [value, unit] = minutes < 1 ? [ms / 1e3, 'second'] : minutes < 60 ? [minutes, 'minute'] : [minutes / 60, 'hour'];
    return new Intl.RelativeTimeFormat(lang || undefined).format(-Math.round(value), unit);
  }

  customElements.define('event-status', EventStatus);
})();
