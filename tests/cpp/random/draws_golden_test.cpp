// Every draw against PyTorch, element by element and bit by bit: initialisers at several shapes and seeds,
// and one stream through uniforms, normals, masks, slopes and permutations. tests/golden/make_draws.py makes
// the numbers. Catches a product and sum rounded twice where PyTorch fuses them and a tail of under 16
// elements drawn in the wrong way. Also a call that takes more or less of the stream than PyTorch's.
#include "catch.hpp"
#include "config/readers.hpp"
#include "nn/layer_classes/dropout_layer.hpp"
#include "nn/layer_classes/learned_activation.hpp"
#include "support.hpp"

using namespace playground;
using test::Json;

namespace {

std::vector<float> floatsOf(const Json& hex) {
  const std::string text = hex.get<std::string>();
  std::vector<float> floats;
  for (std::size_t i = 0; i < text.size(); i += 8)
    floats.push_back(tensor::floatOf(static_cast<std::uint32_t>(std::stoul(text.substr(i, 8), nullptr, 16))));
  return floats;
}

std::size_t differingBits(const float* actual, const std::vector<float>& expected) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < expected.size(); ++i)
    count += tensor::bitsOf(actual[i]) != tensor::bitsOf(expected[i]) ? 1 : 0;
  return count;
}

/// A network of one dense or convolutional layer, drawn as an experiment draws it.
struct OneLayer {
  random::Generator generator;
  std::unique_ptr<nn::Network> network;

  OneLayer(const Json& init, const std::vector<std::size_t>& shape, std::uint64_t seed) : generator(seed) {
    Json layer = {{"type", "dense"}, {"units", shape[0]}};
    tensor::Shape input{shape[1]};
    if (shape.size() == 4) {
      layer = {{"type", "conv2d"}, {"filters", shape[0]}, {"kernel", {shape[2], shape[3]}}};
      input = tensor::Shape{shape[1], 6, 6};
    }
    config::RunConfig run;
    Errors errors;
    Json normalized = Json::object();
    const Json json = {{"layers", Json::array({layer})}, {"init", init}};
    config::readNetwork(json, "network", errors, run, normalized);
    for (const auto& e : errors) throw std::runtime_error(e.message);
    network = std::make_unique<nn::Network>(input, run.layers, run.initializer, generator);
  }
  nn::WeightedLayer& layer() const { return *network->weightedLayers().front(); }
};

}  // namespace

TEST_CASE("initial weights have PyTorch's bits", "[draws]") {
  const Json golden = test::golden("draws.json");
  for (const Json& one : golden["initializers"]) {
    const Json& init = one["init"];
    const bool throughLibraries = init == "orthogonal" || (init.is_object() && init.contains("truncated"));
    for (const Json& expected : one["cases"]) {
      INFO(init.dump() << " " << expected["shape"].dump() << " seed " << expected["seed"]);
      const OneLayer drawn(init, expected["shape"].get<std::vector<std::size_t>>(),
                           expected["seed"].get<std::uint64_t>());
      const tensor::Buffer& weight = drawn.layer().weight().value;
      const std::vector<float> values = floatsOf(expected["weight"]);
      REQUIRE(weight.size() == values.size());
      if (!throughLibraries) {
        CHECK(differingBits(weight.data(), values) == 0);
      } else {
        // PyTorch's erfinv and LAPACK's QR work in float32, ours in float64: a few units of float32's last
        // place of the largest weight apart.
        for (std::size_t i = 0; i < values.size(); ++i)
          CHECK(static_cast<double>(weight.data()[i]) ==
                Approx(static_cast<double>(values[i])).margin(1e-6).epsilon(2e-6));
      }
      if (!expected.contains("bias")) continue;
      const std::vector<float> bias = floatsOf(expected["bias"]);
      CHECK(differingBits(drawn.layer().bias()->value.data(), bias) == 0);
    }
  }
}

TEST_CASE("one stream through every kind of draw has PyTorch's bits", "[draws]") {
  const Json golden = test::golden("draws.json");
  const auto lengths = golden["lengths"].get<std::vector<std::size_t>>();
  for (const Json& expected : golden["calls"]) {
    INFO("seed " << expected["seed"]);
    random::Generator generator(expected["seed"].get<std::uint64_t>());
    std::vector<float> drawn;
    const auto room = [&](std::size_t n) {
      drawn.resize(drawn.size() + n);
      return drawn.data() + (drawn.size() - n);
    };
    const auto check = [&](const char* what) {
      INFO(what);
      const std::vector<float> values = floatsOf(expected[what]);
      REQUIRE(drawn.size() == values.size());
      CHECK(differingBits(drawn.data(), values) == 0);
      drawn.clear();
    };
    const auto forward = [&](nn::Layer& layer, std::vector<float> input) {
      const auto output = layer.forward({input.data(), 1, input.size()}, nn::Phase::kTrain);
      std::copy(output.data, output.data + output.size(), room(input.size()));
    };
    for (const std::size_t n : lengths) generator.uniform(room(n), n, -0.35, 0.9);
    check("uniform");
    for (const std::size_t n : lengths) generator.normal(room(n), n, 0.25, 1.5);
    check("normal");
    for (const std::size_t n : lengths) {
      for (const double rate : {0.1, 0.5}) {
        nn::Dropout dropout("dropout1", tensor::Shape{n}, nn::Dropout::Kind::kZero, rate, generator);
        forward(dropout, std::vector<float>(n, 1.0F));
      }
    }
    check("dropout");
    for (const std::size_t n : lengths) {
      nn::Dropout dropout("alphaDropout1", tensor::Shape{n}, nn::Dropout::Kind::kAlpha, 0.2, generator);
      forward(dropout, std::vector<float>(n, 0.75F));
    }
    check("alphaDropout");
    std::vector<activations::Error> errors;
    const std::vector<float> allInputs = floatsOf(expected["rreluInput"]);
    const float* inputs = allInputs.data();
    for (const std::size_t n : lengths) {
      nn::RandomizedRelu rrelu("activation1", tensor::Shape{n},
                               *activations::Activation::make("rrelu", {}, errors), generator);
      std::vector<float> input(inputs, inputs + n);
      inputs += n;
      forward(rrelu, std::move(input));
    }
    check("rrelu");
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      CHECK(generator.permutation(lengths[i]) ==
            expected["permutations"][i].get<std::vector<std::uint32_t>>());
    }
    generator.uniform(room(5), 5, 0.0, 1.0);
    check("uniformAfter");
  }
}
