// Weights that a run starts from.
#include "catch.hpp"
#include "support.hpp"
#include "weights_bytes.hpp"

using namespace playground;
using test::Json;
using training::Trainer;

namespace {

using test::addTensor;
using test::Bytes;
using test::hashOf;

Json startingFrom(const Bytes& bytes) {
  Json json = test::smallExperiment();
  json["network"]["weights"] = {{"file", "start.npz"}, {"hash", hashOf(bytes)}};
  return json;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void finish(Trainer& trainer) {
  while (!trainer.done()) trainer.advance(64);
}

}  // namespace

// Catches weights that are read and not used, running statistics left out, a run that begins without its
// file, and a file that moves the random stream: the batches must be those of the same seed.
TEST_CASE("a run starts from the weights of a file, with the batches of its seed", "[weights]") {
  Trainer before(test::runOf(test::smallExperiment()), 5);
  finish(before);
  const Bytes bytes = test::weightsOf(before.network());

  Trainer drawn(test::runOf(test::smallExperiment()), 3);
  Trainer started(test::runOf(startingFrom(bytes)), 3);
  CHECK_FALSE(started.ready());
  started.advance(1);
  CHECK(started.progress().step == 0);
  REQUIRE(started.config().files() == std::vector<std::string>{"start.npz"});
  REQUIRE(started.setData({{"start.npz", bytes}}) == std::nullopt);
  CHECK(test::weightsOf(started.network()) == bytes);

  drawn.advance(1);
  started.advance(1);
  CHECK(started.order() == drawn.order());
  finish(drawn);
  finish(started);
  CHECK(started.hash() != drawn.hash());

  Trainer again(test::runOf(startingFrom(bytes)), 3);
  REQUIRE_FALSE(again.setData({{"start.npz", bytes}}));
  finish(again);
  CHECK(again.hash() == started.hash());
  CHECK(again.setData({{"start.npz", bytes}}).has_value());  // it has begun
}

// Catches a file that is read beyond its end, another model's weights that are taken, and weights that are
// changed in part before a mistake is found.
TEST_CASE("weights that do not fit are refused as a whole", "[weights]") {
  Trainer source(test::runOf(test::smallExperiment()), 5);
  const Bytes bytes = test::weightsOf(source.network());
  Trainer trainer(test::runOf(startingFrom(bytes)), 3);
  const Bytes drawn = test::weightsOf(trainer.network());
  const auto problemOf = [&](const Bytes& given) {
    const std::string problem = trainer.setData({{"start.npz", given}}).value_or("");
    CHECK(test::weightsOf(trainer.network()) == drawn);
    CHECK_FALSE(trainer.ready());
    return problem;
  };
  for (std::size_t size = 0; size < bytes.size(); size += size < 400 ? 1 : 97) {
    INFO(size);
    CHECK_FALSE(problemOf({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)}).empty());
  }
  CHECK(trainer.setData({}) == "start.npz: is missing");
  CHECK(contains(problemOf({}), "start.npz: is not in the layout"));
  CHECK(contains(problemOf(test::weightsOf(source.network(), "dense2.bias")),
                 "lacks dense2.bias with the shape [6]"));
  Bytes more = bytes;
  addTensor(more, "dense9.bias", {1}, std::vector<float>(1));
  CHECK(contains(problemOf(more), "holds dense9.bias, and the network has no such tensor"));
  more = bytes;
  addTensor(more, "dense3.bias", {4}, std::vector<float>(4));
  CHECK(contains(problemOf(more), "holds dense3.bias twice"));
  more = test::weightsOf(source.network(), "dense3.bias");
  addTensor(more, "dense3.bias", {2, 2}, std::vector<float>(4));
  CHECK(contains(problemOf(more), "dense3.bias has the shape [2, 2], and the network's [4]"));
  more = test::weightsOf(source.network(), "dense3.bias");
  addTensor(more, "dense3.bias", {4}, std::vector<float>{0.0F, NAN, 0.0F, 0.0F});
  CHECK(contains(problemOf(more), "dense3.bias holds a number that is not finite"));
  more = test::weightsOf(source.network(), "batchNorm1.runningVariance");
  addTensor(more, "batchNorm1.runningVariance", {11}, std::vector<float>(11, -1.0F));
  CHECK(contains(problemOf(more), "holds a negative number"));
  more = bytes;
  more.back() ^= 1U;
  CHECK(contains(problemOf(more), "other weights than the experiment was made with"));

  Json unknown = startingFrom(bytes);
  unknown["network"]["weights"].erase("hash");
  Trainer open(test::runOf(unknown), 3);
  CHECK(open.setData({{"start.npz", bytes}}) ==
        "start.npz: network.weights.hash must be \"" + hashOf(bytes) + "\", that of its tensors");
}

// Catches a hash that is not checked and a name that two files share.
TEST_CASE("what an experiment says of its weights is checked", "[weights]") {
  Json json = startingFrom({});
  json["network"]["weights"]["hash"] = "12";
  CHECK(test::errorsOf(json.dump()) ==
        std::vector<std::string>{
            "network.weights.hash: must be sixteen hexadecimal digits; leave it out, and it "
            "is worked out from the file"});
  json["network"]["weights"] = {{"hash", "0123456789abcdef"}};
  CHECK(test::errorsOf(json.dump()).front().starts_with("network.weights.file"));
  json["network"]["weights"] = {{"file", "t10k-labels-idx1-ubyte"}};
  json["data"] = {{"source", "mnist"}, {"train", 100}, {"validation", 50}};
  json["network"]["layers"].back()["units"] = 10;
  CHECK(test::errorsOf(json.dump()) ==
        std::vector<std::string>{"network.weights.file: is the data's file too; give one another name"});
}
