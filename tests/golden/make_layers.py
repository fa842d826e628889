#!/usr/bin/python3
"""Writes layers.json: small networks of every layer, loss and initialiser as PyTorch has them.

Each case holds the experiment's own JSON of its layers and loss, inputs and targets, the initial parameters, the first
gradients as central differences in float64 (not autograd's), and the losses and final parameters of twenty steps in
float32. Random layers draw from the default generator, seeded once: the masks are part of what is compared. Run by hand
with Debian's python3-torch.
"""
import json
import math
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

SEED, STEPS = 11, 20
dense = lambda units, **more: {"type": "dense", "units": units, **more}
conv = lambda filters, **more: {"type": "conv2d", "filters": filters, **more}
act = lambda name, **more: {"type": "activation", "name": name, **more}
one = lambda kind, **more: {"type": kind, **more}
FLAT, CLASSES = one("flatten"), dense(3)

CASES = [
    ("convolution, valid", (1, 8, 8), [conv(4), act("tanh"), FLAT, CLASSES], {}),
    ("convolution, same", (2, 6, 5), [conv(3, padding="same"), act("tanh"), conv(2, kernel=[4, 2], padding="same", bias=False), FLAT, CLASSES], {}),
    ("convolution with stride", (2, 9, 8), [conv(3, kernel=[2, 3], stride=2), act("tanh"), conv(3, stride=2, padding="same"), FLAT, CLASSES], {}),
    ("convolutions in tiles", (2, 7, 7), [conv(8, padding="same"), act("tanh"), conv(8), act("tanh"), conv(8, padding="same", bias=False), act("tanh"), one("globalAveragePool"), CLASSES], {}),
    ("max pooling", (1, 8, 8), [conv(3), act("relu"), one("maxPool2d"), FLAT, CLASSES], {}),
    ("overlapping max pooling", (2, 7, 7), [conv(3, padding="same"), act("elu"), one("maxPool2d", size=3, stride=2), FLAT, CLASSES], {}),
    ("average pooling", (2, 7, 7), [conv(3, padding="same"), act("tanh"), one("averagePool2d", size=3, stride=2), FLAT, CLASSES], {}),
    ("global average", (2, 6, 6), [conv(5), act("gelu"), one("globalAveragePool"), CLASSES], {}),
    ("dropout", (7,), [dense(12), act("tanh"), one("dropout", rate=0.3), dense(10), act("tanh"), one("dropout", rate=0.5), CLASSES], {}),
    ("dropout of an image", (1, 6, 6), [conv(3), act("tanh"), one("dropout", rate=0.25), FLAT, CLASSES], {}),
    ("alpha dropout", (7,), [dense(12), act("selu"), one("alphaDropout", rate=0.2), CLASSES], {}),
    ("BatchNorm of an image", (2, 6, 6), [conv(4, bias=False), one("batchNorm"), act("tanh"), FLAT, CLASSES], {}),
    ("BatchNorm, Keras' constants", (7,), [dense(9, bias=False), one("batchNorm", constants="keras"), act("tanh"), CLASSES], {}),
    ("LayerNorm", (7,), [dense(9), one("layerNorm"), act("tanh"), CLASSES], {}),
    ("LayerNorm of an image", (2, 5, 5), [conv(3), one("layerNorm", epsilon=1e-3), act("tanh"), FLAT, CLASSES], {}),
    ("GroupNorm", (7,), [dense(12), one("groupNorm", groups=3), act("tanh"), CLASSES], {}),
    ("GroupNorm of an image", (2, 5, 5), [conv(4), one("groupNorm", groups=2, epsilon=1e-3), act("tanh"), FLAT, CLASSES], {}),
    ("residual", (7,), [dense(6), one("residual", layers=[one("batchNorm"), act("tanh"), dense(6)]), CLASSES], {}),
    ("residual first, within another", (5,), [one("residual", layers=[dense(5), act("elu"), one("residual", layers=[dense(5), act("tanh")]), dense(5)]), CLASSES], {}),
    ("residual convolution", (2, 5, 5), [conv(3, padding="same"), one("residual", layers=[act("elu"), conv(3, padding="same")]), FLAT, CLASSES], {}),
    ("PReLU, one slope", (7,), [dense(9), act("prelu"), CLASSES], {}),
    ("PReLU, a slope a channel", (2, 6, 6), [conv(4), act("prelu", perChannel=True, slope=0.1), FLAT, CLASSES], {}),
    ("PReLU, a slope a unit", (7,), [dense(9), act("prelu", perChannel=True), CLASSES], {}),
    ("ELU, learned alpha", (7,), [dense(9), act("elu", learned=True, alpha=0.8), CLASSES], {}),
    ("Swish, learned beta", (7,), [dense(9), act("swish", learned=True, beta=1.5), CLASSES], {}),
    ("RReLU", (7,), [dense(9), act("rrelu"), CLASSES], {}),
    ("maxout", (7,), [dense(12), one("maxout", pieces=3), CLASSES], {}),
    ("maxout of an image", (2, 5, 5), [conv(6), one("maxout"), FLAT, CLASSES], {}),
    ("hybrid", (7,), [dense(9), act("gelu"), dense(9), act("elu", alpha=0.5), CLASSES], {}),
    ("binary cross-entropy, one logit", (7,), [dense(9), act("tanh"), dense(1)], {"loss": {"name": "binary-cross-entropy"}, "classes": 2}),
    ("binary cross-entropy, a logit a class", (7,), [dense(9), act("tanh"), CLASSES], {"loss": {"name": "binary-cross-entropy"}}),
    ("mean squared error", (7,), [dense(9), act("tanh"), dense(2)], {"loss": {"name": "mean-squared-error"}, "classes": 0}),
    ("Huber", (7,), [dense(9), act("tanh"), dense(2)], {"loss": {"name": "huber", "delta": 0.4}, "classes": 0}),
    ("cross-entropy with class weights", (7,), [dense(9), act("tanh"), CLASSES], {"loss": {"name": "softmax-cross-entropy", "classWeights": [0.5, 4, 1.25]}}),
    ("cross-entropy, balanced", (7,), [dense(9), act("tanh"), CLASSES], {"loss": {"name": "softmax-cross-entropy", "classWeights": "balanced"}}),
    ("cross-entropy with label smoothing", (7,), [dense(9), act("tanh"), CLASSES], {"loss": {"name": "softmax-cross-entropy", "labelSmoothing": 0.15}}),
    ("cross-entropy with weights and smoothing", (7,), [dense(9), act("tanh"), CLASSES], {"loss": {"name": "softmax-cross-entropy", "classWeights": [0.5, 4, 1.25], "labelSmoothing": 0.3}}),
    ("L1 and L2", (7,), [dense(9), act("tanh"), CLASSES], {"penalty": {"l1": 0.003, "l2": 0.02}}),
]


