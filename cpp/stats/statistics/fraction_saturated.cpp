// Share of activations within 5 % of an asymptote.
#include "stats/statistic_type.hpp"

namespace playground::stats {

extern const StatisticType kFractionSaturatedStatistic;
const StatisticType kFractionSaturatedStatistic{
    .key = "fractionSaturated",
    .title = "Saturated",
    .summary = "Share of activations within 5 % of an asymptote.",
    .format = StatisticType::Format::kShare,
    .ofSaturation = true,
    .hashPosition = 7,
    .value = [](const EpochTotals& t) { return t.mean(t.sumOfSaturatedShares); }};

}  // namespace playground::stats
