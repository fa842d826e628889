// Makes the dense sample.
#include "inputs.hpp"

#include <bit>
#include <cmath>

namespace playground::accuracy {
namespace {

struct Sample {
  std::vector<float> xs;
  std::uint32_t state = 2463534242u;

  std::uint32_t random() {
    state ^= state << 13, state ^= state >> 17, state ^= state << 5;
    return state;
  }
  void add(std::uint32_t bits) { xs.push_back(std::bit_cast<float>(bits)); }

  /// x rounded to float and its neighbours, through 0 and to infinity where it is near; and the same for -x.
  void addAround(double x) {
    constexpr std::uint32_t kNeighbours = 8, kSign = 0x80000000u;
    const std::uint32_t size = std::bit_cast<std::uint32_t>(static_cast<float>(std::fabs(x)));
    for (std::uint32_t step = 0; step <= 2 * kNeighbours; ++step) {
      const std::uint32_t bits = size + step - kNeighbours;
      // Below 0 are the negative floats, from their 0 on.
      add(size + step < kNeighbours ? kSign | (kNeighbours - size - step) : bits);
      add(size + step < kNeighbours ? kNeighbours - size - step : bits ^ kSign);
    }
  }
  /// One pattern at random in each stretch of `stride` of [first, last).
  void addStretches(std::uint64_t first, std::uint64_t last, std::uint32_t stride) {
    for (std::uint64_t bits = first; bits < last; bits += stride) {
      add(static_cast<std::uint32_t>(bits + random() % stride));
    }
  }
};

}  // namespace

std::vector<float> sampleInputs(const std::vector<Case>& cases, Density density) {
  Sample sample;
  const std::uint32_t coarse = density == Density::kDense ? 1u << 12 : 1u << 18;
  sample.addStretches(0, std::uint64_t{1} << 32, coarse);
  for (const std::uint64_t sign : {0u, 0x80000000u}) {
    constexpr std::uint64_t kFirst = 127 - 14, kLast = 127 + 8;
    sample.addStretches(sign | (kFirst << 23), sign | (kLast << 23), coarse / 12);
  }
  for (int exponent = -149; exponent <= 128; ++exponent) sample.addAround(std::ldexp(1.0, exponent));
  for (int tenth = 0; tenth <= 160; ++tenth) sample.addAround(tenth / 10.0);
  for (int integer = 17; integer <= 128; ++integer) sample.addAround(integer);
  sample.addAround(88.72283905206835);  // ln of the largest float; denormals are among the integers
  for (const Case& c : cases) {
    const auto properties = c.activation.properties();
    for (const double p : c.parameters) sample.addAround(p);
    for (const auto& kink : properties.kinks) sample.addAround(kink.x);
    for (const double zero : properties.zeros) sample.addAround(zero);
    if (c.parameters.size() == 2) {
      sample.addAround(c.parameters[1] / c.parameters[0]);  // softplus leaves for the line at threshold/beta
    }
  }
  return sample.xs;
}

void Inputs::fill(std::uint64_t first, float* x, std::size_t n) const {
  if (list_.empty()) {
    for (std::size_t i = 0; i < n; ++i) x[i] = std::bit_cast<float>(static_cast<std::uint32_t>(first + i));
  } else {
    for (std::size_t i = 0; i < n; ++i) x[i] = list_[first + i];
  }
}

}  // namespace playground::accuracy
