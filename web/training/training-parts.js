// The parts of the training view as templates: the form, the files, the bench and the results. What they send goes to the
// element, which owns the state.
import { html } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { historyKey } from './edit-history.js';
import '../builder/experiment-details.js';
import '../builder/experiment-form.js';
import { hasGrid, renameRun, runsOf, seedsOf, setForRun, withSeeds } from '../builder/run-edits.js';
import { variantsOf } from '../builder/run-variants.js';
import { functionStyles } from '../figures/colours.js';
import { kByArticle, runAgain, withHashes } from '../results/run-again.js';
import { keeping } from '../storage/keeping.js';
import '../results/run-results.js';
import '../results/summary-table.js';
import { chartsOf } from '../results/training-charts.js';
import '../handover/export-menu.js';
import '../workbench/run-strip.js';
import { noteFiles } from './arrival.js';
import { frozenText } from './live-edits.js';
import { leaveWeights, noteMarks, onDragOver, onDrop, openImages, openTable, startFrom, tableOf } from './own-files.js';
import { addVariant, dropRun, whyFull } from './run-changes.js';
import './run-controls.js';
import './run-progress.js';
import './training-bench.js';
import { functionsOf } from './training-bench.js';
import { kMostTrials } from './training-model.js';
import { runsOfTrials } from './trials.js';

/** What starts a figure whose result is published. */
const kRunAgain = 'Run again and compare';
/** Pixels of a chart, and of one in a figure of an article. */
const kChartHeight = 270;
const kFigureHeight = 210;
/** Milliseconds that a figure waits for its results before it says how high it is. */
const kLongestWait = 3000;

/** One list for all: a new one with every update would draw the form again, and drop what is being typed in it. @type {never[]} */
export const kNoRuns = [];
/** Where even what says why there is no engine did not arrive. */
export const kNoFiles = { text: 'Files of the page do not arrive. Check the connection, then try again.', again: true };
/** @type {never[]} */
const kNoMarks = [];

/** @typedef {import('./activation-training.js').ActivationTraining} View */
/** @typedef {import('./trials.js').Trial} Trial */

/** @param {View} view */
export function formOf(view) {
  const { state, experiment, problems } = view;
  const runs = problems.length ? kNoRuns : (view.checked?.runs ?? []);
  return html`<activation-experiment-form .preset=${state.preset} .experiment=${experiment} .checking=${view.checking} .runs=${runs} .problems=${problems}
    .changed=${Object.keys(state.set).length > 0} .canUndo=${view.history.canUndo} .canRedo=${view.history.canRedo} .note=${view.note} .schema=${view.catalog?.schema ?? null}
    @undo=${() => view.goThroughHistory('undo')} @redo=${() => view.goThroughHistory('redo')}
    @experiment-change=${(/** @type {CustomEvent} */ event) => view.onExperiment(event.detail.experiment, event.detail.preset)} @preset-change=${(/** @type {CustomEvent} */ event) => view.onState({ preset: event.detail, set: {}, experiment: null })}></activation-experiment-form>`;
}

/** Goes back and forth in the edits. @param {View} view @param {KeyboardEvent} event */
function onKey(view, event) {
  const which = historyKey(event);
  if (!which) return;
  event.preventDefault();
  view.goThroughHistory(which);
}

/** Why training cannot start, or "". @param {View} view */
export function blockedOf(view) {
  if (view.trouble) return 'Training is not possible here: see the reason above.';
  const { missing, wanted, waiting } = view;
  if (view.table) return 'A file is being previewed: use it, or cancel, first.';
  if (view.problems.length)
    return waiting.length
      ? 'Not possible yet: see the reason above.'
      : view.shows('controls')
        ? 'Fix the highlighted fields first.'
        : 'Training is not possible: see the reason above.';
  if (missing.length && wanted.length === 1) return 'The file is still missing.';
  if (missing.length)
    return `${missing.length} of ${wanted.length} files ${missing.length === 1 ? 'is' : 'are'} still missing.`;
  if (view.reading) return `The ${wanted.length === 1 ? 'file is' : 'files are'} being read.`;
  if (wanted.some((name) => !view.files[name]))
    return `The ${wanted.length === 1 ? 'file' : 'files'} cannot be used: see the reason above.`;
  return '';
}

