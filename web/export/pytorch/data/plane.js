// Tasks in the plane, drawn from PyTorch's generator in the engine's order.

/** What the network can be given of a position. @type {Record<string, string>} */
const kInputs = {
  x1: 'x1',
  x2: 'x2',
  'x1^2': 'x1 * x1',
  'x2^2': 'x2 * x2',
  'x1*x2': 'x1 * x2',
  'sin(x1)': 'x1.sin()',
  'sin(x2)': 'x2.sin()',
};

const kUniform = 'u = torch.rand(samples, 4, dtype=torch.float64, generator=generator)';
const kNormals = 'normals = torch.stack([torch.randn(2, generator=generator) for _ in range(samples)]).double()';
const kSquare = `${kUniform}
xy = -6 + 12 * u[:, :2]
moved = xy + noise * (-6 + 12 * u[:, 2:])`;

/** By source: the points [samples, 2] as `xy` and what is right as `answer`; `i` counts them. @type {Record<string, string>} */
const kPoints = {
  circle: `${kUniform}
radius = torch.where(i % 2 == 1, 2.5 * u[:, 0], 3.5 + 1.5 * u[:, 0])
turn = 2 * math.pi * u[:, 1]
xy = torch.stack([radius * turn.sin(), radius * turn.cos()], dim=1)
moved = xy + noise * (-5 + 10 * u[:, 2:])
answer = moved.square().sum(dim=1) < 6.25`,
  gaussians: `${kNormals}
centre = torch.where(i % 2 == 1, 2.0, -2.0)[:, None]
xy = centre + math.sqrt(0.5 + 7 * noise) * normals
answer = i % 2`,
  moons: `half = (samples + 1) // 2
turn = math.pi * (i // 2).double() / max(1, half - 1)
${kNormals}
lower = i % 2 == 1
x = torch.where(lower, 1 - turn.cos(), turn.cos())
y = torch.where(lower, 0.5 - turn.sin(), turn.sin())
middle = torch.tensor([0.5, 0.25], dtype=torch.float64)
xy = 2.5 * (torch.stack([x, y], dim=1) - middle + noise * normals)
answer = i % 2`,
  'multi-gaussian-regression': `${kSquare}
answer = torch.zeros(samples, dtype=torch.float64)
for k in range(6):
    peak = torch.tensor([4 * (k % 3 - 1), 2.5 if k < 3 else -2.5], dtype=torch.float64)
    height = (1 - 0.5 * (moved - peak).square().sum(dim=1).sqrt()).clamp(min=0)
    answer = torch.where(height > answer.abs(), (-1) ** k * height, answer)`,
  'plane-regression': `${kSquare}
answer = 0.1 * moved.sum(dim=1)`,
  rings: `label = i % 2
ring = i // 2 % ((rings + 1 - label) // 2) * 2 + label
distance = 5 / rings
turns, normals = [], []
for _ in range(samples):
    turns.append(torch.rand((), dtype=torch.float64, generator=generator))
    normals.append(torch.randn(2, generator=generator).double())
turn = 2 * math.pi * torch.stack(turns)
circle = torch.stack([turn.sin(), turn.cos()], dim=1)
xy = distance * (ring.double() + 1)[:, None] * circle + noise * distance * torch.stack(normals)
answer = label`,
  spiral: `along = (i // 2).double() / ((samples + 1) // 2)
turn = 2 * math.pi * (1.75 * along + torch.where(i % 2 == 1, 0.0, 0.5))
u = torch.rand(samples, 2, dtype=torch.float64, generator=generator)
xy = (5 * along)[:, None] * torch.stack([turn.sin(), turn.cos()], dim=1) + noise * (-1 + 2 * u)
answer = i % 2`,
  xor: `${kUniform}
xy = -5 + 10 * u[:, :2]
xy = xy + 0.3 * xy.sign()
moved = xy + noise * (-5 + 10 * u[:, 2:])
answer = moved.prod(dim=1) >= 0`,
};

/** @param {string} source */
export const isPlane = (source) => source in kPoints || source === 'points';

/** @param {string} source */
const isRegression = (source) => source.endsWith('regression');

/**
 * The function of a source.
 * @param {{ name: string, summary: string }} source of the catalogue @param {string} name of the function
 * @param {boolean} choosesInputs whether it takes what the network is given
 */
export function planeFunction(source, name, choosesInputs) {
  const inputs = choosesInputs ? ', inputs' : '';
  const last = `in_random_order(xy, answer, train, generator${inputs})`;
  if (source.name === 'points')
    return `def ${name}(positions, train${inputs}, seed):
    """${source.summary}"""
    xyc = torch.tensor(positions, dtype=torch.float64)
    xy, answer = xyc[:, :2], xyc[:, 2].long()
    generator = torch.Generator().manual_seed(seed)
    return ${last}`;
  const body = kPoints[source.name];
  const count = /\bi\b/.test(body) ? '    i = torch.arange(samples)\n' : '';
  const more = source.name === 'rings' ? ', rings' : '';
  const answer = isRegression(source.name)
    ? 'answer.float()[:, None]'
    : body.includes('answer = i') || body.includes('answer = label')
      ? 'answer'
      : 'answer.long()';
  return `def ${name}(train, validation${more}, noise${inputs}, seed):
    """${source.summary}"""
    generator = torch.Generator().manual_seed(seed)
    samples = train + validation
${count}${body.replace(/^(?=.)/gm, '    ')}
    return ${last.replace('answer', answer)}`;
}

/** What the functions of the plane share. @param {string[]} used names of inputs, without repeats @param {boolean} choosesInputs */
export function planeSplit(used, choosesInputs) {
  if (!choosesInputs)
    return `def in_random_order(xy, answer, train, generator):
    """The first of them train, the others validate."""
    order = torch.randperm(len(xy), generator=generator)
    x, y = xy[order].float(), answer[order]
    return TensorDataset(x[:train], y[:train]), TensorDataset(x[train:], y[train:])`;
  const entries = used.map((name) => `        "${name}": ${kInputs[name]},`).join('\n');
  return `def in_random_order(xy, answer, train, generator, inputs):
    """The first of them train, the others validate."""
    order = torch.randperm(len(xy), generator=generator)
    x1, x2 = xy[order].float().double().unbind(dim=1)
    known = {
${entries}
    }
    x, y = torch.stack([known[name] for name in inputs], dim=1).float(), answer[order]
    return TensorDataset(x[:train], y[:train]), TensorDataset(x[train:], y[train:])`;
}
