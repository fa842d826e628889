// Which characters may be displayed as they are, on a terminal, in a page or in an SVG: the engine's rule for names
// (cpp/json/display_text.hpp), for texts that do not pass through it.

/**
 * Characters that are not displayed or that change how others are: control characters, half surrogate pairs, line and
 * paragraph separators, Unicode's Bidi_Control, byte order and annotation marks, code points that are no characters.
 */
const kNotDisplayable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}\ufeff\ufff9-\ufffb]/gu;

/**
 * The text with every such character replaced; tabs and line ends stay.
 * @param {string} text @param {(character: string) => string} replacement
 */
export function replaceUndisplayable(text, replacement) {
  return text.replace(kNotDisplayable, (character) => (/[\t\n]/.test(character) ? character : replacement(character)));
}

/** A character as JSON and JavaScript write it by its code, e.g. \u001b. @param {string} character */
export const escapedCharacter = (character) =>
  Array.from({ length: character.length }, (_, i) => character.charCodeAt(i))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');

/** JSON of one line; what a terminal or an editor could take for a command is escaped in it. @param {unknown} record */
export const displayableLine = (record) => `${replaceUndisplayable(JSON.stringify(record), escapedCharacter)}\n`;
