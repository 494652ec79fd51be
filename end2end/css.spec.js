// What no browser complains about: a style sheet is checked before anybody sees what it lost.

import { readdirSync, readFileSync } from 'node:fs';

import { expect, test } from '@playwright/test';
import { transform } from 'lightningcss';

const STYLE = new URL('../style/', import.meta.url);
const PHYSICAL = /^(?:(?:min-|max-)?(?:width|height)|(?:margin|padding|border)-(?:left|right|top|bottom).*|left|right|top|bottom)$/;

/** What is wrong with a style sheet: parse errors, and sides that do not turn with the language. */
function faults(filename, code) {
  const found = [];
  const { warnings } = transform({
    filename,
    code,
    errorRecovery: true,
    visitor: {
      Declaration(declaration) {
        const name = declaration.property === 'unparsed' ? declaration.value.propertyId.property : declaration.property;
        if (PHYSICAL.test(name) || (name === 'text-align' && /^(?:left|right)$/.test(declaration.value))) {
          found.push(`${name}: write the logical property`);
        }
      },
    },
  });
  return [...found, ...warnings.map(({ message, loc }) => `${loc.line}:${loc.column} ${message}`)];
}

for (const name of readdirSync(STYLE).filter((name) => name.endsWith('.css'))) {
  test(`${name} parses to its end and knows no left and right`, () => {
    expect(faults(name, readFileSync(new URL(name, STYLE)))).toEqual([]);
  });
}

test('a sheet that a browser would cut short, and one with a left side, are found', () => {
  expect(faults('broken.css', Buffer.from('p { color: red; } @media (width < { a { b: c } }'))).not.toEqual([]);
  expect(faults('left.css', Buffer.from('p { margin-left: 1px }'))).toHaveLength(1);
  expect(faults('left.css', Buffer.from('p { margin-inline-start: 1px }'))).toEqual([]);
});
