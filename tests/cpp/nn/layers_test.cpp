// Every layer, loss and initialiser against PyTorch: initial weights, gradients by central differences in
// float64, and twenty steps. tests/golden/make_layers.py makes the numbers.
#include "activations/moments.hpp"
#include "catch.hpp"
#include "config/readers.hpp"
#include "nn/loss.hpp"
#include "nn/penalty.hpp"
#include "support.hpp"

using namespace playground;
using test::Json;

namespace {

using Floats = std::vector<float>;

struct Built {
  config::RunConfig run;
  random::Generator generator;
  std::unique_ptr<nn::Network> network;

  Built(const Json& layers, const Json& init, const tensor::Shape& shape, std::uint64_t seed)
      : generator(seed) {
    Errors errors;
    Json normalized = Json::object();
    config::readNetwork({{"layers", layers}, {"init", init}}, "network", errors, run, normalized);
    for (const auto& e : errors) throw std::runtime_error(e.message);
    network = std::make_unique<nn::Network>(shape, run.layers, run.initializer, generator);
  }
};

tensor::Shape shapeOf(const Json& json) {
  const auto extents = json.get<std::vector<std::size_t>>();
  return extents.size() == 1 ? tensor::Shape{extents[0]} : tensor::Shape{extents[0], extents[1], extents[2]};
}

config::TrainingConfig trainingOf(Json json) {
  json["optimizer"] = {{"name", "sgd"}, {"learningRate", 0.02}, {"momentum", 0.9}};
  Errors errors;
  Json normalized = Json::object();
  const auto config = config::readTraining(json, std::nullopt, "training", errors, normalized);
  for (const auto& e : errors) throw std::runtime_error(e.message);
  return config;
}

// The largest |actual - expected|, as a share of the expected values' root mean square.
double relativeDifference(const tensor::Buffer& actual, const Json& expected) {
  REQUIRE(actual.size() == expected.size());
  double largest = 0.0, squares = 0.0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const double value = expected[i].get<double>();
    largest = std::max(largest, std::fabs(static_cast<double>(actual.data()[i]) - value));
    squares += value * value;
  }
  return largest / (std::sqrt(squares / static_cast<double>(expected.size())) + 1e-30);
}

struct Batch {
  Floats x;
  std::vector<std::uint32_t> labels;
  Floats values;
  static constexpr std::size_t kRows = 8;

  explicit Batch(const Json& one) : x(one["x"].get<Floats>()) {
    if (one["classes"] == 0) {
      values = one["y"].get<Floats>();
    } else {
      labels = one["y"].get<std::vector<std::uint32_t>>();
    }
  }
  tensor::ConstMatrixView inputs() const { return {x.data(), kRows, x.size() / kRows}; }
  nn::Targets targets() const { return {labels.data(), {values.data(), kRows, values.size() / kRows}}; }
};

}  // namespace

