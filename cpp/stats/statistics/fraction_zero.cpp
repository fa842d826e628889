// Share of activations that are exactly 0.
#include "stats/statistic_type.hpp"

namespace playground::stats {

extern const StatisticType kFractionZeroStatistic;
const StatisticType kFractionZeroStatistic{
    .key = "fractionZero",
    .title = "Zeros",
    .summary = "Share of activations that are exactly 0.",
    .meaning = "Where the slope is 0 as well, as for ReLU, no gradient passes.",
    .format = StatisticType::Format::kShare,
    .drawn = true,
    .hashPosition = 6,
    .value = [](const EpochTotals& t) { return t.mean(t.sumOfZeroShares); }};

}  // namespace playground::stats
