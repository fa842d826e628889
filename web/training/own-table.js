// A table of the reader's own: dropped anywhere on the view or chosen in the data panel, previewed, and then the experiment's
// data. The file stays on this device.
import { html } from 'lit';
import { isTableName, unpackedName } from '../data/file-names.js';
import { keepFile } from '../storage/chosen-files.js';

/** @typedef {import('./activation-training.js').ActivationTraining} View */
/** @typedef {{ name: string, file: File }} OwnTable */

/** @param {View} view @param {File} file */
export async function openTable(view, file) {
  try {
    await import('../tables/table-preview.js');
    view.table = { name: unpackedName(file.name), file };
    view.tableProblem = '';
  } catch (error) {
    view.table = null;
    view.tableProblem = /** @type {Error} */ (error).message;
  }
}

/** @param {View} view @param {DragEvent} event */
export function onDrop(view, event) {
  if (event.defaultPrevented) return; // by the field for the files of the experiment
  const file = [...(event.dataTransfer?.files ?? [])].find((one) => isTableName(one.name));
  if (!file) return;
  event.preventDefault();
  // A file that the experiment asks for belongs to its own field, as does what may be one under another name.
  const field = /** @type {any} */ (view.renderRoot.querySelector('data-files'));
  const isAsked =
    view.wanted.includes(unpackedName(file.name)) || (view.missing.length > 0 && view.state.files?.length);
  if (field && isAsked) void field.take([file]);
  else void openTable(view, file);
}

/**
 * Puts into the link which files the experiment is trained with.
 * @param {View} view @param {import('../sharing/link-values.js').FileMark[]} marks of the tables that were read
 */
export function noteMarks(view, marks) {
  const before = (view.state.files ?? []).filter(({ name }) => view.wanted.includes(name));
  const files = [...before.filter(({ name }) => !marks.some((one) => one.name === name)), ...marks];
  const state = { ...view.state, files };
  if (JSON.stringify(state) === JSON.stringify({ ...view.state, files: view.state.files ?? [] })) return;
  view.state = view.shown = state;
  view.dispatchEvent(new CustomEvent('state-change', { detail: state, bubbles: true, composed: true }));
}

/** Lets files be dropped. @param {DragEvent} event */
export function onDragOver(event) {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
}

/** @param {View} view @param {import('../text/paths.js').Json} experiment */
function use(view, experiment) {
  const { table } = view;
  if (!table) return;
  view.offered = { ...view.offered, [table.name]: table.file };
  view.table = null;
  void keepFile('csv', table.name, table.file);
  view.onState({ preset: '', set: {}, experiment });
}

/** @param {View} view */
export function tableOf(view) {
  if (view.tableProblem) return html`<p class="notice" role="alert">${view.tableProblem}</p>`;
  if (!view.table) return '';
  const { name, file } = view.table;
  return html`<table-preview class="gap" .name=${name} .file=${file} @table-use=${(/** @type {CustomEvent} */ event) => use(view, event.detail)} @table-leave=${() => {
    view.table = null;
  }}></table-preview>`;
}
