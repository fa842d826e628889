"""Watches the activations of a PyTorch model while it trains; Activation Playground shows what this writes (see Results).
    from playground_hooks import watch
    watcher = watch(model, "records.jsonl", run="baseline")  # before the first epoch
    for epoch in range(epochs):                              # train under model.train(), validate under model.eval(), then
        watcher.epoch(trainLoss=train_loss, validationLoss=loss, validationAccuracy=accuracy)
    watcher.close()
Watched are modules of torch.nn.modules.activation and of the classes in `also`, not functions such as torch.relu. Statistics are
the playground's; it watches every training batch (every=1), this the first of an epoch and each sixteenth after it by default.
A deep copy of the model is not watched. Save its state_dict, or the whole model after close(). For torch 1.11 or later."""
import copy, json, math, os, torch
from torch import nn
NOT_WATCHED = (nn.MultiheadAttention, nn.Softmax, nn.Softmax2d, nn.LogSoftmax, nn.Softmin, nn.GLU)
WEIGHTED, BINS, SHARES = (nn.Linear, nn.modules.conv._ConvNd), 256, (0.0, 0.07, 0.16, 0.31, 0.5, 0.69, 0.84, 0.93, 1.0)
@torch.no_grad()
def saturation_limits(module):
    """(of the output?, below, above): beyond is within 5 % of a horizontal asymptote; infinite: never."""
    if sum(one.numel() for one in module.parameters()) > 1: return True, -math.inf, math.inf  # one a channel: not looked for
    function, values, sides = copy.deepcopy(module).cpu().double().eval(), [], []
    function._forward_hooks.clear(), function._forward_pre_hooks.clear()  # another's may be there
    t = torch.cat([torch.arange(512).double() / 64, 8 * (1 + 1 / 512) ** torch.arange(6000).double()])
    for sign in (-1.0, 1.0):
        values.append(function(sign * t))
        level, further = function(sign * torch.tensor([1e12, 1e13]).double()).tolist()
        distance = (values[-1] - level).abs()
        least = 0.05 * float(distance.max())
        # A side that is flat from 0 outwards has zeros instead.
        sides.append((sign * math.inf, sign * math.inf))
        if math.isfinite(level) and abs(further - level) <= 1e-9 * max(1.0, abs(level)) and least > 0.0:
            last = int((distance >= least).nonzero().max())
            fine = torch.linspace(float(t[last]), float(t[last + 1]), 8193).double()
            far = (function(sign * fine) - level).abs() >= least
            sides[-1] = level - sign * least, sign * float(fine[far.nonzero().max()])
    steps = torch.cat([values[0].flip(0), values[1]]).diff()
    is_monotone = bool((steps >= -1e-12).all() or (steps <= 1e-12).all())
    return is_monotone, sides[0][1 - is_monotone], sides[1][1 - is_monotone]
