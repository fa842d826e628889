// Standard deviation of all activations of the epoch.
#include "stats/statistic_type.hpp"

namespace playground::stats {

extern const StatisticType kStdStatistic;
const StatisticType kStdStatistic{
    .key = "std",
    .title = "Standard deviation",
    .summary = "Standard deviation of all activations of the epoch.",
    .hashPosition = 3,
    .value = [](const EpochTotals& t) { return t.moments.standardDeviation(); }};

}  // namespace playground::stats
