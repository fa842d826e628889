// Snapshots that were altered, with their checksum made right again: whatever they hold, restoring them is
// refused or gives a run that ends, and never reads beyond what the run has. The sanitised build is what sees
// it.
#include "catch.hpp"
#include "support.hpp"
#include "training/hash.hpp"

using namespace playground;
using test::Json;
using training::Trainer;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Small, with everything a snapshot can hold: best weights, a plateau, statistics, learned slopes, a probe,
/// a test set, dropout.
Json everything() {
  Json json = test::smallExperiment();
  json["data"] = {{"source", "digits"}, {"train", 24}, {"validation", 9}, {"test", 5}, {"seed", 1}};
  json["training"]["batchSize"] = 8;
  json["training"]["validationBatchSize"] = 4;
  json["training"]["epochs"] = 3;
  json["training"]["probeSamples"] = 6;
  json["training"]["keep"] = "best";
  json["training"]["schedule"] = {{"name", "plateau"}, {"patience", 1}};
  json["network"]["layers"] = Json::parse(R"([{"type": "averagePool2d", "size": 7}, {"type": "flatten"},
    {"type": "dense", "units": 5}, {"type": "batchNorm"}, {"type": "activation", "name": "prelu", "perChannel": true},
    {"type": "dropout"}, {"type": "dense", "units": 10}])");
  return json;
}

void seal(Bytes& bytes) {
  training::Hash hash;
  hash.add(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size() - 8));
  const std::uint64_t value = hash.value();
  std::memcpy(bytes.data() + bytes.size() - 8, &value, 8);
}

/// Whether it was accepted; an accepted run is taken to its end.
bool restoresAndEnds(const Bytes& bytes) {
  Trainer trainer(test::runOf(everything()), 3);
  if (trainer.restore(bytes.data(), bytes.size())) {
    // Refused: the run is as it was, at its beginning.
    REQUIRE(trainer.progress().recordsMade == 0);
    static const std::string untouched = Trainer(test::runOf(everything()), 3).hash();
    REQUIRE(trainer.hash() == untouched);
    return false;
  }
  for (int batches = 0; !trainer.done(); ++batches) {
    REQUIRE(batches < 1000);
    trainer.advance(1);
  }
  trainer.summary(false);
  return true;
}

std::vector<Bytes> snapshotsOf(std::initializer_list<std::size_t> batches) {
  std::vector<Bytes> list;
  for (const std::size_t count : batches) {
    Trainer trainer(test::runOf(everything()), 3);
    for (std::size_t i = 0; i < count; ++i) trainer.advance(1);
    list.push_back(trainer.snapshot());
  }
  return list;
}

}  // namespace

// Catches indices, lengths, enumerations and booleans that are taken from a snapshot unseen: the order of
// samples, the generator's position and the stage. Also the epoch and a list longer or shorter than its
// layer.
TEST_CASE("an altered snapshot with a right checksum harms nothing", "[snapshot]") {
  const std::vector<std::uint64_t> words = {
      0, 1, 2, 7, 0x7F, 0xFFFFFFFFULL, ~std::uint64_t{0}, std::uint64_t{1} << 40};
  std::size_t refused = 0;
  for (const Bytes& whole : snapshotsOf({0, 2, 4, 7, 12})) {
    REQUIRE(restoresAndEnds(whole));
    // Words at random places, every other one past the generator, the weights and the optimiser's buffers.
    random::Generator places(whole.size());
    for (int i = 0; i < 240; ++i) {
      const std::size_t first = i % 2 == 0 ? 16 : whole.size() - 4000;
      const std::size_t at = first + places.draw32() % ((whole.size() - 16 - first) / 4) * 4;
      Bytes altered = whole;
      const std::uint64_t word = words[places.draw32() % words.size()];
      std::memcpy(altered.data() + at, &word, i % 3 == 0 ? 4 : 8);
      seal(altered);
      refused += restoresAndEnds(altered) ? 0 : 1;
    }
  }
  CHECK(refused > 20);
}

TEST_CASE("a snapshot with bytes more or less is refused", "[snapshot]") {
  const Bytes whole = snapshotsOf({4})[0];
  for (const std::size_t size :
       {whole.size() - 8, whole.size() / 2, std::size_t{24}, std::size_t{9}, std::size_t{0}}) {
    Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    if (size >= 16) seal(cut);
    CHECK_FALSE(restoresAndEnds(cut));
  }
  Bytes longer = whole;
  longer.resize(whole.size() + 16);
  seal(longer);
  CHECK_FALSE(restoresAndEnds(longer));
}