class Histogram:
    """Counts in 256 bins whose width is a power of two: they grow with the values, and no count is estimated."""
    def __init__(self):
        self.counts, self.first, self.width = torch.zeros(BINS, dtype=torch.int64), 0, 0.0
        self.min, self.max, self.zeros, self.below, self.above = math.inf, -math.inf, 0, 0, 0
    def add(self, values):
        values = values.detach().reshape(-1).cpu().double()
        self.below, self.above = self.below + int((values == -math.inf).sum()), self.above + int((values == math.inf).sum())
        values = values[values.isfinite()]
        if values.numel() == 0: return
        low, high, width = min(self.min, float(values.min())), max(self.max, float(values.max())), max(self.width, 2.0**-169)
        while math.floor(high / width) - math.floor(low / width) >= BINS or max(-low, high) > 2.0**20 * width: width *= 2
        first = math.floor(low / width)
        moved = torch.floor((self.first + torch.arange(BINS).double()) * (self.width / width)) - first
        self.counts = torch.zeros_like(self.counts).index_add_(0, moved.clamp(0, BINS - 1).long(), self.counts)
        self.first, self.width, self.min, self.max = first, width, low, high
        self.zeros += int((values == 0).sum())
        self.counts += torch.bincount((values / width - first).floor().clamp(0, BINS - 1).long(), minlength=BINS)
    def percentile(self, share):
        totals = self.counts.cumsum(0).double()
        rank = torch.tensor(share * float(totals[-1]), dtype=torch.float64)
        i = int(torch.searchsorted(totals, rank))
        count, rank = int(self.counts[i]), float(rank - totals[i]) + int(self.counts[i])
        edge = self.zeros if self.first + i == 0 else 0  # zeros come first in their bin
        sixteenths = 0 if rank <= edge else math.floor(16 * (rank - edge) / (count - edge) + 0.5)
        return min(max((16 * (self.first + i) + sixteenths) * self.width / 16, self.min), self.max)
    def record(self):
        if self.min > self.max: return {}
        filled = self.counts.nonzero()[:, 0]
        places = torch.div(self.first + filled, 4, rounding_mode="floor")  # four bins are one of a figure
        counts = torch.bincount(places - places.min(), weights=self.counts[filled].double()).long().tolist()
        edges = [4 * self.width * end for end in (int(places.min()), int(places.max()) + 1)]
        return {"histogram": {"edges": edges, "counts": counts, "below": self.below, "above": self.above},
                "percentiles": [self.min, *map(self.percentile, SHARES[1:-1]), self.max]}
class Statistics:
    """One activation over the watched batches of an epoch."""
    SUMS = ("batches", "mean", "meanAbs", "fractionZero", "fractionSaturated", "kurtosis", "nonFinite")
    def __init__(self, limits):
        self.limits, self.sums, self.histogram, self.last = limits, dict.fromkeys(self.SUMS, 0.0), Histogram(), None
        self.n, self.centre, self.deviations, self.min, self.max, self.active, self.often = 0, 0.0, 0.0, math.inf, -math.inf, False, 0
    def add(self, before, after, dim):
        x, (on_output, below, above) = after.detach().float(), self.limits
        mean, (low, high) = float(x.mean()), map(float, torch.aminmax(x))
        held = (x - mean).square_()  # var_mean, sums of truth values and more memory would take several times as long
        variance, fourth = float(held.mean()), float(held.square_().mean())
        others, per_unit = [i for i in range(x.dim()) if i != dim % x.dim()], x.numel() // x.shape[dim]
        zeros = per_unit - (torch.sign(x, out=held).abs_() if math.isfinite(mean) else (x != 0).float()).sum(others).long()
        watched, has_limits = x if on_output else before.detach().float(), math.isfinite(below) or math.isfinite(above)
        saturated = ((watched < below) | (watched > above)).float().sum(others).long() if has_limits else torch.zeros_like(zeros)
        self.active, self.often = (zeros < per_unit) | self.active, self.often + (2 * saturated > per_unit).long()
        kurtosis = fourth / variance**2 - 3 if variance > 0 else math.nan
        bad = 0 if math.isfinite(mean) and math.isfinite(variance) else int((~x.isfinite()).sum())
        shares = int(zeros.sum()) / x.numel(), int(saturated.sum()) / x.numel()
        added = 1, mean, mean if low >= 0 else float(x.abs().mean()), *shares, kurtosis, bad
        self.sums = {key: self.sums[key] + value for key, value in zip(self.SUMS, added)}
        delta, total = mean - self.centre, self.n + x.numel()
        self.deviations += variance * x.numel() + delta * delta * self.n * x.numel() / total
        self.n, self.centre, self.min, self.max = total, self.centre + delta * x.numel() / total, min(self.min, low), max(self.max, high)
    def record(self):
        self.histogram.add(torch.empty(0) if self.last is None else self.last)
        batches, watches = self.sums["batches"], any(map(math.isfinite, self.limits[1:]))
        dead, often = ~self.active, (self.often > 0.9 * batches) & watches
        shown = {key: self.sums[key] / batches for key in self.SUMS[1:-1]}
        states = "".join("d" if d else "s" if s else "." for d, s in zip(dead.tolist(), often.tolist()))
        shown.update(self.histogram.record(), std=math.sqrt(self.deviations / self.n) if self.deviations >= 0 else math.nan,
                     min=self.min, max=self.max, deadUnits=int(dead.sum()), units=dead.numel(), oftenSaturatedUnits=int(often.sum()),
                     inactiveUnits=int((dead | often).sum()), unitStates=states, batches=int(batches), nonFinite=int(self.sums["nonFinite"]))
        return shown if watches else {**shown, "fractionSaturated": None, "oftenSaturatedUnits": None}
