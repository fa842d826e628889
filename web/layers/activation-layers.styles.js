// Layout of <activation-layers-view>.
import { css } from 'lit';
import { baseStyles, controlStyles } from '../ui/styles.js';

export const layersStyles = [
  baseStyles,
  controlStyles,
  css`
    .choices { display: flex; flex-wrap: wrap; gap: 0.75rem 1.5rem; align-items: center; margin-bottom: 1.25rem; }
    .choices .caption { font-size: 0.8125rem; color: var(--ink-soft); }
    .choice { display: var(--control-choices, flex); flex-wrap: wrap; align-items: center; gap: 0.5rem; }
    .choice b { color: var(--accent); font-weight: inherit; }
    @media (forced-colors: active) { .choice b { color: inherit; } }
    .charts { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1.25rem 1.75rem; }
    .fans { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 0.75rem 1.5rem; }
    .fans activation-figure-frame { border-top: 2px solid var(--hairline); }
    .fans .chosen { border-top-color: var(--ink); }
    section + section { margin-top: 2rem; border-top: 1px solid var(--hairline); padding-top: 1.25rem; }
    section .choices { margin-bottom: 0.75rem; }
    .onset { border-inline-start: 3px solid var(--warn); padding-inline-start: 0.75rem; margin-bottom: 1.25rem; max-width: 48rem; overflow-wrap: anywhere; }
    .pair { display: grid; grid-template-columns: minmax(0, 1.2fr) minmax(0, 1fr); gap: 1.25rem 2.5rem; margin: 0.75rem 0 1.5rem; }
    .gradients { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1.25rem 2.5rem; margin-top: 0.5rem; }
    .choice select { width: auto; max-width: 100%; }
    .choice .caption { white-space: nowrap; }
    .scrub { display: var(--control-epochs, grid); grid-template-columns: max-content minmax(6rem, 24rem) max-content auto; gap: 0.75rem; align-items: center; font-size: 0.8125rem; --accent: var(--ink); }
    .statistics { margin-bottom: 0.75rem; }
    .statistics summary { cursor: pointer; font-size: 0.8125rem; color: var(--ink-soft); width: max-content; padding: 0.25rem 0; }
    .statistics summary:hover { color: var(--ink); }
    .check { display: inline-flex; align-items: center; gap: 0.375rem; font-size: 0.8125rem; min-height: 1.5rem; }
    .legend { margin-top: 0.5rem; }
    .notes { display: grid; gap: 0.375rem; margin-bottom: 1.25rem; max-width: 48rem; }
    .empty { border: 1px dashed var(--hairline); border-radius: 8px; padding: 2rem 1rem; text-align: center; color: var(--ink-soft); }
    @media (max-width: 1000px) { .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
    @media (max-width: 760px) { .pair { grid-template-columns: minmax(0, 1fr); } .scrub { grid-template-columns: max-content 1fr max-content; } .scrub .choice { grid-column: 1 / -1; } }
    @media (max-width: 520px) { .charts { grid-template-columns: minmax(0, 1fr); } }
  `,
];
