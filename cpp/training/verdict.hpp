// The outcome of a run in words, each statement with the number that shows it.
#pragma once

#include "training/records/records.hpp"

namespace playground::training {

struct VerdictFacts {
  std::string endReason;
  std::uint64_t step = 0;   // training steps done in the whole run
  std::uint64_t epoch = 0;  // in progress at the end
  std::size_t majorityClass = 0;
  std::uint64_t collapsedSince = 0;  // epoch; 0: never
  std::uint64_t saturatedSince = 0;  // epoch; 0: not at the end
};

/// One or two sentences. `summary` needs its status, accuracies and class names, `last` is the last complete
/// epoch.
std::string verdictText(const Summary& summary, const EpochRecord& last, const VerdictFacts& facts);

}  // namespace playground::training
