// The shared look of the elements: type, buttons, fields, tables and figures. Each element adds only
// its own layout; colours come from the custom properties of tokens.css.
import { css } from 'lit';

export const baseStyles = css`
  :host {
    display: block;
    font: 400 0.9375rem/1.5 var(--text-face);
    color: var(--ink);
    font-variant-numeric: tabular-nums;
  }
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  p, h2, h3, h4, dl, dd, figure, table { margin: 0; }
  /* Each sentence goes by its own letters: in an article from right to left its full stop would lead it. */
  p, li, summary { unicode-bidi: plaintext; }
  h3 { font: 600 1.1875rem/1.3 var(--title-face); letter-spacing: -0.005em; }
  h4, .title { font-weight: 600; font-size: 0.9375rem; line-height: 1.35;  font-family: var(--text-face); letter-spacing: 0; }
  .soft { color: var(--ink-soft); }
  .small { font-size: 0.8125rem; }
  .visually-hidden {
    position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); white-space: nowrap;
  }
  :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
  @media print {
    h2, h3, h4, header, summary { break-after: avoid; }
    figure, tr, li { break-inside: avoid; }
  }
`;

export const controlStyles = css`
  button, select, input, textarea { font: inherit; color: inherit; font-variant-numeric: tabular-nums; }
  button { cursor: pointer; touch-action: manipulation; }
  .button {
    min-height: 2.125rem; padding: 0.25rem 0.75rem; border: 1px solid var(--edge); border-radius: 6px;
    background: var(--surface); font-size: 0.875rem; line-height: 1.3; white-space: nowrap;
  }
  .button:hover:not(:disabled) { border-color: var(--ink); }
  .button[aria-pressed="true"] { border-color: var(--ink); box-shadow: inset 0 0 0 1px var(--ink); }
  .button:disabled { color: var(--ink-soft); opacity: 0.6; cursor: default; }
  .button.primary { background: var(--ink); border-color: var(--ink); color: var(--paper); font-weight: 600; padding-inline: 1.125rem; }
  .button.primary:disabled { opacity: 0.45; color: var(--paper); }
  .button.bare { border-color: transparent; background: none; color: var(--ink-soft); padding-inline: 0.5rem; }
  .button.bare:hover:not(:disabled) { color: var(--ink); border-color: var(--edge); }
  .button.bare[aria-pressed="true"] { color: var(--ink); border-color: var(--ink); }
  .segments { display: inline-flex; flex-wrap: wrap; gap: 2px; border: 1px solid var(--edge); border-radius: 6px; background: var(--surface); padding: 2px; margin: 0; }
  .segments button {
    border: 0; background: none; border-radius: 4px; min-height: 1.75rem; padding: 0.125rem 0.625rem; font-size: 0.8125rem; color: var(--ink-soft);
  }
  .segments button:hover { color: var(--ink); }
  .segments button[aria-pressed="true"], .segments button[aria-checked="true"] { background: var(--sunken); color: var(--ink); font-weight: 600; box-shadow: inset 0 0 0 1px var(--edge); }
  .field { display: flex; flex-direction: column; gap: 0.1875rem; min-width: 0; }
  .field > label, .field > .caption { font-size: 0.75rem; line-height: 1.3; color: var(--ink-soft); }
  .input, select {
    min-height: 2.125rem; width: 100%; padding: 0.25rem 0.5rem; border: 1px solid var(--edge); border-radius: 6px;
    background: var(--surface); font-size: 0.875rem; text-overflow: ellipsis;
  }
  /* Numbers, lists of them, paths and code run from left to right in every language. */
  .input:not([dir]) { direction: ltr; }
  .input:hover, select:hover { border-color: var(--ink); }
  .input[aria-invalid="true"] { border-color: var(--warn); box-shadow: inset 0 0 0 1px var(--warn); }
  .error { color: var(--warn); font-size: 0.8125rem; line-height: 1.35; }
  .notice { border: 1px solid var(--hairline); border-inline-start: 3px solid var(--warn); background: var(--warn-surface); border-radius: 6px; padding: 0.625rem 0.875rem; font-size: 0.875rem; }
  input[type="range"] { appearance: none; background: none; width: 100%; min-width: 0; height: 1.75rem; margin: 0; cursor: pointer; touch-action: pan-y; }
  input[type="range"]::-webkit-slider-runnable-track { height: 3px; border-radius: 2px; background: var(--edge); }
  input[type="range"]::-moz-range-track { height: 3px; border-radius: 2px; background: var(--edge); }
  input[type="range"]::-webkit-slider-thumb {
    appearance: none; width: 16px; height: 16px; margin-top: -6.5px; border-radius: 50%;
    background: var(--accent, var(--ink)); border: 2px solid var(--surface); box-shadow: 0 0 0 1px var(--accent, var(--ink));
  }
  input[type="range"]::-moz-range-thumb {
    width: 12px; height: 12px; border-radius: 50%; background: var(--accent, var(--ink)); border: 2px solid var(--surface); box-shadow: 0 0 0 1px var(--accent, var(--ink));
  }
  /* Backgrounds and shadows are gone there: what they say is said by the system's own colours. */
  @media (forced-colors: active) {
    .button.primary:not(:disabled) { background: ButtonText; color: ButtonFace; border-color: ButtonText; forced-color-adjust: none; }
    .button[aria-pressed="true"], .segments button[aria-pressed="true"], .segments button[aria-checked="true"] { background: Highlight; color: HighlightText; forced-color-adjust: none; }
    input[type="range"]::-webkit-slider-runnable-track { background: CanvasText; forced-color-adjust: none; }
    input[type="range"]::-moz-range-track { background: CanvasText; forced-color-adjust: none; }
    input[type="range"]::-webkit-slider-thumb { background: Highlight; border-color: Canvas; box-shadow: 0 0 0 1px CanvasText; forced-color-adjust: none; }
    input[type="range"]::-moz-range-thumb { background: Highlight; border-color: Canvas; forced-color-adjust: none; }
    .input[aria-invalid="true"] { border-width: 2px; }
  }
  @media (pointer: coarse) {
    .button, .input, select { min-height: 2.5rem; }
    .segments button { min-height: 2.25rem; }
    input[type="range"] { height: 2.25rem; }
  }
  @media print {
    /* What can be pressed is of no use on paper, nor a field with nothing in it. A unit is a picture. */
    button:not(.unit), .button, .segments, input[type="range"], input[type="file"], input[type="checkbox"], .input:placeholder-shown { display: none !important; }
    .input, select { border-color: transparent; background: none; appearance: none; }
  }
`;