class Watcher:
    """What `watch` gives; `epoch` after each epoch, `close` after the last."""
    SCORES = ("trainLoss", "validationLoss", "validationAccuracy", "validationR2", "learningRate")
    def __init__(self, model, file, run, seed, every, kinds, unit_dim):
        self.file, self.run, self.seed, self.every, self.unit_dim = file, run, seed, every, unit_dim
        self.limits = {name: saturation_limits(module) for name, module in kinds.items()}
        self.weighted = {name: one for name, one in model.named_modules() if isinstance(one, WEIGHTED)}
        self.model, self.epochs, self.calls, self.is_watching = model, 0, {}, False
        self.hooks = [model.register_forward_pre_hook(self.begin), model.register_forward_hook(self.end)]
        for name, module in kinds.items():
            keep = lambda one, x: self.is_watching and vars(one).update(_before=x and (x[0].clone() if getattr(one, "inplace", 0) else x[0])) or None
            see = lambda one, x, y, name=name: self.see(name, type(one).__name__, one.__dict__.pop("_before"), y) if self.is_watching else None
            self.hooks += [module.register_forward_pre_hook(keep), module.register_forward_hook(see)]
        for name, module in self.weighted.items():
            listen = lambda one, x, y, note=self.noting(name, "preActivation"): y.register_hook(note) and None if y.requires_grad else None
            self.hooks.append(module.register_forward_hook(listen))
            self.hooks += [module.weight.register_hook(self.noting(name, "weight"))] if module.weight.requires_grad else []
        self.reset()
    def reset(self):
        self.statistics, self.norms, self.ratios, self.before, self.answers, self.steps = {}, {}, {}, {}, 0, 0
    __deepcopy__ = lambda self, memo: self  # the hooks of a copied model come here
    def begin(self, model, inputs):
        own = model is self.model
        if own:
            self.measure_updates()
            self.calls, self.steps = {}, self.steps + model.training
        self.is_watching = own and (not model.training or (self.steps - 1) % self.every == 0)
    def end(self, model, inputs, output):
        if model is self.model and not model.training and isinstance(output, torch.Tensor) and output.dim() == 2 and output.shape[1] > 1:
            self.answers = self.answers + torch.bincount(output.detach().argmax(1), minlength=output.shape[1])
    def see(self, name, kind, before, after):
        self.calls[name] = self.calls.get(name, 0) + 1  # a module may be used several times in a network
        place = f"{name} {kind}" + f" #{self.calls[name]}" * (self.calls[name] > 1)
        if isinstance(before, tuple): raise TypeError(f"watch: {place} is given its input by name; give it as the first argument")
        key, dim = (place, kind, "train" if self.model.training else "validation"), self.unit_dim
        if dim is None: dim = 2 if after.dim() == 3 else 1
        if not -after.dim() <= dim < after.dim():
            raise ValueError(f"watch: {place} gives a shape of {list(after.shape)}, which has no dimension {dim} of units; give unit_dim=")
        if after.numel() == 0: return
        one = self.statistics.setdefault(key, Statistics(self.limits[name]))
        one.add(before, after, dim)
        one.last = after.detach().clone() if self.model.training else one.histogram.add(after)
    def noting(self, name, key):
        def note(gradient):
            if self.is_watching and self.model.training:
                flat = gradient.detach().float().reshape(-1)
                self.norms.setdefault((name, key), []).append(math.sqrt(float(flat.dot(flat))))  # norm() is slow
                self.before.setdefault(name, self.weighted[name].weight.detach().clone())
        return note
    def measure_updates(self):
        self.ratios.update({n: float((self.weighted[n].weight.detach() - old).norm() / old.norm()) for n, old in self.before.items()})
        self.before = {}
    def write(self, **record):
        self.file.write(json.dumps(json.loads(json.dumps(record), parse_constant=lambda _: None)) + "\n")
    def epoch(self, **scores):
        """Writes the epoch that has ended, with its losses and scores."""
        unknown, accuracy = ", ".join(set(scores) - set(self.SCORES)), float(scores.get("validationAccuracy", 0))
        if unknown: raise TypeError(f"epoch: {unknown} is none of {', '.join(self.SCORES)}")
        if accuracy < 0 or accuracy > 1: raise ValueError(f"epoch: validationAccuracy is a share from 0 to 1, not {accuracy}")
        if not self.statistics: raise RuntimeError("epoch: the watched model was not called itself, as model(x); watch the module that is")
        self.measure_updates()
        self.epochs, means = self.epochs + 1, {key: sum(norms) / len(norms) for key, norms in self.norms.items()}
        gradients = [{"layer": name, "updateRatio": self.ratios.get(name, math.nan),
                      **{key: means.get((name, key), math.nan) for key in ("weight", "preActivation")}} for name in self.weighted]
        counts = self.answers.tolist() if isinstance(self.answers, torch.Tensor) and "validationAccuracy" in scores else []
        self.write(type="epoch", run=self.run, seed=self.seed, epoch=self.epochs, predictedCounts=counts, gradients=gradients,
                   layers=[dict(zip(("layer", "activation", "phase"), k), **one.record()) for k, one in self.statistics.items()],
                   gradientNorm=next((one["weight"] for one in gradients), math.nan), **{k: float(v) for k, v in scores.items()})
        self.reset()
    def close(self):
        """Takes the hooks away, and closes the file."""
        self.file.close(), [hook.remove() for hook in self.hooks]
