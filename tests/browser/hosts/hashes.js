// The hashes that an experiment comes to under Node, for figures in the pages of others.
import { newEngine } from '../../node/support.js';

/** The hashes of an experiment, trained in this process with its first seed. @param {any} experiment @returns {Promise<string[]>} */
export async function hashesOf(experiment) {
  const engine = await newEngine();
  return (engine.checkExperiment(experiment).runs ?? []).map((_, run) => {
    const session = engine.createSession(experiment, run, 0);
    while (session.step(1000).stage !== 'done');
    const hash = session.hash();
    session.delete();
    return hash;
  });
}

/** The hashes of the experiment in a page or a frame. @param {any} frame @returns {Promise<string[]>} */
export const hashesHere = async (frame) =>
  hashesOf(
    await frame.evaluate(() => /** @type {any} */ (document.querySelector('activation-training-view')).experiment),
  );