// Catches a wrong backward formula, a mask drawn in another order or scaled otherwise and padding on the
// wrong side. Also a pool that takes the last of equals, an unbiased variance and a parameter that is never
// stepped. Also a running mean that a snapshot of PyTorch's would not have, and a layer's output shown as
// another's.
TEST_CASE("networks of every layer and loss train as PyTorch's", "[layers]") {
  const Json golden = test::golden("layers.json");
  for (const Json& one : golden["cases"]) {
    INFO(one["name"].get<std::string>());
    Built built(one["layers"], "he-normal", shapeOf(one["shape"]), golden["seed"].get<std::uint64_t>());
    nn::Network& network = *built.network;
    const auto parameters = network.parameters();
    REQUIRE(parameters.size() == one["initial"].size());
    for (std::size_t k = 0; k < parameters.size(); ++k) {
      INFO(parameters[k]->name);
      const Floats expected = one["initial"][k].get<Floats>();
      CHECK(std::equal(expected.begin(), expected.end(), parameters[k]->value.begin(),
                       parameters[k]->value.end()));
    }
    const auto config = trainingOf(one["training"]);
    const auto loss = config.loss.type->make(config.loss.values);
    const auto optimizer = nn::makeOptimizer(config.optimizer, parameters);
    const Batch batch(one);
    std::vector<std::size_t> counts(one["classes"].get<std::size_t>(), 0);
    for (const std::uint32_t label : batch.labels) ++counts[label];
    loss->countClasses(counts);
    // Both sides compute in float32 and add in other orders. A sum of some dozens of products is off by up to
    // 1e-6 of its terms, which a loss of 20 steps amplifies some ten times (kinks and divisions by a small
    // deviation), and a weight that momentum moved back and forth some fifty times.
    for (std::size_t step = 0; step < one["losses"].size(); ++step) {
      const tensor::MatrixView outputs = network.forward(batch.inputs(), nn::Phase::kTrain);
      const double value = loss->run(outputs, batch.targets(), outputs);
      INFO("step " << step);
      CHECK(value == Approx(one["losses"][step].get<double>()).epsilon(2e-5).margin(2e-6));
      network.backward(outputs);
      nn::addPenalty(config.penalty, network.weightedLayers());
      if (step == 0) {
        double largest = 0.0;  // a gradient that should be 0 is compared with the others' size
        for (const Json& g : one["gradients"]) {
          for (const Json& v : g) largest = std::max(largest, std::fabs(v.get<double>()));
        }
        for (std::size_t k = 0; k < parameters.size(); ++k) {
          INFO(parameters[k]->name);
          double worst = 0.0;
          for (std::size_t i = 0; i < parameters[k]->gradient.size(); ++i) {
            const double expected = one["gradients"][k][i].get<double>();
            worst =
                std::max(worst, std::fabs(static_cast<double>(parameters[k]->gradient.data()[i]) - expected));
          }
          CHECK(worst < 3e-6 * largest);  // three layers' float32 sums against float64 differences
        }
      }
      optimizer->step();
    }
    for (std::size_t k = 0; k < parameters.size(); ++k) {
      INFO(parameters[k]->name);
      CHECK(relativeDifference(parameters[k]->value, one["final"][k]) < 1e-4);
    }
    const auto state = network.state();
    REQUIRE(state.size() == one["buffers"].size());
    for (std::size_t k = 0; k < state.size(); ++k)
      CHECK(relativeDifference(*state[k].value, one["buffers"][k]) < 1e-4);
    const tensor::MatrixView evaluated = network.forward(batch.inputs(), nn::Phase::kEvaluate);
    for (std::size_t i = 0; i < evaluated.size(); ++i) {
      CHECK(static_cast<double>(evaluated.data[i]) ==
            Approx(one["evaluated"][i].get<double>()).epsilon(1e-4).margin(1e-4));
    }
    Floats traced;
    network.trace({batch.x.data(), 1, batch.inputs().columns}, traced);
    const float* output = traced.data();
    REQUIRE(network.layers().size() == one["traced"].size());
    for (std::size_t k = 0; k < network.layers().size(); ++k) {
      INFO(network.layers()[k]->name());
      const Json& expected = one["traced"][k];
      REQUIRE(network.layers()[k]->outputShape().size() == expected.size());
      for (const Json& value : expected)
        CHECK(static_cast<double>(*output++) == Approx(value.get<double>()).epsilon(1e-4).margin(1e-4));
    }
    CHECK(output == traced.data() + traced.size());
  }
}

// Catches a fan taken of the wrong side, a truncated normal without its correction and an orthogonal matrix
// whose columns or signs are others. Also an initialiser that draws where PyTorch's does not.
TEST_CASE("initialisers draw PyTorch's weights", "[layers]") {
  const Json golden = test::golden("layers.json");
  const auto seed = golden["seed"].get<std::uint64_t>();
  const Json dense = Json::parse(R"([{"type": "dense", "units": 9}])");
  const Json conv = Json::parse(R"([{"type": "conv2d", "filters": 4, "kernel": [2, 3]}])");
  for (const Json& one : golden["initializers"]) {
    INFO(one["init"].dump());
    const Built flat(dense, one["init"], {5}, seed), image(conv, one["init"], {3, 5, 5}, seed);
    const auto& a = flat.network->weightedLayers().front()->weight().value;
    const auto& b = image.network->weightedLayers().front()->weight().value;
    CHECK(relativeDifference(a, one["dense"]) < 2e-6);
    CHECK(relativeDifference(b, one["conv2d"]) < 2e-6);
  }
}

// The gains of He's criterion, from functions.md's table, recomputed there in float64.
TEST_CASE("a matched gain is 1 / sqrt(E[f(z)^2])", "[layers]") {
  struct Known {
    const char* name;
    double secondMoment;
  };
  for (const Known& known :
       {Known{"relu", 0.5}, Known{"softplus", 0.92125}, Known{"sigmoid", 0.29338}, Known{"softsign", 0.18301},
        Known{"hard-tanh", 0.51606}, Known{"sine", 0.43233}, Known{"lecun-tanh", 0.75043}}) {
    INFO(known.name);
    std::vector<activations::Error> errors;
    const auto activation = activations::Activation::make(known.name, {}, errors);
    REQUIRE(activation);
    CHECK(activations::secondMoment(*activation) == Approx(known.secondMoment).margin(6e-6));
  }
  const Json layers = Json::parse(
      R"([{"type": "dense", "units": 4000, "bias": false}, {"type": "batchNorm"}, {"type": "activation", "name": "relu"},
          {"type": "dense", "units": 4000}])");
  const Built built(layers, {{"name", "lecun-normal"}, {"gain", "matched"}}, {16}, 1);
  const auto deviation = [](const nn::Parameter& p) {
    double squares = 0.0;
    for (const float w : p.value) squares += static_cast<double>(w) * static_cast<double>(w);
    return std::sqrt(squares / static_cast<double>(p.value.size()));
  };
  const auto& weighted = built.network->weightedLayers();
  CHECK(deviation(weighted[0]->weight()) == Approx(std::sqrt(2.0 / 16.0)).epsilon(0.01));
  CHECK(deviation(weighted[1]->weight()) == Approx(std::sqrt(1.0 / 4000.0)).epsilon(0.01));
}
