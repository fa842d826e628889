// What a figure is of: a link of the playground, a preset, an experiment, or a file of records. Finds what was recorded of
// it, or trains it.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { isTableName } from '../../data/file-names.js';
import { loadCurves } from '../../engine/curves.js';
import { presets } from '../../presets/index.js';
import { canonicalText, recordedResult } from '../../presets/results.js';
import { pack, unpack } from '../../sharing/link-packing.js';
import { decodeState, defaultState, usePacking } from '../../sharing/link-state.js';
import { checkedFrom } from '../checked-experiment.js';
import { InputError } from '../files/input-error.js';
import { isImagesPlace } from '../images-place.js';
import { isPreset, loadExperimentText } from '../load-experiment.js';
import { headerOf } from '../sweep/fingerprint.js';
import { RecordsFile } from '../sweep/records-file.js';
import { curvesDrawing } from './curves-drawing.js';
import { checkFramework, checkLayers, checkView } from './link-checks.js';
import { checkedBy, recordsDrawing } from './records-drawing.js';
import { recordsOfFile } from './records-of-file.js';
import { shippedFile } from './shipped.js';
import { trainedRecords } from './trained-records.js';

/** @typedef {import('./records-drawing.js').Drawing} Drawing */
/** @typedef {import('./records-drawing.js').Records} Records */
/** @typedef {import('../../sharing/link-state.js').ViewState} ViewState */
/** @typedef {import('../../text/paths.js').Json} Json */
/**
 * @typedef {object} Subject
 * @property {ViewState} state what the live figure shows
 * @property {string} playground the address of a whole playground, "" where none was given
 * @property {Drawing} drawing
 * @property {Records & {source: string, header: Json} | null} records null for curves. source: where they are from, in words;
 *   header: what the file of records says of itself
 * @property {import('../sweep/trials.js').Trial[]} shown the trials that are drawn or diverged
 * @property {() => void} close after which records cannot be read
 */
/** @typedef {{ kind?: string, runs: string[], records?: string, data?: string }} Wanted by the options */
/** @typedef {{ engine: import('../../engine/training.js').TrainingEngine, module: WebAssembly.Module, digest: string }} Engine */

usePacking({ pack, unpack });

/** How every file of records begins. */
const kRecordsStart = '{"type":"experiment"';
/** How a link begins that is no whole address. */
const kHash = /^#?v\d+(:|%3A)/i;

/**
 * @param {string} spec @param {Wanted} wanted @param {Engine} engine
 * @returns {Promise<Subject>}
 * @throws {InputError} where it is none, or nothing was recorded of it
 */
export async function subjectOf(spec, wanted, engine) {
  const link = linkIn(spec);
  if (link) {
    const state = stateOf(link.hash);
    if (state.view === 'curves') return { ...(await curvesSubject(state, wanted)), playground: link.page };
    return { ...(await trainingSubject(spec, state, wanted, engine)), playground: link.page };
  }
  const state = { ...defaultState(), view: 'training' };
  if (!isPreset(spec)) {
    if (isRecords(spec)) {
      if (wanted.records !== undefined) throw new InputError(`--records: "${spec}" is a file of records itself`);
      return fileSubject(spec, state, wanted, engine);
    }
    if (isTableName(spec) || (statSync(spec, { throwIfNoEntry: false }) && isImagesPlace(spec)))
      throw new InputError(
        `"${spec}" is data, and a figure is of an experiment; train it by run ${JSON.stringify(spec)} --jsonl FILE, and give FILE`,
      );
  }
  const text = loadExperimentText(spec, (words) => engine.engine.suggest(spec, words));
  const training = isPreset(spec) ? { ...state.training, preset: spec } : { ...state.training, preset: '' };
  return trainingSubject(spec, { ...state, training }, wanted, engine, text);
}

