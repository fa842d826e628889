"""What Keras documents of the names that exported scripts use, by PyTorch: Debian has no Keras, so this stands in for it.

It finds an array that is transposed the wrong way, a layer left out, a constant in another unit. It cannot find an error in what is
understood of Keras: the names and arguments are those of its documentation, and a run by Keras itself is a test beside it.
"""
import math
import types

import torch
from torch.nn import functional

training = False


class Node:
    """A value of the functional form, computed when a model is called."""

    def __init__(self, compute, *parents):
        self.compute, self.parents = compute, parents

    def value(self, known):
        if id(self) not in known:
            known[id(self)] = self.compute(*(parent.value(known) if isinstance(parent, Node) else parent for parent in self.parents))
        return known[id(self)]


def lifted(function):
    """A function of values, and of the nodes that have them later."""
    def apply(*given, **named):
        if not any(isinstance(one, Node) for one in given):
            return function(*given, **named)
        return Node(lambda *values: function(*values, **named), *given)

    return apply


def where(condition, a, b):
    return torch.where(condition, torch.as_tensor(a, dtype=torch.float32), torch.as_tensor(b, dtype=torch.float32))


ops = types.SimpleNamespace(
    absolute=lifted(torch.abs), arctan=lifted(torch.arctan), cos=lifted(torch.cos), erf=lifted(torch.erf), exp=lifted(torch.exp),
    equal=lifted(torch.eq), sigmoid=lifted(torch.sigmoid), sin=lifted(torch.sin), softplus=lifted(functional.softplus), sqrt=lifted(torch.sqrt),
    tanh=lifted(torch.tanh), where=lifted(where), clip=lifted(lambda x, low, high: x.clamp(low, high)),
    maximum=lifted(lambda x, least: x.clamp(min=least)), max=lifted(lambda x, axis: x.max(dim=axis).values),
)
activations = types.SimpleNamespace(
    celu=lifted(lambda x, alpha: functional.celu(x, alpha)),
    elu=lifted(lambda x, alpha: torch.where(x > 0, x, alpha * torch.expm1(x.clamp(max=0)))),
    exponential=lifted(torch.exp),
    gelu=lifted(lambda x, approximate: functional.gelu(x, approximate="tanh" if approximate else "none")),
    hard_shrink=lifted(lambda x, threshold: functional.hardshrink(x, threshold)),
    hard_sigmoid=lifted(functional.hardsigmoid), hard_silu=lifted(functional.hardswish), hard_tanh=lifted(functional.hardtanh),
    leaky_relu=lifted(lambda x, negative_slope: functional.leaky_relu(x, negative_slope)),
    linear=lifted(lambda x: x), log_sigmoid=lifted(functional.logsigmoid), mish=lifted(functional.mish), relu=lifted(torch.relu),
    relu6=lifted(functional.relu6), selu=lifted(functional.selu), sigmoid=lifted(torch.sigmoid), silu=lifted(functional.silu),
    soft_shrink=lifted(lambda x, threshold: functional.softshrink(x, threshold)), softplus=lifted(functional.softplus),
    softsign=lifted(functional.softsign),
    sparse_plus=lifted(lambda x: torch.where(x < 1, torch.relu(x + 1).square() / 4, x)),
    sparse_sigmoid=lifted(lambda x: ((x + 1) / 2).clamp(0, 1)),
    squareplus=lifted(lambda x, b: (x + (x * x + b).sqrt()) / 2),
    tanh=lifted(torch.tanh), tanh_shrink=lifted(functional.tanhshrink),
    threshold=lifted(lambda x, threshold, default_value: functional.threshold(x, threshold, default_value)),
)


class Layer:
    weights = ()

    def __init__(self, *given, **named):
        self.given, self.named = given, named

    def __call__(self, x):
        return Node(self.run, *x) if isinstance(x, list) else Node(self.run, x)

    def set_weights(self, arrays):
        self.weights = [torch.tensor(array.copy()).requires_grad_(i < self.trained) for i, array in enumerate(arrays)]
        assert len(arrays) == self.count, (type(self).__name__, len(arrays))


