// Mean over batches of the activations' mean.
#include "stats/statistic_type.hpp"

namespace playground::stats {

extern const StatisticType kMeanStatistic;
const StatisticType kMeanStatistic{.key = "mean",
                                   .title = "Mean",
                                   .summary = "Mean over batches of the activations' mean.",
                                   .meaning = "Near 0: zero-centred.",
                                   .hashPosition = 1,
                                   .value = [](const EpochTotals& t) { return t.mean(t.sumOfBatchMeans); }};

}  // namespace playground::stats
