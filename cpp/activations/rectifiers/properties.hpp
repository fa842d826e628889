// What the properties of the rectifiers functions are made of.
#pragma once

#include <algorithm>
#include <cmath>

#include "activations/table.hpp"
#include "text/number_text.hpp"

namespace playground::activations {

inline Properties leakyProperties(double a) {
  const Range range = a > 0 ? Range{-kInfinity, kInfinity, false, false} : Range{0, kInfinity, true, false};
  const bool straight = a == 1;
  return propertiesOf(range,
                      a > 0    ? "increasing"
                      : a == 0 ? "nondecreasing"
                               : "none",
                      straight ? "C-inf" : "C0",
                      straight ? std::vector<Kink>{} : std::vector<Kink>{{0, a, 1, false}}, Asymptote{a, 0},
                      kLine, std::max(std::fabs(a), 1.0), {0});
}

inline Properties thresholdProperties(double theta, double value) {
  const bool jump = value != theta;
  const bool rises = value <= theta;
  std::vector<double> zeros;
  if (value == 0) zeros.push_back(theta);
  if (theta < 0) zeros.push_back(0);
  return propertiesOf({std::min(value, theta), kInfinity, value <= theta, false},
                      rises ? "nondecreasing" : "none", jump ? "discontinuous" : "C0", {{theta, 0, 1, jump}},
                      Asymptote{0, value}, kLine, jump ? kInfinity : 1.0, zeros);
}

inline std::vector<double> clipZeros(double low, double high) {
  if (low > 0 || high < 0) return {};
  return {0};
}

inline constexpr ParameterInfo kLeakySlope{"slope", "a", 0.01, -1, 1, 0.01, "slope of the negative side"};

}  // namespace playground::activations
