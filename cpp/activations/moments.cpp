// The midpoint rule: jumps and kinks at multiples of the step, where the table's are, cost it nothing.
#include "activations/moments.hpp"

#include <vector>

#include "math/exact_math.hpp"

namespace playground::activations {

namespace {

constexpr std::uint64_t kPerUnit = 256;
constexpr std::uint64_t kSteps = 12 * kPerUnit;
constexpr double kStep = 1.0 / static_cast<double>(kPerUnit);
constexpr double kDensityAtZero = 0.39894228040143267794;
// exp(-x^2 / 2) at x = (2 k + 1) h / 2 is this to the power (2 k + 1)^2, with h^2 / 8 in the exponent.
constexpr double kBase = 0x1.ffffc000040p-1;

}  // namespace

double secondMoment(const Activation& activation) {
  double total = 0.0;
  for (std::uint64_t k = 0; k < kSteps; ++k) {
    const std::uint64_t odd = 2 * k + 1;
    const double x = static_cast<double>(odd) * kStep / 2.0;
    const double right = static_cast<double>(activation.valueAt(static_cast<float>(x)));
    const double left = static_cast<double>(activation.valueAt(static_cast<float>(-x)));
    total += (right * right + left * left) * tensor::exactPower(kBase, odd * odd);
  }
  return total * kDensityAtZero * kStep;
}

Moments moments(const Activation& activation) {
  constexpr auto kCount = std::size_t{2 * kSteps};
  std::vector<float> xs(kCount), values(kCount), slopes(kCount);
  for (std::size_t i = 0; i < kCount; i += 2) {
    xs[i] = static_cast<float>(static_cast<double>(i + 1) * kStep / 2.0);
    xs[i + 1] = -xs[i];
  }
  activation.value(xs.data(), values.data(), xs.size());
  activation.slope(xs.data(), slopes.data(), xs.size());
  Moments total{0, 0, 0};
  double density = 0;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    const std::uint64_t odd = i / 2 * 2 + 1;
    if (i % 2 == 0) density = tensor::exactPower(kBase, odd * odd) * kDensityAtZero * kStep;
    const double value = static_cast<double>(values[i]), slope = static_cast<double>(slopes[i]);
    total.mean += value * density;
    total.second += value * value * density;
    total.slopeSecond += slope * slope * density;
  }
  return total;
}

}  // namespace playground::activations
