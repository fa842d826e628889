// Text as it stands in HTML, in an element or in a quoted attribute.

/** @type {Record<string, string>} */
const kReferences = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** On one line: a blank line would end HTML in Markdown. @param {string} text */
export const escaped = (text) => text.replace(/\s+/g, ' ').replace(/[&<>"']/g, (one) => kReferences[one]);

/** With every character kept, also those that end a line. @param {string} text */
export const escapedExactly = (text) =>
  text.replace(/[&"<>\s]/g, (one) => (one === ' ' ? one : `&#${one.codePointAt(0)};`));
