// PyTorch takes its float32 logarithm, sine and cosine from the Cephes library's polynomials (Moshier), whose
// products and sums its compiler fuses. A last-bit difference in one initial weight moves the loss of a ReLU
// network by 1e-3 within an epoch. So the very same roundings are taken here, in the same order.
#include "random/normal_pairs.hpp"

#include <cmath>
#include <cstdint>

#include "math/exact_math.hpp"

namespace playground::random {

namespace {

// Called, not copied to its dozen places: weights are drawn once a run.
[[gnu::noinline]] float fusedMultiplyAdd(float a, float b, float c) {
  return tensor::fusedMultiplyAdd(a, b, c);
}

// Natural logarithm of a normal positive float.
float cephesLog(float x) {
  const std::uint32_t bits = tensor::bitsOf(x);
  float exponent = static_cast<float>(static_cast<int>(bits >> 23) - 126);
  float m = tensor::floatOf((bits & 0x007FFFFFU) | 0x3F000000U);  // [0.5, 1)
  if (m < 0.70710678F) {
    exponent -= 1.0F;
    m = (m - 1.0F) + m;
  } else {
    m -= 1.0F;
  }
  const float square = m * m;
  float p = 7.0376836292E-2F;
  for (const float c : {-1.1514610310E-1F, 1.1676998740E-1F, -1.2420140846E-1F, 1.4249322787E-1F,
                        -1.6668057665E-1F, 2.0000714765E-1F, -2.4999993993E-1F, 3.3333331174E-1F}) {
    p = fusedMultiplyAdd(p, m, c);
  }
  p *= m;
  p = fusedMultiplyAdd(p, square, exponent * -2.12194440E-4F);
  p = fusedMultiplyAdd(-square, 0.5F, p);
  return fusedMultiplyAdd(exponent, 0.693359375F, m + p);
}

struct SinCos {
  float sine;
  float cosine;
};

// Sine and cosine of 0 <= x < 2 pi.
SinCos cephesSinCos(float x) {
  const int octant = (static_cast<int>(x * 1.27323954F) + 1) & ~1;  // 4 / pi
  const float multiple = static_cast<float>(octant);
  float r = fusedMultiplyAdd(multiple, -0.78515625F, x);  // pi / 4 in three parts
  r = fusedMultiplyAdd(multiple, -2.4187564849853515625E-4F, r);
  r = fusedMultiplyAdd(multiple, -3.77489497744594108E-8F, r);
  const float square = r * r;

  float even = fusedMultiplyAdd(2.443315711809948E-5F, square, -1.388731625493765E-3F);
  even = fusedMultiplyAdd(even, square, 4.166664568298827E-2F);
  even *= square;
  even = fusedMultiplyAdd(even, square, -(square * 0.5F)) + 1.0F;

  float odd = fusedMultiplyAdd(-1.9515295891E-4F, square, 8.3321608736E-3F);
  odd = fusedMultiplyAdd(odd, square, -1.6666654611E-1F);
  odd *= square;
  odd = fusedMultiplyAdd(odd, r, r);

  const bool swap = (octant & 2) != 0;
  const float sine = swap ? even : odd;
  const float cosine = swap ? odd : even;
  return {(octant & 4) != 0 ? -sine : sine, ((octant + 2) & 4) != 0 ? -cosine : cosine};
}

}  // namespace

void normalPairs16(float* d, float mean, float std) {
  constexpr float kTwoPi = 6.28318531F;
  for (int j = 0; j < 8; ++j) {
    const float radius = std::sqrt(-2.0F * cephesLog(1.0F - d[j]));
    const SinCos angle = cephesSinCos(kTwoPi * d[j + 8]);
    d[j] = fusedMultiplyAdd(radius * angle.cosine, std, mean);
    d[j + 8] = fusedMultiplyAdd(radius * angle.sine, std, mean);
  }
}

}  // namespace playground::random
