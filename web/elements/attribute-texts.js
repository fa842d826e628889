// What the attributes of the elements take, for errors and for the package's description of them. It stands apart from their
// table, which a page loads before any figure is wanted, and is loaded where an attribute is wrong.
import { attributeOf, kAttributes, kOwn } from '../sharing/element-attributes.js';

/** @typedef {import('../sharing/element-attributes.js').ElementView} View */

/** By the attribute's name. @type {Record<string, string>} */
export const kTakes = {
  functions: 'at most 8 names with commas, such as relu,elu(alpha:0.5)',
  orders: 'of value, slope, curvature, with commas',
  panels: 'apart or together',
  x: 'the ends of the axis, such as -5..5',
  y: 'the ends of the axis, such as -1..3',
  at: 'a number',
  inputs: 'at most 50 inputs of the table of values, such as -1,0,1',
  framework: 'a framework, such as pytorch',
  preset: 'the name of a preset, such as relu-vs-elu',
  set: 'changes of the preset, such as training.epochs=3;seeds=[0,1]',
  experiment: 'an experiment as JSON',
  chart: 'a kind of figure, such as losses, accuracy or std',
  runs: 'names of runs, with commas',
  run: 'the number of a run, from 0',
  layer: 'the name of a layer, such as activation1',
  epoch: 'a number of epochs',
  beside: 'the number of a run, from 0',
  scale: 'auto, linear or symlog',
  records: 'the address of a file of records',
  show: 'of controls, cards, table, layers, details, with commas',
  hide: 'names of parts and controls that hide has, such as train,tables, with commas',
  theme: 'auto, light or dark',
};

/** @param {string} text */
const shortened = (text) => (text.length > 60 ? `${text.slice(0, 60)}\u2026` : text);

/** That a value cannot be read. @param {string} name @param {string} value @param {string} [takes] what the attribute takes */
export const unread = (name, value, takes = name === 'loading' ? 'lazy, eager or click' : kTakes[name]) =>
  `The attribute ${name}="${shortened(value)}" could not be read: it takes ${takes}.`;

/** That an element has no such attribute. @param {View} view @param {string} name */
export function unknown(view, name) {
  const known = Object.keys(kAttributes).filter((one) => attributeOf(view, one));
  const parameter = view === 'curves' ? ', or a parameter of a function, such as alpha="1"' : '';
  return `<activation-${view}> has no attribute ${shortened(name)}. It has ${[...known, ...kOwn].join(', ')}${parameter}.`;
}

/** That no function has such a parameter. @param {string} name @param {string} drawn the functions */
export const unused = (name, drawn) => `The attribute ${name} is no parameter of any function that is drawn: ${drawn}.`;
