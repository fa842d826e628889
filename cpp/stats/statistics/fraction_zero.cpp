// Share of activations that are exactly 0.
#include "stats/statistic_type.hpp"

namespace playground::stats {

extern const StatisticType kFractionZeroStatistic;
const StatisticType kFractionZeroStatistic{
    .key = "fractionZero",
    .title = "Zeros",
    .summary = "Share of activations that are exactly 0.",
    .format = StatisticType::Format::kShare,
    .hashPosition = 6,
    .value = [](const EpochTotals& t) { return t.mean(t.sumOfZeroShares); }};

}  // namespace playground::stats
