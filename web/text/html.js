// Text as it stands in HTML, in an element or in a quoted attribute.

/** @type {Record<string, string>} */
const kReferences = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** @param {string} one character */
const reference = (one) => kReferences[one] ?? `&#${one.codePointAt(0)};`;

/** On one line: a blank line would end HTML in Markdown. A brace begins a program in JSX, Jekyll and Hugo. @param {string} text */
export const escaped = (text) => text.replace(/\s+/g, ' ').replace(/[&<>"'{}]/g, reference);

/** With every character kept, also those that end a line. @param {string} text */
export const escapedExactly = (text) =>
  text.replace(/[&"<>{}\s]/g, (one) => (one === ' ' ? one : `&#${one.codePointAt(0)};`));
