// playground_hooks.py on real PyTorch. Catches a statistic that is another than the engine's, a collapse that is not named, a
// network that the hooks change or cannot watch, and a mistake that is not said.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRecords } from '../../../web/records/read-records.js';
import { kPython, missingPyTorch } from '../export/scripts.js';
import { cli, fromRoot, newCurvesEngine, newEngine, newFolder, preset, runProgram } from '../support.js';

const skip = await missingPyTorch();

/** Epochs of ReLU in which rounding has not grown yet. */
const kEpochs = 4;
/** How far a number may be from the engine's, relative. */
const kNear = 1e-4;

/** @typedef {import('../../../web/engine/answers.js').ActivationEntry} ActivationEntry */

/** @param {string} code of Python, with the hooks to import @param {string[]} args */
async function python(code, ...args) {
  const path = join(newFolder(), 'program.py');
  writeFileSync(path, `import sys\nsys.path.insert(0, ${JSON.stringify(fromRoot('web/public'))})\n${code}`);
  return runProgram(kPython, [path, ...args]);
}

/**
 * Where two values differ by more than is allowed.
 * @param {any} hooks @param {any} engine @param {string} path @returns {string[]}
 */
function differences(hooks, engine, path) {
  if (typeof hooks === 'number' && typeof engine === 'number') {
    // A value on the edge of a bin is in the next one where its last bit differs.
    const allowed = path.includes('counts') ? 2 : kNear * Math.max(Math.abs(hooks), Math.abs(engine), 1e-9);
    return Math.abs(hooks - engine) <= allowed ? [] : [`${path}: ${hooks} instead of ${engine}`];
  }
  if (hooks !== null && typeof hooks === 'object')
    return Object.keys(hooks).flatMap((key) => differences(hooks[key], engine?.[key], `${path}.${key}`));
  return hooks === engine ? [] : [`${path}: ${hooks} instead of ${engine}`];
}

test('on E2 the statistics are the engine\u2019s, figure by figure, and its collapse is named', { skip }, async () => {
  const path = join(newFolder(), 'e2.jsonl');
  const { code, stderr } = await runProgram(kPython, [fromRoot('tests/golden/watch_e2.py'), path, '10', 'relu', 'elu']);
  assert.equal(code, 0, stderr);
  const { trials, problems } = await readRecords(readFileSync(path), 'e2.jsonl');
  assert.deepEqual(problems, []);
  const engine = await newEngine();
  const experiment = preset('relu-vs-elu');
  const session = engine.createSession(experiment, 0, 0);
  const [relu, elu] = trials;
  assert.equal(relu.epochs.length, 10);
  const names = /** @type {Record<string, string>} */ ({
    '1 ReLU': 'activation1',
    '3 ReLU': 'activation2',
    0: 'dense1',
    2: 'dense2',
    4: 'dense3',
  });
  for (const record of relu.epochs.slice(0, kEpochs)) {
    const own = /** @type {any} */ (session.epoch());
    for (const key of ['trainLoss', 'validationLoss', 'validationAccuracy', 'gradientNorm', 'predictedCounts'])
      assert.deepEqual(differences(/** @type {any} */ (record)[key], own[key], key), [], `epoch ${record.epoch}`);
    assert.equal(record.layers.length, 4);
    for (const part of /** @type {const} */ (['layers', 'gradients'])) {
      for (const { layer, ...entry } of /** @type {any[]} */ (record[part])) {
        const same = own[part].find(
          (/** @type {any} */ one) => one.layer === names[layer] && (part === 'gradients' || one.phase === entry.phase),
        );
        assert.ok(same, layer);
        const { activation: _, ...numbers } = entry;
        assert.deepEqual(differences(numbers, same, layer), [], `epoch ${record.epoch}`);
        // What the engine has and the hooks have not would be missed above.
        const missing = Object.keys(same).filter((key) => !(key in entry) && key !== 'layer');
        assert.deepEqual(missing, []);
      }
    }
  }
  assert.equal(elu.summary?.status, 'collapsed');
  assert.match(
    String(elu.summary?.verdict),
    /^collapsed to one class: every validation sample is predicted as class \d/,
  );
  assert.match(String(elu.summary?.verdict), /3 ELU: 256 of 256 units often saturated since epoch 2/);
  assert.match(String(relu.summary?.verdict), /1 ReLU: \d+ of 256 units dead since epoch 2/);
  const report = await cli('report', path);
  assert.equal(report.code, 0, report.stderr);
  for (const { summary } of trials) assert.ok(report.stdout.includes(String(summary?.verdict)));
  assert.match(report.stdout, /3 ELU +training +-1\.0000 .* 256 of 256/);
});

