// What an activation does to a standard normal input, by quadrature.
#pragma once

#include "activations/activation.hpp"

namespace playground::activations {

/// E[f(z)^2] for z ~ N(0, 1), by the midpoint rule on [-12, 12]; relative error below 1e-5 for every function
/// of the table. The same bits on every machine.
double secondMoment(const Activation& activation);

/// E[f(z)], E[f(z)^2] and E[f'(z)^2] for z ~ N(0, 1).
struct Moments {
  double mean, second, slopeSecond;
};

/// All three in one pass over arrays, for showing them; absolute error below 1e-5 (max(1, moment)).
Moments moments(const Activation& activation);

}  // namespace playground::activations
