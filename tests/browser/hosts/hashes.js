// The hashes that an experiment comes to under Node, for figures in the pages of others.
import { newEngine } from '../../node/support.js';

/** The hashes of the experiment in a page or a frame, trained in this process. @param {any} frame @returns {Promise<string[]>} */
export async function hashesHere(frame) {
  const experiment = await frame.evaluate(
    () => /** @type {any} */ (document.querySelector('activation-training-view')).experiment,
  );
  const engine = await newEngine();
  return (engine.checkExperiment(experiment).runs ?? []).map((_, run) => {
    const session = engine.createSession(experiment, run, 0);
    while (session.step(1000).stage !== 'done');
    const hash = session.hash();
    session.delete();
    return hash;
  });
}
