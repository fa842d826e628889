// What the present view shows, as markup for other pages calls it: titles, the values of the functions, and what the trials on
// screen came to. Loads what it asks.

/** @typedef {import('../sharing/link-state.js').ViewState} ViewState */
/** @typedef {import('../sharing/frame-snippet.js').Titles} Titles */
/** @typedef {import('../training/activation-training.js').ActivationTraining} Training */

/** @param {ViewState} state @param {Training} training the view, which may have no code yet @returns {Promise<Titles>} */
export async function titlesOf(state, training) {
  const experiment = await experimentTitle(state.training);
  return { experiment, ...(await functionsOf(state.curves)), ...(await resultsOf(state.training, training)) };
}

/** @param {ViewState['curves']} curves @returns {Promise<Pick<Titles, 'functions' | 'sliders' | 'values'>>} */
async function functionsOf(curves) {
  const [{ engineReady }, { tabledValues }] = await Promise.all([
    import('../curves/page-engine.js'),
    import('../curves/curve-picture.js'),
  ]);
  // Without an engine they have their names.
  const engine = await engineReady().catch(() => null);
  const functions = curves.functions.map(({ name, params }) => {
    const title = engine?.activation(name)?.title ?? name;
    const given = Object.entries(params).map(([key, value]) => `${key} ${value}`);
    return given.length > 0 ? `${title} (${given.join(', ')})` : title;
  });
  if (!engine) return { functions };
  const drawn = curves.functions.flatMap((choice) => {
    const entry = engine.activation(choice.name);
    return entry ? [{ entry, choice }] : [];
  });
  const sliders = drawn.reduce((sum, { entry }) => sum + entry.parameters.length, 0);
  return { functions, sliders, values: tabledValues(drawn, curves, engine) };
}

/** @param {ViewState['training']} training */
async function experimentTitle({ preset, set, experiment }) {
  const { presets } = await import('../presets/index.js');
  const shipped = presets.find(({ name }) => name === preset)?.experiment.name;
  const name = String(experiment?.name ?? set.name ?? shipped ?? preset);
  return Object.keys(set).length > 0 ? `${name}, with other settings` : name;
}

/** @param {ViewState['training']} state @param {Training} training @returns {Promise<Pick<Titles, 'results' | 'stale'>>} */
async function resultsOf({ preset }, { model, stale }) {
  if (!model) return {};
  const { shown } = model;
  if (stale) return { stale: 'the runs on screen are of the experiment before its last change; train first' };
  if (shown.some(({ byHand }) => byHand.length > 0))
    return { stale: 'the runs on screen were changed by hand, and the experiment alone does not give them' };
  const done = shown.flatMap(({ name, metric, summary }) =>
    metric && summary ? [{ label: name, metric, summary }] : [],
  );
  if (done.length === 0 || done.length < shown.length) return { stale: 'its runs have not ended; train first' };
  const { resultsTable } = await import('../sharing/figure-results.js');
  const source = shown === model.recorded ? `the recorded result of the preset ${preset}` : 'a run of this experiment';
  return { results: resultsTable(done, { source, fingerprint: '' }) };
}
