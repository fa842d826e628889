// Share of activations within 5 % of an asymptote.
#include "stats/statistic_type.hpp"

namespace playground::stats {

extern const StatisticType kFractionSaturatedStatistic;
const StatisticType kFractionSaturatedStatistic{
    .key = "fractionSaturated",
    .title = "Saturated",
    .summary = "Share of activations within 5 % of an asymptote.",
    .meaning =
        "For ELU that is below -0.95 alpha, where the slope is at most 0.05 alpha. Functions that are "
        "exactly "
        "0 on one side have zeros instead.",
    .format = StatisticType::Format::kShare,
    .drawn = true,
    .ofSaturation = true,
    .hashPosition = 7,
    .value = [](const EpochTotals& t) { return t.mean(t.sumOfSaturatedShares); }};

}  // namespace playground::stats
