// A table: its rows stand in the script as they were read here, which no other program does alike; PyTorch splits and scales.
import { refuse } from '../../refusal.js';
import { indent, lines, literal } from '../python.js';

/** Of the rows as text: more are no script any more. */
const kMostCharacters = 2_000_000;
/** Squares of larger numbers may leave a double's range, where the engine takes another unit. */
const kLargest = 1e100;
const kFills = ['refuse', 'mean', 'median', 'most-frequent'];

/** @typedef {import('../../checked.js').Data} Data */

/**
 * @typedef {object} Table as web/data packs it for the engine, see cpp/data/sources/csv.cpp
 * @property {number[][]} rows features, and the target as the last
 * @property {number} classes 0: the target is a number
 * @property {string[]} classNames
 * @property {number[]} choices of each feature, a byte
 */

/** @param {Uint8Array | undefined} bytes @returns {Table} */
function unpacked(bytes) {
  if (!bytes) return refuse('data.file', 'the rows of a table stand in the script; give the file by --data PLACE');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [count, features, classes] = [8, 12, 16].map((at) => view.getUint32(at, true));
  const number = (/** @type {number} */ i) => view.getFloat64(24 + 8 * i, true);
  const width = features + 1;
  const rows = Array.from({ length: count }, (_, row) =>
    Array.from({ length: width }, (_, i) => number(row * width + i)),
  );
  const after = 24 + 8 * count * width;
  let at = after + features;
  const classNames = Array.from({ length: classes }, () => {
    const first = at + 4;
    at = first + view.getUint32(at, true);
    return new TextDecoder().decode(bytes.subarray(first, at));
  });
  return { rows, classes, classNames, choices: [...bytes.subarray(after, after + features)] };
}

/**
 * @param {Data[]} runs on tables @param {Record<string, Uint8Array>} files @param {boolean} tests whether any has rows for the end
 * @returns {{ definitions: string[], calls: string[], classNames: string[] | null, imports: string[] }}
 */
export function tableText(runs, files, tests) {
  const [{ file }] = runs;
  if (runs.some((data) => data.file !== file))
    refuse('data.file', 'a script holds one table; choose the runs on one by --run');
  const { rows, classes, classNames, choices } = unpacked(files[file ?? '']);
  const text = rows
    .map((row) => row.map((value) => (Number.isNaN(value) ? 'nan' : String(value))).join(','))
    .join('\n');
  if (text.length > kMostCharacters)
    refuse('data.file', `the rows would take ${text.length} characters of the script, more than ${kMostCharacters}`);
  if (rows.some((row) => row.some((value) => Math.abs(value) > kLargest)))
    refuse('data.file', `it holds a number beyond ${kLargest}, whose square PyTorch cannot hold`);
  const columns = runs.map(({ missing = 'refuse', standardize = true }) => ({
    fills: choices.map((choice) => kFills[choice & 15 ? (choice & 15) - 1 : kFills.indexOf(missing)]),
    scaled: [
      ...choices.map((choice) => ((choice >> 4) & 3 ? ((choice >> 4) & 3) === 2 : standardize)),
      ...(classes === 0 ? [standardize] : []),
    ],
  }));
  const used = new Set(columns.flatMap(({ fills }) => fills.filter((fill) => fill !== 'refuse')));
  const splits = new Set(runs.map(({ split = 'random' }) => split));
  const calls = runs.map(({ train, validation, test = 0, split = 'random', seed }, i) => {
    const given = [
      `train=${train}`,
      `validation=${validation}`,
      ...(tests ? [`test=${test}`] : []),
      ...(splits.size > 1 ? [`split=${literal(split)}`] : []),
      ...(used.size > 0
        ? [`fills=${repeated(columns[i].fills.map((fill) => (fill === 'refuse' ? null : fill)))}`]
        : []),
      `scaled=${repeated(columns[i].scaled)}`,
      ...(splits.has('random') || splits.has('stratify') ? [`seed=${seed}`] : []),
    ];
    return `table(${given.join(', ')})`;
  });
  const definitions = [
    `# The rows as they were read: the features, and last the ${classes > 0 ? 'class' : 'target'}.\nROWS = """\n${text}\n"""`,
  ];
  if (used.size > 0) definitions.push(fillFunction(used));
  if (splits.has('stratify')) definitions.push(kStratified);
  definitions.push(tableFunction({ splits, fills: used.size > 0, tests, classes }));
  return {
    definitions,
    calls,
    classNames: classes > 0 ? classNames : null,
    imports: splits.has('stratify') ? ['collections.Counter'] : [],
  };
}

