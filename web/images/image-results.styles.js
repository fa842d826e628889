// Layout of <activation-image-results>.
import { css } from 'lit';
import { baseStyles, controlStyles } from '../ui/styles.js';

export const imageStyles = [
  baseStyles,
  controlStyles,
  css`
    h2 { font: 600 1.1875rem/1.3 var(--title-face); }
    h2 .of { font: 600 0.875rem/1.3 var(--text-face); color: var(--accent); margin-inline-start: 0.25rem; }
    .way { scroll-margin-block: 8rem; }
    .reading { min-height: 1.5rem; margin-top: 0.25rem; }
    .controls { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: center; margin-top: 0.5rem; min-height: 2.25rem; }
    .class { display: flex; align-items: center; gap: 0.375rem; font-size: 0.8125rem; color: var(--ink-soft); }
    .class select { width: auto; min-height: 2rem; padding-block: 0.125rem; }
    .two { display: grid; grid-template-columns: minmax(0, 27rem) minmax(0, 1fr); gap: 1rem 2rem; margin-top: 0.75rem; align-items: start; }
    .place { margin-bottom: 0.5rem; }
    .part { margin-top: 1.5rem; border-top: 1px solid var(--hairline); padding-top: 1rem; }
    .empty { border: 1px dashed var(--edge); border-radius: 8px; padding: 1.25rem; color: var(--ink-soft); font-size: 0.875rem; min-height: 22rem; display: grid; place-content: center; text-align: center; }
    @media print { .controls { display: none; } }
    @media (max-width: 900px) { .two { grid-template-columns: minmax(0, 1fr); } .empty { min-height: 7rem; } }
  `,
];
