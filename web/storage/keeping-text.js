// What could not be kept on this device, why, and what can be done, in words.

/** @typedef {import('./keeping.js').Place} Place */
/** @typedef {import('./keeping.js').Why} Why */

/** @type {Record<Why, string>} */
const kWhy = {
  full: 'this device has no space left for the page',
  blocked: 'the browser lets this page store nothing (a private window, blocked site data or a sandbox)',
  large: 'it is larger than what the page keeps',
};

/** What is not kept, and what comes of it or can be done. @type {Record<Place, [string, Record<Why, string>]>} */
const kTexts = {
  visit: [
    'These runs are not kept for a reload',
    {
      full: 'What was kept before can be forgotten under Experiments.',
      blocked: 'They go on for as long as the page is open.',
      large: 'They go on for as long as the page is open.',
    },
  ],
  recent: [
    'The last training is not in this list',
    {
      full: 'Forget trainings or data files here, and the next one is kept again.',
      blocked: 'Its results stay in the Train view for as long as the page is open.',
      large: 'Its results stay in the Train view for as long as the page is open.',
    },
  ],
  files: [
    'Not kept for the next visit',
    {
      full: 'The files are used now; forget others under Experiments, then choose these again.',
      blocked: 'The files are used now, and have to be chosen again after a reload.',
      large: 'The files are used now, and have to be chosen again after a reload.',
    },
  ],
};

/** @param {Place} place @param {Why} why */
export function keepingText(place, why) {
  const [what, then] = kTexts[place];
  return `${what}: ${kWhy[why]}. ${then[why]}`;
}
