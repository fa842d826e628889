// The look of the field for an experiment's files.
import { css } from 'lit';
import { baseStyles, controlStyles } from '../ui/styles.js';

export const dataFilesStyles = [
  baseStyles,
  controlStyles,
  css`
      .drop { border: 1px dashed var(--line); border-radius: 8px; padding: 0.875rem 1rem; background: var(--surface); font-size: 0.875rem; }
      .drop.over { border-style: solid; background: var(--sunken); }
      ul { margin: 0.5rem 0; padding: 0; list-style: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: 0.125rem 1rem; }
      li { display: flex; gap: 0.5rem; font-size: 0.8125rem; }
      li code { font-family: var(--code-face); font-size: 0.75rem; overflow-wrap: anywhere; }
      .mark { width: 1rem; flex: none; font-weight: 700; }
      .choose { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0.5rem 0; }
      label.button { display: inline-flex; align-items: center; cursor: pointer; position: relative; }
      form { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin-top: 0.75rem; }
      input[type="text"] { flex: 1 1 14rem; min-width: 0; }
      .progress { margin-top: 0.5rem; overflow-wrap: anywhere; }
      .bar { height: 5px; border-radius: 3px; border: 1px solid var(--edge); background: var(--surface); margin-bottom: 0.25rem; overflow: hidden; }
      .bar div { height: 100%; background: var(--ink); }
      @media (forced-colors: active) { .bar { border-color: CanvasText; } .bar div { background: Highlight; forced-color-adjust: none; } }
      .offline { margin-top: 0.375rem; }
      .error { white-space: pre-line; overflow-wrap: anywhere; }
      input[type="file"] { position: absolute; inset: 0; opacity: 0; width: 100%; cursor: pointer; }
      label.button:focus-within { outline: 2px solid var(--focus); outline-offset: 2px; }
    `,
];
