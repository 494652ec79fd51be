// When to try again. What cuts one page off cuts a crowd off, and it must not come back as one.

const LONGEST_MS = 60e3;

/** Around `ms`, by half of it at most. */
export const jitter = (ms) => ms * (0.5 + Math.random());

/** How long to wait after so many failures in a row, in ms. */
export const backOff = (failures) => jitter(Math.min(LONGEST_MS, 1e3 * 2 ** failures));
