// Units that no longer respond.
#include "stats/statistic_type.hpp"

namespace playground::stats {

extern const StatisticType kInactiveUnitsStatistic;
const StatisticType kInactiveUnitsStatistic{
    .key = "inactiveUnits",
    .title = "Inactive units",
    .summary = "Units that are dead or often saturated, each counted once.",
    .meaning =
        "Dead: 0 for every sample of the epoch. Often saturated: over half of the batch saturated, in "
        "over 90 % of the epoch's batches.",
    .format = StatisticType::Format::kCount,
    .drawn = true,
    .value = [](const EpochTotals& t) { return static_cast<double>(t.inactiveUnits); }};

}  // namespace playground::stats
