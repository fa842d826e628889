// Files of the reader's own: dropped anywhere on the view or chosen in its panels. A table or images are previewed, and then the
// experiment's data; the runs start from weights at once. The files stay on this device.
import { html } from 'lit';
import { hasGrid, runsOf, setOwn } from '../builder/run-edits.js';
import { isTableName, isWorkbookName, joinedName, plainFileName, unpackedName } from '../data/file-names.js';
import { keepFile } from '../storage/chosen-files.js';

/** @typedef {import('./activation-training.js').ActivationTraining} View */
/** @typedef {{ name: string, file: File, target?: string } | { chosen: import('../tables/images-host.js').Chosen }} Own a table, or images */
/** @typedef {typeof import('../tables/images-chosen.js')} Choosing */
/** @typedef {import('../text/paths.js').Json} Json */

/** The latest choice of each view: of two files that are joined, or a folder that is listed, a later one may be ready before. */
const latest = /** @type {WeakMap<View, object>} */ (new WeakMap());

/** Shows what was chosen, or why not. @param {View} view @param {() => Promise<Own>} read */
async function preview(view, read) {
  const choice = {};
  latest.set(view, choice);
  let table = null;
  let tableProblem = '';
  try {
    table = await read();
  } catch (error) {
    tableProblem = /** @type {Error} */ (error).message;
  }
  if (latest.get(view) === choice) Object.assign(view, { table, tableProblem });
}

/**
 * @param {View} view @param {File[]} files a table, or two of which one holds the column to be predicted
 * @param {File[]} [others] that are none, dropped with them
 */
export const openTable = (view, files, others = []) =>
  preview(view, async () => {
    if (others.length > 0)
      throw new Error(
        `${[...files, ...others].map(({ name }) => name).join(', ')}: drop a table alone; ${others.map(({ name }) => name).join(' and ')} ${others.length === 1 ? 'is none' : 'are none'}.`,
      );
    const [{ oneTable }] = await Promise.all([
      import('../tables/tables-chosen.js'),
      import('../tables/table-preview.js'),
    ]);
    const table = await oneTable(files);
    return { name: unpackedName(table.file.name), ...table };
  });

/** @param {View} view @param {Iterable<File>} files of a folder, a zip file, or IDX files */
export const openImages = (view, files) => openListed(view, async ({ listFiles }) => listFiles(files));

/** @param {View} view @param {(choosing: Choosing) => ReturnType<Choosing['listEntries']>} list */
const openListed = (view, list) =>
  preview(view, async () => {
    const [choosing] = await Promise.all([import('../tables/images-chosen.js'), import('../tables/images-preview.js')]);
    const listed = await list(choosing);
    const chosen = choosing.chosenOf(listed);
    if (!chosen) throw new Error(whyNeither(listed.files.map(({ path }) => path)));
    return { chosen };
  });

/** @param {string[]} names of files that are neither a table nor images */
function whyNeither(names) {
  const sheet = names.find(isWorkbookName);
  if (sheet) return `${sheet}: is a spreadsheet program's own file. Save its sheet as CSV there, and choose that.`;
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');
  return `${shown}: neither a table (CSV or another text file with a row in each line) nor a folder, a zip file or IDX files of images.`;
}

