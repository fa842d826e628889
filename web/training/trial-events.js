// What a trial takes from the events of its run in a worker.

/** @typedef {import('./trials.js').Trial} Trial */
/** @typedef {import('../worker/client.js').TrialRun} TrialRun */

/**
 * @param {Trial} trial @param {TrialRun} run
 * @param {{ changed: (records: boolean) => void, viewed: () => void, ended: () => void, saved: () => void }} model what is to be known of it
 */
export function follow(trial, run, { changed, viewed, ended, saved }) {
  /** Workers lost since the last epoch. */
  let losses = 0;
  /** @template T @param {(detail: T) => void} put @param {boolean} [records] */
  const listen =
    (put, records = false) =>
    (/** @type {T} */ detail) => {
      if (trial.run !== run) return;
      trial.heard = performance.now();
      put(detail);
      changed(records);
    };
  run.on('state', (state) => {
    if (trial.run !== run || trial.isPreview) return;
    trial.heard = performance.now();
    trial.state = state;
    changed(trial.why !== run.why);
    trial.why = run.why;
  });
  run.on(
    'progress',
    listen((progress) => {
      trial.progress = progress;
    }),
  );
  run.on(
    'epoch',
    listen((record) => {
      losses = 0;
      trial.records.push({ ...record, run: trial.runName });
    }, true),
  );
  run.on(
    'restart',
    listen(() => {
      trial.records = [];
    }, true),
  );
  run.on(
    'summary',
    listen((summary) => {
      trial.summary = { ...summary, run: trial.runName };
      ended();
    }, true),
  );
  run.on('snapshot', ({ bytes, epochs }) => {
    if (trial.run !== run || trial.isPreview) return;
    trial.saved = { bytes, epochs };
    saved();
  });
  run.on('view', (view) => {
    if (trial.run !== run) return;
    trial.view = view;
    viewed();
  });
  run.on(
    'recovered',
    listen(({ reason, epoch }) => {
      losses += 1;
      const from = epoch > 0 ? `went on after epoch ${epoch}` : 'began again';
      trial.recovered = `Its worker was lost (${reason.message}); another ${from}, with the same numbers.`;
    }, true),
  );
  run.on(
    'error',
    listen((error) => {
      if (trial.isPreview) return;
      const message = error instanceof Error ? error.message : String(error);
      trial.recovered = '';
      trial.error =
        losses > 0
          ? `This run has failed: its worker was lost ${losses + 1} times in a row (last: ${message}). Try again; smaller batches or fewer units need less memory.`
          : message;
    }, true),
  );
}
