// How weights are drawn, in torch.nn.init's functions where it has them.
import { indent, literal } from './python.js';

/** Of a standard normal truncated at two deviations. */
const kTruncatedDeviation = '0.87962566103423978';
const kFan = 'layer.weight[0].numel()';

/**
 * Lines that draw the weights of `layer`; none where the construction's draws stay.
 * @param {import('../checked.js').Initialiser} init as the checked experiment has it @param {number} matched the gain that matches the layer's activation
 * @returns {string[]}
 */
function draws(init, matched) {
  const { name } = init;
  const gain = init.gain === 'matched' ? matched : init.gain;
  switch (name) {
    case 'pytorch-default':
      return [];
    case 'zeros':
      return ['nn.init.zeros_(layer.weight)'];
    case 'constant':
      return [`nn.init.constant_(layer.weight, ${literal(init.value)})`];
    case 'uniform':
      return [`nn.init.uniform_(layer.weight, ${literal(init.low)}, ${literal(init.high)})`];
    case 'normal':
      if (init.truncated) return truncated(literal(init.std), init.mean);
      return [`nn.init.normal_(layer.weight, mean=${literal(init.mean)}, std=${literal(init.std)})`];
    case 'he-normal':
    case 'lecun-normal':
      if (init.truncated) return truncated(`${literal(gain)} / math.sqrt(${kFan}) / ${kTruncatedDeviation}`);
      return kaiming('normal', gain) ?? [`nn.init.normal_(layer.weight, std=${literal(gain)} / math.sqrt(${kFan}))`];
    case 'he-uniform':
    case 'lecun-uniform':
      return (
        kaiming('uniform', gain) ?? [
          `bound = math.sqrt(3) * (${literal(gain)} / math.sqrt(${kFan}))`,
          'nn.init.uniform_(layer.weight, -bound, bound)',
        ]
      );
    case 'glorot-normal':
      if (init.truncated)
        return [
          'fans = nn.init._calculate_fan_in_and_fan_out(layer.weight)',
          ...truncated(`${literal(gain)} * math.sqrt(2 / sum(fans)) / ${kTruncatedDeviation}`),
        ];
      return [`nn.init.xavier_normal_(layer.weight${gain === 1 ? '' : `, gain=${literal(gain)}`})`];
    case 'glorot-uniform':
      return [`nn.init.xavier_uniform_(layer.weight${gain === 1 ? '' : `, gain=${literal(gain)}`})`];
    case 'orthogonal':
      return [`nn.init.orthogonal_(layer.weight${gain === 1 ? '' : `, gain=${literal(gain)}`})`];
    case 'unit-norm-rows':
      return [
        'nn.init.normal_(layer.weight)',
        'rows = layer.weight.detach().double().flatten(1)',
        `layer.weight.data = (${literal(gain)} / rows.norm(dim=1, keepdim=True) * rows).float().view_as(layer.weight)`,
      ];
    default:
      throw new Error(`the export knows no initialiser "${name}"`);
  }
}

/** @param {'normal' | 'uniform'} kind @param {number} gain @returns {string[] | undefined} for the gains that have a name */
function kaiming(kind, gain) {
  const of = gain === Math.SQRT2 ? 'relu' : gain === 1 ? 'linear' : undefined;
  return of && [`nn.init.kaiming_${kind}_(layer.weight, nonlinearity="${of}")`];
}

/** @param {string} deviation @param {number} [mean] */
function truncated(deviation, mean = 0) {
  const at = mean === 0 ? '' : `${literal(mean)} `;
  return [
    `std = ${deviation}`,
    `nn.init.trunc_normal_(layer.weight, mean=${literal(mean)}, std=std, a=${at ? `${at}- ` : '-'}2 * std, b=${at ? `${at}+ ` : ''}2 * std)`,
  ];
}

/**
 * The initialisation of a network, for the body of the function that builds it.
 * @param {import('./layers.js').Weighted[]} weighted @param {string[]} names of those layers
 * @returns {string} "" where nothing is drawn
 */
export function initialization(weighted, names) {
  const texts = weighted.map(({ init, bias, gain }) => {
    const drawn = draws(init, gain);
    return [...drawn, ...(drawn.length > 0 && bias ? ['nn.init.zeros_(layer.bias)'] : [])].join('\n');
  });
  const types = [
    names.some((name) => name.startsWith('dense')) ? 'nn.Linear' : '',
    names.some((name) => name.startsWith('conv2d')) ? 'nn.Conv2d' : '',
  ].filter(Boolean);
  const of = types.length === 1 ? types[0] : `(${types.join(', ')})`;
  if (texts.every((text) => text === texts[0])) {
    if (!texts[0]) return '';
    return `for layer in network.modules():\n    if isinstance(layer, ${of}):\n${indent(texts[0], 2)}`;
  }
  const groups = [];
  for (let first = 0; first < texts.length; ) {
    let end = first + 1;
    while (end < texts.length && texts[end] === texts[first]) ++end;
    const slice = `weighted[${first === 0 ? '' : first}:${end === texts.length ? '' : end}]`;
    if (texts[first]) groups.push(`for layer in ${slice}:\n${indent(texts[first])}`);
    first = end;
  }
  return `weighted = [layer for layer in network.modules() if isinstance(layer, ${of})]\n${groups.join('\n')}`;
}
