// The states of the experiment that undo and redo go through. A new change ends what could be redone.

/** @typedef {import('../sharing/link-state.js').TrainingState} TrainingState */

/** Whether two states are of the same experiment. @param {TrainingState} a @param {TrainingState | null} b */
export const isSame = (a, b) =>
  JSON.stringify([a.preset, a.set, a.experiment]) === JSON.stringify([b?.preset, b?.set, b?.experiment]);

/** Changes that can be undone. */
const kMost = 100;

/** @template T */
export class EditHistory {
  /** @type {T[]} */
  #past = [];
  /** @type {T[]} */
  #future = [];

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** @param {T} before the state that a change is about to replace */
  push(before) {
    this.#past.push(before);
    if (this.#past.length > kMost) this.#past.shift();
    this.#future = [];
  }

  /** @param {T} current @returns {T | undefined} the state before it */
  undo(current) {
    const state = this.#past.pop();
    if (state !== undefined) this.#future.push(current);
    return state;
  }

  /** @param {T} current @returns {T | undefined} the state after it */
  redo(current) {
    const state = this.#future.pop();
    if (state !== undefined) this.#past.push(current);
    return state;
  }
}

/** What a key asks of the history, or null: in a text field the keys are the field's own. @param {KeyboardEvent} event @returns {'undo' | 'redo' | null} */
export function historyKey(event) {
  const isText = event
    .composedPath()
    .some(
      (one) => one instanceof HTMLTextAreaElement || (one instanceof HTMLInputElement && /text|number/.test(one.type)),
    );
  if (isText || !(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'y') return 'redo';
  if (key !== 'z') return null;
  return event.shiftKey ? 'redo' : 'undo';
}
