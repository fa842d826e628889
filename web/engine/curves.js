// The small engine, for the page and the embeds: activation functions and no training.
import createEngineModule from '../generated/curves.js';
import { Activations } from './activations.js';
import { instantiate } from './load.js';

/** @typedef {Activations} CurvesEngine */

/** @param {import('./load.js').Source} source @returns {Promise<CurvesEngine>} */
export async function loadCurves(source) {
  return new Activations(await instantiate(createEngineModule, source));
}
