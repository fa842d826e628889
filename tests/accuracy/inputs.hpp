// The floats a function is measured at: all 2^32, or a dense sample.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cases.hpp"

namespace playground::accuracy {

/// How many of the pattern space the sample takes: one in 2^12, or one in 2^18 where instruments make it
/// slow.
enum class Density { kDense, kThin };

/// 2^20 patterns spread over all, so that every exponent of either sign has 2,048; as many between 2^-14 and
/// 2^8, where functions bend; and, with eight neighbours to either side, 0, the denormals' ends, every power
/// of two, the multiples of 1/10 up to 16 and the integers up to 128 (where kernels change their ways),
/// infinities, NaNs, and the parameters, kinks and zeros of `cases`. Always the same, in no order.
std::vector<float> sampleInputs(const std::vector<Case>& cases, Density density);

/// All floats in the order of their bits, or a list.
class Inputs {
 public:
  Inputs() = default;
  explicit Inputs(std::vector<float> list) : list_(std::move(list)) {}

  std::uint64_t size() const { return list_.empty() ? std::uint64_t{1} << 32 : list_.size(); }
  /// x[i] = input number first + i.
  void fill(std::uint64_t first, float* x, std::size_t n) const;
  /// Empty for all floats.
  const std::vector<float>& list() const { return list_; }

 private:
  std::vector<float> list_;
};

}  // namespace playground::accuracy
