// Where the engines and the training worker lie, where that is not beside the code: a page whose policy allows only its own
// files has copies of them.

/** Absolute addresses; "": beside the code. */
export const addresses = { curves: '', training: '', worker: '' };
