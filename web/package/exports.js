// What the entries of the package have in common.
export { EngineError } from '../engine/boundary.js';
export { Session } from '../engine/session.js';
export { Engine } from './engine.js';

/** @typedef {import('./engine.js').Source} Source */
/** @typedef {import('./engine.js').RunOptions} RunOptions */
/** @typedef {import('./engine.js').RunResult} RunResult */
/** @typedef {import('./engine.js').Experiment} Experiment */
/** @typedef {import('./engine.js').EpochRecord} EpochRecord */
/** @typedef {import('./engine.js').SummaryRecord} SummaryRecord */
/** @typedef {import('../engine/answers.js').Answer} Answer */
/** @typedef {import('../engine/answers.js').Catalog} Catalog */
/** @typedef {import('../engine/answers.js').CheckedRun} CheckedRun */
/** @typedef {import('../engine/session.js').LiveSettings} LiveSettings */
/** @typedef {import('../engine/session.js').Progress} Progress */
