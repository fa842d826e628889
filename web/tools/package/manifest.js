// The manifest of the elements, for editors and for tools that document elements:
// https://github.com/webcomponents/custom-elements-manifest. And what the elements add to the types of a page.
import { attributesOf, eventNames, members, partNames, properties } from './element-facts.js';

/** @typedef {import('../../sharing/element-attributes.js').View} View */

/** Where the elements are in the package. */
const kModule = 'elements/elements.js';

/** @type {Record<View, string>} */
const kElements = {
  curves: 'Activation functions as curves, with a slider for each parameter.',
  training: 'A training of small networks, with its curves and its verdict.',
  layers: 'What happens inside the layers of a training.',
  results: 'What a file of records holds: curves, verdicts, tables and layers.',
};

/** Events that bubble and leave shadow roots. @type {Record<string, { type: string, description: string }>} */
const kEvents = {
  'activation-ready': { type: 'CustomEvent<null>', description: 'The figure is complete on screen.' },
  'activation-error': {
    type: 'CustomEvent<{ message: string }>',
    description: 'The figure does not run here, or an attribute could not be read.',
  },
  'activation-change': {
    type: 'CustomEvent<{ link: string }>',
    description: 'The reader has changed the figure; link is the figure as it is now.',
  },
  'activation-epoch': {
    type: 'CustomEvent<{ runs: { run: string; seed: number; record: EpochRecord }[] }>',
    description: 'New records of the runs that train, the last of each.',
  },
  'activation-result': {
    type: 'CustomEvent<{ results: SummaryRecord[] }>',
    description: 'All runs have ended; their summaries hold the hashes.',
  },
};

/** @type {Record<string, string>} */
const kParts = {
  picture: 'What the author has put into the element, shown until the figure runs.',
  figure: 'The figure, once it runs.',
  button: 'The button that starts the figure.',
  frame: 'The frame, where the figure may not run in the page itself.',
};

/** @param {string[]} names in the code @param {Record<string, unknown>} described @param {string} what @throws {Error} where they differ */
function compare(names, described, what) {
  const other = names.filter((name) => !described[name]);
  const gone = Object.keys(described).filter((name) => !names.includes(name));
  if (other.length + gone.length > 0)
    throw new Error(`package: ${what} without a description: ${other}; described and not in the code: ${gone}`);
}

/** @param {View} view @returns {string} */
const classOf = (view) => `Activation${view[0].toUpperCase()}${view.slice(1)}`;

/** @param {View} view */
function declarationOf(view) {
  const inheritedFrom = { name: 'FigureElement', module: kModule };
  return {
    kind: 'class',
    customElement: true,
    name: classOf(view),
    tagName: `activation-${view}`,
    description: kElements[view],
    superclass: inheritedFrom,
    attributes: attributesOf(view).map((attribute) => ({ ...attribute, type: { text: 'string' } })),
    members: members().map(({ kind, name, description, type, readonly }) =>
      kind === 'method'
        ? { kind, name, description, return: { type: { text: type } }, inheritedFrom }
        : { kind, name, description, type: { text: type }, readonly, inheritedFrom },
    ),
    events: eventNames().map((name) => ({
      name,
      type: { text: kEvents[name].type },
      description: kEvents[name].description,
    })),
    cssParts: partNames().map((name) => ({ name, description: kParts[name] })),
    cssProperties: properties(),
    slots: [{ name: '', description: 'A picture of the figure, which is shown until the figure runs.' }],
  };
}

/** @returns {object} the content of custom-elements.json @throws {Error} where the code has what is not described here */
export function manifest() {
  compare(eventNames(), kEvents, 'events');
  compare(partNames(), kParts, 'parts');
  const views = /** @type {View[]} */ (Object.keys(kElements));
  const functions = {
    embed: 'Puts a figure into an element of the page.',
    configure: 'Says where copies of the files lie that the policy of a page lets in from its own site only.',
  };
  return {
    schemaVersion: '2.1.0',
    readme: 'README.md',
    modules: [
      {
        kind: 'javascript-module',
        path: kModule,
        declarations: [
          ...views.map(declarationOf),
          ...Object.entries(functions).map(([name, description]) => ({ kind: 'function', name, description })),
        ],
        exports: [
          ...views.map((view) => ({
            kind: 'custom-element-definition',
            name: `activation-${view}`,
            declaration: { name: classOf(view), module: kModule },
          })),
          ...Object.keys(functions).map((name) => ({ kind: 'js', name, declaration: { name, module: kModule } })),
        ],
      },
    ],
  };
}

/** @returns {string} what the elements add to the types of a page: their names and their events */
export function globalTypes() {
  const elements = Object.keys(kElements).map((view) => `    'activation-${view}': FigureElement;\n`);
  const events = Object.entries(kEvents).map(([name, { type }]) => `    '${name}': ${type};\n`);
  return `import type { EpochRecord, SummaryRecord } from '../engine/answers.js';
declare global {
  interface HTMLElementTagNameMap {
${elements.join('')}  }
  interface GlobalEventHandlersEventMap {
${events.join('')}  }
}
`;
}