class Activation(Layer):
    def run(self, x):
        return self.given[0](x)


class Dense(Layer):
    def __init__(self, units, use_bias=True):
        self.units, self.trained = units, 1 + use_bias
        self.count = self.trained

    def run(self, x):
        assert self.weights[0].shape == (x.shape[1], self.units)
        return x @ self.weights[0] + (self.weights[1] if self.count == 2 else 0)


def first_of(x):
    return x.permute(0, 3, 1, 2)


def last_of(x):
    return x.permute(0, 2, 3, 1)


class Conv2D(Layer):
    def __init__(self, filters, kernel_size, strides, padding, data_format, use_bias=True):
        assert data_format == "channels_last"
        self.size = (kernel_size,) * 2 if isinstance(kernel_size, int) else kernel_size
        self.filters, self.strides, self.padding, self.trained = filters, strides, padding, 1 + use_bias
        self.count = self.trained

    def run(self, x):
        kernel = self.weights[0]
        assert kernel.shape == (*self.size, x.shape[3], self.filters)
        if self.padding == "same":
            zeros = [
                max(0, (math.ceil(side / self.strides) - 1) * self.strides + of - side)
                for side, of in ((x.shape[2], self.size[1]), (x.shape[1], self.size[0]))
            ]
            x = functional.pad(x, (0, 0, *(part for zero in zeros for part in (zero // 2, zero - zero // 2))))
        y = last_of(functional.conv2d(first_of(x), kernel.permute(3, 2, 0, 1), stride=self.strides))
        return y + (self.weights[1] if self.count == 2 else 0)


class MaxPooling2D(Layer):
    pool = staticmethod(functional.max_pool2d)

    def __init__(self, pool_size, strides, data_format):
        self.pool_size, self.strides = pool_size, strides

    def run(self, x):
        return last_of(self.pool(first_of(x), self.pool_size, self.strides))


class AveragePooling2D(MaxPooling2D):
    pool = staticmethod(functional.avg_pool2d)


class GlobalAveragePooling2D(Layer):
    def run(self, x):
        return x.mean(dim=(1, 2))


class BatchNormalization(Layer):
    count, trained = 4, 2

    def __init__(self, axis, momentum, epsilon):
        self.momentum, self.epsilon = momentum, epsilon

    def run(self, x):
        gamma, beta, mean, variance = self.weights
        if training:
            axes = tuple(range(x.dim() - 1))
            now = x.mean(dim=axes), x.var(dim=axes, unbiased=False)
            for kept, new in zip((mean, variance), now):
                kept.copy_(kept * self.momentum + new.detach() * (1 - self.momentum))
            mean, variance = now
        return gamma * (x - mean) / (variance + self.epsilon).sqrt() + beta


class LayerNormalization(Layer):
    count = trained = 2

    def __init__(self, axis, epsilon):
        self.axis, self.epsilon = axis, epsilon

    def run(self, x):
        mean, variance = x.mean(dim=self.axis, keepdim=True), x.var(dim=self.axis, unbiased=False, keepdim=True)
        return (x - mean) / (variance + self.epsilon).sqrt() * self.weights[0] + self.weights[1]


class GroupNormalization(Layer):
    count = trained = 2

    def __init__(self, groups, axis, epsilon):
        self.groups, self.epsilon = groups, epsilon

    def run(self, x):
        grouped = x.unflatten(x.dim() - 1, (self.groups, -1))
        axes = (*range(1, x.dim() - 1), x.dim())
        mean, variance = grouped.mean(dim=axes, keepdim=True), grouped.var(dim=axes, unbiased=False, keepdim=True)
        return ((grouped - mean) / (variance + self.epsilon).sqrt()).reshape(x.shape) * self.weights[0] + self.weights[1]


class Dropout(Layer):
    def __init__(self, rate, seed):
        self.rate = rate

    def run(self, x):
        return functional.dropout(x, self.rate, training)


class AlphaDropout(Dropout):
    def run(self, x):
        return functional.alpha_dropout(x, self.rate, training)


class Permute(Layer):
    def run(self, x):
        return x.permute(0, *self.given[0])


class Flatten(Layer):
    def run(self, x):
        return x.flatten(1)


class Reshape(Layer):
    def run(self, x):
        return x.reshape(len(x), *self.given[0])


class Add(Layer):
    def run(self, a, b):
        return a + b


class PReLU(Layer):
    count = trained = 1

    def __init__(self, shared_axes=()):
        self.shared = shared_axes

    def run(self, x):
        shape = [1 if axis in self.shared else size for axis, size in enumerate(x.shape[1:], 1)]
        assert list(self.weights[0].shape) == shape, (self.weights[0].shape, shape)
        return torch.where(x > 0, x, self.weights[0] * x)


made = []


def remembered(kind):
    def make(*given, **named):
        made.append(kind(*given, **named))
        return made[-1]

    return make


kinds = [kind for kind in list(globals().values()) if isinstance(kind, type) and issubclass(kind, Layer)]
layers = types.SimpleNamespace(**{kind.__name__: remembered(kind) for kind in kinds})
optimizers = types.SimpleNamespace(
    SGD=lambda learning_rate, momentum, nesterov, **clip: (torch.optim.SGD, dict(lr=learning_rate, momentum=momentum, nesterov=nesterov), clip),
    Adam=lambda learning_rate, beta_1, beta_2, epsilon, **clip: (torch.optim.Adam, dict(lr=learning_rate, betas=(beta_1, beta_2), eps=epsilon), clip),
    AdamW=lambda learning_rate, beta_1, beta_2, epsilon, weight_decay, **clip: (
        torch.optim.AdamW, dict(lr=learning_rate, betas=(beta_1, beta_2), eps=epsilon, weight_decay=weight_decay), clip),
    Adadelta=lambda learning_rate, rho, epsilon, **clip: (torch.optim.Adadelta, dict(lr=learning_rate, rho=rho, eps=epsilon), clip),
)


def cross_entropy(from_logits, label_smoothing=0):
    assert from_logits
    return lambda outputs, targets: functional.cross_entropy(outputs, targets, label_smoothing=label_smoothing)


def binary(from_logits):
    assert from_logits
    return functional.binary_cross_entropy_with_logits


losses = types.SimpleNamespace(CategoricalCrossentropy=cross_entropy, BinaryCrossentropy=binary)


class Model:
    def __init__(self, inputs, outputs):
        self.inputs, self.outputs, self.layers = inputs, outputs, list(made)
        made.clear()

    def __call__(self, x):
        return self.outputs.value({id(self.inputs): torch.tensor(x)})

    def compile(self, optimizer, loss):
        kind, options, self.clip = optimizer
        self.parameters = [weight for layer in self.layers for weight in list(layer.weights)[:getattr(layer, "trained", 0)]]
        self.steps, self.loss = kind(self.parameters, **options), loss
        self.optimizer = types.SimpleNamespace(learning_rate=options["lr"])
        self.seen = []

    def reset_metrics(self):
        self.seen = []

    def train_on_batch(self, x, y, return_dict):
        global training
        training = True
        self.steps.param_groups[0]["lr"] = self.optimizer.learning_rate
        self.steps.zero_grad()
        loss = self.loss(self(x), torch.tensor(y))
        loss.backward()
        if "global_clipnorm" in self.clip:
            torch.nn.utils.clip_grad_norm_(self.parameters, self.clip["global_clipnorm"])
        if "clipvalue" in self.clip:
            torch.nn.utils.clip_grad_value_(self.parameters, self.clip["clipvalue"])
        self.steps.step()
        training = False
        self.seen.append(loss.item())
        return {"loss": sum(self.seen) / len(self.seen)}

    @torch.no_grad()
    def predict(self, x, batch_size, verbose):
        return torch.cat([self(x[first:first + batch_size]) for first in range(0, len(x), batch_size)]).numpy()


def Input(shape):
    return Node(None)