test('saturation begins where the engine says, for every function that torch.nn has', { skip }, async () => {
  const curves = await newCurvesEngine();
  const cases = curves.activations.flatMap((/** @type {ActivationEntry} */ { name, parameters, frameworks }) => {
    const code = frameworks.pytorch?.code ?? '';
    if (!/^torch\.nn\.\w+\(/.test(code) || /RReLU|Threshold|Softmax/.test(code)) return [];
    const values = Object.fromEntries(parameters.map((one) => [one.name, one.default]));
    const filled = code.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
    return [{ name, code: filled, saturation: curves.describe(name, values).saturation }];
  });
  assert.ok(cases.length >= 15, `${cases.length}`);
  const { code, stdout, stderr } = await python(
    `import json, torch\nfrom playground_hooks import saturation_limits\nfor text in json.loads(sys.argv[1]):\n    print(json.dumps(saturation_limits(eval(text))))`,
    JSON.stringify(cases.map((/** @type {{ code: string }} */ one) => one.code)),
  );
  assert.equal(code, 0, stderr);
  const limits = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line.replace(/-?Infinity/g, 'null')));
  for (const [i, { name, saturation }] of cases.entries()) {
    const [onValue, below, above] = limits[i];
    // Zeros are no saturation: the engine passes them over where it counts.
    const expected = [saturation.below, saturation.above].map((limit) => (Math.abs(limit ?? 0) < 1e-30 ? null : limit));
    if (expected.some((limit) => limit !== null)) assert.equal(onValue, saturation.onValue, name);
    for (const [j, limit] of [below, above].entries())
      if (limit === null || expected[j] === null) assert.equal(limit, expected[j], name);
      else assert.ok(Math.abs(limit - Number(expected[j])) < 1e-4, `${name}: ${limit} instead of ${expected[j]}`);
  }
});

test(
  'convolutions, in-place functions, modules used twice and frozen layers; the network is not changed',
  { skip },
  async () => {
    const path = join(newFolder(), 'net.jsonl');
    const { code, stdout, stderr } = await python(
      `
import torch
from torch import nn
from playground_hooks import watch

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.act = nn.Conv2d(1, 4, 3), nn.SiLU(inplace=True)
        self.first, self.relu = nn.Linear(4 * 36, 8), nn.ReLU()
        self.second, self.third, self.heads = nn.Linear(8, 8), nn.Linear(8, 3), nn.Softmax(1)
    def forward(self, x):
        x = self.act(self.conv(x)).flatten(1)
        return self.third(self.relu(self.second(self.relu(self.first(x)))))

def train(watched):
    torch.manual_seed(1)
    net = Net()
    net.second.weight.requires_grad_(False)
    watcher = watch(net, sys.argv[1], run="net", every=1) if watched else None
    optimizer = torch.optim.SGD([one for one in net.parameters() if one.requires_grad], lr=0.1)
    x, y = torch.randn(20, 1, 8, 8), torch.randint(0, 3, (20,))
    for _ in range(3):
        net.train()
        loss = nn.functional.cross_entropy(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if watched:
            net.eval()
            with torch.no_grad():
                net(x)
            watcher.epoch(trainLoss=loss.item(), validationAccuracy=float("nan"))
    if watched:
        watcher.close()
        net(x)
    return torch.cat([one.flatten() for one in net.parameters()])

print(torch.equal(train(True), train(False)))
`,
      path,
    );
    assert.equal(code, 0, stderr);
    assert.equal(stdout.trim(), 'True');
    const { trials, header, problems } = await readRecords(readFileSync(path), 'net.jsonl');
    assert.deepEqual(problems, []);
    assert.equal(header.name, 'Net');
    const [{ epochs }] = trials;
    assert.equal(epochs.length, 3);
    assert.deepEqual(
      epochs[0].layers.filter(({ phase }) => phase === 'train').map(({ layer, units }) => [layer, units]),
      [
        ['act SiLU', 4],
        ['relu ReLU', 8],
        ['relu ReLU #2', 8],
      ],
    );
    assert.equal(epochs[0].validationAccuracy, null);
    assert.deepEqual(
      epochs[0].gradients.map(({ layer, weight }) => [layer, weight === null]),
      [
        ['conv', false],
        ['first', false],
        ['second', true],
        ['third', false],
      ],
    );
  },
);

