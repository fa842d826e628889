// What the code of the elements says of them: attributes, members, events, parts and custom properties, read from the sources.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { kTakes } from '../../elements/attribute-texts.js';
import { attributeOf, kAttributes, kOwn } from '../../sharing/element-attributes.js';

/** @param {string} path below web/ */
const textOf = (path) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

/** @typedef {import('../../sharing/element-attributes.js').View} View */

/** What an attribute that is no part of the link takes. @type {Record<string, string>} */
const kOwnTake = {
  link: 'a link of the playground, which the other attributes add to',
  loading: 'lazy (as it is without), eager or click: when the figure is loaded',
};

/** @param {View} view @returns {{ name: string, description: string }[]} the attributes of its element */
export function attributesOf(view) {
  const shared = Object.keys(kAttributes).flatMap((name) =>
    attributeOf(view, name) ? [{ name, description: `Takes ${kTakes[name]}.` }] : [],
  );
  const own = kOwn.map((name) => {
    if (!kOwnTake[name]) throw new Error(`package: there is no description of the attribute ${name}`);
    return { name, description: `Takes ${kOwnTake[name]}.` };
  });
  return [...shared, ...own];
}

/** All that the scripts of the elements hold. */
const code = readdirSync(new URL('../../elements', import.meta.url))
  .filter((name) => name.endsWith('.js'))
  .map((name) => textOf(`elements/${name}`))
  .join('\n');

/** @param {RegExp} pattern with one group @returns {string[]} what it finds, each once, sorted */
const found = (pattern) => [...new Set([...code.matchAll(pattern)].map(([, name]) => name))].sort();

/** Names of the events that the elements dispatch. */
export const eventNames = () => found(/(?:new CustomEvent|#announce)\(\s*'(activation-[\w-]+)'/g);

/** Names of the parts that a page may style. */
export const partNames = () => found(/\.part = '([\w-]+)'/g);

/** @returns {{ name: string, default: string }[]} the custom properties that a page may set, with their values on a light page */
export function properties() {
  const [, light] = /:root \{([^}]*)\}/.exec(textOf('ui/tokens.css')) ?? [];
  return [...(light ?? '').matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => ({
    name: `--activation-${name}`,
    default: value,
  }));
}

/** What the platform calls, and nobody else. */
const kCallbacks = /^(connected|disconnected|adopted|attributeChanged)Callback$/;

/**
 * @typedef {object} Member
 * @property {'field' | 'method'} kind
 * @property {string} name @property {string} description
 * @property {string} type of a field, or of what a method returns
 * @property {boolean} readonly
 */

/** @returns {Member[]} the public members of every element, in the order of the source */
export function members() {
  const source = ts.createSourceFile(
    'figure-element.js',
    textOf('elements/figure-element.js'),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.JS,
  );
  const element = source.statements.find(ts.isClassDeclaration);
  const all = element?.members.flatMap((member) => memberOf(source, member) ?? []) ?? [];
  const written = new Set(element?.members.filter(ts.isSetAccessor).map(({ name }) => name.getText(source)));
  return all.map((member) => (written.has(member.name) ? { ...member, readonly: false } : member));
}

/** @param {ts.SourceFile} source @param {ts.ClassElement} member @returns {Member | null} null: not for the users of an element */
function memberOf(source, member) {
  const { name } = member;
  if (!name || ts.isPrivateIdentifier(name) || kCallbacks.test(name.getText(source))) return null;
  const isStatic =
    ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  if (isStatic || ts.isSetAccessor(member)) return null;
  const isMethod = ts.isMethodDeclaration(member);
  const type = isMethod || ts.isGetAccessor(member) ? ts.getJSDocReturnType(member) : ts.getJSDocType(member);
  const comment = ts
    .getJSDocCommentsAndTags(member)
    .map((one) => ts.getTextOfJSDocComment(one.comment))
    .join(' ');
  return {
    kind: isMethod ? 'method' : 'field',
    name: name.getText(source),
    description: comment.replace(/\s+/g, ' ').trim(),
    type: (type?.getText(source) ?? 'void').replace(/import\('[^']+'\)\./g, ''),
    readonly: !isMethod,
  };
}
