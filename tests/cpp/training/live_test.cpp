// What is changed by hand while a run trains: the learning rate, the batch size, the penalty, frozen units.
#include "catch.hpp"
#include "support.hpp"

using namespace playground;
using test::Json;
using test::runOf;
using training::Trainer;

// Catches a change that comes an epoch late, or that changes more than it should: a run that adopts at its
// start what another has from its start must be that other one.
TEST_CASE("a run that adopts other settings before its first step is the run of those settings",
          "[training]") {
  Json json = test::smallExperiment();
  json["training"]["schedule"] = {{"name", "exponential"}, {"factor", 0.9}};
  Json other = json;
  other["training"]["optimizer"]["learningRate"] = 0.0123;
  other["training"]["batchSize"] = 8;
  other["training"]["penalty"] = {{"l2", 0.01}};
  other["training"]["epochs"] = 4;
  Trainer adopting(runOf(json), 3), given(runOf(other), 3), plain(runOf(json), 3);
  adopting.adopt(runOf(other));
  while (!adopting.done()) adopting.advance(5);
  while (!given.done()) given.advance(5);
  while (!plain.done()) plain.advance(5);
  CHECK(adopting.hash() == given.hash());
  CHECK(adopting.hash() != plain.hash());
  CHECK(adopting.progress().fraction == 1.0);
}

// Catches a frozen unit that its momentum or the weight decay moves, and its neighbour that stands still.
TEST_CASE("a frozen unit keeps its weights until it is let go", "[training]") {
  Json json = test::smallExperiment();
  json["training"]["optimizer"] = {{"name", "adam"}, {"learningRate", 0.01}, {"weightDecay", 0.1}};
  json["training"]["epochs"] = 3;
  Trainer trainer(runOf(json), 1);
  trainer.advance(3);
  CHECK_FALSE(trainer.freeze("dense1", 100000));
  CHECK_FALSE(trainer.freeze("dense99", 0));
  REQUIRE(trainer.freeze("dense1", 1));
  const auto& parameters = trainer.network().parameters();
  const auto copy = [&](std::size_t i) {
    return std::vector<float>(parameters[i]->value.begin(), parameters[i]->value.end());
  };
  const std::size_t row = parameters[0]->value.size() / parameters[0]->shape[0];
  const auto weights = copy(0), biases = copy(1);
  while (trainer.progress().epoch < 3)
    trainer.advance(1);  // over the last step of an epoch, which is measured
  const auto later = copy(0);
  for (std::size_t i = 0; i < later.size(); ++i) CHECK((later[i] == weights[i]) == (i / row == 1));
  CHECK(copy(1)[1] == biases[1]);
  CHECK(copy(1)[0] != biases[0]);
  trainer.unfreeze();
  while (!trainer.done()) trainer.advance(1);
  CHECK(copy(0)[row] != weights[row]);
}
