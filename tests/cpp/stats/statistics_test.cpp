// Activation statistics on batches small enough to count by hand.
#include <limits>

#include "catch.hpp"
#include "stats/activation_statistics.hpp"
#include "support.hpp"
#include "tensor/sums.hpp"

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
  CHECK(s.of("mean") ==
        Approx((10.0 / 10.0 + 5.0 / 5.0) / 2.0));  // a batch of one row weighs as much as one of two
  CHECK(s.of("fractionZero") == Approx((6.0 / 10.0 + 4.0 / 5.0) / 2.0));
  CHECK(s.of("deadUnits") == 2);
  CHECK(s.unitStates == "d...d");
  CHECK(s.of("min") == 0.0);
  CHECK(s.of("max") == 5.0);
  CHECK_FALSE(s.canSaturate);     // only zeros: reported as fractionZero and deadUnits
  CHECK(s.histogram.zeros == 6);  // of the first batch, which alone is binned
}

TEST_CASE("saturated values and often saturated units", "[statistics]") {
  stats::ActivationStatistics statistics(tensor::Shape{2}, elu());
  // Unit 0 is saturated for two of three samples, unit 1 for one of three: only unit 0 counts for the batch.
  const std::vector<float> batch = {-0.96F, -0.99F, -0.97F, 2.0F, 0.5F, -0.95F};
  for (int i = 0; i < 10; ++i) statistics.observe({batch.data(), 3, 2}, {batch.data(), 3, 2}, false);
  auto s = statistics.summary();
  CHECK(s.of("fractionSaturated") == Approx(0.5));
  CHECK(s.of("oftenSaturatedUnits") == 1);
  CHECK(s.unitStates == "s.");
  const std::vector<float> calm = {1, 1};
  statistics.observe({calm.data(), 1, 2}, {calm.data(), 1, 2}, false);
  CHECK(statistics.summary().of("oftenSaturatedUnits") == 1);  // 10 of 11 batches: above 90 %
  statistics.observe({calm.data(), 1, 2}, {calm.data(), 1, 2}, false);
  CHECK(statistics.summary().of("oftenSaturatedUnits") == 0);  // 10 of 12: below
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
  CHECK(train.summary().of("meanAbs") == both.summary().of("meanAbs"));
  CHECK(train.summary().unitStates == both.summary().unitStates);
  CHECK(train.summary().of("std") == both.summary().of("std"));
}

TEST_CASE("NaN and infinities are counted, not hidden", "[statistics]") {
  const float inf = std::numeric_limits<float>::infinity();
  const std::vector<float> batch = {1, std::nanf(""), inf, -inf};
  stats::ActivationStatistics statistics(tensor::Shape{4}, elu());
  statistics.observe({batch.data(), 1, 4}, {batch.data(), 1, 4}, true);
  CHECK(statistics.summary().of("nonFinite") == 3);
  CHECK(std::isnan(statistics.summary().of("mean")));
  // Among values that are equal, and where nothing else is there.
  for (const float odd : {std::nanf(""), inf, -inf}) {
    for (const std::size_t rows : std::initializer_list<std::size_t>{1, 40}) {
      std::vector<float> values(rows * 9, 0.5F);
      values[values.size() - 2] = odd;
      stats::ActivationStatistics one(tensor::Shape{9}, elu()), only(tensor::Shape{1}, elu());
      one.observe({values.data(), rows, 9}, {values.data(), rows, 9}, true);
      CHECK(one.summary().of("nonFinite") == 1);
      CHECK_FALSE(std::isfinite(one.summary().of("mean")));
      CHECK_FALSE(std::isfinite(one.summary().of("meanAbs")));
      CHECK(std::isnan(one.summary().of("std")));
      only.observe({&odd, 1, 1}, {&odd, 1, 1}, true);
      CHECK(only.summary().of("nonFinite") == 1);
      CHECK(only.summary().of("deadUnits") == 0);
    }
  }
}

// Catches a channel that is mixed with its neighbour and positions past the last four that are left out. Also
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
  CHECK(s.of("mean") == Approx(sum / size).epsilon(1e-6));
  CHECK(s.of("meanAbs") == Approx(sumAbs / size).epsilon(1e-6));
  CHECK(s.of("fractionZero") == Approx(static_cast<double>(zeros) / size));
  CHECK(s.of("fractionSaturated") == Approx(static_cast<double>(saturated) / size));
  CHECK(s.unitStates == ".ds");
  CHECK(s.units == 3);
}

