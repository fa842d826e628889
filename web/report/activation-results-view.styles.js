// The layout of <activation-results-view>.
import { css } from 'lit';

export const resultsStyles = css`
  :host { min-height: 16rem; }
  :host([framed]) { min-height: 0; }
  .whole > * + *, .whole section { margin-top: 1rem; }
  .opening { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; }
  .choose { display: inline-flex; align-items: center; cursor: pointer; }
  .choose:focus-within { outline: 2px solid var(--focus); outline-offset: 2px; }
  .choose:has(input:disabled) { opacity: 0.6; cursor: default; }
  progress { width: 10rem; accent-color: var(--ink); vertical-align: middle; }
  .files { list-style: none; margin: 0; padding: 0; font-size: 0.875rem; }
  .files li { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.75rem; padding: 0.375rem 0; border-top: 1px solid var(--hairline); overflow-wrap: anywhere; }
  .files .soft { flex: 1 1 12rem; }
  .empty { border: 1px dashed var(--edge); border-radius: 8px; padding: 1.25rem 1.5rem; font-size: 0.875rem; }
  .empty dl { margin-top: 0.75rem; }
  .empty dt { color: var(--ink-soft); font-size: 0.8125rem; margin-top: 0.5rem; }
  .empty code { font-family: var(--code-face); font-size: 0.8125rem; overflow-wrap: anywhere; }
  .charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.5rem 2.5rem; }
  .runs summary { cursor: pointer; }
  .checks { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin-top: 0.5rem; font-size: 0.8125rem; }
  details summary { cursor: pointer; }
  .layers { border-top: 1px solid var(--hairline); padding-top: 1rem; scroll-margin-top: 4rem; }
  .layers h3 { margin-bottom: 0.5rem; }
  .figure { display: grid; gap: 0.5rem; min-width: 0; }
  .figure .charts { gap: 0.5rem 1.5rem; }
  @media (max-width: 760px) {
    .charts { grid-template-columns: minmax(0, 1fr); }
    .figure .charts { grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); }
  }
  @media print { .opening, .runs { display: none; } }
`;
