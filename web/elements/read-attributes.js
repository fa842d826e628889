// Reads the attributes of an element into the state of its view. Pure functions.

import { attributeOf, kGlobal, kOwn, linkIn } from '../sharing/element-attributes.js';
import { decodeState, readPart } from '../sharing/link-state.js';

/** @typedef {import('../sharing/link-state.js').ViewState} ViewState */
/** @typedef {import('../sharing/element-attributes.js').ElementView} View */

/** Attributes that may be parameters of functions, which the engine knows, as their texts. @typedef {Record<string, string>} Parameters */

/**
 * @param {View} view
 * @param {Iterable<[string, string]>} attributes names and values
 * @param {ViewState} [before] what they are put into; absent: the usual view, or that of the attribute `link`
 * @param {typeof import('./attribute-texts.js')} [texts] for what is wrong, which few figures need; absent: its name alone
 * @returns {{ state: ViewState, parameters: Parameters, problems: string[] }} what could not be read is left as it was before
 */
export function readAttributes(view, attributes, before, texts) {
  const given = new Map(attributes);
  const read = before ? { state: structuredClone(before), problems: [] } : decodeState(linkIn(given));
  const { state, problems } = read;
  /** @type {Parameters} */
  const parameters = {};
  for (const [name, value] of given) {
    const attribute = attributeOf(view, name);
    if (attribute) {
      if (!readPart(state, attribute.key, value)) problems.push(texts?.unread(name, value) ?? name);
      else if (name === 'preset' && !given.has('experiment')) state.training.experiment = null;
    } else if (name === 'loading' && !/^(lazy|eager|click)?$/.test(value)) {
      problems.push(texts?.unread(name, value) ?? name);
    } else if (!kOwn.includes(name) && !kGlobal.test(name)) {
      if (view === 'curves') parameters[name] = value;
      else problems.push(texts?.unknown(view, name) ?? name);
    }
  }
  if (state.training.experiment) Object.assign(state.training, { preset: '', set: {} });
  if (view !== 'figure') state.view = view;
  return { state, parameters, problems };
}

/**
 * Sets parameters of the functions that have them.
 * @param {ViewState} state changed in place
 * @param {Parameters} parameters
 * @param {(name: string) => string[] | null} parametersOf the parameters of a function; null: there is no such function
 * @param {typeof import('./attribute-texts.js')} [texts] as of readAttributes
 * @returns {string[]} what no function has, or is no number
 */
export function setParameters(state, parameters, parametersOf, texts) {
  const { functions } = state.curves;
  return Object.entries(parameters).flatMap(([name, text]) => {
    const having = functions.filter((one) => parametersOf(one.name)?.includes(name));
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!Number.isFinite(value))
      return [(having.length > 0 ? texts?.unread(name, text, 'a number') : texts?.unknown('curves', name)) ?? name];
    for (const one of having) one.params = { ...one.params, [name]: value };
    const names = functions.map((one) => one.name).join(', ');
    return having.length > 0 ? [] : [texts?.unused(name, names) ?? name];
  });
}
