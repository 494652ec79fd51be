// A word of the server becomes what the page shows.

import { adoptLead, learnTime } from './clock.mjs';
import { readNews, readState } from './ears.mjs';
import { madeAt, readFresh } from './fresh.mjs';
import { replace } from './markup.mjs';
import { page } from './page.mjs';
import { refreshPlace } from './place.mjs';
import { show } from './show.mjs';
import { showLocalTimes } from './times.mjs';

/** What the page shows is at least as new as this. */
export let revision = +page.revision;

/** Takes what is in a word: `regions` by name, the `revision` they lead to, the `lead` of the server's clock. */
export function take(word) {
  revision = word.revision ?? revision;
  const changed = Object.keys(word.regions).filter((region) => replace(region, word.regions[region]));
  if (changed.includes('fresh') && readFresh()) learnTime(madeAt);
  if (word.lead !== undefined) adoptLead(word.lead);
  if (changed.includes('state')) readState();
  if (changed.includes('news')) readNews();
  if (changed.includes('wait') || changed.includes('place')) refreshPlace();
  if (changed.length) showLocalTimes();
  show();
}