/** @param {View} view @param {DragEvent} event */
export function onDrop(view, event) {
  if (event.defaultPrevented) return; // by the field for the files of the experiment
  const files = [...(event.dataTransfer?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  // A file that the experiment asks for belongs to its own field, as does what may be one under another name.
  const field = /** @type {import('../builder/data-files.js').DataFiles | null} */ (
    view.renderRoot.querySelector('activation-data-files')
  );
  const weights = files.find(({ name }) => isWeightsName(name));
  const tables = files.filter(({ name }) => isTableName(name));
  const names = files.map(({ name }) => plainFileName(name));
  const asOne = tables.flatMap(({ name }) => tables.map((other) => joinedName(name, other.name)));
  const isAsked =
    [...names, ...asOne].some((name) => view.wanted.includes(name)) ||
    (view.missing.length > 0 && Boolean(view.state.files?.length));
  if (field?.takeDropped && isAsked) return void field.takeDropped(event.dataTransfer);
  if (weights && files.length === 1) return void startFrom(view, weights);
  if (tables.length > 0)
    return void openTable(
      view,
      tables,
      files.filter((file) => !tables.includes(file)),
    );
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
 * @param {View} view @param {string} source of the data @param {Json} experiment
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
  if (view.tableProblem)
    return html`<p class="notice" role="alert">${view.tableProblem.split('\n').map((line) => html`${line}<br>`)}</p>`;
  if (!view.table) return '';
  const leave = () => {
    view.table = null;
  };
  if ('chosen' in view.table)
    return html`<activation-images-preview class="gap" .chosen=${view.table.chosen} @images-use=${(/** @type {CustomEvent} */ event) => use(view, 'images', event.detail.experiment, event.detail.files)} @images-leave=${leave}></activation-images-preview>`;
  const { name, file, target } = view.table;
  return html`<activation-table-preview class="gap" .name=${name} .file=${file} .given=${target} @table-use=${(/** @type {CustomEvent} */ event) => use(view, 'csv', event.detail, { [name]: file })} @table-leave=${leave}></activation-table-preview>`;
}

/**
 * What the engine says of an experiment, completed from its files where it leaves something to them.
 * @param {View} view @param {Json} experiment
 * @returns {Promise<{ answer: Awaited<ReturnType<View['check']>>, whole: Json, leaves: string[], waiting: string[] }>} whole: the
 *   experiment with what follows from the files; leaves, waiting: as the view's
 */
export async function checkWithFiles(view, experiment) {
  const { engine } = view.model;
  // What reads files is a part of its own.
  const { whole, problems, leaves, waiting } = /"(csv|images)"/.test(JSON.stringify(experiment))
    ? await import('../tables/complete-here.js').then((part) =>
        part.completeHere(experiment, view.have, view.state.files ?? []),
      )
    : { whole: experiment, problems: [], leaves: [], waiting: [] };
  const first = await engine.checkExperiment(whole);
  const { complete, asked } = await withWeights(view, whole, first);
  const answer = complete === whole ? first : await engine.checkExperiment(complete);
  const errors = [...problems, ...(answer.errors ?? [])];
  return {
    answer: errors.length > 0 ? { ok: false, errors } : answer,
    whole: withUnits(complete, answer.runs ?? []),
    leaves: [...leaves, ...asked],
    waiting,
  };
}

/**
 * With the units of the last layer, where they are left out and all runs have as many.
 * @param {Json} experiment @param {{ experiment: Json }[]} runs checked
 */
function withUnits(experiment, runs) {
  const last = experiment?.network?.layers?.at?.(-1);
  if (last?.type !== 'dense' || last.units !== undefined) return experiment;
  const units = new Set(runs.map((run) => run.experiment.network.layers.at(-1)?.units));
  const [only] = units;
  if (units.size !== 1 || only === undefined) return experiment;
  const layers = [...experiment.network.layers.slice(0, -1), { ...last, units: only }];
  return { ...experiment, network: { ...experiment.network, layers } };
}

/** Names of files that hold nothing but weights. @param {string} name */
const isWeightsName = (name) => /\.(safetensors|npz)(\.gz)?$/i.test(name);

/** What reads the files, a part of its own. */
const reading = () => import('../tables/start-weights.js');

/**
 * Has all runs start from a file, or only the one that is shown, where the networks of others have other tensors.
 * @param {View} view @param {File} file
 */
export async function startFrom(view, file) {
  const name = unpackedName(plainFileName(file.name));
  view.tableProblem = '';
  try {
    await view.settled();
    const { checked, experiment, problems, run } = view;
    if (!checked || problems.length > 0)
      throw new Error(`${name}: is not taken while the experiment has errors: fix the highlighted fields first.`);
    const { hashOfFile, haveSameTensors } = await reading();
    const [all, shown] = [checked.runs, checked.runs[run]];
    const isShared = hasGrid(experiment) || haveSameTensors(all);
    const weights = { file: name, hash: await hashOfFile(file, name, isShared ? all : [shown]) };
    if (view.experiment !== experiment)
      throw new Error(`${name}: the experiment was changed meanwhile; choose it again.`);
    view.offered = { ...view.offered, [name]: file };
    void keepFile(all[0].experiment.data.source, name, file);
    if (isShared) view.onExperiment({ ...experiment, network: { ...experiment.network, weights } });
    else {
      const note = `Only \u201c${shown.name}\u201d starts from ${name}: the networks of the other runs have other tensors.`;
      view.onExperiment(setOwn(experiment, run, 'network.weights', weights), undefined, note);
    }
  } catch (error) {
    view.tableProblem = /** @type {Error} */ (error).message;
  }
}

/** Has the weights drawn again: of the run that is shown where it has its own, or else of all. @param {View} view */
export function leaveWeights(view) {
  const { experiment, run } = view;
  const { weights: _, ...network } = experiment.network;
  const isOwn = runsOf(experiment)[run]?.set?.['network.weights'];
  view.onExperiment(isOwn ? setOwn(experiment, run, 'network.weights', undefined) : { ...experiment, network });
}

/**
 * An experiment with the hashes that it leaves to its files of weights, where these are here.
 * @param {View} view @param {Json} whole @param {Awaited<ReturnType<View['check']>>} answer what the engine says of it
 * @returns {Promise<{ complete: Json, asked: string[] }>} complete: the same object where nothing was filled in; asked: the files
 *   that it leaves its hashes to
 */
async function withWeights(view, whole, answer) {
  const open = (answer.runs ?? []).filter(({ experiment: { network } }) => network.weights && !network.weights.hash);
  const asked = [...new Set(open.flatMap(({ experiment: { network } }) => network.weights?.file ?? []))];
  if (!asked.some((name) => view.have[name])) return { complete: whole, asked };
  return { complete: await (await reading()).completeHashes(whole, view.have, open), asked };
}
