// Regions of the page take on the HTML that the server sends, and keep what a reader has touched.

import { all, find } from './page.mjs';

// The one place where text becomes markup: our own server's HTML, already escaped.
const policy = window.trustedTypes?.createPolicy('lineside', { createHTML: (html) => html });
const reducedMotion = matchMedia('(prefers-reduced-motion)');

/** The HTML of each region, as the server wrote it. */
export const shown = {};
for (const box of all('[data-region]')) shown[box.dataset.region] = box.innerHTML;

/** Gives a region its new HTML; false when the page has no such region, or the HTML already. */
export function replace(region, html) {
  const box = find('#region-' + region);
  if (!box || shown[region] === html) return false;
  shown[region] = html;
  const template = document.createElement('template');
  template.innerHTML = policy ? policy.createHTML(html) : html;
  const figures = () => all('[data-figure]', box);
  const before = figures().map((figure) => figure.textContent);
  patchChildren(box, template.content);
  if (reducedMotion.matches) return true;
  figures().forEach((figure, i) => figure.textContent === before[i] || figure.animate({ opacity: [0.2, 1] }, 250));
  return true;
}

// What stands in a list may carry its name one level below.
const key = (node) => node.id || (node.nodeName === 'LI' && node.firstElementChild?.id) || '';
const alike = (a, b) => a.nodeName === b.nodeName && key(a) === key(b);

// Nodes that stay the same stay where they are, and with them focus, open details, half-typed text and the place at
// which a screen reader is reading.
function patchChildren(old, made) {
  let at = old.firstChild;
  for (const node of [...made.childNodes]) {
    let match = at;
    while (match && !alike(match, node)) match = match.nextSibling;
    if (match) {
      while (at !== match) at = removed(at);
      patch(at, node);
      at = at.nextSibling;
    } else old.insertBefore(node, at);
  }
  while (at) at = removed(at);
}

function patch(old, made) {
  if (old.nodeType === Node.TEXT_NODE && old.data !== made.data) old.data = made.data;
  // The answer to a reader's own question is not the server's to everybody.
  if (old.nodeType !== Node.ELEMENT_NODE || old.id === 'place-answer') return;
  for (const { name, value } of made.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) {
    // Whether details are open is for the reader to say.
    if (name !== 'open' && !made.hasAttribute(name)) old.removeAttribute(name);
  }
  patchChildren(old, made);
}

/** The node that stood behind one that is gone now. */
function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}
