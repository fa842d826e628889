// The training loop: what any of the runs uses of it, and nothing else.

import { criterionCode } from './losses.js';
import { isConstant, optimiserCode, rateFunction, watchesLoss } from './optimisers.js';
import { lines, literal, wrapped } from './python.js';

/** @typedef {import('./variants.js').Variants} Variants */
/** @typedef {import('../checked.js').Training} Training */

/** Goals at which a run ends: the key of a record, and how it is compared. @type {Record<string, [string, string]>} */
const kGoals = {
  trainLossBelow: ['trainLoss', '<'],
  validationLossBelow: ['validationLoss', '<'],
  validationAccuracyAtLeast: ['validationAccuracy', '>='],
  validationR2AtLeast: ['validationR2', '>='],
};

/**
 * @param {object} given
 * @param {Variants} given.variants @param {Training[]} given.trainings of the runs @param {number[]} given.outputs of their networks
 * @param {string} given.network what builds a network @param {string} given.data what gives the data
 * @param {boolean} given.tests whether any has samples for the end @param {Set<string>} given.tasks
 * @param {string} given.saturated what is saturated, by layer @param {boolean} given.learns whether activations have learned parameters
 * @returns {{ definitions: string[], train: string, imports: string[] }}
 */
export function trainingText({ variants, trainings, outputs, network, data, tests, tasks, saturated, learns }) {
  const any = (/** @type {(t: Training) => boolean} */ test) => trainings.some(test);
  const value = (
    /** @type {string} */ key,
    /** @type {string} */ constant,
    /** @type {(t: Training) => unknown} */ of,
  ) =>
    variants.value(
      key,
      trainings.map((t) => literal(of(t))),
      constant,
    );

  const hasStatistics = any((t) => t.statistics);
  const always = trainings.every((t) => t.statistics);
  const watches = always ? '' : `${value('statistics', 'STATISTICS', (t) => t.statistics)}`;
  const scheduled = any((t) => !isConstant(t.schedule));
  const takesLosses = any((t) => watchesLoss(t.schedule));
  const penalised = any((t) => t.penalty.l1 > 0 || t.penalty.l2 > 0);
  const probed = any((t) => t.probeSamples > 0);
  const goals = Object.keys(kGoals).filter((key) => any((t) => t.stopWhen[key] !== null));
  const stops = any((t) => t.earlyStopping !== null);
  const keeps = any((t) => t.keep === 'best');
  const monitors = stops || keeps;

  const rates = scheduled
    ? variants.functions(
        'learning_rate',
        'learning_rate',
        trainings.map((t) => rateFunction(t.schedule, t.optimizer.learningRate, t.epochs, takesLosses)),
      )
    : { name: '', definitions: [] };
  const optimiser = expression(variants, 'optimizer', 'parameters', 'network.parameters()', (i, of) =>
    optimiserCode(trainings[i].optimizer, of),
  );
  const criterion = expression(variants, 'criterion', 'labels', 'train_data.tensors[1]', (i, of) =>
    criterionCode(trainings[i].loss, outputs[i]).replace('labels', of),
  );
  const batch = value('batch_size', 'BATCH_SIZE', (t) => t.batchSize);
  const validationBatch = value('validation_batch_size', 'VALIDATION_BATCH_SIZE', (t) => t.validationBatchSize);
  const epochs = value('epochs', 'EPOCHS', (t) => t.epochs);
  const splits = tests ? 'train_data, validation_data, *test_data' : 'train_data, validation_data';
  const l1 = any((t) => t.penalty.l1 > 0) && value('l1', 'L1', (t) => t.penalty.l1);
  const l2 = any((t) => t.penalty.l2 > 0) && value('l2', 'L2', (t) => t.penalty.l2);
  const clipped = (/** @type {'norm' | 'value'} */ by) =>
    any((t) => t.clip[by] !== null) &&
    `            nn.utils.clip_grad_${by}_(network.parameters(), ${value(`clip_${by}`, `CLIP_${by.toUpperCase()}`, (t) => t.clip[by] ?? Number.POSITIVE_INFINITY)})`;
  const monitor =
    monitors &&
    expression(variants, 'monitor', 'record', 'record', (i) => {
      const key = trainings[i].monitor;
      return `${/Loss/.test(key) ? '' : '-'}record["${key}"]`;
    });
  const least = any((t) => (t.earlyStopping?.minimumImprovement ?? 0) > 0)
    ? ` - ${value('minimum_improvement', 'MINIMUM_IMPROVEMENT', (t) => t.earlyStopping?.minimumImprovement ?? 0)}`
    : '';
  const keep =
    keeps &&
    (trainings.every((t) => t.keep === 'best') ? 'True' : value('keep_best', 'KEEP_BEST', (t) => t.keep === 'best'));
  const ends = [
    ...goals.map((goal) => {
      const [key, sign] = kGoals[goal];
      const none = sign === '<' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      const limit = value(snake(goal), snake(goal).toUpperCase(), (t) => t.stopWhen[goal] ?? none);
      const found = tasks.size > 1 && sign === '>=' ? `record.get("${key}", 0)` : `record["${key}"]`;
      return `${found} ${sign} ${limit}`;
    }),
    ...(stops
      ? [`waited >= ${value('patience', 'PATIENCE', (t) => t.earlyStopping?.patience ?? Number.POSITIVE_INFINITY)}`]
      : []),
  ];
  const guarded = (/** @type {string} */ text, /** @type {string} */ space) =>
    hasStatistics && (watches ? `${space}if ${watches}:\n${space}    ${text}` : `${space}${text}`);
  const kept = keep && (keep === 'True' ? 'if kept:' : `if ${keep} and kept:`);

  const train = lines(
    'def train(name, seed):',
    '    """Trains one run; gives a record an epoch, and at last a summary."""',
    variants.differ && '    run = RUNS[name]',
    `    ${splits} = ${data}`,
    '    torch.manual_seed(seed)',
    `    network = ${network}`,
    `    optimizer = ${wrapped(optimiser, 16)}`,
    `    criterion = ${wrapped(criterion, 16)}`,
    `    train_loader = DataLoader(train_data, batch_size=${batch}, shuffle=True)`,
    `    validation_loader = DataLoader(validation_data, batch_size=${validationBatch})`,
    hasStatistics && `    watch = Watch(network, ${saturated})`,
    penalised && `    weights = [layer.weight for layer in network.modules() if isinstance(layer, WEIGHTED)]`,
    '    summary = {"type": "summary", "run": name, "seed": seed, "epochs": 0}',
    takesLosses && '    validation_losses = []',
    monitors && '    best, waited = math.inf, 0',
    keeps && '    kept, best_record = None, {}',
    `    for epoch in range(${epochs}):`,
    scheduled && '        for group in optimizer.param_groups:',
    scheduled && `            group["lr"] = ${rates.name}(epoch${takesLosses ? ', validation_losses' : ''})`,
    '        network.train()',
    hasStatistics && '        watch.start_epoch()',
    guarded('watch.phase = "train"', '        '),
    '        losses = []',
    penalised && '        penalties = []',
    '        for inputs, targets in train_loader:',
    '            optimizer.zero_grad()',
    '            loss = criterion(network(inputs), targets)',
    '            if not loss.isfinite():',
    '                yield {**summary, "status": "diverged"}',
    '                return',
    '            losses.append(loss.item())',
    '            loss.backward()',
    guarded('watch.after_backward()', '            '),
    penalised && '            penalty = torch.zeros(())',
    penalised && '            for weight in weights:',
    l1 && `                penalty = penalty + ${l1} * weight.abs().sum()`,
    l2 && `                penalty = penalty + ${l2} * weight.square().sum()`,
    penalised && '            penalty.backward()',
    penalised && '            penalties.append(penalty.item())',
    clipped('value'),
    clipped('norm'),
    '            optimizer.step()',
    '        network.eval()',
    guarded('watch.phase = "validation"', '        '),
    '        record = {',
    '            "type": "epoch",',
    '            "run": name,',
    '            "seed": seed,',
    '            "epoch": epoch + 1,',
    '            "trainLoss": sum(losses) / len(losses),',
    '            **evaluate(network, validation_loader, criterion, "validation"),',
    '            "learningRate": optimizer.param_groups[0]["lr"],',
    '        }',
    penalised && '        record["penalty"] = sum(penalties) / len(penalties)',
    hasStatistics && '        watch.phase = None',
    guarded('record.update(watch.record())', '        '),
    learns && '        record["learned"] = learned(network)',
    probed && probeLines(variants, trainings, validationBatch),
    '        yield record',
    '        summary["epochs"] = epoch + 1',
    '        if not math.isfinite(record["validationLoss"]):',
    '            yield {**summary, "status": "diverged"}',
    '            return',
    takesLosses && '        validation_losses.append(record["validationLoss"])',
    keeps && '        result = record',
    monitors && `        if ${monitor} < best${least}:`,
    monitors && `            best, waited = ${monitor}, 0`,
    keeps && '            kept, best_record = copy.deepcopy(network.state_dict()), record',
    monitors && '        else:',
    monitors && '            waited += 1',
    ends.length > 0 && `        if ${ends.join(' or ')}:`,
    ends.length > 0 && '            break',
    kept && `    ${kept}`,
    keeps && '        network.load_state_dict(kept)',
    keeps && '        result = best_record',
    keeps && '        summary["bestEpoch"] = result["epoch"]',
    ...['Loss', ...(tasks.has('classification') ? ['Accuracy'] : []), ...(tasks.has('regression') ? ['R2'] : [])].map(
      (score) => {
        const from = keeps ? 'result' : 'record';
        const guard = tasks.size > 1 && score !== 'Loss';
        return `${guard ? `    if "validation${score}" in ${from}:\n    ` : ''}    summary["final${score}"] = ${from}["validation${score}"]`;
      },
    ),
    tests && '    for part in test_data:',
    tests &&
      `        summary.update(evaluate(network, DataLoader(part, batch_size=${validationBatch}), criterion, "test"))`,
    '    yield summary',
  );
  const imports = [
    ...(keeps ? ['copy'] : []),
    ...(probed ? ['statistics.median'] : []),
    ...(hasStatistics ? ['functools.partial'] : []),
  ];
  return { definitions: rates.definitions, train, imports };
}

/** @param {Variants} variants @param {Training[]} trainings @param {string} batch */
function probeLines(variants, trainings, batch) {
  const samples = variants.value(
    'probe_samples',
    trainings.map((t) => String(t.probeSamples)),
    'PROBE_SAMPLES',
  );
  const line = `record["probe"] = probe(network, train_data.tensors[0][:${samples}], ${batch})`;
  if (trainings.every((t) => t.probeSamples > 0)) return `        ${line}`;
  return `        if ${samples} > 0:\n            ${line}`;
}

/**
 * An expression of an argument: in its place where it is one for all runs, a lambda in RUNS otherwise.
 * @param {Variants} variants @param {string} key @param {string} formal the lambda's argument @param {string} actual what it is
 * @param {(run: number, argument: string) => string} make
 */
export function expression(variants, key, formal, actual, make) {
  const count = variants.count;
  const texts = Array.from({ length: count }, (_, i) => make(i, formal));
  if (texts.every((text) => text === texts[0])) return make(0, actual);
  return `${variants.value(
    key,
    texts.map((text) => `lambda${formal ? ` ${formal}` : ''}: ${text}`),
  )}(${actual})`;
}

/** @param {string} name */
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
