// The draws that several initialisers share, in the steps PyTorch takes, so that they agree to the last bit
// where PyTorch's own are reproducible.
#include "nn/initializers.hpp"

#include <algorithm>
#include <cmath>

#include "math/exact_math.hpp"

namespace playground::nn {

namespace {

// The standard normal's quantile for p within two deviations of the middle: rational approximations by
// Wichura (1988, AS 241), relative error 1e-16.
double normalQuantile(double p) {
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    const double above =
        ((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r +
            45921.953931549871457) *
               r +
           13731.693765509461125) *
              r +
          1971.5909503065514427) *
             r +
         133.14166789178437745) *
            r +
        3.387132872796366608;
    const double below =
        ((((((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r +
            21213.794301586595867) *
               r +
           5394.1960214247511077) *
              r +
          687.1870074920579083) *
             r +
         42.313330701600911252) *
            r +
        1.0;
    return q * above / below;
  }
  const double r = std::sqrt(-tensor::exactLog(q < 0.0 ? p : 1.0 - p)) - 1.6;
  const double above =
      ((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r +
          1.27045825245236838258) *
             r +
         3.64784832476320460504) *
            r +
        5.7694972214606914055) *
           r +
       4.6303378461565452959) *
          r +
      1.42343711074968357734;
  const double below =
      ((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r +
          0.14810397642748007459) *
             r +
         0.68976733498510000455) *
            r +
        1.6763848301838038494) *
           r +
       2.05319162663775882187) *
          r +
      1.0;
  return q < 0.0 ? -above / below : above / below;
}

}  // namespace

void initialize(WeightedLayer& layer, const InitializerConfig& config, random::Generator& generator) {
  if (config.type->draw == nullptr) return;
  tensor::Buffer& weight = layer.weight().value;
  const std::size_t rows = layer.weight().shape.front();
  const double gain = config.values.has("gain") ? config.values["gain"] : 1.0;
  config.type->draw(config.values,
                    {weight.data(), rows, weight.size() / rows, static_cast<double>(layer.fanIn()),
                     static_cast<double>(layer.fanOut()), gain},
                    generator);
  if (layer.bias() != nullptr) layer.bias()->value.fill(0.0F);
}

void drawScaledNormal(const WeightsToDraw& weights, double std, bool truncated,
                      random::Generator& generator) {
  constexpr double kTruncatedStd = 0.87962566103423978;  // of a standard normal truncated at 2
  if (truncated) {
    drawTruncatedNormal(weights, 0.0, std / kTruncatedStd, generator);
  } else {
    generator.normal(weights.data, weights.size(), 0.0, std);
  }
}

void drawScaledUniform(const WeightsToDraw& weights, double std, random::Generator& generator) {
  const double bound = std::sqrt(3.0) * std;
  generator.uniform(weights.data, weights.size(), -bound, bound);
}

void drawTruncatedNormal(const WeightsToDraw& weights, double mean, double std,
                         random::Generator& generator) {
  constexpr double kInside = 0.95449973610364158560;  // of a normal within two deviations
  float* weight = weights.data;
  const std::size_t n = weights.size();
  generator.uniform(weight, n, -kInside, kInside);
  const auto low = static_cast<float>(mean - 2.0 * std), high = static_cast<float>(mean + 2.0 * std);
  for (std::size_t i = 0; i < n; ++i) {
    const double z = normalQuantile(0.5 * (static_cast<double>(weight[i]) + 1.0));
    weight[i] = std::min(std::max(static_cast<float>(z * std + mean), low), high);
  }
}

double fanInStd(const WeightsToDraw& weights) {
  return weights.gain / std::sqrt(weights.fanIn);
}

double glorotStd(const WeightsToDraw& weights) {
  return weights.gain * std::sqrt(2.0 / (weights.fanIn + weights.fanOut));
}

}  // namespace playground::nn
