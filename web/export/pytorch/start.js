// Weights of a file that a network starts from: they stand in the script, which then needs no other file.
import { refuse } from '../refusal.js';

/** Of the numbers: more are no script any more. */
const kMostBytes = 1_500_000;
const kLine = 110;

/** @typedef {import('../checked.js').Run} Run */

/**
 * @param {import('./variants.js').Variants} variants @param {Run[]} runs
 * @param {Record<string, Uint8Array>} files as the engine gets them
 * @param {string} network what builds one
 * @returns {{ code: string, definitions: string[], imports: string[] }} code: what builds one with its weights
 */
export function startText(variants, runs, files, network) {
  const names = [...new Set(runs.flatMap((run) => run.experiment.network.weights?.file ?? []))];
  if (names.length === 0) return { code: network, definitions: [], imports: [] };
  const constantOf = (/** @type {string | undefined} */ file) =>
    file === undefined ? 'None' : names.length === 1 ? 'START' : `START_${names.indexOf(file) + 1}`;
  const constants = names.map((name) => {
    const packed = files[name] ?? refuse('network.weights.file', `needs "${name}": give it by --data PLACE`);
    if (packed.length > kMostBytes)
      refuse(
        'network.weights.file',
        `the weights stand in the script; these have ${packed.length} bytes, and at most ${kMostBytes} are written`,
      );
    const text = base64Of(numbersIn(packed));
    const lines = text.match(new RegExp(`.{1,${kLine}}`, 'g')) ?? [];
    return `# The weights of ${JSON.stringify(name)}: float32 in base 64, in the order of the network's state_dict.\n${constantOf(name)} = """\n${lines.join('\n')}\n"""`;
  });
  const values = runs.map((run) => constantOf(run.experiment.network.weights?.file));
  const mayBeNone = values.includes('None') ? '    if text is None:\n        return network\n' : '';
  const define = `def start(network, text):
    """Gives a network trained weights in the place of those that were drawn."""
${mayBeNone}    values = torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.float32)
    tensors = [tensor for name, tensor in network.state_dict().items() if not name.endswith("num_batches_tracked")]
    for tensor, part in zip(tensors, values.split([tensor.numel() for tensor in tensors])):
        tensor.copy_(part.reshape(tensor.shape))
    return network`;
  return {
    code: `start(${network}, ${variants.value('start', values)})`,
    definitions: [...constants, define],
    imports: ['base64'],
  };
}

/** The numbers of all tensors in the layout of cpp/training/start_weights.hpp. @param {Uint8Array} packed */
function numbersIn(packed) {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const parts = [];
  for (let at = 8; at < packed.length; ) {
    at += 4 + view.getUint32(at, true);
    const rank = view.getUint32(at, true);
    let count = 1;
    for (let i = 0; i < rank; i += 1) count *= view.getUint32(at + 4 + 4 * i, true);
    at += 4 + 4 * rank;
    parts.push(packed.subarray(at, at + 4 * count));
    at += 4 * count;
  }
  return parts;
}

/** @param {Uint8Array[]} parts */
function base64Of(parts) {
  const bytes = parts.flatMap((part) => [...part]);
  let text = '';
  for (let at = 0; at < bytes.length; at += 3 * 2 ** 12)
    text += btoa(String.fromCharCode(...bytes.slice(at, at + 3 * 2 ** 12)));
  return text;
}
