// Resolves names and parameters to an Activation, and forwards the array calls to the kernels. Every mistake
// is reported in words a person can act on.
#include "activations/activation.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "activations/kernels.hpp"
#include "activations/table.hpp"
#include "text/did_you_mean.hpp"
#include "text/number_text.hpp"

namespace playground::activations {
namespace {

struct Alias {
  std::string_view alias, name;
};
constexpr Alias kAliases[] = {{"linear", "identity"}, {"hard-silu", "hard-swish"}, {"abs", "absolute"},
                              {"sin", "sine"},        {"cos", "cosine"},           {"atan", "arctan"},
                              {"exp", "exponential"}, {"sign", "signum"},          {"soft-sign", "softsign"}};

const Description* findDescription(std::string_view name) {
  for (const Alias& alias : kAliases) {
    if (alias.alias == name) name = alias.name;
  }
  for (const Description* row : table()) {
    if (row->name == name) return row;
  }
  return nullptr;
}

// Calls `kernel` for all whole vectors of four, and once more for the one to three elements left, padded.
template <class Kernel>
void inFours(const float* x, const float* other, float* y, std::size_t n, Kernel kernel) {
  const std::size_t whole = n / 4 * 4;
  kernel(x, other, y, whole);
  if (whole == n) return;
  float input[4] = {}, second[4] = {}, output[4];
  std::copy(x + whole, x + n, input);
  std::copy(other + whole, other + n, second);
  kernel(input, second, output, 4);
  std::copy(output, output + (n - whole), y + whole);
}

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

std::string didYouMean(const std::string& suggestion) {
  return suggestion.empty() ? "" : "; did you mean " + quoted(suggestion) + "?";
}

Error unknownParameter(const Description& row, const std::string& name) {
  std::vector<std::string_view> known;
  for (const ParameterInfo& info : row.parameters) known.push_back(info.name);
  std::string message = std::string(row.name) + " has no parameter " + quoted(name);
  const std::string near = suggestFrom(name, known);
  if (!near.empty()) {
    message += didYouMean(near);
  } else if (known.empty()) {
    message += "; it takes none";
  } else {
    message += "; it takes";
    for (std::size_t i = 0; i < known.size(); ++i) message += (i ? " and " : " ") + quoted(known[i]);
  }
  return {name, "unknown-parameter", message};
}

}  // namespace

std::string suggest(std::string_view wrong) {
  return suggestFrom(wrong, names());
}

const std::vector<std::string_view>& names() {
  static const std::vector<std::string_view> all = [] {
    std::vector<std::string_view> list;
    for (const Description* row : table()) list.push_back(row->name);
    return list;
  }();
  return all;
}

std::optional<Activation> Activation::make(std::string_view name, const std::vector<NamedValue>& params,
                                           std::vector<Error>& errors) {
  const Description* row = findDescription(name);
  if (row == nullptr) {
    constexpr std::size_t kShown = 64;
    const std::string shown =
        name.size() > kShown ? std::string(name.substr(0, kShown)) + "..." : std::string(name);
    errors.push_back(
        {"", "unknown-activation", "unknown activation " + quoted(shown) + didYouMean(suggest(name))});
    return std::nullopt;
  }
  Activation made;
  made.description_ = row;
  made.kernel_ = row->kernel;
  for (std::size_t i = 0; i < row->parameters.size(); ++i)
    made.parameters_[i] = row->parameters.begin()[i].defaultValue;

  const std::size_t before = errors.size();
  std::array<bool, kMaximumParameters> seen{};
  for (const NamedValue& given : params) {
    const auto found = std::find_if(row->parameters.begin(), row->parameters.end(),
                                    [&](const ParameterInfo& info) { return info.name == given.name; });
    if (found == row->parameters.end()) {
      errors.push_back(unknownParameter(*row, given.name));
      continue;
    }
    const auto index = static_cast<std::size_t>(found - row->parameters.begin());
    if (seen[index]) {
      errors.push_back({given.name, "duplicate-parameter", given.name + " is given twice"});
      continue;
    }
    seen[index] = true;
    made.parameters_[index] = given.value;
    if (!(given.value >= found->minimum && given.value <= found->maximum)) {
      errors.push_back({given.name, std::isfinite(given.value) ? "out-of-range" : "not-finite",
                        given.name + " must be a number from " + plainNumber(found->minimum) + " to " +
                            plainNumber(found->maximum) + ", not " + plainNumber(given.value)});
    }
  }
  if (errors.size() == before && row->check != nullptr) {
    const std::string message = row->check(made.parameters_.data());
    if (!message.empty()) {
      errors.push_back({std::string(row->parameters.begin()->name), "out-of-range", message});
    }
  }
  if (errors.size() != before) return std::nullopt;
  return made;
}

std::string_view Activation::name() const {
  return description_->name;
}

std::vector<NamedValue> Activation::parameters() const {
  std::vector<NamedValue> list;
  for (std::size_t i = 0; i < description_->parameters.size(); ++i) {
    list.push_back({std::string(description_->parameters.begin()[i].name), parameters_[i]});
  }
  return list;
}

void Activation::value(const float* x, float* y, std::size_t n) const {
  inFours(x, x, y, n, [this](const float* v, const float*, float* out, std::size_t count) {
    kernel_->value(parameters_.data(), v, out, count);
  });
}

void Activation::curvature(const float* x, float* d2, std::size_t n) const {
  for (std::size_t i = 0; i < n; ++i) d2[i] = kernel_->curvature(parameters_.data(), x[i]);
}

void Activation::backward(const float* x, const float* upstream, float* dx, std::size_t n) const {
  inFours(x, upstream, dx, n, [this](const float* v, const float* up, float* out, std::size_t count) {
    kernel_->backward(parameters_.data(), v, up, out, count);
  });
}

// The slope is the backward pass of ones: a product with 1 changes no bit.
void Activation::slope(const float* x, float* dy, std::size_t n) const {
  constexpr std::size_t kBlock = 256;
  std::array<float, kBlock> upstream;
  for (std::size_t i = 0; i < n; i += kBlock) {
    const std::size_t size = std::min(kBlock, n - i);
    // One, and NaN at NaN, where a gate would let a one through.
    for (std::size_t k = 0; k < size; ++k) upstream[k] = std::isnan(x[i + k]) ? x[i + k] : 1.0f;
    backward(x + i, upstream.data(), dy + i, size);
  }
}

float Activation::valueAt(float x) const {
  value(&x, &x, 1);
  return x;
}

float Activation::slopeAt(float x) const {
  slope(&x, &x, 1);
  return x;
}

float Activation::curvatureAt(float x) const {
  curvature(&x, &x, 1);
  return x;
}

Properties Activation::properties() const {
  Properties result = description_->properties(parameters_.data());
  result.saturation = saturationOf(*this, result);
  return result;
}

}  // namespace playground::activations
