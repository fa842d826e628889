// <activation-copy-buttons>: copies a table as Markdown or CSV, and says so. The table comes as plain cells; how a
// number is written is decided by who made them.
import { css, html, LitElement } from 'lit';
import { define } from './define.js';
import { baseStyles, controlStyles } from './styles.js';

/** @typedef {{ columns: string[], rows: string[][] }} PlainTable cells already in ASCII */

/** @param {PlainTable} table */
export function markdownTable({ columns, rows }) {
  const escaped = (/** @type {string} */ cell) => cell.replace(/\|/g, '\\|');
  const line = (/** @type {string[]} */ cells) => `| ${cells.map(escaped).join(' | ')} |`;
  const rule = `|${columns.map((_, i) => (i === 0 ? ':--' : '--:')).join('|')}|`;
  return [line(columns), rule, ...rows.map(line)].join('\n').concat('\n');
}

/** @param {PlainTable} table */
export function csvTable({ columns, rows }) {
  const quote = (/** @type {string} */ cell) => (/[",\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);
  return [columns, ...rows]
    .map((cells) => cells.map(quote).join(','))
    .join('\n')
    .concat('\n');
}

/**
 * Puts text on the clipboard; where the browser forbids it (a plain http page, an iframe) falls back to a selection.
 * @param {string} text
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.setAttribute('readonly', '');
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

export class CopyButtons extends LitElement {
  static properties = { table: { attribute: false }, said: { state: true } };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      :host { display: inline-flex; align-items: center; gap: 0.25rem; }
      .said { min-width: 4.5rem; }
    `,
  ];

  constructor() {
    super();
    /** @type {() => PlainTable} */
    this.table = () => ({ columns: [], rows: [] });
    this.said = '';
  }

  /** @param {(table: PlainTable) => string} write */
  async copy(write) {
    const done = await copyText(write(this.table()));
    this.said = done ? 'Copied' : 'Not allowed';
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.said = '';
    }, 2000);
  }

  render() {
    return html`<button class="button bare" type="button" @click=${() => this.copy(markdownTable)}>Copy Markdown</button>
      <button class="button bare" type="button" @click=${() => this.copy(csvTable)}>Copy CSV</button>
      <span class="said soft small" role="status">${this.said}</span>`;
  }
}

define('activation-copy-buttons', CopyButtons);
