// Layout of <activation-curves-view>.
import { css } from 'lit';
import { baseStyles, controlStyles } from '../ui/styles.js';

export const curvesStyles = [
  baseStyles,
  controlStyles,
  css`
    .stage { display: grid; grid-template-columns: minmax(0, 1fr) minmax(17rem, 21rem); gap: 1rem 2.5rem; }
    .main { min-width: 0; }
    .at i { font-family: var(--title-face); }
    .input.short { width: 4rem; min-height: 1.875rem; text-align: end; }
    .cut { color: var(--ink-soft); }
    @media print { .at .small { display: none; } }
    .kinks { min-height: 3rem; font-size: 0.9375rem; padding-top: 0.25rem; }
    .side { min-width: 0; }
    .at { display: flex; align-items: center; gap: 0.5rem; min-height: 2.5rem; padding-bottom: 0.5rem; }
    .at label { white-space: nowrap; }
    .at .small { line-height: 1.25; }
    #at-problem:not(:empty) { padding-bottom: 0.5rem; }
    .side activation-function-picker { border-top: 1px solid var(--hairline); padding-top: 0.75rem; }
    .side .notice { margin: 0.5rem 0; }
    .block { margin-top: 2.5rem; }
    .block-head { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; justify-content: space-between; margin-bottom: 1rem; }
    .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 2rem 2.5rem; }
    .waiting, .coming { min-height: 100rem; }
    .waiting { display: grid; place-items: start; }
    .waiting.few { min-height: 22rem; }
    .small-stage { gap: 0.25rem 2rem; }
    .small-stage .kinks { font-size: 0.8125rem; min-height: 2.5rem; }
    @media (max-width: 560px) {
      /* A sentence that changes under a slider keeps its place. */
      .kinks .live { min-height: 3em; }
    }
    @media (max-width: 880px) {
      .stage { grid-template-columns: minmax(0, 1fr); }
      .waiting:not(.few), .coming { min-height: 160rem; }
    }
  `,
];
