// NaN and infinite activations of the epoch.
#include "stats/statistic_type.hpp"

namespace playground::stats {

extern const StatisticType kNonFiniteStatistic;
const StatisticType kNonFiniteStatistic{
    .key = "nonFinite",
    .title = "Not finite",
    .summary = "NaN and infinite activations of the epoch.",
    .format = StatisticType::Format::kCount,
    .hashPosition = 10,
    .value = [](const EpochTotals& t) { return static_cast<double>(t.nonFinite); }};

}  // namespace playground::stats
