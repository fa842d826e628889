// The layout of <activation-network-panel>.
import { css } from 'lit';

export const networkStyles = css`
  .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.875rem; font-size: 0.8125rem; min-height: 2rem; }
  .bar .step { display: inline-flex; align-items: center; gap: 0.25rem; }
  .bar label { display: inline-flex; gap: 0.375rem; align-items: center; }
  .bar select { width: auto; min-height: 1.875rem; max-width: 9rem; }
  .mini { min-width: 1.75rem; min-height: 1.75rem; padding: 0; border: 1px solid var(--edge); border-radius: 6px; background: var(--surface); font-size: 0.875rem; line-height: 1; }
  .mini:hover:not(:disabled) { border-color: var(--ink); }
  .mini:disabled { opacity: 0.45; cursor: default; }
  /* The network is a chart, from the inputs on the left to the output. */
  .heads, .diagram { direction: ltr; }
  .heads { position: relative; display: grid; gap: 0 0.25rem; margin-top: 0.375rem; }
  .head { display: flex; flex-direction: column; gap: 0.1875rem; align-items: center; min-width: 0; font-size: 0.75rem; }
  .head select { font-size: 0.75rem; min-height: 1.75rem; padding: 0 0.125rem; max-width: 7rem; }
  .head .units { display: flex; align-items: center; gap: 0.1875rem; font-variant-numeric: tabular-nums; }
  .head .extras { display: flex; gap: 0.375rem; color: var(--ink-soft); font-size: 0.6875rem; align-items: center; }
  .head .name { font-weight: 600; text-align: center; overflow-wrap: anywhere; line-height: 1.2; }
  .diagram { position: relative; }
  .diagram > canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
  .unit { position: absolute; padding: 0; border: 1px solid var(--edge); border-radius: 5px; background: var(--surface); overflow: hidden; }
  .unit:not([data-answer=""]) { overflow: visible; }
  .unit:not([data-answer=""])::after { content: attr(data-answer); position: absolute; top: 100%; left: 50%; translate: -50%; max-width: 5.5rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 0.6875rem; line-height: 1.2; color: var(--ink-soft); }
  .unit canvas { width: 100%; height: 100%; display: block; }
  .unit.frozen { border-style: dashed; border-width: 2px; }
  .unit[aria-pressed="true"], .unit:hover { border-color: var(--ink); box-shadow: 0 0 0 1px var(--ink); }
  .unit .state { display: block; width: 100%; height: 100%; }
  .dead { background: repeating-linear-gradient(45deg, var(--line) 0 1px, transparent 1px 5px); }
  .saturated { background: var(--accent); }
  .active { background: color-mix(in srgb, var(--accent) 22%, var(--surface)); }
  .input { position: absolute; display: flex; align-items: center; gap: 0.25rem; font-size: 0.75rem; white-space: nowrap; border: 1px solid var(--edge); border-radius: 6px; background: var(--surface); padding: 0 0.375rem; min-height: 1.625rem; cursor: pointer; }
  .input[aria-pressed="false"] { color: var(--ink-soft); border-style: dashed; background: none; }
  .input[aria-pressed="true"] { font-weight: 600; border-color: var(--ink); }
  .plain { position: absolute; font-size: 0.75rem; color: var(--ink-soft); text-align: center; line-height: 1.25; }
  .more { position: absolute; font-size: 0.6875rem; color: var(--ink-soft); white-space: nowrap; }
  .weight { position: absolute; pointer-events: none; background: var(--surface); border: 1px solid var(--line); border-radius: 4px; padding: 0 0.375rem; font-size: 0.75rem; white-space: nowrap; }
  .rows { list-style: none; margin: 0.375rem 0 0; padding: 0; }
  .rows > li { border-top: 1px solid var(--hairline); padding: 0.5rem 0; }
  .rows .line { display: flex; flex-wrap: wrap; gap: 0.375rem 0.75rem; align-items: center; font-size: 0.8125rem; }
  .rows .line select { width: auto; max-width: 9rem; }
  .rows .maps { display: flex; flex-wrap: wrap; gap: 0.25rem; margin-top: 0.375rem; }
  .rows .unit:not([data-answer=""]) { margin: 0 1.5rem 1rem; }
  .rows .unit { position: relative; width: 2rem; height: 2rem; }
  .rows .input { position: static; width: auto; }
  .rows .units { display: inline-flex; align-items: center; gap: 0.25rem; unicode-bidi: plaintext; }
  .rows .extras { display: inline-flex; align-items: center; gap: 0.625rem; }
  .wide-note { margin-top: 1.125rem; font-size: 0.75rem; color: var(--ink-soft); min-height: 1.25rem; }
  @media (forced-colors: active) {
    .unit .state { forced-color-adjust: none; background: Canvas; }
    .unit .saturated { background: CanvasText; }
    .unit .dead { background: repeating-linear-gradient(45deg, CanvasText 0 2px, Canvas 2px 5px); }
    .unit[aria-pressed="true"], .unit:hover { border-width: 3px; border-color: Highlight; }
    .input[aria-pressed="true"] { background: Highlight; color: HighlightText; forced-color-adjust: none; }
  }
  @media (pointer: coarse) { .mini { min-width: 2.5rem; min-height: 2.25rem; } }
  @media print { .extras, .bar { display: none; } }
`;
