// The types of the package, from the sources: TypeScript reads their JSDoc, and the schema of the engine gives those of
// experiments and records. Nothing is written twice.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** @param {string} path below web/ */
const fromWeb = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const kEntries = ['package/index.js', 'package/node.js', 'package/inline.js', 'elements/embed.js'];

/** Types of another module that a class names for itself only. @type {RegExp} */
const kInternal = /^export type LiveFigure = .*;\n/gm;

/** Modules that a declaration names. @param {string} text @returns {string[]} */
const namedIn = (text) =>
  [...text.matchAll(/(?:from |import\()["'](\.[^"']+)\.js["']/g)].map(([, specifier]) => specifier);

/**
 * @param {string} folder where they are written, in the folders of their sources
 * @param {string} global of the elements: what they add to the types of a page
 * @throws {Error} where a declaration names a module that is none of the project's
 */
export function writeDeclarations(folder, global) {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(fromWeb('tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    fromWeb('.'),
  );
  const emitting = {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: fromWeb('.'),
    outDir: folder,
  };
  const host = ts.createCompilerHost(emitting);
  // What an element names for itself only would bring every view of the page.
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) =>
      text.endsWith('/live-figure.js')
        ? { resolvedModule: undefined }
        : ts.resolveModuleName(text, from, emitting, host),
    );
  const program = ts.createProgram([...kEntries, 'virtual.d.ts'].map(fromWeb), emitting, host);

  const open = kEntries.map((path) => path.replace(/\.js$/, ''));
  for (let module = open.pop(), done = new Set(); module !== undefined; module = open.pop()) {
    if (done.has(module)) continue;
    done.add(module);
    const path = join(folder, `${module}.d.ts`);
    const text = declarationOf(program, module).replace(kInternal, '');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, module === 'elements/embed' ? `${text}${global}` : text);
    open.push(...namedIn(text).map((specifier) => join(dirname(/** @type {string} */ (module)), specifier)));
  }
}

/** @param {ts.Program} program @param {string} module its path below web/, without its ending @returns {string} */
function declarationOf(program, module) {
  const source = program.getSourceFile(fromWeb(`${module}.js`));
  // Those that are written by hand, or by record-types.js, are no output of the compiler.
  if (!source) return readFileSync(fromWeb(`${module}.d.ts`), 'utf8');
  let declaration = '';
  const take = (/** @type {string} */ _path, /** @type {string} */ text) => {
    declaration = text;
  };
  program.emit(source, take, undefined, true);
  return declaration;
}
