// How a run ended, in the words and by the rules of cpp/training/verdict.cpp: completed, collapsed or diverged, and since when.
import { indent, lines, literal } from './python.js';

/** Of a run that a loss ends which is NaN or infinite. */
export const kDiverged = `def diverged(step, epoch, why):
    return {"status": "diverged", "verdict": f"diverged at step {step}, epoch {epoch}: {why}"}`;

/**
 * @param {object} form
 * @param {Set<string>} form.tasks of the runs @param {boolean} form.stops whether any run may end before its last epoch
 * @param {boolean} form.named whether the classes of any run have names @param {boolean} form.numbered whether those of any have none
 * @returns {string} the function of a run that did not diverge
 */
export function endingFunction({ tasks, stops, named, numbered }) {
  const predicted = (/** @type {string} */ what) =>
    `said = f"every validation sample is predicted as ${what} (one class only since epoch {since})"`;
  const byName = `name = f'"{names[answer]}"'${numbered ? ' if names else f"class {answer}"' : ''}`;
  const oneClass = lines(
    named && byName,
    predicted(named ? '{name}' : 'class {answer}'),
    'return {"status": "collapsed", "verdict": f"collapsed to one class: {said}"}',
  );
  const oneNumber = lines(
    'said = f"every validation sample gets the same prediction (since epoch {since})"',
    'return {"status": "collapsed", "verdict": f"collapsed to one number: {said}"}',
  );
  const collapsed =
    tasks.size > 1
      ? `if isinstance(answer, float):\n${indent(oneNumber)}\n${oneClass}`
      : tasks.has('regression')
        ? oneNumber
        : oneClass;
  const given = ['answer', 'since', stops && 'reason', named && 'names'].filter(Boolean).join(', ');
  return `def ending(${given}):
    """What became of a run that did not diverge; since: the epoch from which all samples got one answer, or 0."""
    if since:
${indent(collapsed, 2)}
    return {"status": "completed", "verdict": ${stops ? 'f"completed: {reason}" if reason else "completed"' : '"completed"'}}`;
}

/** @param {(string[] | null)[]} names of the classes of each run @param {import('./variants.js').Variants} variants */
export const classNamesCode = (names, variants) =>
  names.some(Boolean) ? variants.value('class_names', names.map(literal), 'CLASS_NAMES') : '';
