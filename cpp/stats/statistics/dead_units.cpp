// Units that are 0 for every sample of the epoch.
#include "stats/statistic_type.hpp"

namespace playground::stats {

extern const StatisticType kDeadUnitsStatistic;
const StatisticType kDeadUnitsStatistic{
    .key = "deadUnits",
    .title = "Dead units",
    .summary = "Units that are 0 for every sample of the epoch.",
    .format = StatisticType::Format::kCount,
    .hashPosition = 8,
    .value = [](const EpochTotals& t) { return static_cast<double>(t.deadUnits); }};

}  // namespace playground::stats
