// What is measured inside the layers, as the records have it, by hooks of PyTorch.

/** @param {boolean} convolves whether a network has convolutions, which are counted apart */
export const statisticsText = (convolves) => `class LayerStatistics:
    """The activations of one layer over an epoch; every batch counts the same."""

    def __init__(self, saturated):
        self.saturated = saturated
        self.batches = []

    def add(self, layer, inputs, outputs):
        a = outputs.detach().transpose(0, 1).flatten(1)  # a row a unit; of an image that is a channel
        near = torch.zeros_like(a)
        if self.saturated:
            near = self.saturated(inputs.detach(), outputs.detach(), layer).transpose(0, 1).flatten(1)
        deviations = a.double() - a.double().mean()
        variance = deviations.square().mean().item()
        self.batches.append({
            "count": a.numel(),
            "mean": a.double().mean().item(),
            "meanAbs": a.abs().double().mean().item(),
            "variance": variance,
            "kurtosis": deviations.pow(4).mean().item() / (variance * variance) - 3 if variance > 0 else math.nan,
            "min": a.min().item(),
            "max": a.max().item(),
            "zeros": (a == 0).double().mean(dim=1),
            "near": near.double().mean(dim=1),
            "nonFinite": (~a.isfinite()).sum().item(),
        })

    def summary(self):
        batches = self.batches
        samples = sum(batch["count"] for batch in batches)
        mean = sum(batch["mean"] * batch["count"] for batch in batches) / samples
        squares = sum((batch["variance"] + (batch["mean"] - mean) ** 2) * batch["count"] for batch in batches)
        average = {
            key: sum(batch[key] for batch in batches) / len(batches) for key in ("mean", "meanAbs", "kurtosis")
        }
        zeros = torch.stack([batch["zeros"] for batch in batches])
        near = torch.stack([batch["near"] for batch in batches])
        dead = (zeros == 1).all(dim=0)
        often = (near > 0.5).double().mean(dim=0) > 0.9
        return {
            "mean": average["mean"],
            "meanAbs": average["meanAbs"],
            "std": (squares / samples) ** 0.5,
            "min": min(batch["min"] for batch in batches),
            "max": max(batch["max"] for batch in batches),
            "kurtosis": average["kurtosis"],
            "fractionZero": zeros.mean().item(),
            "fractionSaturated": near.mean().item() if self.saturated else None,
            "deadUnits": dead.sum().item(),
            "oftenSaturatedUnits": often.sum().item() if self.saturated else None,
            "inactiveUnits": (dead | often).sum().item(),
            "nonFinite": sum(batch["nonFinite"] for batch in batches),
            "units": len(dead),
            "batches": len(batches),
        }


class Watch:
    """Measures a network's layers while it trains and while it is validated."""

    def __init__(self, network, saturated):
        self.phase = None
        self.activations = [layer for layer in network.modules() if isinstance(layer, ACTIVATIONS)]
        self.weighted = [layer for layer in network.modules() if isinstance(layer, WEIGHTED)]
        ${convolves ? 'self.names = list(names_of(self.weighted))' : 'self.names = [f"dense{i + 1}" for i in range(len(self.weighted))]'}
        self.saturated = saturated
        for i, layer in enumerate(self.activations):
            layer.register_forward_hook(partial(self.observe, i))
        for i, layer in enumerate(self.weighted):
            layer.register_forward_hook(partial(self.follow, i))

    def start_epoch(self):
        self.layers = {
            phase: [LayerStatistics(rule) for rule in self.saturated] for phase in ("train", "validation")
        }
        self.gradients = [{"weight": 0.0, "preActivation": 0.0} for _ in self.weighted]
        self.steps = 0

    def observe(self, i, layer, inputs, outputs):
        if self.phase:
            self.layers[self.phase][i].add(layer, inputs[0], outputs)

    def follow(self, i, layer, inputs, outputs):
        def add(gradient):
            self.gradients[i]["preActivation"] += gradient.double().norm().item()

        if self.phase == "train":
            outputs.register_hook(add)

    def after_backward(self):
        self.steps += 1
        for layer, sums in zip(self.weighted, self.gradients):
            sums["weight"] += layer.weight.grad.double().norm().item()
        self.before = [layer.weight.detach().double() for layer in self.weighted]

    def record(self):
        """Of the epoch that has ended."""
        moved = [layer.weight.detach().double() - old for layer, old in zip(self.weighted, self.before)]
        layers = [
            {
                "layer": f"activation{i + 1}",
                "activation": type(layer).__name__,
                "phase": phase,
                **self.layers[phase][i].summary(),
            }
            for i, layer in enumerate(self.activations)
            for phase in self.layers
        ]
        gradients = [
            {
                "layer": name,
                "weight": sums["weight"] / self.steps,
                "preActivation": sums["preActivation"] / self.steps,
                "updateRatio": (step.norm() / old.norm()).item(),
            }
            for name, sums, step, old in zip(self.names, self.gradients, moved, self.before)
        ]
        return {"gradientNorm": gradients[0]["weight"], "layers": layers, "gradients": gradients}${
          convolves
            ? `


def names_of(layers):
    """By their kind and number."""
    counts = Counter()
    for layer in layers:
        kind = "dense" if isinstance(layer, nn.Linear) else "conv2d"
        counts[kind] += 1
        yield f"{kind}{counts[kind]}"`
            : ''
        }`;
