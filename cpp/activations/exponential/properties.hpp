// What the properties of the exponential functions are made of.
#pragma once

#include <algorithm>

#include "activations/table.hpp"

namespace playground::activations {

/// positive * x for x > 0, amplitude (e^(..) - 1) with slope leftSlope at 0 below.
inline Properties eluProperties(double amplitude, double leftSlope, double positive) {
  const bool kink = leftSlope != positive;
  const bool flat = amplitude == 0;
  return propertiesOf({-amplitude, kInfinity, flat, false}, flat ? "nondecreasing" : "increasing",
                      kink ? "C0" : "C1",
                      kink ? std::vector<Kink>{{0, leftSlope, positive, false}} : std::vector<Kink>{},
                      Asymptote{0, -amplitude}, Asymptote{positive, 0}, std::max(leftSlope, positive), {0});
}

}  // namespace playground::activations
