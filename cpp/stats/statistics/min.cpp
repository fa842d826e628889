// Smallest activation of the epoch.
#include "stats/statistic_type.hpp"

namespace playground::stats {

extern const StatisticType kMinStatistic;
const StatisticType kMinStatistic{.key = "min",
                                  .title = "Minimum",
                                  .summary = "Smallest activation of the epoch.",
                                  .hashPosition = 4,
                                  .value = [](const EpochTotals& t) { return static_cast<double>(t.min); }};

}  // namespace playground::stats
