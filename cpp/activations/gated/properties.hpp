// What the properties of the gated functions are made of.
#pragma once

#include "activations/table.hpp"

namespace playground::activations {

inline constexpr double kSiluLow = -0.2784645427610738, kSiluSteepest = 1.099839320128867;

inline Properties gatedProperties(double low, double steepest) {
  return propertiesOf({low, kInfinity, true, false}, "none", "C-inf", {}, kZero, kLine, steepest, {0});
}

}  // namespace playground::activations
