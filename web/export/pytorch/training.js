// The training loop: what any of the runs uses of it, and nothing else.

import { classNamesCode, endingFunction, kDiverged } from './ending.js';
import { criterionCode } from './losses.js';
import { isConstant, optimiserCode, rateFunction, watchesLoss } from './optimisers.js';
import { lines, literal, wrapped } from './python.js';

/** @typedef {import('./variants.js').Variants} Variants */
/** @typedef {import('../checked.js').Training} Training */

/** Goals at which a run ends: the key of a record, how it is compared, and what is said then. @type {Record<string, [string, string, string]>} */
const kGoals = {
  trainLossBelow: ['trainLoss', '<', 'its training loss fell below the limit set'],
  validationLossBelow: ['validationLoss', '<', 'its validation loss fell below the limit set'],
  validationAccuracyAtLeast: ['validationAccuracy', '>=', 'its validation accuracy reached the goal set'],
  validationR2AtLeast: ['validationR2', '>=', 'its validation R\u00b2 reached the goal set'],
};

/**
 * @param {object} given
 * @param {Variants} given.variants @param {Training[]} given.trainings of the runs @param {number[]} given.outputs of their networks
 * @param {string} given.network what builds a network @param {string} given.data what gives the data
 * @param {boolean} given.tests whether any has samples for the end @param {Set<string>} given.tasks
 * @param {string} given.saturated what is saturated, by layer @param {boolean} given.learns whether activations have learned parameters
 * @param {(string[] | null)[]} given.classNames of each run
 * @returns {{ definitions: string[], train: string, imports: string[] }}
 */
export function trainingText({
  variants,
  trainings,
  outputs,
  network,
  data,
  tests,
  tasks,
  saturated,
  learns,
  classNames,
}) {
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
      const [key, sign, why] = kGoals[goal];
      const none = sign === '<' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      const limit = value(snake(goal), snake(goal).toUpperCase(), (t) => t.stopWhen[goal] ?? none);
      const found = tasks.size > 1 && sign === '>=' ? `record.get("${key}", 0)` : `record["${key}"]`;
      return endIf(`${found} ${sign} ${limit}`, `f"${why} at epoch {epoch + 1}"`);
    }),
    ...(stops
      ? [
          endIf(
            `waited >= ${value('patience', 'PATIENCE', (t) => t.earlyStopping?.patience ?? Number.POSITIVE_INFINITY)}`,
            'f"it stopped early at epoch {epoch + 1}, {waited} epochs after the best"',
          ),
        ]
      : []),
  ];
  const names = classNamesCode(classNames, variants);
  const mayStop = ends.length > 0;
  const endingGiven = ['answer', 'since', mayStop && 'reason', names].filter(Boolean).join(', ');
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
    '    since = 0  # the epoch from which all answers are the same; 0: they are not',
    mayStop && '    reason = ""',
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
    '                step = epoch * len(train_loader) + len(losses) + 1',
    "                why = f\"the training loss is {'NaN' if loss.isnan() else 'infinite'}\"",
    '                yield {**summary, **diverged(step, epoch + 1, why)}',
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
    '        scores, answer = evaluate(network, validation_loader, criterion, "validation")',
    '        since = (since or epoch + 1) if answer is not None else 0',
    '        record = {',
    '            "type": "epoch",',
    '            "run": name,',
    '            "seed": seed,',
    '            "epoch": epoch + 1,',
    '            "trainLoss": sum(losses) / len(losses),',
    '            **scores,',
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
    '            step = (epoch + 1) * len(train_loader)',
    '            yield {**summary, **diverged(step, epoch + 1, "the validation loss is not finite")}',
    '            return',
    takesLosses && '        validation_losses.append(record["validationLoss"])',
    keeps && '        result = record',
    monitors && `        if ${monitor} < best${least}:`,
    monitors && `            best, waited = ${monitor}, 0`,
    keeps && '            kept, best_record = copy.deepcopy(network.state_dict()), record',
    monitors && '        else:',
    monitors && '            waited += 1',
    ...ends,
    kept && `    ${kept}`,
    keeps && '        network.load_state_dict(kept)',
    keeps && '        since = 0  # those that collapsed are gone',
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
      `        summary.update(evaluate(network, DataLoader(part, batch_size=${validationBatch}), criterion, "test")[0])`,
    '    summary["validationSamples"] = len(validation_data)',
    `    yield {**summary, **ending(${endingGiven})}`,
  );
  const imports = [
    ...(keeps ? ['copy'] : []),
    ...(probed ? ['statistics.median'] : []),
    ...(hasStatistics ? ['functools.partial'] : []),
  ];
  const ending = endingFunction({
    tasks,
    stops: mayStop,
    named: names !== '',
    numbered: classNames.some((one) => one === null),
  });
  return { definitions: [...rates.definitions, kDiverged, ending], train, imports };
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

/** @param {string} condition @param {string} reason @returns {string} lines at the end of an epoch */
const endIf = (condition, reason) =>
  lines(`        if ${condition}:`, `            reason = ${reason}`, '            break');

/** @param {string} name */
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