export const tableStyles = css`
  .scroll { overflow-x: auto; max-width: 100%; }
  table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.35; }
  th, td { padding: 0.375rem 0; padding-inline-end: 0.875rem; text-align: end; vertical-align: baseline; white-space: nowrap; }
  th:first-child, td:first-child { text-align: start; }
  th:last-child, td:last-child { padding-inline-end: 0; }
  thead th { font-weight: 500; font-size: 0.8125rem; color: var(--ink-soft); border-bottom: 1px solid var(--line); vertical-align: bottom; }
  tbody th { font-weight: 600; }
  tbody tr + tr > * { border-top: 1px solid var(--hairline); }
`;

export const figureStyles = css`
  /* Charts and what is read off them keep their axes in a page that runs from right to left. */
  .host, .reading { direction: ltr; }
  svg.figure, svg.overlay { direction: ltr; display: block; max-width: 100%; overflow: visible; font-family: var(--text-face); font-variant-numeric: tabular-nums; }
  svg .grid { stroke: var(--hairline); stroke-width: 1; }
  svg .zero { stroke: var(--line); stroke-width: 1; }
  svg .baseline { stroke: var(--ink-soft); stroke-width: 1; }
  svg .crosshair { stroke: var(--ink-soft); stroke-width: 1; }
  svg .tick { fill: var(--ink-soft); }
  svg .label { fill: var(--ink-soft); }
  svg .haloed { paint-order: stroke; stroke: var(--surface-of-figure, var(--paper)); stroke-width: 4px; stroke-linejoin: round; }
  svg .stop { font-weight: 600; }
  svg .end-label { font-weight: 600; }
  svg .open { fill: var(--surface-of-figure, var(--paper)); }
  svg .dot { stroke: var(--surface-of-figure, var(--paper)); stroke-width: 1.5; }
  svg .dead { fill: none; stroke: var(--line); }
  svg .unit-mark { fill: none; stroke: var(--line); stroke-width: 1; }
  svg .unit-chosen { fill: none; stroke: var(--ink); stroke-width: 2; }
`;
