// Units with over half the batch saturated in over 90 % of the batches.
#include "stats/statistic_type.hpp"

namespace playground::stats {

extern const StatisticType kOftenSaturatedUnitsStatistic;
const StatisticType kOftenSaturatedUnitsStatistic{
    .key = "oftenSaturatedUnits",
    .title = "Often saturated units",
    .summary = "Units with over half the batch saturated in over 90 % of the batches.",
    .format = StatisticType::Format::kCount,
    .ofSaturation = true,
    .hashPosition = 9,
    .value = [](const EpochTotals& t) { return static_cast<double>(t.oftenSaturatedUnits); }};

}  // namespace playground::stats
