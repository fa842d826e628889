// The layout of <activation-training-view>.
import { css } from 'lit';

export const trainingStyles = css`
  :host { min-height: 24rem; }
  :host([bare]) { min-height: 0; margin-bottom: 0.75rem; }
  :host([pictured]) { min-height: 0; margin-top: 0.5rem; }
  .runbar { position: sticky; top: 3.25rem; z-index: 20; background: var(--paper); padding-block: 0.5rem; border-bottom: 1px solid var(--hairline); margin-bottom: 0.625rem; }
  activation-run-strip { margin-bottom: 0.75rem; }
  .gap { margin-top: 1.25rem; }
  .charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.5rem 2.5rem; margin-top: 1rem; }
  .results { margin-top: 1.5rem; border-top: 1px solid var(--hairline); padding-top: 1rem; }
  .results > * + * { margin-top: 1rem; }
  .results > header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem 1rem; }
  h2 { font: 600 1.1875rem/1.3 var(--title-face); margin: 0; }
  .handover { display: flex; gap: 0.5rem; }
  activation-image-results { display: block; min-height: 28rem; }
  .notice { margin-bottom: 0.75rem; }
  .compared { border-inline-start: 3px solid var(--warn); padding-inline-start: 0.625rem; margin-block: 0.625rem; }
  .compared.same { border-color: var(--hue-green); }
  .compared.same::before { content: '✓'; content: '✓' / ''; color: var(--hue-green); font-weight: 700; margin-inline-end: 0.375rem; }
  .remark { border-inline-start: 3px solid var(--line); padding-inline-start: 0.625rem; margin-bottom: 0.75rem; }
  .tabs { display: none; }
  .figure { display: grid; gap: 0.5rem; min-width: 0; }
  .figure .charts { gap: 0.5rem 1.5rem; margin-top: 0; }
  .figure activation-run-results { min-height: 5.5rem; }
  @media (max-width: 760px) {
    .charts { grid-template-columns: minmax(0, 1fr); }
    .figure .charts { grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); }
    .tabs { display: flex; position: sticky; top: 4.25rem; z-index: 19; background: var(--paper); margin-bottom: 0.75rem; }
    .tabs .segments { display: flex; flex: 1; }
    .tabs button { flex: 1; }
    .runbar { position: fixed; inset-inline: 0; top: auto; bottom: 0; border-top: 1px solid var(--hairline); border-bottom: 0; margin: 0; padding: 0.5rem 1rem; z-index: 35; }
    :host([framed]) .runbar { position: static; padding-inline: 0; border-top: 0; }
    :host([framed]) .tabs { position: static; }
    :host([framed]) .results { padding-bottom: 0; }
    .results:not(.chosen) { display: none; }
    .results { border-top: 0; margin-top: 0; padding-top: 0; padding-bottom: 5rem; }
  }
  @media (max-height: 480px) { .runbar { top: 0; } .tabs { top: 0; } }
  @media (max-height: 480px) and (max-width: 760px) { .runbar { top: auto; } }
  @media print { .runbar, .tabs { display: none; } .results:not(.chosen) { display: block; } }
`;
