// What the properties of the sigmoidal functions are made of.
#pragma once

#include "activations/table.hpp"

namespace playground::activations {

/// An odd S between -limit and limit.
inline Properties oddProperties(double limit, double steepest, std::string_view smoothness) {
  return propertiesOf({-limit, limit, false, false}, "increasing", smoothness, {}, Asymptote{0, -limit},
                      Asymptote{0, limit}, steepest, {0});
}

}  // namespace playground::activations
