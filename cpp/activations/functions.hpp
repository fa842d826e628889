// The list of all formulas. The kernel table and the tests that compare lanes with scalars iterate it.
#pragma once

#include <tuple>

#include "activations/exponential.hpp"
#include "activations/gated.hpp"
#include "activations/periodic.hpp"
#include "activations/rectifiers.hpp"
#include "activations/shrink.hpp"
#include "activations/sigmoidal.hpp"
#include "activations/smooth.hpp"

namespace playground::activations {

using AllFunctions =
    std::tuple<Identity, Relu, Relu6, LeakyRelu, PRelu, RRelu, Elu, Celu, Selu, Gelu, GeluTanh, QuickGelu,
               Silu, Swish, Mish, HardSwish, Sigmoid, HardSigmoid, LogSigmoid, Tanh, HardTanh, Softplus,
               Softsign, Arctan, TanhShrink, HardShrink, SoftShrink, Threshold, ThresholdedRelu, ShiftedRelu,
               SparsePlus, SparseSigmoid, Sine, Cosine, Gaussian, Step, Signum, Absolute, Exponential,
               LecunTanh, Squareplus, BentIdentity, Sinc, LogLog, SymmetricSigmoid>;

}  // namespace playground::activations