/** @param {(string | boolean | null)[]} values */
const repeated = (values) =>
  values.length > 1 && values.every((value) => value === values[0])
    ? `[${literal(values[0])}] * ${values.length}`
    : literal(values);

/** @param {Set<string>} used */
const fillFunction = (used) => `def fill_of(column, how):
    """What stands for the missing numbers of a column."""
    there = column[~column.isnan()].sort().values
${indent(
  lines(
    used.has('mean') && 'if how == "mean":\n    return there.mean()',
    used.has('median') &&
      'if how == "median":\n    return 0.5 * there[(len(there) - 1) // 2] + 0.5 * there[len(there) // 2]',
    used.has('most-frequent') && 'values, counts = there.unique(return_counts=True)\nreturn values[counts.argmax()]',
  ),
)}`;

const kStratified = `def stratified(order, labels):
    """The same order, with each class in its share of every part."""
    total, seen, places = Counter(labels.tolist()), Counter(), []
    for i, label in enumerate(labels[order].tolist()):
        places.append(((seen[label] + 0.5) / total[label], i))
        seen[label] += 1
    return order[[i for _, i in sorted(places)]]`;

/** @param {{ splits: Set<string>, fills: boolean, tests: boolean, classes: number }} form */
function tableFunction({ splits, fills, tests, classes }) {
  const draws = splits.has('random') || splits.has('stratify');
  const given = [
    'train',
    'validation',
    tests && 'test',
    splits.size > 1 && 'split',
    fills && 'fills',
    'scaled',
    draws && 'seed',
  ];
  const permutation = 'order = torch.randperm(len(values), generator=torch.Generator().manual_seed(seed))';
  const inFile = 'order = torch.arange(len(values))';
  const order = !draws
    ? inFile
    : splits.has('file-order')
      ? `if split == "file-order":\n    ${inFile}\nelse:\n    ${permutation}`
      : permutation;
  const by = 'order = stratified(order, values[:, -1])';
  return `def table(${given.filter(Boolean).join(', ')}):
    """The rows in their order, filled and scaled by those that train."""
    values = torch.tensor([[float(cell) for cell in row.split(",")] for row in ROWS.split()]${', dtype=torch.float64'})
${indent(
  lines(
    order,
    splits.has('stratify') && (splits.size === 1 ? by : `if split == "stratify":\n    ${by}`),
    'values = values[order]',
    fills &&
      'for column, how in zip(values.T, fills):\n    if how:\n        column[column.isnan()] = fill_of(column[:train], how)',
    'for column, scale in zip(values.T, scaled):',
    '    if scale:',
    '        mean = column[:train].mean()',
    '        deviation = (column[:train] - mean).square().mean().sqrt()',
    '        column -= mean',
    '        column /= deviation if deviation > 1e-12 * mean.abs() else 1',
    classes > 0
      ? 'x, y = values[:, :-1].float(), values[:, -1].long()'
      : 'x, y = values[:, :-1].float(), values[:, -1:].float()',
    `counts = [train, validation${tests ? ', test' : ''}]`,
    'used = sum(counts)',
    'parts = zip(x[:used].split(counts), y[:used].split(counts))',
    `return [TensorDataset(*part) for part in parts${tests ? ' if len(part[0]) > 0' : ''}]`,
  ),
)}`;
}