/** Whether it is a link, good or bad. @param {string} spec */
export const isLink = (spec) => kHash.test(spec) || /^[a-z][a-z\d+.-]+:\/\//i.test(spec);

/** @param {string} spec @returns {{ hash: string, page: string } | null} null: no link */
function linkIn(spec) {
  if (!isLink(spec)) return null;
  if (kHash.test(spec)) return { hash: spec, page: '' };
  let url;
  try {
    url = new URL(spec);
  } catch {
    throw new InputError(`"${spec}" is no address`);
  }
  const hash = /^\?v\d+:/.test(url.search) && url.hash === '' ? url.search.slice(1) : url.hash;
  if (hash === '') throw new InputError(`"${spec}" holds no figure: a link of the playground goes on with "#v1:..."`);
  const isWeb = /^https?:$/.test(url.protocol);
  return { hash, page: isWeb ? new URL('.', url).href : '' };
}

/** @param {string} hash @returns {ViewState} @throws {InputError} where a part of it cannot be read */
function stateOf(hash) {
  const { state, problems } = decodeState(hash);
  if (problems.length > 0) throw new InputError(problems.join('\n'));
  checkView(state);
  return state;
}

/** @param {string} path */
function isRecords(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const input = openSync(path, 'r');
  try {
    const start = Buffer.alloc(kRecordsStart.length);
    readSync(input, start, 0, start.length, 0);
    return start.toString('latin1') === kRecordsStart;
  } finally {
    closeSync(input);
  }
}

/** @param {ViewState} state @param {Wanted} wanted @returns {Promise<Omit<Subject, 'playground'>>} */
async function curvesSubject(state, { kind, runs, records, data }) {
  const foreign = Object.entries({ kind, run: runs[0], records, data }).find(([, value]) => value !== undefined);
  if (foreign) throw new InputError(`--${foreign[0]} is for experiments, and this link shows curves`);
  const engine = await loadCurves({ wasmBinary: new Uint8Array(shippedFile('figure/curves.wasm')) });
  checkFramework(state.curves, engine);
  return { state, drawing: curvesDrawing(state.curves, engine), records: null, shown: [], close: () => {} };
}

/**
 * @param {string} spec @param {ViewState} state @param {Wanted} wanted @param {Engine} given
 * @param {string} [text] the experiment's; without it that of the link
 * @returns {Promise<Subject>}
 */
async function trainingSubject(spec, state, wanted, given, text = linkedExperiment(state, given)) {
  const { preset } = state.training;
  const isShipped = preset !== '' && Object.keys(state.training.set).length === 0;
  const training = isShipped || preset !== '' ? state.training : { ...state.training, experiment: parsed(text) };
  const subject = { ...state, training };
  if (wanted.records !== undefined) {
    const file = await fileSubject(wanted.records, subject, wanted, given);
    const asked = await checkedFrom(text, wanted.data, given.engine);
    if (fingerprint(file.records?.checked) === fingerprint(asked.checked)) return file;
    file.close();
    throw new InputError(
      `--records: "${wanted.records}" is of another experiment than "${spec}"; run it, and give its file`,
    );
  }
  const result = isShipped ? await recordedResult(preset) : null;
  if (isShipped && !result)
    throw new InputError(
      `"${preset}" is too long to be trained for a figure; train it by run ${preset} --jsonl FILE, and add --records FILE`,
    );
  if (!result) {
    const { records, files } = await trainedRecords(spec, text, wanted.data, given);
    const header = headerOf(records.checked, files, given.digest);
    return drawn(subject, { ...records, source: 'trained for this figure', header }, wanted, given);
  }
  const checked = checkedBy(given.engine, text);
  const summaries = new Map(result.trials.map(({ run, seed, summary }) => [`${seed} ${run}`, summary]));
  const isThinned = result.trials.some(({ epochs, summary }) => epochs.length < summary.epochs);
  const records = {
    name: preset,
    checked,
    epochs: () => result.trials.flatMap(({ epochs }) => epochs),
    summaryOf: (/** @type {{run: string, seed: number}} */ { run, seed }) => summaries.get(`${seed} ${run}`),
    source: `the recorded result of the preset ${preset}, whose figures are listed rounded${isThinned ? ' and without some epochs' : ''}, and whose hashes are of the exact ones`,
    header: headerOf(checked, {}, given.digest),
  };
  return drawn(subject, records, wanted, given);
}

