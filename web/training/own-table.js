// A table, or images, of the reader's own: dropped anywhere on the view or chosen in the data panel, previewed, and then the
// experiment's data. The files stay on this device.
import { html } from 'lit';
import { isTableName, plainFileName, unpackedName } from '../data/file-names.js';
import { keepFile } from '../storage/chosen-files.js';

/** @typedef {import('./activation-training.js').ActivationTraining} View */
/** @typedef {{ name: string, file: File } | { chosen: import('../tables/images-host.js').Chosen }} Own a table, or images */
/** @typedef {typeof import('../tables/images-chosen.js')} Choosing */

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

/** @param {View} view @param {Iterable<File>} files of a folder, a zip file, or IDX files */
export const openImages = (view, files) => openListed(view, async ({ listFiles }) => listFiles(files));

/** @param {View} view @param {(choosing: Choosing) => ReturnType<Choosing['listEntries']>} list */
async function openListed(view, list) {
  try {
    const [choosing] = await Promise.all([import('../tables/images-chosen.js'), import('../tables/images-preview.js')]);
    const chosen = choosing.chosenOf(await list(choosing));
    if (!chosen)
      throw new Error('What was dropped is neither a table nor a folder, a zip file or IDX files of images.');
    Object.assign(view, { table: { chosen }, tableProblem: '' });
  } catch (error) {
    Object.assign(view, { table: null, tableProblem: /** @type {Error} */ (error).message });
  }
}

/** @param {View} view @param {DragEvent} event */
export function onDrop(view, event) {
  if (event.defaultPrevented) return; // by the field for the files of the experiment
  const files = [...(event.dataTransfer?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  // A file that the experiment asks for belongs to its own field, as does what may be one under another name.
  const field = view.renderRoot.querySelector('data-files');
  const isAsked =
    files.some(({ name }) => view.wanted.includes(plainFileName(name))) ||
    (view.missing.length > 0 && view.state.files?.length);
  if (field && isAsked)
    return void field.dispatchEvent(new CustomEvent('files-dropped', { detail: event.dataTransfer }));
  const table = files.find((one) => isTableName(one.name));
  if (table) return void openTable(view, table);
  // Asked for now: when the event is over nothing is there any more.
  const entries = [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  void openListed(view, async (choosing) =>
    entries.length > 0 ? choosing.listEntries(entries) : choosing.listFiles(files),
  );
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

/**
 * @param {View} view @param {string} source of the data @param {import('../text/paths.js').Json} experiment
 * @param {Record<string, Blob>} files that it asks for
 */
function use(view, source, experiment, files) {
  view.offered = { ...view.offered, ...files };
  view.table = null;
  for (const [name, file] of Object.entries(files)) void keepFile(source, name, file);
  view.onState({ preset: '', set: {}, experiment });
}

/** @param {View} view */
export function tableOf(view) {
  if (view.tableProblem) return html`<p class="notice" role="alert">${view.tableProblem}</p>`;
  if (!view.table) return '';
  const leave = () => {
    view.table = null;
  };
  if ('chosen' in view.table)
    return html`<images-preview class="gap" .chosen=${view.table.chosen} @images-use=${(/** @type {CustomEvent} */ event) => use(view, 'images', event.detail.experiment, event.detail.files)} @images-leave=${leave}></images-preview>`;
  const { name, file } = view.table;
  return html`<table-preview class="gap" .name=${name} .file=${file} @table-use=${(/** @type {CustomEvent} */ event) => use(view, 'csv', event.detail, { [name]: file })} @table-leave=${leave}></table-preview>`;
}