test(
  'every epoch has its layers, functions with a parameter a channel are watched, a deep copy is not, and a run is not hidden',
  { skip },
  async () => {
    const path = join(newFolder(), 'few.jsonl');
    const { code, stdout, stderr } = await python(
      `
import copy
import torch
from torch import nn
from playground_hooks import watch

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 8), nn.PReLU(8), nn.Linear(8, 8), nn.ReLU(inplace=True), nn.Linear(8, 3))
watcher = watch(net, sys.argv[1], run="few")
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
x, y = torch.randn(64, 4), torch.randint(0, 3, (64,))
for _ in range(3):
    net.train()
    for batch in range(5):
        loss = nn.functional.cross_entropy(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        average = copy.deepcopy(net)
        average(10 * x)
        optimizer.step()
    net.eval()
    average.eval()
    average(x)
    with torch.no_grad():
        net(x)
    watcher.epoch(trainLoss=loss.item(), validationAccuracy=0.5)
torch.save(net.state_dict(), sys.argv[1] + ".weights")
watcher.close()
torch.save(net, sys.argv[1] + ".whole")
try:
    watch(net, sys.argv[1], run="few", append=True)
except ValueError as error:
    print(error)
watch(net, sys.argv[1], run="other", append=True).close()
`,
      path,
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /has run "few" with seed 0 already; give run= another name, or another seed/);
    const { trials, problems } = await readRecords(readFileSync(path), 'few.jsonl');
    assert.deepEqual(problems, []);
    const [{ epochs }] = trials;
    assert.equal(epochs.length, 3);
    for (const { layers, gradientNorm, predictedCounts } of epochs) {
      assert.deepEqual(
        layers.map(({ layer, phase, batches, fractionSaturated }) => [layer, phase, batches, fractionSaturated]),
        [
          ['1 PReLU', 'train', 1, null],
          ['3 ReLU', 'train', 1, null],
          ['1 PReLU', 'validation', 1, null],
          ['3 ReLU', 'validation', 1, null],
        ],
      );
      assert.ok(Number(gradientNorm) > 0);
      assert.equal(
        predictedCounts?.reduce((sum, count) => sum + count, 0),
        64,
      );
    }
  },
);

