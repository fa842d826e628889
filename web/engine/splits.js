// The data of a run, by name, in the order in which the engine numbers them.

/** @typedef {'train' | 'validation' | 'test'} Split */

/** @type {readonly Split[]} */
export const kSplits = ['train', 'validation', 'test'];
