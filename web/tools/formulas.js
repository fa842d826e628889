// Turns the engine's LaTeX formulas into MathML at build time, as a Vite plugin. Each parameter and x
// become elements the page can find, so that the live numbers can be put in their place.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import temml from 'temml';

const kModule = 'virtual:formulas';

/**
 * Wraps every occurrence of the symbols in {\class{p-NAME}{...}}; commands, environment names and \text stay whole.
 * @param {string} latex
 * @param {{ name: string, symbol: string }[]} symbols
 */
export function markSymbols(latex, symbols) {
  const bySymbol = new Map(symbols.map(({ name, symbol }) => [symbol.trim(), name]));
  const tokens = latex.match(/\\(?:begin|end|text|mathrm|operatorname)\{[^}]*\}|\\[a-zA-Z]+|\\.|[^\\]/gs) ?? [];
  // A symbol of several tokens (\lambda_1, x_{0}) is matched greedily, longest first.
  const longest = [...bySymbol.keys()].sort((a, b) => b.length - a.length);
  let out = '';
  for (let i = 0; i < tokens.length; ) {
    const rest = tokens.slice(i).join('');
    const symbol = longest.find((one) => {
      if (!rest.startsWith(one)) return false;
      const tail = rest.slice(one.length);
      return !(/[a-zA-Z]$/.test(one) && one.startsWith('\\') && /^[a-zA-Z]/.test(tail));
    });
    if (symbol) {
      // In braces of its own, so that it can stand after ^ and _ as the bare symbol did.
      out += `{\\class{p-${bySymbol.get(symbol)}}{${symbol}}}`;
      for (let eaten = 0; eaten < symbol.length; ++i) eaten += tokens[i].length;
    } else {
      out += tokens[i++];
    }
  }
  return out;
}

/** @param {string} latex @param {{ name: string, symbol: string }[]} parameters */
export function formulaMarkup(latex, parameters) {
  const marked = markSymbols(latex, [...parameters, { name: 'x', symbol: 'x' }]);
  const markup = temml.renderToString(marked, { trust: true, throwOnError: true, displayMode: true });
  // The page's policy forbids style attributes; what they set here is spacing the font already gives.
  return markup.replace(/ style="[^"]*"/g, '');
}

/** @param {{ name: string, formula: { value: string, slope: string }, parameters: { name: string, symbol: string }[] }[]} table */
export function formulasOf(table) {
  /** @type {Record<string, { value: string, slope: string }>} */
  const formulas = {};
  for (const { name, formula, parameters } of table) {
    formulas[name] = {
      value: formulaMarkup(formula.value, parameters),
      slope: formulaMarkup(formula.slope, parameters),
    };
  }
  return formulas;
}

async function engineTable() {
  // Reached by address, so that Vite does not pull the engine into its configuration.
  const { loadCurves } = await import(new URL('../engine/curves.js', import.meta.url).href);
  const wasm = fileURLToPath(new URL('../generated/curves.wasm', import.meta.url));
  const engine = await loadCurves({ wasmBinary: await readFile(wasm) });
  return engine.activations;
}

/**
 * @param {() => Promise<import('../engine/answers.js').ActivationEntry[]>} [loadTable] where the table comes from; by default the engine
 * @returns {import('vite').Plugin}
 */
export function formulasPlugin(loadTable = engineTable) {
  return {
    name: 'activation-formulas',
    resolveId: (id) => (id === kModule ? `\0${kModule}` : null),
    async load(id) {
      if (id !== `\0${kModule}`) return null;
      return `export default ${JSON.stringify(formulasOf(await loadTable()))}`;
    },
  };
}
