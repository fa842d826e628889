// `figure`: draws a file of records as an SVG that stands alone, or makes of it, a link, a preset or an experiment a folder
// with a page.
import { statSync } from 'node:fs';
import { loadTraining } from '../../engine/training.js';
import { standaloneSvg } from '../../figures/standalone.js';
import { InputError } from '../files/input-error.js';
import { saveText } from '../files/save-text.js';
import { compileEngine } from '../sweep/node-engine.js';
import { RecordsFile } from '../sweep/records-file.js';
import { print } from '../text/print.js';
import { checkedKinds, recordsDrawing } from './records-drawing.js';
import { recordsOfFile } from './records-of-file.js';

const kWidth = 720;

/** @param {{path: string, kind?: string, runs: string[], out?: string, theme?: import('../../figures/standalone.js').Theme}} options */
export async function figureCommand({ path, kind: wanted, runs: chosen, out, theme }) {
  if (out === undefined) throw new InputError('figure needs --out FILE.svg, or --page FOLDER');
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new InputError(`there is no file "${path}"`);
  const [given, there] = [path, out].map((one) => statSync(one, { throwIfNoEntry: false }));
  if (given && there && given.ino === there.ino && given.dev === there.dev) {
    throw new InputError(`--out: "${out}" is the file that is drawn`);
  }
  // What it writes over is then a figure, not an experiment or its results.
  if (!out.endsWith('.svg')) throw new InputError(`--out: a figure is an SVG; "${out}" does not end in .svg`);
  const file = RecordsFile.read(path);
  if (!file) throw new InputError(`"${path}" is empty`);
  try {
    const { module } = await compileEngine();
    const engine = await loadTraining({ module });
    const catalog = engine.catalog();
    checkedKinds(wanted, catalog);
    const drawing = recordsDrawing(recordsOfFile(file, engine), { wanted, chosen, catalog });
    const { title, subtitle, kind, lines } = drawing;
    saveText(out, standaloneSvg(drawing.draw({ width: kWidth }), { title, subtitle }, { theme }));
    print(`${out}: ${kind}, ${lines} line${lines === 1 ? '' : 's'}`);
  } finally {
    file.close();
  }
}
