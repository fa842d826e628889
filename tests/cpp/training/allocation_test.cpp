// A training step allocates nothing: after the first epoch every batch, the last of an epoch included, runs
// in memory it already has. The program's operator new counts here; AddressSanitizer has one of its own, and
// is left alone.
#include <atomic>
#include <cstdlib>
#include <new>

#include "catch.hpp"
#include "support.hpp"

#if !defined(__SANITIZE_ADDRESS__)

namespace {

std::atomic<std::size_t> allocations{0};

void* counted(std::size_t size) {
  ++allocations;
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) std::abort();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) {
  return counted(size);
}
void* operator new[](std::size_t size) {
  return counted(size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete[](void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}

using namespace playground;

// Catches a buffer made again each step, a list of layers built for each pass, and the copy of the weights at
// an epoch's end.
TEST_CASE("a training step allocates nothing", "[trainer]") {
  const auto allocationsOf = [](const test::Json& json) {
    training::Trainer trainer(test::runOf(json), 3);
    while (trainer.lastRecord().epoch < 1) trainer.advance(1);
    trainer.advance(1);  // the epoch's first step draws its order
    REQUIRE(trainer.progress().stage == training::Stage::kTrain);
    const std::size_t before = allocations;
    while (trainer.progress().stage == training::Stage::kTrain) trainer.advance(1);
    const std::size_t made = allocations - before;
    CHECK(trainer.progress().step == 4);
    return made;
  };
  test::Json json = test::smallExperiment();
  for (const char* optimizer : {"sgd", "adam"}) {
    INFO(optimizer);
    json["training"]["optimizer"] = {{"name", optimizer}, {"learningRate", 0.01}};
    CHECK(allocationsOf(json) == 0);
  }
  json["training"]["penalty"] = {{"l2", 0.01}};
  json["network"]["layers"] = test::Json::parse(R"([{"type": "dense", "units": 12}, {"type": "layerNorm"},
    {"type": "activation", "name": "rrelu"}, {"type": "dropout"}, {"type": "maxout"},
    {"type": "residual", "layers": [{"type": "dense", "units": 6}, {"type": "activation", "name": "swish", "learned": true}]},
    {"type": "activation", "name": "prelu", "perChannel": true}, {"type": "dense", "units": 4}])");
  CHECK(allocationsOf(json) == 0);
  json["data"] = {{"source", "digits"}, {"train", 120}, {"validation", 20}};
  json["network"]["layers"] = test::Json::parse(R"([{"type": "conv2d", "filters": 3}, {"type": "batchNorm"},
    {"type": "activation"}, {"type": "maxPool2d"}, {"type": "averagePool2d"}, {"type": "alphaDropout"},
    {"type": "globalAveragePool"}, {"type": "dense", "units": 10}])");
  CHECK(allocationsOf(json) == 0);
}

#endif