/** @param {View} view */
export function filesOf(view) {
  if (!view.wanted.length) return waitingOf(view);
  return html`${waitingOf(view)}<activation-data-files class="gap" .wanted=${view.wanted} .offered=${view.offered} .runs=${view.checked?.runs ?? []} .waiting=${view.waiting} .marks=${view.state.files ?? kNoMarks} @files-change=${(/** @type {CustomEvent} */ event) => onFiles(view, event)}></activation-data-files>`;
}

/** @param {View} view */
function waitingOf({ waiting, have, problems }) {
  if (waiting.length === 0) return '';
  const [first] = waiting;
  const isRead = problems.length === 0 && waiting.every((name) => have[name]);
  const what = waiting.length > 1 ? 'these files' : 'this file';
  return html`<div class="notice gap" role="status"><p>This experiment leaves its inputs, its classes and the numbers of its rows to ${what}: ${isRead ? html`<code>${first}</code> is being read.` : 'it is shown when the file is there.'}</p>${problems.map(({ message }) => html`<p role="alert">${message}</p>`)}</div>`;
}

/** @param {View} view @param {CustomEvent} event */
function onFiles(view, { detail: { files, problem, have, reading, tables, marks } }) {
  const isOther = view.leaves.some((name) => have[name] && have[name] !== view.have[name]);
  Object.assign(view, { files, filesProblem: problem, have, reading, tables });
  if (isOther) view.readState(view.model.phase === 'idle');
  else noteMarks(view, marks);
  noteFiles(view);
}

/** Why the engine did not start, where it did not. @param {View} view */
export function troubleOf(view) {
  const { trouble } = view;
  if (!trouble) return '';
  return html`<div class="notice" role="alert"><p>${trouble.text}</p>${trouble.again ? html`<button class="button" type="button" @click=${() => view.ask()}>Try again</button>` : ''}</div>`;
}

/** That the runs on screen are not kept for a reload, and that they train in the page, where it is so. @param {View} view */
export function remarksOf({ place }) {
  const texts = [
    keeping.textOf('visit'),
    place === 'page' &&
      'No worker may start where this page stands. The page trains the runs itself: it can answer late meanwhile, and the numbers are the same.',
  ];
  return texts.filter(Boolean).map((text) => html`<p class="small soft remark" role="status">${text}</p>`);
}

/**
 * The runs of the experiment as it is now, which can be others than those that train.
 * @param {View} view @param {Trial[]} trials @returns {Pick<import('./trials.js').Run, 'index' | 'name' | 'look'>[]}
 */
function stripOf({ checked, problems }, trials) {
  if (!checked || problems.length > 0) return runsOfTrials(trials);
  const looks = functionStyles(checked.runs.map((run) => run.activations[0] ?? 'identity'));
  return checked.runs.map(({ name }, index) => ({ index, name, look: looks[index] }));
}

/** @param {View} view @param {{ name: string, advice: import('../results/advice.js').Advice }} detail */
function takeAdvice(view, { name, advice }) {
  const run = view.checked?.runs.findIndex((one) => one.name === name) ?? -1;
  const now = run < 0 ? -1 : runNow(view, name, run);
  if (now >= 0) view.onExperiment(setForRun(view.experiment, now, advice.changes));
  else view.note = `There is no run \u201c${name}\u201d any more: its advice changes nothing here.`;
}

/**
 * The index that a run on screen has in the experiment as it is written: while a change is being checked that can be another.
 * @param {View} view @param {string} name @param {number} index on screen @returns {number} -1: it is not there any more
 */
function runNow({ experiment }, name, index) {
  const names = hasGrid(experiment) ? [] : runsOf(experiment).map((run) => run.name);
  return names.some((one) => typeof one === 'string') ? names.indexOf(name) : index;
}

/** @param {View} view @param {string} name @param {number} index on screen @param {(run: number) => void} act */
function onRunNow(view, name, index, act) {
  const now = runNow(view, name, index);
  if (now >= 0) act(now);
  else view.note = `There is no run \u201c${name}\u201d any more.`;
}

/** What was changed by hand in the trials whose results are shown, or "". @param {Trial[]} trials */
function byHandText(trials) {
  const names = trials.filter(({ byHand }) => byHand.length > 0).map(({ name }) => name);
  return names.length > 0
    ? ` Changed by hand while they trained: ${names.join(', ')}; the experiment alone does not give these results.`
    : '';
}

