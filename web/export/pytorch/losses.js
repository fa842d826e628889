// Losses as modules and functions of torch.nn, with the targets in the form they take.
import { literal } from './python.js';

const kBinary = {
  name: 'binary_cross_entropy',
  // Two classes that share one output, the logit of class 1.
  one: `def binary_cross_entropy(outputs, targets):
    return nn.functional.binary_cross_entropy_with_logits(outputs[:, 0], targets.float())`,
  several: `def binary_cross_entropy(outputs, targets):
    classes = nn.functional.one_hot(targets, outputs.shape[1])
    return nn.functional.binary_cross_entropy_with_logits(outputs, classes.float())`,
  any: `def binary_cross_entropy(outputs, targets):
    if outputs.shape[1] == 1:
        return nn.functional.binary_cross_entropy_with_logits(outputs[:, 0], targets.float())
    classes = nn.functional.one_hot(targets, outputs.shape[1])
    return nn.functional.binary_cross_entropy_with_logits(outputs, classes.float())`,
};

const kBalanced = `def balanced_weights(labels, classes):
    """Of the classes, by how often they are among the labels."""
    counts = labels.bincount(minlength=classes).clamp(min=1)
    return (len(labels) / (classes * counts.double())).float()`;

export const kWeightOf = `def weight_of(targets, criterion):
    """What a batch counts in a mean over batches."""
    weights = getattr(criterion, "weight", None)
    return len(targets) if weights is None else weights[targets].sum().item()`;

/** @param {import('../checked.js').Loss} loss @param {number} outputs of the network @returns {string} what makes the criterion; `labels` are those that train */
export function criterionCode(loss, outputs) {
  switch (loss.name) {
    case 'binary-cross-entropy':
      return kBinary.name;
    case 'huber':
      return `nn.HuberLoss(delta=${literal(loss.delta)})`;
    case 'mean-squared-error':
      return 'nn.MSELoss()';
    default: {
      const { classWeights: weights, labelSmoothing } = loss;
      const of = weights === 'balanced' ? `balanced_weights(labels, ${outputs})` : `torch.tensor(${literal(weights)})`;
      const given = [
        ...(weights === undefined ? [] : [`weight=${of}`]),
        ...(labelSmoothing > 0 ? [`label_smoothing=${literal(labelSmoothing)}`] : []),
      ];
      return `nn.CrossEntropyLoss(${given.join(', ')})`;
    }
  }
}

/** Functions the criteria use. @param {{ loss: import('../checked.js').Loss, outputs: number }[]} runs @returns {string[]} */
export function lossFunctions(runs) {
  const binary = runs.filter(({ loss }) => loss.name === 'binary-cross-entropy').map(({ outputs }) => outputs === 1);
  const form = binary.every(Boolean) ? kBinary.one : binary.some(Boolean) ? kBinary.any : kBinary.several;
  return [
    ...(binary.length > 0 ? [form] : []),
    ...(runs.some(({ loss }) => loss.classWeights === 'balanced') ? [kBalanced] : []),
    ...(runs.some(({ loss }) => loss.classWeights !== undefined) ? [kWeightOf] : []),
  ];
}