/**
 * @param {string} path of records @param {ViewState} state @param {Wanted} wanted @param {Engine} given
 * @returns {Promise<Subject>}
 */
async function fileSubject(path, state, wanted, given) {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new InputError(`there is no file "${path}"`);
  const file = RecordsFile.read(path);
  if (!file) throw new InputError(`"${path}" is empty`);
  try {
    const records = { ...recordsOfFile(file, given.engine), source: 'a run of this experiment', header: file.header };
    const { set } = state.training;
    const subject = drawn({ ...state, training: trainingOf(state, records, given) }, records, wanted, given, set);
    return { ...subject, close: () => file.close() };
  } catch (error) {
    file.close();
    throw error;
  }
}

/**
 * @param {ViewState} state @param {NonNullable<Subject['records']>} records @param {Wanted} wanted @param {Engine} given
 * @param {Record<string, Json>} set what differs from the preset that the link names
 */
function drawn(state, records, { kind, runs }, { engine }, set = state.training.set) {
  const isLayers = state.view === 'layers';
  const seeds = records.checked.experiment.seeds.length;
  const run = isLayers ? records.checked.runs[Math.floor(state.layers.run / seeds)] : null;
  const chosen = runs.length > 0 ? runs : state.runs.length > 0 ? state.runs : run ? [run.name] : [];
  const drawing = recordsDrawing(records, {
    wanted: kind ?? (state.chart || (isLayers ? 'std' : undefined)),
    chosen,
    catalog: engine.catalog(),
    set,
  });
  checkLayers(state, records);
  // The live figure has the runs of the picture, by which its layers count them.
  const first = { ...state.layers, run: runs.length > 0 ? 0 : state.layers.run % seeds, beside: null };
  const layers = chosen === state.runs || chosen.length === 0 ? state.layers : first;
  return {
    state: { ...state, chart: drawing.kind, runs: chosen, layers },
    playground: '',
    drawing,
    records,
    shown: drawing.shown,
    close: () => {},
  };
}

/**
 * What the live figure trains: a preset by its name where it is one, which makes a short link.
 * @param {ViewState} state @param {Records} records @param {Engine} given
 */
function trainingOf({ training }, { checked }, { engine }) {
  if (training.experiment) return training;
  const { experiment } = checked;
  const text = canonicalText(experiment);
  const preset = presets.find(
    (one) =>
      one.experiment.name === experiment.name &&
      canonicalText(engine.checkExperiment(one.experiment).experiment ?? null) === text,
  );
  return preset
    ? { ...training, preset: preset.name, set: {} }
    : { ...training, preset: '', set: {}, experiment: /** @type {Json} */ (experiment) };
}

/** The experiment of a link, as its text. @param {ViewState} state @param {Engine} given */
function linkedExperiment({ training: { preset, set, experiment } }, { engine }) {
  if (experiment) return JSON.stringify(experiment);
  const shipped = loadExperimentText(preset, (words) => engine.suggest(preset, words));
  const changed = Object.entries(set).reduce(
    (text, [path, value]) => JSON.stringify(engine.setInExperiment(text, path, value)),
    shipped,
  );
  return changed;
}

/** @param {string} text of an experiment @returns {Json} null where it is no JSON, which the engine refuses with the place */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What is trained, whatever its files hold. @param {import('../../engine/answers.js').Checked | undefined} checked */
const fingerprint = (checked) => checked && headerOf(checked, {}, '').fingerprint;
