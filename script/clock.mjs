// The server's clock, as far as this page knows it. Ages and countdowns go by it, so that neither a wrong clock on this
// device, nor the sleep of a device, nor a copy that lay in a cache can lie.

/** What must be added to this device's clock, in ms. Never more than is true, so an age may be too small, never too large. */
export let lead = 0;
/** Whether that is only a guess, made from the page's own time stamp. */
export let guessed = true;
/** Until then there is no verdict on the connection: the page was just opened, or looked at again. */
export let hushedUntil = 0;

export const serverNow = () => Date.now() + lead;

/** The server's clock shows at least this, in ms. */
export function learnTime(atLeast) {
  const least = atLeast - Date.now();
  adoptLead(guessed ? least : Math.max(lead, least));
}

/** Another tab of this device knows it. */
export function adoptLead(known) {
  lead = known;
  guessed = false;
  hushedUntil = 0;
}

/** What is known may be wrong: one of the clocks was set. */
export function doubtTime() {
  guessed = true;
}

/** A page stamped with this time was just opened. Stamps from the future are true: our clock is slow. */
export function guessTime(stamp) {
  lead = Math.max(0, stamp - Date.now());
}

export function hush() {
  hushedUntil = Date.now() + 3e3;
}
