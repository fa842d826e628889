// What the properties of the periodic functions are made of.
#pragma once

#include "activations/table.hpp"

namespace playground::activations {

inline constexpr double kPi = 3.141592653589793;

}  // namespace playground::activations
