// Edits of layers that come faster than the engine checks them: a stage that is drawn is one of the layers checked last,
// and is changed where it is in the layers as they are written by then. Shows nothing.
import { stagesOf, withLayer, withoutLayer, withoutStage } from '../builder/layer-edits.js';

/** @typedef {import('../text/paths.js').Json} Json */
/** @typedef {import('../builder/layer-edits.js').Stage} Stage */

export class StageEdits {
  /** As they are written now. @type {Json[]} */
  written = [];
  /** The drawn stages' places among the written ones; -1: it has been removed. @type {number[]} */
  #ranks = [];
  /** The written layers as they were sent last, as JSON; "": the drawn stages are the written ones. */
  #sent = '';

  /**
   * Takes what is written and drawn now.
   * @param {Json[]} written @param {Stage[]} drawn @param {boolean} isChecked whether what is drawn is new: it is then of what is written
   */
  adopt(written, drawn, isChecked) {
    // What is written outside, by undo or as JSON, has the stages that are drawn, as far as is known.
    if (isChecked || (this.#sent !== '' && JSON.stringify(written) !== this.#sent)) this.#sent = '';
    this.written = written;
    if (this.#sent === '') this.#ranks = drawn.map((_, rank) => rank);
  }

  /** A drawn stage as it is written, or undefined where it is no longer. @param {number} rank @param {Stage['role']} role */
  find(rank, role) {
    const found = stagesOf(this.written)[this.#ranks[rank]];
    return found?.role === role ? found : undefined;
  }

  /** @param {Json[]} layers changed in any way that leaves the stages where they are */
  put(layers) {
    this.#sent = JSON.stringify(layers);
    this.written = layers;
    return layers;
  }

  /** @param {Stage} stage of the written ones */
  remove(stage) {
    const at = stagesOf(this.written).findIndex((one) => one.at === stage.at);
    this.#ranks = this.#ranks.map((rank) => (rank === at ? -1 : rank > at ? rank - 1 : rank));
    return this.put(withoutStage(this.written, stage));
  }

  /** One hidden layer more, before the output. */
  add() {
    const output = stagesOf(this.written).findLastIndex(({ role }) => role === 'output');
    this.#ranks = this.#ranks.map((rank) => (output >= 0 && rank >= output ? rank + 1 : rank));
    return this.put(withLayer(this.written));
  }

  /** One hidden layer less, or as they are where there is none. */
  drop() {
    const last = stagesOf(this.written).findLast(({ role }) => role === 'hidden');
    return last ? this.remove(last) : withoutLayer(this.written);
  }
}
