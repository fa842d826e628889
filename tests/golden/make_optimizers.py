#!/usr/bin/python3
"""Writes optimizers.json: the learning rates of torch.optim's schedules, two clipped gradients, and twenty steps of every optimiser of torch.optim on a loss whose gradient takes three products.

The loss is sum(c (p - t)^4 / 4), so that g = c (p - t)^3 element by element; c and t are written too. Run by hand with
Debian's python3-torch; the file holds float32 values in full.
"""
import inspect
import json
import pathlib
import sys

import torch

torch.manual_seed(5)
SIZE, STEPS = 13, 20
START = torch.randn(SIZE)
TARGET = torch.randn(SIZE)
SCALE = torch.rand(SIZE) * 3 + 0.1

CASES = [
    ({"name": "sgd", "learningRate": 0.02}, torch.optim.SGD, {"lr": 0.02}),
    ({"name": "sgd", "learningRate": 0.02, "momentum": 0.9}, torch.optim.SGD, {"lr": 0.02, "momentum": 0.9}),
    ({"name": "sgd", "learningRate": 0.02, "momentum": 0.9, "nesterov": True, "weightDecay": 0.03}, torch.optim.SGD,
     {"lr": 0.02, "momentum": 0.9, "nesterov": True, "weight_decay": 0.03}),
    ({"name": "adam"}, torch.optim.Adam, {}),
    ({"name": "adam", "learningRate": 0.05, "beta1": 0.7, "beta2": 0.95, "epsilon": 1e-3, "weightDecay": 0.1},
     torch.optim.Adam, {"lr": 0.05, "betas": (0.7, 0.95), "eps": 1e-3, "weight_decay": 0.1}),
    ({"name": "adam", "constants": "keras"}, torch.optim.Adam, {"lr": 0.001, "eps": 1e-7}),
    ({"name": "adamw", "learningRate": 0.05}, torch.optim.AdamW, {"lr": 0.05}),
    ({"name": "adamw", "learningRate": 0.05, "weightDecay": 0.3}, torch.optim.AdamW, {"lr": 0.05, "weight_decay": 0.3}),
    ({"name": "nadam"}, torch.optim.NAdam, {}),
    ({"name": "nadam", "learningRate": 0.05, "beta1": 0.7, "beta2": 0.95, "epsilon": 1e-3, "momentumDecay": 0.3, "weightDecay": 0.1},
     torch.optim.NAdam, {"lr": 0.05, "betas": (0.7, 0.95), "eps": 1e-3, "momentum_decay": 0.3, "weight_decay": 0.1}),
    ({"name": "nadam", "constants": "keras"}, torch.optim.NAdam, {"lr": 0.001, "eps": 1e-7, "momentum_decay": 1.0}),
    ({"name": "rmsprop"}, torch.optim.RMSprop, {}),
    ({"name": "rmsprop", "constants": "keras", "momentum": 0.5, "weightDecay": 0.02}, torch.optim.RMSprop,
     {"lr": 0.001, "alpha": 0.9, "eps": 1e-7, "momentum": 0.5, "weight_decay": 0.02}),
    ({"name": "adagrad"}, torch.optim.Adagrad, {}),
    ({"name": "adagrad", "constants": "keras", "learningRate": 0.1}, torch.optim.Adagrad,
     {"lr": 0.1, "initial_accumulator_value": 0.1, "eps": 1e-7}),
    ({"name": "adadelta"}, torch.optim.Adadelta, {}),
    ({"name": "adadelta", "decay": 0.8, "epsilon": 1e-4, "weightDecay": 0.05}, torch.optim.Adadelta,
     {"rho": 0.8, "eps": 1e-4, "weight_decay": 0.05}),
]

# PyTorch 1.13 multiplies the product of the next step by mu once too often, against its own documentation. Later
# releases do not, and the goldens are theirs.
nadam = sys.modules[torch.optim.NAdam.__module__]
exec(inspect.getsource(nadam._single_tensor_nadam).replace("mu_product * mu * mu_next", "mu_product * mu_next"), vars(nadam))


def trajectory(kind, options):
    parameter = torch.nn.Parameter(START.clone())
    optimizer = kind([parameter], **options)
    steps = []
    for _ in range(STEPS):
        difference = parameter.detach() - TARGET
        parameter.grad = SCALE * difference * difference * difference
        optimizer.step()
        steps.append(parameter.detach().tolist())
    return steps


LOSSES = [1.0, 0.8, 0.79999, 0.81, 0.9, 0.7, 0.71, 0.72, 0.73, 0.74, 0.69, 0.75, 0.76, 0.77, 0.78, 0.79, 0.8, 0.81, 0.82, 0.83]
SCHEDULES = [
    ({"name": "constant", "warmUpEpochs": 4, "warmUpStart": 0.2},
     lambda o: torch.optim.lr_scheduler.LinearLR(o, start_factor=0.2, total_iters=4)),
    ({"name": "step", "factor": 0.3, "every": 6}, lambda o: torch.optim.lr_scheduler.StepLR(o, 6, gamma=0.3)),
    ({"name": "exponential", "factor": 0.9}, lambda o: torch.optim.lr_scheduler.ExponentialLR(o, 0.9)),
    ({"name": "cosine", "minimum": 0.01}, lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 20, eta_min=0.01)),
    ({"name": "oneCycle"}, lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 0.1, total_steps=len(LOSSES))),
    ({"name": "oneCycle", "riseShare": 0.45, "startDivisor": 10, "endDivisor": 100, "anneal": "linear"},
     lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 0.1, total_steps=len(LOSSES), pct_start=0.45, div_factor=10,
                                                   final_div_factor=100, anneal_strategy="linear")),
    ({"name": "plateau", "factor": 0.5, "patience": 2, "minimum": 0.02},
     lambda o: torch.optim.lr_scheduler.ReduceLROnPlateau(o, factor=0.5, patience=2, min_lr=0.02)),
]


def rates(make):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    schedule, seen = make(optimizer), []
    for loss in LOSSES:
        seen.append(optimizer.param_groups[0]["lr"])
        if len(seen) == len(LOSSES):
            break  # OneCycleLR has no step after its last
        optimizer.step()
        schedule.step(loss) if isinstance(schedule, torch.optim.lr_scheduler.ReduceLROnPlateau) else schedule.step()
    return seen


def clipped(norm, value):
    parameters = [torch.nn.Parameter(torch.zeros(SIZE)) for _ in range(2)]
    for parameter, gradient in zip(parameters, (START, SCALE)):
        parameter.grad = gradient.clone()
    if value is not None:
        torch.nn.utils.clip_grad_value_(parameters, value)
    if norm is not None:
        torch.nn.utils.clip_grad_norm_(parameters, norm)
    return [parameter.grad.tolist() for parameter in parameters]


result = {
    "losses": LOSSES,
    "schedules": [{"schedule": json_config, "rates": rates(make)} for json_config, make in SCHEDULES],
    "clips": [{"clip": clip, "gradients": clipped(clip.get("norm"), clip.get("value"))}
              for clip in ({"norm": 1.5}, {"norm": 100.0}, {"value": 0.4}, {"norm": 1.0, "value": 0.7})],
    "torch": torch.__version__, "start": START.tolist(), "target": TARGET.tolist(), "scale": SCALE.tolist(),
    "cases": [{"optimizer": json_config, "steps": trajectory(kind, options)} for json_config, kind, options in CASES],
}
path = pathlib.Path(__file__).with_name("optimizers.json")
path.write_text(json.dumps(result) + "\n")
print(f"{path.name}: {len(CASES)} cases")
