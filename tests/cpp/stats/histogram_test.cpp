// Histograms that follow the data, against sorted values and against counting at the final width.
#include "stats/histogram.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "catch.hpp"

using namespace playground;

namespace {

std::vector<float> normalValues(std::size_t count, float scale, unsigned seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> draw(0.0F, scale);
  std::vector<float> values(count);
  for (float& value : values) value = draw(engine);
  return values;
}

}  // namespace

TEST_CASE("percentiles are those of the sorted values, to a bin", "[statistics][histogram]") {
  for (const float scale : {1e-6F, 0.3F, 4.0F, 1e30F}) {
    std::vector<float> values = normalValues(20'000, scale, 7);
    stats::Histogram histogram;
    histogram.add(values.data(), values.size());
    std::sort(values.begin(), values.end());
    CHECK(histogram.total() == values.size());
    CHECK(histogram.width <= (histogram.max - histogram.min) / 64.0);
    for (const double share : {0.07, 0.16, 0.31, 0.5, 0.69, 0.84, 0.93}) {
      const auto rank = static_cast<std::size_t>(share * static_cast<double>(values.size()));
      CHECK(std::fabs(histogram.percentile(share) - static_cast<double>(values[rank])) <= histogram.width);
    }
    CHECK(histogram.percentile(0.0) == static_cast<double>(values.front()));
    CHECK(histogram.percentile(1.0) == static_cast<double>(values.back()));
  }
}

TEST_CASE("exact zeros are a value, not a bin", "[statistics][histogram]") {
  std::vector<float> values = normalValues(1'000, 1.0F, 3);
  for (float& value : values) value = std::max(value, 0.0F);
  stats::Histogram histogram;
  histogram.add(values.data(), values.size());
  CHECK(histogram.percentile(0.31) == 0.0);
  CHECK(histogram.percentile(0.69) > 0.3);
  const std::vector<float> nothing(500, 0.0F);
  stats::Histogram dead;
  dead.add(nothing.data(), nothing.size());
  CHECK(dead.percentiles() == std::vector<double>(9, 0.0));
  CHECK(stats::shownBins(dead).counts == std::vector<std::uint64_t>{500});
}

TEST_CASE("values that outgrow the bins are counted as if all had been there at first",
          "[statistics][histogram]") {
  stats::Histogram grown, whole;
  std::vector<float> all;
  for (const float scale : {1e-3F, 0.5F, 20.0F, 300.0F}) {
    const std::vector<float> values = normalValues(5'000, scale, 11);
    grown.add(values.data(), values.size());
    all.insert(all.end(), values.begin(), values.end());
  }
  whole.add(all.data(), all.size());
  CHECK(grown.width == whole.width);
  CHECK(grown.first == whole.first);
  CHECK(grown.counts == whole.counts);
  CHECK(grown.zeros == whole.zeros);
}

TEST_CASE("infinite values are beside the bins, and NaN is nowhere", "[statistics][histogram]") {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const std::vector<float> values = {
      -kInfinity, 1.0F, kInfinity, kInfinity, std::numeric_limits<float>::quiet_NaN(), 2.0F};
  stats::Histogram histogram;
  histogram.add(values.data(), values.size());
  CHECK(histogram.below == 1);
  CHECK(histogram.above == 2);
  CHECK(histogram.total() == 2);
  CHECK(histogram.max == 2.0);
  stats::Histogram none;
  none.add(values.data(), 1);
  CHECK(none.percentiles().empty());
  CHECK(std::isnan(none.percentile(0.5)));
  CHECK(stats::shownBins(none).counts.empty());
}

TEST_CASE("bins of a record begin and end with a value, on multiples of their width",
          "[statistics][histogram]") {
  for (const float offset : {0.0F, 3.7F, -90.0F}) {
    std::vector<float> values = normalValues(3'000, 1.0F, 5);
    for (float& value : values) value += offset;
    stats::Histogram histogram;
    histogram.add(values.data(), values.size());
    const stats::ShownBins shown = stats::shownBins(histogram);
    REQUIRE(shown.counts.size() > 8);
    CHECK(shown.counts.size() <= 65);
    CHECK(shown.counts.front() > 0);
    CHECK(shown.counts.back() > 0);
    const double width = (shown.high - shown.low) / static_cast<double>(shown.counts.size());
    CHECK(width == 4.0 * histogram.width);
    CHECK(std::fmod(shown.low, width) == 0.0);
    for (std::size_t i = 0; i < shown.counts.size(); ++i) {
      const double low = shown.low + static_cast<double>(i) * width;
      const auto inside = std::count_if(values.begin(), values.end(), [&](float value) {
        return static_cast<double>(value) >= low && static_cast<double>(value) < low + width;
      });
      CHECK(shown.counts[i] == static_cast<std::uint64_t>(inside));
    }
  }
}

TEST_CASE("the extremes of single precision fit, and forged bytes are known", "[statistics][histogram]") {
  const std::vector<float> values = {std::numeric_limits<float>::denorm_min(),
                                     0.0F,
                                     -0.0F,
                                     std::numeric_limits<float>::max(),
                                     std::numeric_limits<float>::lowest(),
                                     -std::numeric_limits<float>::denorm_min()};
  stats::Histogram histogram;
  for (const float value : values) histogram.add(&value, 1);
  CHECK(histogram.total() == values.size());
  CHECK(histogram.zeros == 2);
  CHECK(histogram.isConsistent());
  const double infinity = std::numeric_limits<double>::infinity();
  for (double stats::Histogram::*field : {&stats::Histogram::first, &stats::Histogram::width}) {
    for (const double forged : {1e300, -infinity, std::numeric_limits<double>::quiet_NaN()}) {
      stats::Histogram altered = histogram;
      altered.*field = forged;
      CHECK_FALSE(altered.isConsistent());
    }
  }
  histogram.min = -infinity;
  CHECK_FALSE(histogram.isConsistent());
  CHECK(stats::Histogram{}.isConsistent());
}
