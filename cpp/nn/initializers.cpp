// The initialisers' scales, computed in the steps PyTorch takes, so that the draws agree to the last bit
// where PyTorch's own are reproducible.
#include "nn/initializers.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "tensor/exact_math.hpp"
#include "tensor/simd.hpp"

namespace playground::nn {

namespace {

using Kind = InitializerConfig::Kind;
using tensor::F64x4;

F64x4 loadWide(const double* from) {
  F64x4 v;
  std::memcpy(&v, from, sizeof v);
  return v;
}

double dot(const double* a, const double* b, std::size_t n) {
  F64x4 even = 0.0, odd = 0.0;
  std::size_t k = 0;
  for (; k + 8 <= n; k += 8) {
    even = even + loadWide(a + k) * loadWide(b + k);
    odd = odd + loadWide(a + k + 4) * loadWide(b + k + 4);
  }
  const F64x4 sums = even + odd;
  double sum = (sums.low[0] + sums.low[1]) + (sums.high[0] + sums.high[1]);
  for (; k < n; ++k) sum += a[k] * b[k];
  return sum;
}

// a -= factor * b.
void subtractMultiple(double* a, double factor, const double* b, std::size_t n) {
  for (std::size_t k = 0; k < n; ++k) a[k] -= factor * b[k];
}

// Rows of `a`, [rows, columns] with rows <= columns, made orthonormal in place, first to last: the Q of the
// QR decomposition whose R has a positive diagonal. Gram-Schmidt with one re-orthogonalisation pass: twice is
// enough (Giraud, Langou and Rozloznik 2005).
void orthonormalize(std::vector<double>& a, std::size_t rows, std::size_t columns) {
  for (std::size_t i = 0; i < rows; ++i) {
    double* row = a.data() + i * columns;
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t j = 0; j < i; ++j) {
        const double* before = a.data() + j * columns;
        subtractMultiple(row, dot(row, before, columns), before, columns);
      }
    }
    const double length = std::sqrt(dot(row, row, columns));
    for (std::size_t k = 0; k < columns; ++k) row[k] /= length;
  }
}

// torch.nn.init.orthogonal_: a normal matrix, transposed where it is wide, has its columns made orthonormal.
void orthogonal(float* weight, std::size_t rows, std::size_t columns, double gain,
                random::Generator& generator) {
  generator.normal(weight, rows * columns, 0.0, 1.0);
  const bool wide = rows < columns;
  const std::size_t count = wide ? rows : columns, length = wide ? columns : rows;
  std::vector<double> a(rows * columns);
  const auto at = [&](std::size_t i, std::size_t k) { return wide ? i * columns + k : k * columns + i; };
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < length; ++k) a[i * length + k] = static_cast<double>(weight[at(i, k)]);
  }
  orthonormalize(a, count, length);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < length; ++k) weight[at(i, k)] = static_cast<float>(gain * a[i * length + k]);
  }
}

void unitNormRows(float* weight, std::size_t rows, std::size_t columns, double gain,
                  random::Generator& generator) {
  generator.normal(weight, rows * columns, 0.0, 1.0);
  for (std::size_t i = 0; i < rows; ++i) {
    float* row = weight + i * columns;
    double squares = 0.0;
    for (std::size_t k = 0; k < columns; ++k)
      squares += static_cast<double>(row[k]) * static_cast<double>(row[k]);
    const double factor = gain / std::sqrt(squares);
    for (std::size_t k = 0; k < columns; ++k)
      row[k] = static_cast<float>(factor * static_cast<double>(row[k]));
  }
}

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

// torch.nn.init.trunc_normal_ between mean -+ 2 std: uniforms through the normal's quantile.
void truncatedNormal(float* weight, std::size_t n, double mean, double std, random::Generator& generator) {
  constexpr double kInside = 0.95449973610364158560;  // of a normal within two deviations
  generator.uniform(weight, n, -kInside, kInside);
  const auto low = static_cast<float>(mean - 2.0 * std), high = static_cast<float>(mean + 2.0 * std);
  for (std::size_t i = 0; i < n; ++i) {
    const double z = normalQuantile(0.5 * (static_cast<double>(weight[i]) + 1.0));
    weight[i] = std::min(std::max(static_cast<float>(z * std + mean), low), high);
  }
}

}  // namespace

const std::vector<std::string_view>& initializerNames() {
  static const std::vector<std::string_view> names = {
      "he-normal",     "he-uniform",      "glorot-normal", "glorot-uniform", "lecun-normal",
      "lecun-uniform", "pytorch-default", "zeros",         "constant",       "uniform",
      "normal",        "orthogonal",      "unit-norm-rows"};
  return names;
}

double defaultGainOf(Kind kind) {
  return kind == Kind::kHeNormal || kind == Kind::kHeUniform ? std::sqrt(2.0) : 1.0;
}

double orthogonalWork(double units, double fanIn) {
  return units * fanIn * std::min(units, fanIn);
}

bool takesGain(Kind kind) {
  return kind <= Kind::kLecunUniform || kind == Kind::kOrthogonal || kind == Kind::kUnitNormRows;
}

bool canTruncate(Kind kind) {
  return kind == Kind::kHeNormal || kind == Kind::kGlorotNormal || kind == Kind::kLecunNormal ||
         kind == Kind::kNormal;
}

void initialize(WeightedLayer& layer, const InitializerConfig& config, random::Generator& generator) {
  const Kind kind = config.kind;
  if (kind == Kind::kPytorchDefault) return;
  const double fanIn = static_cast<double>(layer.fanIn()), fanOut = static_cast<double>(layer.fanOut());
  tensor::Buffer& weight = layer.weight().value;
  const std::size_t rows = layer.weight().shape.front(), columns = weight.size() / rows;
  const bool glorot = kind == Kind::kGlorotNormal || kind == Kind::kGlorotUniform;
  const double gain = config.gain.value_or(defaultGainOf(kind));
  const double std = glorot ? gain * std::sqrt(2.0 / (fanIn + fanOut)) : gain / std::sqrt(fanIn);
  const auto normal = [&](double mean, double deviation, double inTruncated) {
    if (config.truncated) {
      truncatedNormal(weight.data(), weight.size(), mean, deviation / inTruncated, generator);
    } else {
      generator.normal(weight.data(), weight.size(), mean, deviation);
    }
  };
  switch (kind) {
    case Kind::kHeNormal:
    case Kind::kGlorotNormal:
    case Kind::kLecunNormal:
      normal(0.0, std, 0.87962566103423978);  // the deviation of a normal truncated at 2
      break;
    case Kind::kHeUniform:
    case Kind::kGlorotUniform:
    case Kind::kLecunUniform: {
      const double bound = std::sqrt(3.0) * std;
      generator.uniform(weight.data(), weight.size(), -bound, bound);
      break;
    }
    case Kind::kZeros:
      weight.fill(0.0F);
      break;
    case Kind::kConstant:
      weight.fill(static_cast<float>(config.value));
      break;
    case Kind::kUniform:
      generator.uniform(weight.data(), weight.size(), config.low, config.high);
      break;
    case Kind::kNormal:
      normal(config.mean, config.std, 1.0);
      break;
    case Kind::kOrthogonal:
      orthogonal(weight.data(), rows, columns, gain, generator);
      break;
    case Kind::kUnitNormRows:
      unitNormRows(weight.data(), rows, columns, gain, generator);
      break;
    case Kind::kPytorchDefault:
      break;
  }
  if (layer.bias() != nullptr) layer.bias()->value.fill(0.0F);
}

}  // namespace playground::nn
