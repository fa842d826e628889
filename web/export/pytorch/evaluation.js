// How a network is evaluated, and what is read off it beside.
import { indent, lines } from './python.js';

/**
 * @param {object} form
 * @param {Set<string>} form.tasks of the runs: classification, regression @param {boolean} form.oneLogit whether two classes share an output
 * @param {boolean} form.severalLogits whether others do not @param {boolean} form.weighs whether classes have weights
 */
export function evaluateFunction({ tasks, oneLogit, severalLogits, weighs }) {
  const argmax = 'outputs.argmax(dim=1)';
  const sign = '(outputs[:, 0] > 0).long()';
  const predicted = !oneLogit ? argmax : severalLogits ? `${sign} if outputs.shape[1] == 1 else ${argmax}` : sign;
  const accuracy = lines(
    `predicted = ${predicted}`,
    'scores = {f"{split}Loss": loss, f"{split}Accuracy": (predicted == targets).double().mean().item()}',
    'answers = predicted.unique().tolist()',
  );
  const r2 = lines(
    'errors = (outputs.double() - targets.double()).square().sum()',
    'spread = (targets.double() - targets.double().mean()).square().sum()',
    'scores = {f"{split}Loss": loss, f"{split}R2": (1 - errors / spread).item()}',
    'answers = outputs[:, 0].unique().tolist()',
  );
  const score =
    tasks.size > 1
      ? `if targets.is_floating_point():\n${indent(r2)}\nelse:\n${indent(accuracy)}`
      : tasks.has('regression')
        ? r2
        : accuracy;
  const weight = weighs ? 'weight_of(y, criterion)' : 'len(y)';
  return `@torch.no_grad()
def evaluate(network, loader, criterion, split):
    """Loss and ${[tasks.has('classification') && 'accuracy', tasks.has('regression') && 'R2'].filter(Boolean).join(' or ')} over all samples, and the one answer that all got where it is not right for all."""
    losses, weights, outputs, targets = [], [], [], []
    for x, y in loader:
        outputs.append(network(x))
        targets.append(y)
        losses.append(criterion(outputs[-1], y).item())
        weights.append(${weight})
    loss = sum(loss * weight for loss, weight in zip(losses, weights)) / sum(weights)
    outputs, targets = torch.cat(outputs), torch.cat(targets)
${indent(score)}
    return scores, answers[0] if len(answers) == 1 < len(targets.unique()) else None`;
}

export const kProbe = `@torch.no_grad()
def probe(network, samples, batch_size):
    """Medians over units of their mean activation, of all layers and of each."""
    layers = [layer for layer in network.modules() if isinstance(layer, ACTIVATIONS)]
    seen = [[] for _ in layers]
    hooks = [
        layer.register_forward_hook(lambda _, inputs, outputs, kept=kept: kept.append(outputs))
        for layer, kept in zip(layers, seen)
    ]
    for batch in samples.split(batch_size):
        network(batch)
    for hook in hooks:
        hook.remove()
    means = [torch.cat(kept).double().transpose(0, 1).flatten(1).mean(dim=1).tolist() for kept in seen]
    return {"median": median(sum(means, [])), "layers": [median(one) for one in means]}`;

export const kLearned = `def learned(network):
    """Learned parameters of the activations."""
    layers = [layer for layer in network.modules() if isinstance(layer, ACTIVATIONS)]
    return [
        {
            "layer": f"activation{i + 1}",
            "parameter": "slope" if key == "weight" else key,
            "values": values.detach().reshape(-1).tolist(),
        }
        for i, layer in enumerate(layers) for key, values in layer.named_parameters()
    ]`;
