// Activation statistics on batches small enough to count by hand.
#include <limits>

#include "catch.hpp"
#include "stats/activation_statistics.hpp"
#include "support.hpp"

using namespace playground;

namespace {

const double kNever = std::numeric_limits<double>::quiet_NaN();

activations::Saturation elu() {
  return {true, -0.95, kNever};
}

}  // namespace

TEST_CASE("zeros, dead units and moments", "[statistics]") {
  // Five columns: four go through the vector path, the fifth alone.
  stats::ActivationStatistics statistics(tensor::Shape{5}, {true, 1e-45, kNever});
  const std::vector<float> first = {0, 1, 0, 2, 0, 0, 3, 0, 4, 0};
  const std::vector<float> second = {0, 0, 5, 0, 0};
  statistics.observe({first.data(), 2, 5}, {first.data(), 2, 5}, true);
  statistics.observe({second.data(), 1, 5}, {second.data(), 1, 5}, false);
  const auto s = statistics.summary();
  CHECK(s.batches == 2);
  CHECK(s.mean ==
        Approx((10.0 / 10.0 + 5.0 / 5.0) / 2.0));  // a batch of one row weighs as much as one of two
  CHECK(s.fractionZero == Approx((6.0 / 10.0 + 4.0 / 5.0) / 2.0));
  CHECK(s.deadUnits == 2);
  CHECK(s.unitStates == "d...d");
  CHECK(s.min == 0.0);
  CHECK(s.max == 5.0);
  CHECK_FALSE(s.canSaturate);          // nothing but zeros: told by zeros and dead units
  CHECK(s.histogram.counts[24] == 6);  // the bin that begins at 0
}

TEST_CASE("saturated values and often saturated units", "[statistics]") {
  stats::ActivationStatistics statistics(tensor::Shape{2}, elu());
  // Unit 0 is saturated for two of three samples, unit 1 for one of three: only unit 0 counts for the batch.
  const std::vector<float> batch = {-0.96F, -0.99F, -0.97F, 2.0F, 0.5F, -0.95F};
  for (int i = 0; i < 10; ++i) statistics.observe({batch.data(), 3, 2}, {batch.data(), 3, 2}, false);
  auto s = statistics.summary();
  CHECK(s.fractionSaturated == Approx(0.5));
  CHECK(s.oftenSaturatedUnits == 1);
  CHECK(s.unitStates == "s.");
  const std::vector<float> calm = {1, 1};
  statistics.observe({calm.data(), 1, 2}, {calm.data(), 1, 2}, false);
  CHECK(statistics.summary().oftenSaturatedUnits == 1);  // 10 of 11 batches: above 90 %
  statistics.observe({calm.data(), 1, 2}, {calm.data(), 1, 2}, false);
  CHECK(statistics.summary().oftenSaturatedUnits == 0);  // 10 of 12: below
}

TEST_CASE("merging two phases is observing both", "[statistics]") {
  const std::vector<float> a = {0, 1, -1, 0.5F};
  const std::vector<float> b = {0, -0.99F};
  stats::ActivationStatistics train(tensor::Shape{2}, elu());
  stats::ActivationStatistics validation(tensor::Shape{2}, elu());
  stats::ActivationStatistics both(tensor::Shape{2}, elu());
  train.observe({a.data(), 2, 2}, {a.data(), 2, 2}, true);
  validation.observe({b.data(), 1, 2}, {b.data(), 1, 2}, true);
  both.observe({a.data(), 2, 2}, {a.data(), 2, 2}, true);
  both.observe({b.data(), 1, 2}, {b.data(), 1, 2}, true);
  train.merge(validation);
  CHECK(train.summary().meanAbs == both.summary().meanAbs);
  CHECK(train.summary().unitStates == both.summary().unitStates);
  CHECK(train.summary().std == both.summary().std);
}

TEST_CASE("NaN and infinities are counted, not hidden", "[statistics]") {
  const float inf = std::numeric_limits<float>::infinity();
  const std::vector<float> batch = {1, std::nanf(""), inf, -inf};
  stats::ActivationStatistics statistics(tensor::Shape{4}, elu());
  statistics.observe({batch.data(), 1, 4}, {batch.data(), 1, 4}, true);
  CHECK(statistics.summary().nonFinite == 3);
  CHECK(std::isnan(statistics.summary().mean));
}

// Catches a channel that is mixed with its neighbour, positions past the last four that are left out, and
// batches of more rows than are summed at a time.
TEST_CASE("a filter is one unit, all its positions together", "[statistics]") {
  constexpr std::size_t kRows = 19, kUnits = 3, kPositions = 7;
  std::vector<float> values(kRows * kUnits * kPositions);
  random::Generator(3).normal(values.data(), values.size(), 0.0, 1.0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i / kPositions % kUnits == 1) values[i] = 0.0F;                   // dead
    if (i / kPositions % kUnits == 2 && i % 5 != 0) values[i] = -0.999F;  // saturated, for ELU
  }
  const tensor::ConstMatrixView view = {values.data(), kRows, kUnits * kPositions};
  stats::ActivationStatistics statistics(tensor::Shape{kUnits, 1, kPositions}, elu());
  statistics.observe(view, view, true);
  const auto s = statistics.summary();
  double sum = 0.0, sumAbs = 0.0;
  std::size_t zeros = 0, saturated = 0;
  for (const float v : values) {
    sum += static_cast<double>(v);
    sumAbs += std::fabs(static_cast<double>(v));
    zeros += v == 0.0F ? 1 : 0;
    saturated += v < -0.95F ? 1 : 0;
  }
  const double size = static_cast<double>(values.size());
  CHECK(s.mean == Approx(sum / size).epsilon(1e-6));
  CHECK(s.meanAbs == Approx(sumAbs / size).epsilon(1e-6));
  CHECK(s.fractionZero == Approx(static_cast<double>(zeros) / size));
  CHECK(s.fractionSaturated == Approx(static_cast<double>(saturated) / size));
  CHECK(s.unitStates == ".ds");
  CHECK(s.units == 3);
}