/** The parts of the view, of which a narrow page shows one. @param {View} view */
function tabsOf(view) {
  return html`<div class="tabs"><span class="segments" role="group" aria-label="Part of the view">${[
    'data',
    'network',
    'output',
    'results',
  ].map(
    (tab) =>
      html`<button type="button" aria-pressed=${tab === view.tab ? 'true' : 'false'} @click=${() => {
        view.tab = tab;
      }}>${tab.charAt(0).toUpperCase()}${tab.slice(1)}</button>`,
  )}</span></div>`;
}

/** @param {View} view @param {Trial[]} trials */
export function benchOf(view, trials) {
  const { experiment, checked, catalog } = view;
  const runs = stripOf(view, trials);
  const shown = runs[view.run];
  if (view.trouble?.instead) return html`${tabsOf(view)}${view.trouble.instead(view)}`;
  return html`<activation-run-strip .runs=${runs} .shown=${view.run} .seeds=${seedsOf(experiment)} .functions=${catalog ? functionsOf(catalog) : []} .full=${whyFull(view)}
      .variants=${variantsOf(experiment, view.run, checked?.runs[view.run]?.experiment ?? null, shown?.name ?? 'A')}
      @run-shown=${(/** @type {CustomEvent} */ event) => Object.assign(view, { run: event.detail })} @run-add=${(/** @type {CustomEvent} */ event) => addVariant(view, event.detail)}
      @run-rename=${(/** @type {CustomEvent} */ event) => onRunNow(view, runs[event.detail.run].name, event.detail.run, (run) => view.onExperiment(renameRun(view.experiment, run, event.detail.name)))}
      @run-remove=${(/** @type {CustomEvent} */ event) => onRunNow(view, runs[event.detail].name, event.detail, (run) => dropRun(view, run))} @seeds-change=${(/** @type {CustomEvent} */ event) => view.onExperiment(withSeeds(view.experiment, event.detail))}></activation-run-strip>
    ${tabsOf(view)}
    <activation-training-bench .model=${view.model} .catalog=${catalog} .experiment=${experiment} .checked=${view.problems.length ? kNoRuns : (checked?.runs ?? [])} .shown=${view.run} .version=${view.version} .tab=${view.tab} .trials=${trials} .results=${view.model.shown} .earlier=${view.earlier} .tables=${view.tables}
      @run-shown=${(/** @type {CustomEvent} */ event) => Object.assign(view, { run: event.detail })} @freeze-change=${(/** @type {CustomEvent} */ { detail: { frozen, layer, units } }) => view.model.setLive({ frozen }, frozenText(layer, units), view.run)}
      @experiment-change=${(/** @type {CustomEvent} */ event) => view.onExperiment(event.detail.experiment, undefined, event.detail.note)}></activation-training-bench>`;
}

/** Where the data are images, they are a part of their own, which other experiments do not load. @param {View} view @param {Trial[]} trials */
function imagesOf(view, trials) {
  const trial = trials.find(({ runIndex }) => runIndex === view.run);
  const [, height, width] = (trial?.checked ?? view.checked?.runs[view.run])?.inputShape ?? [1, 1, 1];
  if (height === 1 || width === 1) return '';
  void import('../images/image-results.js');
  const result = view.model.shown.find(({ runIndex, seed }) => runIndex === trial?.runIndex && seed === trial.seed);
  return html`<activation-image-results .state=${view.images} .trial=${trial ?? null} .result=${result ?? null} .tables=${view.tables} .version=${view.version}></activation-image-results>`;
}

/**
 * How the run that is shown does on the classes of a table: a part of its own, which other data do not load.
 * @param {View} view @param {Trial[]} results
 */
function classesOf(view, results) {
  const result = results.find(({ runIndex }) => runIndex === view.run);
  if (!result?.summary?.classNames?.length) return '';
  void import('../results/class-results.js');
  // Of images the matrix stands among them.
  const isListOnly = result.checked?.experiment.data.source === 'images';
  return html`<activation-class-results .trial=${result} .isListOnly=${isListOnly}></activation-class-results>`;
}

/** The results that stand on the screen, where they come from, and those they are compared with. @param {View} view */
function shownOf(view) {
  const { model } = view;
  const { shown } = model;
  const isRecorded = shown === model.recorded;
  const isEarlier = !isRecorded && view.earlier.length > 0 && shown.every(({ records }) => records.length === 0);
  const results = isEarlier ? view.earlier : shown;
  const { published } = view;
  const isPublished = isRecorded && published !== null;
  const note = isPublished
    ? `Published: ${published.source}. ${kRunAgain} trains it here, and says whether the hash is the same.`
    : isRecorded
      ? `Recorded with the command line of this project.${view.trouble ? '' : ' Train runs it here, with the same numbers.'}`
      : isEarlier
        ? 'The result of the training before.'
        : '';
  const earlier = isEarlier ? [] : isRecorded || view.earlier.length > 0 ? view.earlier : model.recorded;
  const summaries = new Map(
    runsOfTrials(earlier).map((run) => [run.name, run.trials.flatMap(({ summary }) => summary ?? [])]),
  );
  return { results, earlier, summaries, isRecorded, note: `${note}${byHandText(results)}`.trim() };
}

