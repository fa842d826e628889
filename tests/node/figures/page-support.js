// Reads what `figure --page` wrote: the elements of a page, well enough for markup that the project writes itself.
import assert from 'node:assert/strict';

/** @param {string} text @returns {string} with the references of HTML and XML resolved */
const unescaped = (text) =>
  text.replace(
    /&(?:amp|lt|gt|quot|#(\d+));/g,
    (reference, code) =>
      ({ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' })[reference] ?? String.fromCodePoint(Number(code)),
  );

const kVoid = new Set(['meta', 'link', 'img', 'source', 'br', '!doctype']);
const kTag = /<(\/?)([a-zA-Z!][\w:-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>/y;

/**
 * Reads markup strictly: every "<" begins a tag, every attribute is in quotes, and every element is closed.
 * @param {string} text of HTML or SVG
 * @returns {{ tag: string, attributes: Record<string, string>, text: string }[]} text: up to the next tag
 */
export function elementsOf(text) {
  const elements = [];
  /** @type {string[]} */
  const open = [];
  let at = text.indexOf('<');
  while (at >= 0) {
    kTag.lastIndex = at;
    const match = kTag.exec(text);
    assert.ok(match, `no tag: ${text.slice(at, at + 80)}`);
    const [whole, closes, tag, given, alone] = match;
    at += whole.length;
    if (closes) assert.equal(open.pop(), tag, `closes another element: ${text.slice(at - 60, at)}`);
    else {
      const isRaw = tag === 'script' || tag === 'style';
      const end = isRaw && !alone ? text.indexOf(`</${tag}>`, at) : text.indexOf('<', at);
      const inner = text.slice(at, end < 0 ? undefined : end);
      const attributes = Object.fromEntries(
        [...given.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [name, unescaped(value)]),
      );
      elements.push({ tag, attributes, text: isRaw ? inner : unescaped(inner) });
      if (!alone && !kVoid.has(tag)) open.push(tag);
      if (isRaw) at = end;
    }
    at = text.indexOf('<', at);
  }
  assert.deepEqual(open, [], 'every element is closed');
  return elements;
}

/** @param {ReturnType<typeof elementsOf>} elements @returns {Record<string, string>} by property or name */
export const metaOf = (elements) =>
  Object.fromEntries(
    elements.flatMap(({ tag, attributes }) =>
      tag === 'meta' && (attributes.property ?? attributes.name)
        ? [[attributes.property ?? attributes.name, attributes.content]]
        : [],
    ),
  );

/** How many pixels differ from the first one. @param {{ data: ArrayLike<number>, channels: number }} image */
export function inkOf({ data, channels }) {
  let count = 0;
  for (let i = 0; i < data.length; i += channels)
    if (data[i] !== data[0] || data[i + 1] !== data[1] || data[i + 2] !== data[2]) count += 1;
  return count;
}