class Conv(nn.Module):
    """A convolution whose same padding is TensorFlow's, stride or not."""

    def __init__(self, spec, shape):
        super().__init__()
        kernel = spec.get("kernel", 3)
        self.kernel = (kernel, kernel) if isinstance(kernel, int) else tuple(kernel)
        self.stride, self.same = spec.get("stride", 1), spec.get("padding") == "same"
        self.conv = nn.Conv2d(shape[0], spec["filters"], self.kernel, stride=self.stride, bias=spec.get("bias", True))

    def forward(self, x):
        if self.same:
            sides = []
            for extent, kernel in zip(reversed(x.shape[2:]), reversed(self.kernel)):
                total = max((math.ceil(extent / self.stride) - 1) * self.stride + kernel - extent, 0)
                sides += [total // 2, total - total // 2]
            x = F.pad(x, sides)
        return self.conv(x)


class Learned(nn.Module):
    def __init__(self, start, formula):
        super().__init__()
        self.weight = nn.Parameter(torch.tensor([start]))
        self.formula = formula

    def forward(self, x):
        return self.formula(x, self.weight)


class Maxout(nn.Module):
    def __init__(self, pieces):
        super().__init__()
        self.pieces = pieces

    def forward(self, x):
        return x.view(x.shape[0], x.shape[1] // self.pieces, self.pieces, *x.shape[2:]).max(2).values


class Residual(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return x + self.inner(x)


def activation(spec, shape):
    name = spec["name"]
    if name == "prelu":
        return nn.PReLU(shape[0] if spec.get("perChannel") else 1, init=spec.get("slope", 0.25))
    if name == "elu" and spec.get("learned"):
        return Learned(spec["alpha"], lambda x, a: torch.where(x > 0, x, a * torch.expm1(torch.clamp(x, max=0))))
    if name == "swish":
        return Learned(spec["beta"], lambda x, b: x * torch.sigmoid(b * x))
    return {"relu": nn.ReLU, "tanh": nn.Tanh, "gelu": nn.GELU, "selu": nn.SELU, "rrelu": nn.RReLU}[name]() \
        if name != "elu" else nn.ELU(spec.get("alpha", 1.0))


def module(spec, shape):
    kind = spec["type"]
    if kind == "dense":
        return nn.Linear(shape[0], spec["units"], bias=spec.get("bias", True))
    if kind == "conv2d":
        return Conv(spec, shape)
    if kind in ("maxPool2d", "averagePool2d"):
        size = spec.get("size", 2)
        return (nn.MaxPool2d if kind[0] == "m" else nn.AvgPool2d)(size, spec.get("stride", size))
    if kind == "globalAveragePool":
        return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
    if kind == "batchNorm":
        momentum, epsilon = (0.01, 1e-3) if spec.get("constants") == "keras" else (0.1, 1e-5)
        return (nn.BatchNorm1d if len(shape) == 1 else nn.BatchNorm2d)(shape[0], momentum=momentum, eps=epsilon)
    if kind == "residual":
        return Residual(sequence(spec["layers"], shape))
    return {"flatten": nn.Flatten, "dropout": lambda: nn.Dropout(spec["rate"]), "alphaDropout": lambda: nn.AlphaDropout(spec["rate"]),
            "layerNorm": lambda: nn.LayerNorm(list(shape), eps=spec.get("epsilon", 1e-5)),
            "groupNorm": lambda: nn.GroupNorm(spec["groups"], shape[0], eps=spec.get("epsilon", 1e-5)),
            "maxout": lambda: Maxout(spec.get("pieces", 2)), "activation": lambda: activation(spec, shape)}[kind]()


def sequence(layers, shape):
    modules = []
    for spec in layers:
        modules.append(module(spec, shape))
        state = torch.random.get_rng_state()  # finding the shape must not draw
        probe = nn.Sequential(modules[-1]).eval()
        with torch.no_grad():
            shape = tuple(probe(torch.zeros(2, *shape)).shape[1:])
        probe.train()
        torch.random.set_rng_state(state)
    return nn.Sequential(*modules)


def weighted(model):
    return [m for m in model.modules() if isinstance(m, (nn.Linear, nn.Conv2d))]


def loss_of(model, x, y, options):
    outputs = model(x)
    name = options.get("loss", {}).get("name")
    if name == "binary-cross-entropy":
        targets = y[:, None] if outputs.shape[1] == 1 else F.one_hot(y, outputs.shape[1])
        return F.binary_cross_entropy_with_logits(outputs, targets.to(outputs.dtype))
    if name == "mean-squared-error":
        return F.mse_loss(outputs, y.to(outputs.dtype))
    if name == "huber":
        return F.huber_loss(outputs, y.to(outputs.dtype), delta=options["loss"]["delta"])
    return F.cross_entropy(outputs, y, weight=class_weights(y, outputs, options.get("loss", {})), label_smoothing=options.get("loss", {}).get("labelSmoothing", 0.0))


def class_weights(y, outputs, loss):
    weights = loss.get("classWeights")
    if weights == "balanced":  # scikit-learn's: samples / (classes * samples of the class)
        counts = torch.bincount(y, minlength=outputs.shape[1])
        weights = len(y) / (outputs.shape[1] * counts.clamp(min=1))
    return None if weights is None else torch.as_tensor(weights, dtype=outputs.dtype)


def penalty_of(model, options):
    penalty = options.get("penalty", {})
    return sum(penalty.get("l1", 0) * m.weight.abs().sum() + penalty.get("l2", 0) * (m.weight ** 2).sum() for m in weighted(model))


def differences(model, x, y, options, state):
    """Central differences of the loss in float64, every draw the same."""
    model = model.double()
    x = x.double()
    buffers = [b.clone() for b in model.buffers()]

    def value():
        torch.random.set_rng_state(state)
        for b, old in zip(model.buffers(), buffers):
            b.copy_(old)
        return float(loss_of(model, x, y, options) + penalty_of(model, options))

    gradients = []
    with torch.no_grad():
        for p in model.parameters():
            flat, found = p.view(-1), []
            for i in range(flat.numel()):
                before, step = float(flat[i]), 1e-6
                flat[i] = before + step
                up = value()
                flat[i] = before - step
                down = value()
                flat[i] = before
                found.append((up - down) / (2 * step))
            gradients.append(found)
        for b, old in zip(model.buffers(), buffers):
            b.copy_(old)
    model.float()
    return gradients


def flat(tensors):
    return [t.detach().reshape(-1).tolist() for t in tensors]


def case(name, shape, layers, options):
    data = torch.Generator().manual_seed(5)
    classes = options.get("classes", 3)
    x = torch.randn(8, *shape, generator=data)
    y = torch.randint(classes, (8,), generator=data) if classes else torch.randn(8, 2, generator=data)
    torch.manual_seed(SEED)
    model = sequence(layers, shape)
    for m in weighted(model):
        nn.init.kaiming_normal_(m.weight, mode="fan_in", nonlinearity="relu")
        if m.bias is not None:
            nn.init.zeros_(m.bias)
    state = torch.random.get_rng_state()
    result = {"name": name, "shape": list(shape), "layers": layers, "x": x.reshape(-1).tolist(), "y": y.reshape(-1).tolist(),
              "classes": classes, "training": {k: v for k, v in options.items() if k in ("loss", "penalty")},
              "initial": flat(model.parameters()), "gradients": differences(model, x, y, options, state)}
    torch.random.set_rng_state(state)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = loss_of(model, x, y, options)
        (loss + penalty_of(model, options)).backward()
        optimizer.step()
        losses.append(float(loss))
    model.eval()
    return {**result, "losses": losses, "final": flat(model.parameters()), "buffers": flat(b for b in model.buffers() if b.dim()),
            "evaluated": flat([model(x)])[0], "traced": traced(model, x[:1])}


def traced(model, x):
    """What each layer makes of one sample in evaluation."""
    outputs = []
    for layer in model:
        x = layer(x)
        outputs.append(x)
    return flat(outputs)


INITIALIZERS = [
    ("zeros", lambda w: nn.init.zeros_(w)),
    ({"name": "constant", "value": 0.3}, lambda w: nn.init.constant_(w, 0.3)),
    ({"name": "uniform", "low": -0.2, "high": 0.7}, lambda w: nn.init.uniform_(w, -0.2, 0.7)),
    ({"name": "normal", "mean": 0.1, "std": 0.3}, lambda w: nn.init.normal_(w, 0.1, 0.3)),
    ({"name": "normal", "std": 0.3, "truncated": True}, lambda w: nn.init.trunc_normal_(w, 0, 0.3, -0.6, 0.6)),
    ({"name": "he-normal", "truncated": True}, lambda w: truncated(w, math.sqrt(2 / fans(w)[0]))),
    ({"name": "glorot-normal", "truncated": True, "gain": 2}, lambda w: truncated(w, 2 * math.sqrt(2 / sum(fans(w))))),
    ({"name": "lecun-normal", "truncated": True}, lambda w: truncated(w, math.sqrt(1 / fans(w)[0]))),
    ("he-uniform", lambda w: nn.init.kaiming_uniform_(w, nonlinearity="relu")),
    ({"name": "he-normal", "gain": 1.25}, lambda w: nn.init.normal_(w, 0, 1.25 / math.sqrt(fans(w)[0]))),
    ("glorot-normal", lambda w: nn.init.xavier_normal_(w)),
    ({"name": "glorot-uniform", "gain": 1.5}, lambda w: nn.init.xavier_uniform_(w, 1.5)),
    ("lecun-uniform", lambda w: nn.init.uniform_(w, -math.sqrt(3 / fans(w)[0]), math.sqrt(3 / fans(w)[0]))),
    ("orthogonal", lambda w: nn.init.orthogonal_(w)),
    ({"name": "orthogonal", "gain": 1.5}, lambda w: nn.init.orthogonal_(w, 1.5)),
    ({"name": "unit-norm-rows", "gain": 2}, lambda w: rows(w)),
    ("pytorch-default", lambda w: None),
]


def fans(w):
    return nn.init._calculate_fan_in_and_fan_out(w)


def truncated(w, std):
    """Keras' variance scaling: a normal truncated at two of its deviations, whose own deviation is then `std`."""
    std /= 0.87962566103423978
    nn.init.trunc_normal_(w, 0, std, -2 * std, 2 * std)


def rows(w):
    with torch.no_grad():
        w.normal_()
        w.copy_(2 * F.normalize(w.flatten(1), dim=1).view_as(w))


def initialized(config, draw):
    weights = []
    for shape in ((3, 5), (3, 4, 4)):
        torch.manual_seed(SEED)
        layer = nn.Linear(5, 9) if len(shape) == 2 else nn.Conv2d(3, 4, (2, 3))
        draw(layer.weight)
        weights.append(layer.weight.detach().reshape(-1).tolist())
    return {"init": config, "dense": weights[0], "conv2d": weights[1]}


result = {"torch": torch.__version__, "seed": SEED, "cases": [case(*c) for c in CASES],
          "initializers": [initialized(*i) for i in INITIALIZERS]}
path = pathlib.Path(__file__).with_name("layers.json")
path.write_text("{\n" + ",\n".join(f"{json.dumps(k)}: " + ("[\n" + ",\n".join(json.dumps(v) for v in value) + "\n]" if isinstance(value, list) else json.dumps(value)) for k, value in result.items()) + "\n}\n")
print(f"{path.name}: {len(CASES)} networks, {len(INITIALIZERS)} initialisers, {path.stat().st_size // 1024} KB")
