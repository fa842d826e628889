// Standard deviation of all activations of the epoch.
#include "stats/statistic_type.hpp"

namespace playground::stats {

extern const StatisticType kStdStatistic;
const StatisticType kStdStatistic{
    .key = "std",
    .title = "Standard deviation",
    .summary = "Standard deviation of all activations of the epoch.",
    .meaning = "Falling to 0: the layer passes nothing on. Growing without bound: it explodes.",
    .scale = StatisticType::Scale::kLog,
    .drawn = true,
    .hashPosition = 3,
    .value = [](const EpochTotals& t) { return t.moments.standardDeviation(); }};

}  // namespace playground::stats
