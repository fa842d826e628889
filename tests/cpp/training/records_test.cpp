// Records: what the hash and the JSON hold of values that are zero or undefined.
#include "training/records/records.hpp"

#include <limits>

#include "catch.hpp"
#include "support.hpp"

using namespace playground;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::string hashOf(const training::EpochRecord& record) {
  training::Hash hash;
  training::addToHash(hash, record);
  return hash.text();
}

}  // namespace

// Catches a metric of exactly 0 that is taken for none, and a penalty that is not a number that is left out.
TEST_CASE("the hash distinguishes a value of 0 from an undefined one", "[records]") {
  training::EpochRecord record;
  record.task = nn::Task::kRegression;
  const std::size_t r2 = nn::indexOf(nn::metricOf(record.task));
  record.scores.fill(kNaN);
  const std::string undefined = hashOf(record);
  record.scores[r2] = 0.0;
  CHECK(hashOf(record) != undefined);
  record.scores[r2] = kNaN;
  record.penalty = kNaN;
  CHECK(hashOf(record) != undefined);
  CHECK(training::toJson(record, "run", 0).contains("penalty"));
  record.penalty = 0.0;
  CHECK(hashOf(record) == undefined);
  CHECK_FALSE(training::toJson(record, "run", 0).contains("penalty"));
}
