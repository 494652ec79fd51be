// What every part of the script needs: the document, and how to reach into it.

export const root = document.documentElement;
/** The words and numbers that the server left for the script. */
export const page = document.body.dataset;

/** The page's language, its digits written as the server writes them. */
export const tongue = page.lang + '-u-nu-latn';

export const find = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Sets a text, unless it stands there already. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
