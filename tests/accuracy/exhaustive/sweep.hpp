// Runs one case over all inputs on several threads.
#pragma once

#include <cstdio>
#include <optional>

#include "inputs.hpp"
#include "measure.hpp"

namespace playground::accuracy {

/// The errors of the kernels, called over blocks like any caller's arrays.
Errors sweepKernel(const Case& c, Order order, const Inputs& inputs, unsigned threads);

/// The errors of another program's results: float32 in this machine's byte order, one for each input in turn.
/// Nothing where the stream ends too early.
std::optional<Errors> sweepStream(const Case& c, Order order, const Inputs& inputs, unsigned threads,
                                  std::FILE* results);

}  // namespace playground::accuracy
