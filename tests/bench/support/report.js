// How figures look on the terminal: aligned tables, short numbers, and the goals with what was measured against each.

/** Three significant digits and no exponent; "-" for what there is not. @param {number | undefined} value */
export function short(value) {
  if (value === undefined || !Number.isFinite(value)) return '-';
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/** @param {number | undefined} value @param {number | undefined} by */
export const ratio = (value, by) => (value === undefined || by === undefined ? undefined : value / by);

/** @param {number | undefined} value */
export const times = (value) => (value === undefined || !Number.isFinite(value) ? '-' : `${short(value)}x`);

/** @param {number | undefined} share */
export const percent = (share) =>
  share === undefined || !Number.isFinite(share) ? '-' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

/**
 * Prints rows under their heads.
 * @param {string[]} heads @param {string[][]} rows
 * @param {number[]} [left] the columns that begin at the left; the others end at the right
 */
export function printTable(heads, rows, left = [0]) {
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i].length)));
  const line = (/** @type {string[]} */ cells) =>
    cells.map((cell, i) => (left.includes(i) ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  for (const row of [heads, ...rows]) console.log(line(row).trimEnd());
}

/**
 * One goal: what was asked for, what was measured. `met` is undefined where a peer was missing.
 * @typedef {{what: string, measured: string, goal: string, met: boolean | undefined}} Goal
 */

/**
 * Prints what was measured beside its upper limit.
 * @param {{ what: string, value: number, limit: number }[]} rows @param {number} digits
 * @returns {{ data: unknown, goals: Goal[] }}
 */
export function reportLimits(rows, digits) {
  printTable(
    ['', 'measured', 'limit'],
    rows.map(({ what, value, limit }) => [what, value.toFixed(digits), String(limit)]),
  );
  const goals = rows.map(({ what, value, limit }) => ({
    what,
    measured: value.toFixed(digits),
    goal: `at most ${limit}`,
    met: value <= limit,
  }));
  return { data: rows, goals };
}

/** @param {Goal[]} goals */
export function printGoals(goals) {
  if (goals.length === 0) return;
  console.log('\n== goals');
  printTable(
    ['what', 'measured', 'goal', ''],
    goals.map(({ what, measured, goal, met }) => [
      what,
      measured,
      goal,
      met === undefined ? 'not measured' : met ? 'met' : 'MISSED',
    ]),
    [0, 1, 2, 3],
  );
}
