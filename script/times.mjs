// What time alone changes: countdowns, broken promises, and what the reader's own clock shows.

import { serverNow } from './clock.mjs';
import { all, find, page, tongue, write } from './page.mjs';

const DAY_MS = 864e5;
const number = new Intl.NumberFormat(tongue);

/** Counts down by the server's clock, in its words. That anything is open, only the server may say. */
export function showTimeLeft() {
  const countdown = find('[data-countdown]');
  if (!countdown) return;
  const remaining = Date.parse(countdown.dateTime) - serverNow();
  // Days are the server's to word.
  if (remaining < DAY_MS) write(countdown, timeLeft(remaining, page));
}

/** The time that is left, in ms, said with the patterns in `words`. */
export function timeLeft(remaining, words) {
  const minutes = Math.ceil(remaining / 6e4);
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  if (minutes < 1) return words.anyMoment;
  const pattern = minutes < 2 ? words.soon : !h ? words.inMinutes : m ? words.inBoth : words.inHours;
  return pattern.replace('{h}', number.format(h)).replace('{m}', number.format(m));
}

/** A promise that was not kept says so, even when nobody is left to say it. */
export function showOverdue() {
  for (const promise of all('[data-due]')) {
    if (Date.parse(find('time', promise).dateTime) >= serverNow() || find('.overdue', promise)) continue;
    const mark = document.createElement('strong');
    mark.className = 'overdue';
    mark.textContent = page.overdue;
    promise.append(' ', mark);
  }
}

/** A message leaves at its time, even when nobody is left to take it away. */
export function hideExpired() {
  for (const message of all('[data-until]')) {
    message.parentNode.hidden = Date.parse(message.dataset.until) <= serverNow();
  }
}

/** What the reader's clock shows: beside the countdown, elsewhere for those who point at a time. */
export function showLocalTimes() {
  for (const time of all('main time:not(.fresh time)')) {
    const local = localTime(new Date(time.dateTime), page.zone);
    if (!local) continue;
    time.title = page.yourTime.replace('{}', local);
    const note = time.matches('[data-countdown]') && find('.local', time.parentNode);
    if (note) write(note, time.title);
  }
}

/** `18:00`, with the day where that differs too; nothing where the clocks `there` and `here` agree. */
export function localTime(date, there, here) {
  try {
    const read = (what, zone) => clock(zone)[what].format(date);
    const differ = (what) => read(what, there) !== read(what, here);
    return differ('day') ? read('both', here) : differ('time') ? read('time', here) : '';
  } catch {
    return ''; // a zone that this browser has not heard of
  }
}

const clocks = {};

// Formats are dear to make, and few. Without a zone it is the reader's.
function clock(timeZone) {
  const format = (options) => new Intl.DateTimeFormat(tongue, { ...options, timeZone });
  const [day, time] = [{ weekday: 'short' }, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }];
  return (clocks[timeZone] ??= { day: format(day), time: format(time), both: format({ ...day, ...time }) });
}