def runs_of(path):  # names and seeds, of a file that can be added to
    try:
        records = [json.loads(line) for line in open(path, encoding="utf-8")]
        if records and records[0]["type"] != "model": raise ValueError
        return {(one["run"], one["seed"]) for one in records[1:]}
    except (ValueError, LookupError, TypeError):
        raise ValueError(f"watch: {path} is no whole file that watch wrote, and nothing is added to it; give another path") from None
def watch(model, path, run="model", seed=0, every=16, also=(), unit_dim=None, append=False):
    """Starts to watch. every: every which training batch; unit_dim: of an output, 1 unless given, and 2 of three."""
    kinds = {name: one for name, one in model.named_modules() if isinstance(one, tuple(also)) or (
        type(one).__module__ == "torch.nn.modules.activation" and not isinstance(one, NOT_WATCHED))}
    if not kinds: raise ValueError("watch: no activation is a module of this model; make them modules, or give also=(MyActivation,)")
    if not (isinstance(run, str) and isinstance(seed, int) and seed >= 0 and isinstance(every, int) and every > 0):
        raise ValueError(f"watch: run is a text, seed a whole number from 0, every one from 1; not {run!r}, {seed!r} and {every!r}")
    if any(isinstance(getattr(hook, "__self__", None), Watcher) for hook in model._forward_hooks.values()):
        raise ValueError("watch: this model is watched already; close() its watcher first")
    if os.path.exists(path) and not append: raise FileExistsError(f"watch: {path} exists; append=True adds this run to it")
    if os.path.exists(path) and (run, seed) in runs_of(path):
        raise ValueError(f'watch: {path} has run "{run}" with seed {seed} already; give run= another name, or another seed')
    watcher = Watcher(model, open(path, "a", buffering=1, encoding="utf-8"), run, seed, every, kinds, unit_dim)
    if os.path.getsize(path) == 0:
        watcher.write(type="model", name=type(model).__name__, framework=f"PyTorch {torch.__version__}", every=every,
                      parameters=sum(one.numel() for one in model.parameters()))
    return watcher
