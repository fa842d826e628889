// Mean over batches of the mean of |a|.
#include "stats/statistic_type.hpp"

namespace playground::stats {

extern const StatisticType kMeanAbsStatistic;
const StatisticType kMeanAbsStatistic{
    .key = "meanAbs",
    .title = "Mean magnitude",
    .summary = "Mean over batches of the mean of |a|.",
    .meaning = "Falling to 0: the layer passes nothing on.",
    .scale = StatisticType::Scale::kLog,
    .drawn = true,
    .hashPosition = 2,
    .value = [](const EpochTotals& t) { return t.mean(t.sumOfBatchMeanAbs); }};

}  // namespace playground::stats