namespace {

/// The figures of one batch by their definitions, in extended or double precision, two passes.
struct Reference {
  long double mean = 0.0L, meanAbs = 0.0L, std = 0.0L;

  explicit Reference(const std::vector<float>& values) {
    const auto size = static_cast<long double>(values.size());
    for (const float v : values) {
      mean += static_cast<long double>(v) / size;
      meanAbs += std::fabs(static_cast<long double>(v)) / size;
    }
    for (const float v : values) {
      const long double d = static_cast<long double>(v) - mean;
      std += d * d / size;
    }
    std = std::sqrt(std);
  }
};

stats::ActivationSummary summaryOf(const std::vector<float>& values, const tensor::Shape& shape,
                                   const activations::Saturation& saturation) {
  stats::ActivationStatistics statistics(shape, saturation);
  const std::size_t columns = shape.size();
  const tensor::ConstMatrixView view = {values.data(), values.size() / columns, columns};
  statistics.observe(view, view, false);
  return statistics.summary();
}

}  // namespace

// Catches float sums over a whole batch, squares that cancel at a large mean, sums that overflow or vanish,
// and a mean beyond the extremes. 1e-6 is the bound of the product; the sums' own is 4e-7.
TEST_CASE("moments are those of float64 at every size, mean and scale", "[statistics]") {
  struct Kind {
    const char* name;
    double mean, std;
  };
  const std::vector<tensor::Shape> shapes = {
      tensor::Shape{1},   tensor::Shape{3},       tensor::Shape{4},        tensor::Shape{13},
      tensor::Shape{256}, tensor::Shape{3, 1, 7}, tensor::Shape{2, 13, 13}};
  for (const Kind& kind :
       {Kind{"standard", 0, 1}, Kind{"far from zero", 1e4, 1}, Kind{"far below zero", -3e6, 2},
        Kind{"huge", 0, 1e25}, Kind{"huge and far", 1e30, 1e27}, Kind{"tiny", 0, 1e-27},
        Kind{"tiny and far", -1e-20, 1e-25}, Kind{"nearly constant", 1, 1e-7}}) {
    for (const tensor::Shape& shape : shapes) {
      for (const std::size_t rows : std::initializer_list<std::size_t>{1, 2, 5, 16, 128, 999, 20000}) {
        if (rows * shape.size() > 500000) continue;
        INFO(kind.name << ", " << shape.channels << " units of " << shape.positions() << ", " << rows
                       << " rows");
        std::vector<float> values(rows * shape.size());
        random::Generator(rows + shape.size()).normal(values.data(), values.size(), kind.mean, kind.std);
        if (rows > 5) values[0] = static_cast<float>(kind.mean + 40.0 * kind.std);  // the first one far off
        const Reference expected(values);
        const auto s = summaryOf(values, shape, elu());
        CHECK(s.of("std") == Approx(static_cast<double>(expected.std)).epsilon(1e-6));
        CHECK(s.of("meanAbs") == Approx(static_cast<double>(expected.meanAbs)).epsilon(1e-6));
        CHECK(s.of("mean") == Approx(static_cast<double>(expected.mean)).epsilon(1e-6));
        CHECK(s.of("min") <= s.of("mean"));
        CHECK(s.of("mean") <= s.of("max"));
        CHECK(s.of("nonFinite") == 0);
      }
    }
  }
}

TEST_CASE("a constant has its own mean and no deviation", "[statistics]") {
  for (const float constant : {0.1F, -0.95F, 1e4F, 3.3e38F, 1e-42F, 0.0F}) {
    for (const tensor::Shape& shape :
         {tensor::Shape{1}, tensor::Shape{7}, tensor::Shape{256}, tensor::Shape{2, 3, 3}}) {
      stats::ActivationStatistics statistics(shape, elu());
      for (const std::size_t rows :
           {std::size_t{1}, std::size_t{3}, std::size_t{128}, 200000 / shape.size()}) {
        const std::vector<float> values(rows * shape.size(), constant);
        const tensor::ConstMatrixView view = {values.data(), rows, shape.size()};
        statistics.observe(view, view, false);
      }
      INFO(constant << " in " << shape.size() << " columns");
      const auto s = statistics.summary();
      CHECK(s.of("mean") == static_cast<double>(constant));
      CHECK(s.of("meanAbs") == Approx(std::fabs(static_cast<double>(constant))).epsilon(1e-6));
      CHECK(s.of("std") == 0.0);
    }
  }
}