/** @param {View} view @param {ReturnType<typeof shownOf>} shown */
const chartsFor = ({ model, checking, earlier }, { results, earlier: before }, height = kChartHeight) =>
  guard([model.recordsVersion, checking, earlier], () => chartsOf(results, before, height));

/** The one chart that the figure's author chose, which the embed loads. @param {View} view @param {ReturnType<typeof shownOf>} shown */
const kindChartOf = (view, { results, earlier }) =>
  guard(
    [view.model.recordsVersion, view.checking, view.earlier, view.catalog, view.chart],
    () =>
      html`<activation-kind-chart .name=${view.chart} .heading=${String(view.experiment?.name ?? '')} .catalog=${view.catalog} .trials=${[...results]} .earlier=${earlier}></activation-kind-chart>`,
  );

/** @param {View} view @param {ReturnType<typeof shownOf>} shown @param {Trial[]} trials */
function tableOfTrials({ model, checking }, { results, isRecorded }, trials) {
  return guard(
    [model.recordsVersion, checking],
    () =>
      html`<details ?open=${trials.length <= kMostTrials}><summary class="small soft">Every trial in numbers</summary><activation-summary-table .trials=${[...results]} .cores=${isRecorded ? Number.POSITIVE_INFINITY : model.cores}></activation-summary-table></details>`,
  );
}

/** Whether the recorded result came out here as well. @param {View} view */
function runAgainOf({ model, published, article }) {
  const { trials, recorded } = model;
  const compared =
    recorded.length > 0
      ? runAgain(trials, recorded, published)
      : runAgain(trials, withHashes(trials, article.hashes), kByArticle);
  return compared
    ? html`<p class=${compared.isSame ? 'small compared same' : 'small compared'} role="status">${compared.text}</p>`
    : '';
}

/** What a reader's own file is given to, wherever it is dropped. @param {View} view @param {import('lit').TemplateResult} content */
const takingFiles = (view, content) =>
  html`<div @dragover=${(/** @type {DragEvent} */ event) => onDragOver(event)} @drop=${(/** @type {DragEvent} */ event) => onDrop(view, event)} @table-chosen=${(/** @type {CustomEvent<File[]>} */ event) => openTable(view, event.detail)} @images-chosen=${(/** @type {CustomEvent<File[]>} */ event) => openImages(view, event.detail)} @weights-chosen=${(/** @type {CustomEvent<File>} */ event) => startFrom(view, event.detail)} @weights-leave=${() => leaveWeights(view)}>${content}</div>`;

/** The whole view. @param {View} view @param {Trial[]} trials */
export function wholeOf(view, trials) {
  const withSizes = view.waiting.length === 0; // without its file an experiment has none to show
  return takingFiles(
    view,
    html`<div @keydown=${(/** @type {KeyboardEvent} */ event) => onKey(view, event)}>${troubleOf(view)}${view.notes.map((note) => html`<p class="notice" role="alert">${note}</p>`)}
    ${withSizes ? formOf(view) : ''}${tableOf(view)}${filesOf(view)}
    <div class="runbar"><activation-run-controls .model=${view.model} .version=${view.version} .blocked=${view.blocked} .stale=${view.stale} @train=${() => view.train()} @step=${() => view.train('step')} @epoch=${() => view.train('epoch')} @reset=${() => view.reset()}></activation-run-controls></div>
    ${remarksOf(view)}
    ${withSizes ? benchOf(view, trials) : ''}${view.waiting.length ? '' : resultsOf(view, trials)}
    <activation-experiment-details class="gap" .preset=${view.state.preset} .experiment=${view.experiment} .runs=${view.problems.length ? kNoRuns : (view.checked?.runs ?? [])} .problems=${view.problems} .check=${view.check} .schema=${view.catalog?.schema ?? null}
      @experiment-change=${(/** @type {CustomEvent} */ event) => view.onExperiment(event.detail.experiment, event.detail.preset)}></activation-experiment-details></div>`,
  );
}

