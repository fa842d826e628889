// Largest activation of the epoch.
#include "stats/statistic_type.hpp"

namespace playground::stats {

extern const StatisticType kMaxStatistic;
const StatisticType kMaxStatistic{.key = "max",
                                  .title = "Maximum",
                                  .summary = "Largest activation of the epoch.",
                                  .hashPosition = 5,
                                  .value = [](const EpochTotals& t) { return static_cast<double>(t.max); }};

}  // namespace playground::stats
