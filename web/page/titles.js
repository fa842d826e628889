// What the present view shows, as the page calls it: the titles of its functions and of its experiment. Loads what it asks.

/** @typedef {import('../sharing/link-state.js').ViewState} ViewState */

/** @param {ViewState} state @returns {Promise<import('../sharing/frame-snippet.js').Titles>} */
export async function titlesOf({ curves, training }) {
  const [{ engineReady }, { presets }] = await Promise.all([
    import('../curves/page-engine.js'),
    import('../presets/index.js'),
  ]);
  // Without an engine they have their names.
  const engine = await engineReady().catch(() => null);
  const functions = curves.functions.map(({ name, params }) => {
    const title = engine?.activation(name)?.title ?? name;
    const given = Object.entries(params).map(([key, value]) => `${key} ${value}`);
    return given.length > 0 ? `${title} (${given.join(', ')})` : title;
  });
  const shipped = presets.find(({ name }) => name === training.preset)?.experiment.name;
  const isChanged = Object.keys(training.set).length > 0;
  const experiment = String(training.experiment?.name ?? training.set.name ?? shipped ?? training.preset);
  return { functions, experiment: isChanged ? `${experiment}, with other settings` : experiment };
}
