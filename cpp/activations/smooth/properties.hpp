// What the properties of the smooth functions are made of.
#pragma once

#include <cmath>

#include "activations/table.hpp"

namespace playground::activations {

/// Above the threshold ln(1 + e^z) is replaced by z. From 17 on the two are the same float; below, the value
/// drops by ln(1 + e^-threshold) / beta there.
inline Properties softplusProperties(double beta, double threshold) {
  const bool jump = threshold < 17;
  std::vector<Kink> kinks;
  if (jump) kinks.push_back({threshold / beta, 1 / (1 + std::exp(-threshold)), 1, true});
  return propertiesOf({0, kInfinity, false, false}, jump ? "none" : "increasing",
                      jump ? "discontinuous" : "C-inf", kinks, kZero, kLine, jump ? kInfinity : 1.0, {});
}

inline Properties squareplusProperties(double b) {
  const bool relu = b == 0;
  return propertiesOf({0, kInfinity, relu, false}, relu ? "nondecreasing" : "increasing",
                      relu ? "C0" : "C-inf", relu ? std::vector<Kink>{{0, 0, 1, false}} : std::vector<Kink>{},
                      kZero, kLine, 1, relu ? std::vector<double>{0} : std::vector<double>{});
}

}  // namespace playground::activations