/** Resolves when the results that there are stand on the screen. @param {View} view */
export async function resultsDrawn(view) {
  // Runs of a visit can wait for files that nobody gives.
  await Promise.race([
    Promise.all([view.filled, view.described]),
    new Promise((resolve) => setTimeout(resolve, kLongestWait)),
  ]);
  view.requestUpdate();
  await view.updateComplete;
  const results = /** @type {import('../results/run-results.js').RunResults | null} */ (
    view.renderRoot.querySelector('activation-run-results')
  );
  await results?.drawn();
}

/** What is wrong with the experiment, where no form shows it at its fields. @param {View} view */
function problemsOf({ problems, waiting }) {
  if (problems.length === 0 || waiting.length > 0) return '';
  return html`<div class="notice" role="alert"><p>The experiment of this figure cannot be trained:</p>${problems.map(({ message }) => html`<p>${message}</p>`)}</div>`;
}

/** What the picture is that the article shows. @param {View['article']} article */
const pictureNote = ({ hashes }) =>
  html`<p class="small soft">${hashes.length > 0 ? `The picture is of the published result. ${kRunAgain} trains it here, and says whether the hash is the same.` : 'The picture is of the article. Train draws the result of here in its place.'}</p>`;

/** The training as the figure of an article: its curves, one button, how far it is, and what it came to. @param {View} view @param {Trial[]} trials */
export function figureOf(view, trials) {
  const { model, article } = view;
  const shown = shownOf(view);
  const hasFailed = trials.some(({ error }) => error);
  const charts = () => (view.chart ? kindChartOf(view, shown) : chartsFor(view, shown, kFigureHeight));
  return takingFiles(
    view,
    html`<div class="figure">${troubleOf(view)}${problemsOf(view)}${view.notes.map((note) => html`<p class="notice" role="alert">${note}</p>`)}${tableOf(view)}
    ${view.waiting.length || !view.shows('charts') || article.pictured ? '' : charts()}${filesOf(view)}
    <activation-run-controls .model=${model} .version=${view.version} .blocked=${view.blocked} .few=${true} .start=${view.published || article.hashes.length > 0 ? kRunAgain : 'Train'} @train=${() => view.train()}></activation-run-controls>
    ${hasFailed ? html`<activation-run-progress .model=${model} .version=${view.version} .trials=${trials} .blocked=${view.blocked}></activation-run-progress>` : ''}
    ${shown.note ? '' : runAgainOf(view)}${article.pictured ? pictureNote(article) : ''}
    ${view.shows('charts') && !article.pictured ? html`<activation-run-results .runs=${runsOfTrials(shown.results)} .earlier=${shown.summaries} .recorded=${shown.note} .brief=${true}></activation-run-results>` : ''}
    ${view.shows('table') ? tableOfTrials(view, shown, trials) : ''}${remarksOf(view)}</div>`,
  );
}

/** What leads from here to other programs, and back: files of the experiment, and those of results. @param {View} view */
function handoverOf(view) {
  const open = () =>
    view.dispatchEvent(new CustomEvent('open-view', { detail: 'results', bubbles: true, composed: true }));
  const checked = view.problems.length > 0 ? null : view.checked;
  return html`<div class="handover"><button class="button" type="button" @click=${open}>Open results\u2026</button>
    <activation-export-menu .checked=${checked} .catalog=${view.catalog} .files=${view.files} .model=${view.model}></activation-export-menu></div>`;
}

/** @param {View} view @param {Trial[]} trials */
export function resultsOf(view, trials) {
  const { model } = view;
  const shown = shownOf(view);
  const { results, summaries, note } = shown;
  return html`<section class=${view.tab === 'results' ? 'results chosen' : 'results'} role="group" aria-label="What the runs came to"><header><h2>Results</h2>${view.hasAttribute('framed') ? '' : handoverOf(view)}</header>
    <activation-run-results .runs=${runsOfTrials(results)} .earlier=${summaries} .recorded=${note} @advice=${(/** @type {CustomEvent} */ event) => takeAdvice(view, event.detail)}></activation-run-results>
    <activation-run-progress .model=${model} .version=${view.version} .trials=${trials} .blocked=${view.blocked}></activation-run-progress>
    ${runAgainOf(view)}${view.article.pictured ? '' : chartsFor(view, shown)}
    ${view.hide.includes('summary') ? '' : tableOfTrials(view, shown, trials)}${classesOf(view, results)}${imagesOf(view, trials)}</section>`;
}
