// What the properties of the shrink functions are made of.
#pragma once

#include "activations/table.hpp"

namespace playground::activations {

inline constexpr Range kEverything{-kInfinity, kInfinity, false, false};
inline constexpr std::string_view kNoGradient =
    "its slope is 0 wherever it has one, so no gradient reaches the weights before it";

}  // namespace playground::activations
