// The list of parameter sets and of zero crossings.
#include "cases.hpp"

#include <cstdlib>
#include <sstream>

#include "text/number_text.hpp"

namespace playground::accuracy {
namespace {

using activations::Activation;
using activations::NamedValue;

struct OtherParameters {
  std::string_view name;
  std::vector<NamedValue> parameters;
};

/// Beside the defaults. Tenths are no floats: rounding a parameter at another place shows.
const std::vector<OtherParameters>& otherParameters() {
  static const std::vector<OtherParameters> all = {
      {"leaky-relu", {{"slope", 0.3}}},
      {"leaky-relu", {{"slope", -0.7}}},
      {"prelu", {{"slope", 0.1}}},
      {"prelu", {{"slope", 0}}},  // 0 times infinity
      {"rrelu", {{"lower", 0.1}, {"upper", 0.3}}},
      {"rrelu", {{"lower", 0}, {"upper", 1}}},
      {"elu", {{"alpha", 1.9}}},
      {"elu", {{"alpha", 0.1}}},
      {"celu", {{"alpha", 1.9}}},
      {"celu", {{"alpha", 0.1}}},
      {"selu", {{"alpha", 1.9}, {"lambda", 0.1}}},
      {"selu", {{"alpha", 0.7}, {"lambda", 9.9}}},
      {"quick-gelu", {{"scale", 0.1}}},
      {"quick-gelu", {{"scale", 9.7}}},
      {"swish", {{"beta", 0.1}}},
      {"swish", {{"beta", 9.7}}},
      {"hard-sigmoid", {{"slope", 0.2}, {"offset", 0.5}}},  // ONNX and Keras 2
      {"hard-sigmoid", {{"slope", 0.9}, {"offset", -0.3}}},
      {"hard-tanh", {{"min", 0.5}, {"max", 4}}},
      {"hard-tanh", {{"min", -0.1}, {"max", 6.3}}},
      {"softplus", {{"beta", 0.3}, {"threshold", 20}}},
      {"softplus", {{"beta", 8.1}, {"threshold", 3}}},  // a jump at the threshold
      {"squareplus", {{"b", 0}}},                       // ReLU
      {"squareplus", {{"b", 0.1}}},
      {"hardshrink", {{"lambda", 0.1}}},
      {"hardshrink", {{"lambda", 9.9}}},
      {"softshrink", {{"lambda", 0.1}}},
      {"softshrink", {{"lambda", 9.9}}},
      {"threshold", {{"theta", -0.5}, {"value", 2}}},
      {"threshold", {{"theta", 0.1}, {"value", -9.9}}},
      {"thresholded-relu", {{"theta", 0}}},
      {"thresholded-relu", {{"theta", 0.1}}},
      {"shifted-relu", {{"min", 0}}},
      {"shifted-relu", {{"min", -0.1}}},
  };
  return all;
}

/// Slopes that cross zero between floats at no special x: the terms that cancel there are of order 1 and have
/// errors of their own, so no relative accuracy is left. The bound is that of those terms; the stretch is as
/// wide as the bound is above 2 ULP of the result. Other zero crossings need none: sine's, cosine's and
/// sinc's reduced angle is exact to 2^-60, hard-swish's terms are exact in double. `perRate`: the place and
/// the width are of rate times x, the rate being the only parameter.
struct SlopeCrossing {
  std::string_view name;
  ZeroCrossing where;
  bool perRate = false;
};
constexpr SlopeCrossing kSlopeCrossings[] = {
    // e^-x from floats, whose fraction is off by up to 2^-24, in terms near 0.2 at the crossing.
    {"silu", {-1.2784645427610738, 0.02, 7e-10}},
    {"mish", {-1.1924312145154243, 0.016, 1e-9}},
    {"gelu-tanh", {-0.7524614220710162, 0.02, 2e-9}},
    // Besides e^(-x^2/2) from floats, the quotient of polynomials for the tail: 6e-9 of terms near 0.23.
    {"gelu", {-0.7517915246935645, 0.04, 3e-9}},
    // The tail of the error function in double: 8.3e-11 of terms near 0.3.
    {"serf", {-1.1930599689281879, 1e-3, 6e-11}},
    // e^-x in double, with a relative error near 1e-11.
    {"swish", {-1.2784645427610738, 5e-5, 2e-12}, true},
    {"quick-gelu", {-1.2784645427610738, 5e-5, 2e-12}, true},
};

std::optional<Case> makeCase(const std::string& name, const std::vector<NamedValue>& parameters,
                             std::vector<std::string>& mistakes) {
  std::vector<activations::Error> errors;
  const auto made = Activation::make(name, parameters, errors);
  for (const auto& e : errors) mistakes.push_back(e.message);
  if (!made) return std::nullopt;
  const Reference* reference = findReference(made->name());
  if (reference == nullptr) {
    mistakes.push_back(name + " has no reference");
    return std::nullopt;
  }
  Case next{*made, *reference, {}, parameters.empty()};
  for (const NamedValue& p : made->parameters()) next.parameters.push_back(p.value);
  return next;
}

}  // namespace

std::string Case::title() const {
  std::string text(activation.name());
  if (isDefault) return text;
  for (const NamedValue& p : activation.parameters()) {
    text += " " + p.name + "=" + plainNumber(p.value);
  }
  return text;
}

std::optional<ZeroCrossing> Case::zeroCrossing(Order order) const {
  if (order == Order::kValue) return std::nullopt;
  for (const SlopeCrossing& entry : kSlopeCrossings) {
    if (entry.name != activation.name()) continue;
    const double rate = entry.perRate ? static_cast<double>(static_cast<float>(parameters[0])) : 1;
    return ZeroCrossing{entry.where.at / rate, entry.where.halfWidth / rate, entry.where.bound};
  }
  return std::nullopt;
}

std::vector<Case> casesOf(const std::vector<std::string>& names, std::vector<std::string>& mistakes) {
  std::vector<Case> cases;
  std::vector<std::string> wanted = names;
  if (wanted.empty()) wanted.assign(activations::names().begin(), activations::names().end());
  for (const std::string& name : wanted) {
    const auto first = makeCase(name, {}, mistakes);
    if (!first) continue;
    cases.push_back(*first);
    for (const OtherParameters& other : otherParameters()) {
      if (other.name != first->activation.name()) continue;
      if (const auto next = makeCase(name, other.parameters, mistakes)) cases.push_back(*next);
    }
    // A function with parameters and without other sets would pass half tested.
    if (!first->parameters.empty() && cases.back().isDefault) mistakes.push_back(name + " has one set only");
  }
  return cases;
}

std::optional<Case> caseOf(const std::string& title, std::vector<std::string>& mistakes) {
  std::istringstream words(title);
  std::string name;
  words >> name;
  std::vector<NamedValue> parameters;
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) {
      mistakes.push_back("\"" + word + "\" is no parameter=value");
      return std::nullopt;
    }
    parameters.push_back({word.substr(0, equals), std::strtod(word.c_str() + equals + 1, nullptr)});
  }
  return makeCase(name, parameters, mistakes);
}

}  // namespace playground::accuracy
