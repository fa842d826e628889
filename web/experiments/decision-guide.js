// <activation-decision-guide>: which function for which network or trouble, why, what the experiment behind the rule came to here, and
// "show me". Sends `open-preset` with the experiment's name.
import { mean } from 'd3-array';
import { css, html, LitElement } from 'lit';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { kGuide } from './guide-rules.js';
import { outlineOf } from './outlines.js';

/** @typedef {import('./guide-rules.js').Rule} Rule */

export class DecisionGuide extends LitElement {
  static styles = [
    baseStyles,
    controlStyles,
    css`
      .parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem 2.5rem; align-items: start; }
      h3 { font-size: 1rem; margin-bottom: 0.25rem; }
      ul { list-style: none; margin: 0; padding: 0; }
      .rule { border-top: 1px solid var(--hairline); padding: 0.625rem 0; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.125rem 1rem; align-items: start; }
      .rule p { font-size: 0.875rem; grid-column: 1; }
      .rule b { white-space: nowrap; }
      .rule .why { font-size: 0.8125rem; color: var(--ink-soft); grid-column: 1; }
      .rule .button { grid-column: 2; grid-row: 1 / span 2; }
    `,
  ];

  /** What the runs that the rule is about came to. @param {Rule} rule */
  resultOf({ preset, runs, but }) {
    const outline = outlineOf(preset);
    const chosen = runs.flatMap((name) => outline?.runs.find((run) => run.name === name) ?? []);
    const ends = chosen.map(({ name, values }) => `${name} ${mean(values)?.toFixed(3).replace(/^0/, '')}`);
    const seeds = Math.max(0, ...chosen.map(({ values }) => values.length));
    const found = ends.length > 0 ? `Here: ${ends.join(', ')}${seeds > 1 ? ` (${seeds} seeds)` : ''}.` : '';
    return [found, but ?? ''].filter(Boolean).join(' ');
  }

  /** @param {Rule} rule */
  renderRule(rule) {
    const { situation, choice, why, preset } = rule;
    return html`<li class="rule"><p>${situation}: <b>${choice}</b></p><p class="why">${why} ${this.resultOf(rule)}</p>
      <button class="button" type="button" aria-label=${`Show me: ${situation}, ${choice}`} @click=${() => this.dispatchEvent(new CustomEvent('open-preset', { detail: preset, bubbles: true, composed: true }))}>Show me</button></li>`;
  }

  render() {
    return html`<div class="parts">${kGuide.map(({ title, rules }) => html`<section><h3>${title}</h3><ul>${rules.map((rule) => this.renderRule(rule))}</ul></section>`)}</div>
      <p class="small soft">The rules are those of practice. Beside each stands what its experiment came to here, whether it agrees or not.</p>`;
  }
}

define('activation-decision-guide', DecisionGuide);