// Catches sums that cancel far from zero, a tail that is left out, kurtosis that is not excess and batches
// weighed by their size. Also a constant batch that has a number.
TEST_CASE("excess kurtosis is the mean over batches of float64's", "[statistics]") {
  struct Kind {
    double mean, std;
  };
  for (const Kind& kind : {Kind{0, 1}, Kind{1e4, 1}, Kind{-3e6, 2}, Kind{0, 1e25}, Kind{-1e-20, 1e-25}}) {
    stats::ActivationStatistics statistics(tensor::Shape{5}, elu());
    long double expected = 0.0L;
    for (const std::size_t rows : std::initializer_list<std::size_t>{1, 37, 128, 999}) {
      std::vector<float> values(rows * 5);
      random::Generator(rows).normal(values.data(), values.size(), kind.mean, kind.std);
      values[0] = static_cast<float>(kind.mean + 9.0 * kind.std);
      statistics.observe({values.data(), rows, 5}, {values.data(), rows, 5}, false);
      const Reference reference(values);
      long double fourth = 0.0L;
      for (const float v : values) {
        const long double d = (static_cast<long double>(v) - reference.mean) / reference.std;
        fourth += d * d * d * d / static_cast<long double>(values.size());
      }
      expected += (fourth - 3.0L) / 4.0L;
    }
    INFO(kind.mean << " " << kind.std);
    CHECK(statistics.summary().of("kurtosis") == Approx(static_cast<double>(expected)).epsilon(1e-9));
    const std::vector<float> constant(10, 0.1F);
    statistics.observe({constant.data(), 2, 5}, {constant.data(), 2, 5}, false);
    CHECK(std::isnan(statistics.summary().of("kurtosis")));
  }
}

// Catches moments of batches that are joined by their sums of squares: they cancel.
TEST_CASE("batches of any size join to the moments of all values", "[statistics]") {
  stats::ActivationStatistics statistics(tensor::Shape{5}, elu());
  random::Generator generator(9);
  std::vector<float> all;
  for (const std::size_t rows : std::initializer_list<std::size_t>{100, 1, 37, 128}) {
    std::vector<float> values(rows * 5);
    generator.normal(values.data(), values.size(), 7e5 + static_cast<double>(rows), 0.5);
    statistics.observe({values.data(), rows, 5}, {values.data(), rows, 5}, false);
    all.insert(all.end(), values.begin(), values.end());
  }
  CHECK(statistics.summary().of("std") == Approx(static_cast<double>(Reference(all).std)).epsilon(1e-6));
}

// A gradient that vanishes or explodes has a norm as long as its entries are finite. 64 floats are added
// before a sum goes on in double: at most 64 / 2^24, halved by the square root.
TEST_CASE("norms are those of float64 at every scale", "[statistics]") {
  for (const double scale : {1e-42, 1e-30, 1e-19, 1.0, 1e18, 1e25, 1e37}) {
    std::vector<float> values(1003), moved(values.size());
    random::Generator(4).normal(values.data(), values.size(), 0.0, 1.0);
    long double squares = 0.0L, differences = 0.0L;
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = static_cast<float>(static_cast<double>(values[i]) * scale);
      moved[i] = 0.5F * values[i];
      squares += static_cast<long double>(values[i]) * static_cast<long double>(values[i]);
      const long double d = static_cast<long double>(values[i] - moved[i]);
      differences += d * d;
    }
    INFO(scale);
    CHECK(std::sqrt(tensor::sumOfSquares(values.data(), values.size())) ==
          Approx(static_cast<double>(std::sqrt(squares))).epsilon(2e-6));
    CHECK(std::sqrt(tensor::sumOfSquaredDifferences(values.data(), moved.data(), values.size())) ==
          Approx(static_cast<double>(std::sqrt(differences))).epsilon(2e-6));
  }
}
