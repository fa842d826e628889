// What was read of the images, as plain numbers: the order of a sheet, the confusion matrix, and the moment it is of.

/** @typedef {import('../worker/looker.js').Answers} Answers */
/** @typedef {import('../engine/answers.js').SummaryRecord} SummaryRecord */
/** @typedef {{ index: number, label: number, predicted: number, probability: number }} Read one image: its class, and what it was read as */

/**
 * The images that a sheet shows: misread ones by the probability of the wrong answer, the surest first; else in the data's order.
 * @param {Answers} answers
 * @param {{ isWrong: boolean, label: number, cell: [number, number] | null }} filter label: -1 for all classes; a cell of the
 *   confusion matrix goes before both others
 * @returns {Read[]}
 */
export function orderOf({ labels, predicted, probabilities }, { isWrong, label, cell }) {
  /** @type {Read[]} */
  const found = [];
  for (let index = 0; index < labels.length; ++index) {
    const read = { index, label: labels[index], predicted: predicted[index], probability: probabilities[index] };
    const fits = cell
      ? read.label === cell[0] && read.predicted === cell[1]
      : (!isWrong || read.label !== read.predicted) && (label < 0 || read.label === label);
    if (fits) found.push(read);
  }
  return isWrong && !cell ? found.sort((a, b) => b.probability - a.probability) : found;
}

/**
 * The confusion matrix of what was read; before anything was, that of a summary.
 * @param {Answers | null} answers @param {SummaryRecord | null} summary
 * @param {import('../engine/splits.js').Split} split @param {number} classes
 * @returns {number[][]} rows the true classes; none where nothing is known
 */
export function confusionOf(answers, summary, split, classes) {
  if (answers) {
    const counts = Array.from({ length: classes }, () => new Array(classes).fill(0));
    for (const [i, label] of answers.labels.entries())
      if (counts[label]?.[answers.predicted[i]] !== undefined) counts[label][answers.predicted[i]] += 1;
    return counts;
  }
  const recorded = split === 'test' ? summary?.testConfusion : summary?.confusion;
  return split === 'train' || !recorded ? [] : recorded;
}

/** @param {number[][]} counts a confusion matrix @returns {{ read: number, wrong: number }} all it counts, and those off its diagonal */
export function sumsOf(counts) {
  let read = 0;
  let wrong = 0;
  for (const [i, row] of counts.entries()) {
    for (const [j, count] of row.entries()) {
      read += count;
      if (i !== j) wrong += count;
    }
  }
  return { read, wrong };
}

/**
 * @param {import('../worker/looker.js').Moment} moment
 * @param {{ state: string, summary: SummaryRecord | null } | null} trial
 */
export function momentText({ epoch, step, records }, trial) {
  if (records === 0 && step === 0) return 'Before the first step';
  if (trial?.summary?.bestEpoch) return `Weights of epoch ${trial.summary.bestEpoch}, the best`;
  if (records === epoch) return `After epoch ${records}`;
  return `In epoch ${epoch}, after ${step} ${step === 1 ? 'step' : 'steps'}`;
}