test('what cannot be watched is said, and no file is lost', { skip }, async () => {
  const path = join(newFolder(), 'kept.jsonl');
  writeFileSync(path, 'mine\n');
  const { code, stdout, stderr } = await python(
    `
import torch
from torch import nn
from playground_hooks import watch
path = sys.argv[1]

def said(act):
    try:
        act()
        print("nothing")
    except Exception as error:
        print(type(error).__name__, error)

said(lambda: watch(nn.Linear(2, 2), path + ".new"))
said(lambda: watch(nn.Sequential(nn.ReLU()), path))
model = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
watcher = watch(model, path + ".new")
said(lambda: watcher.epoch(accuracy=1.0))
said(lambda: watcher.epoch(validationAccuracy=87.5))
model[1](model[0](torch.ones(3, 2)))
said(lambda: watcher.epoch(validationAccuracy=0.875))
said(lambda: watch(model, path + ".second"))
model(torch.ones(3, 2))
model(torch.ones(0, 2))
watcher.epoch(validationAccuracy=torch.tensor(0.875))
watcher.close()
said(lambda: watch(model, path + ".bad", every=0))
said(lambda: watch(model, path + ".bad", run=3))
said(lambda: watch(model, path + ".bad", seed=-1))
said(lambda: watch(model, path, append=True))
with open(path + ".new") as whole, open(path + ".cut", "w") as cut:
    cut.write(whole.read()[:-20])
said(lambda: watch(model, path + ".cut", append=True))
with open(path + ".run", "w") as run:
    run.write('{"type": "experiment"}\\n')
said(lambda: watch(model, path + ".run", append=True))
watcher = watch(model, path + ".new", run="b", append=True, unit_dim=3)
said(lambda: model(torch.ones(3, 2)))
watcher.close()
watcher = watch(model, path + ".new", run="c", append=True, unit_dim=0)
model(torch.ones(5, 2))
watcher.epoch()
print([one["units"] for one in __import__("json").loads(open(path + ".new").readlines()[-1])["layers"]])
watcher.close()

class ByName(nn.Module):
    def __init__(self):
        super().__init__()
        self.act = nn.ReLU()

    def forward(self, x):
        return self.act(input=x)

by_name = ByName()
watch(by_name, path + ".names")
said(lambda: by_name(torch.ones(3, 2)))
`,
    path,
  );
  assert.equal(code, 0, stderr);
  const [none, exists, score, share, parts, again, every, run, seed, other, cut, experiment, dimension, units, named] =
    stdout.trim().split('\n');
  assert.match(none, /^ValueError watch: no activation is a module of this model; make them modules, or give also=/);
  assert.match(exists, /^FileExistsError watch: .*kept\.jsonl exists; append=True adds this run to it/);
  assert.match(score, /^TypeError epoch: accuracy is none of trainLoss, validationLoss, validationAccuracy/);
  assert.match(share, /^ValueError epoch: validationAccuracy is a share from 0 to 1, not 87\.5/);
  assert.match(
    parts,
    /^RuntimeError epoch: the watched model was not called itself, as model\(x\); watch the module that is/,
  );
  assert.match(again, /^ValueError watch: this model is watched already; close\(\) its watcher first/);
  for (const text of [every, run, seed])
    assert.match(text, /^ValueError watch: run is a text, seed a whole number from 0, every one from 1; not /);
  for (const text of [other, cut, experiment])
    assert.match(
      text,
      /^ValueError watch: .* is no whole file that watch wrote, and nothing is added to it; give another path/,
    );
  assert.match(
    dimension,
    /^ValueError watch: 1 ReLU gives a shape of \[3, 2\], which has no dimension 3 of units; give unit_dim=/,
  );
  assert.equal(units, '[5]');
  assert.match(named, /^TypeError watch: act ReLU is given its input by name; give it as the first argument/);
  assert.equal(readFileSync(path, 'utf8'), 'mine\n');
});

test('it is one file of fewer than 200 lines that needs torch and the standard library only', () => {
  const text = readFileSync(fromRoot('web/public/playground_hooks.py'), 'utf8');
  assert.ok(text.trim().split('\n').length < 200);
  const imports = [...text.matchAll(/^(?:import|from) (.*?)(?: import .*)?$/gm)].flatMap(([, names]) =>
    names.split(', '),
  );
  assert.deepEqual(imports.sort(), ['copy', 'json', 'math', 'os', 'torch', 'torch']);
});
