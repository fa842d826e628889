// How a column's cells are distributed, in the height of a line of text: bars, and in words what they are of.
import { html, svg } from 'lit';
import { grouped, percent, plain } from '../text/numbers.js';

const kWidth = 72;
const kHeight = 24;
const kGap = 1;
/** Texts that are named beside the bars. */
const kNamed = 2;
const kDayMilliseconds = 24 * 3600 * 1000;

/** @param {number} day since 1970 */
const dateText = (day) => new Date(day * kDayMilliseconds).toISOString().slice(0, 10);

/**
 * @param {import('./distribution.js').Distribution | null} distribution @param {string} name of the column
 * @param {boolean} [isDate] whether its numbers are days
 */
export function distributionChart(distribution, name, isDate = false) {
  if (!distribution) return '';
  const { counts } = distribution;
  const most = Math.max(1, ...counts);
  const step = kWidth / counts.length;
  const bars = counts.map((count, i) => {
    const height = count > 0 ? Math.max(1, (kHeight * count) / most) : 0;
    return svg`<rect x=${i * step} y=${kHeight - height} width=${Math.max(1, step - kGap)} height=${height}></rect>`;
  });
  const words = 'texts' in distribution ? textsOf(distribution) : rangeOf(distribution, isDate);
  return html`<div class="chart"><svg viewBox=${`0 0 ${kWidth} ${kHeight}`} preserveAspectRatio="none" role="img" aria-label=${`Distribution of ${name}: ${words.long}`}>${bars}</svg><span aria-hidden="true">${words.short}</span></div>`;
}

/** @param {import('./distribution.js').Bins} bins @param {boolean} isDate */
function rangeOf({ from, to, counts }, isDate) {
  const text = isDate ? dateText : plain;
  if (from === to) return { short: text(from), long: `always ${text(from)}` };
  const width = (to - from) / counts.length;
  const most = counts.indexOf(Math.max(...counts));
  const short = `${text(from)} to ${text(to)}`;
  return {
    short,
    long: `${short}, most of them from ${text(from + most * width)} to ${text(from + (most + 1) * width)}`,
  };
}

/** @param {import('./distribution.js').Shares} shares */
function textsOf({ texts, counts, others }) {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const of = (/** @type {number} */ i) => `${texts[i]} ${others ? grouped(counts[i]) : percent(counts[i] / all, 0)}`;
  const named = texts.slice(0, kNamed).map((_, i) => of(i));
  const more = texts.length + others - named.length;
  return {
    short: `${named.join(', ')}${more > 0 ? `, ${grouped(more)} more` : ''}`,
    long: `${texts.map((_, i) => of(i)).join(', ')}${others ? `, and ${grouped(others)} other texts` : ''}`,
  };
}
