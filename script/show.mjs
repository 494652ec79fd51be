// What time alone changes on the page, brought up to now.

import { hushedUntil } from './clock.mjs';
import { showAge, showPaused } from './fresh.mjs';
import { paused } from './pause.mjs';
import { hideExpired, showOverdue, showTimeLeft } from './times.mjs';

export function show() {
  if (paused) return showPaused();
  if (Date.now() < hushedUntil) return;
  showAge();
  showTimeLeft();
  showOverdue();
  hideExpired();
}
