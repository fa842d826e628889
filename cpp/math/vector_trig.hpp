// Sine, cosine and arc tangent, once for a double and for four of them. The reduction is exact for
// every float, up to 3.4e38; it knows nothing of activations.
#pragma once

#include "math/vector_exp.hpp"

namespace playground::tensor {

/// x = angle + quadrant pi/2 with |angle| <= pi/4 (a hair more); the quadrant's low two bits are those
/// of the pattern of `shifted`.
template <class D>
struct QuarterTurns {
  D angle, shifted;
};

inline constexpr double kShiftToInteger = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds to an integer
inline constexpr float kLargeAngle = 1048576.0f;               // 2^20: the short reduction is exact below

/// The reduction for |x| >= 2^20: x 2/pi modulo 4 in integers, from 96 bits of 2/pi (Payne and Hanek, 1983).
/// Rare, and so kept out of the loops.
[[gnu::noinline]] inline QuarterTurns<double> reduceLargeAngle(float x) {
  // 2/pi behind 32 zero bits.
  static constexpr std::uint32_t kTwoOverPi[] = {0x00000000u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u,
                                                 0xf534ddc0u, 0xdb629599u, 0x3c439041u, 0xfe5163abu};
  const std::uint32_t bits = bitsOf(x);
  const std::uint32_t exponent = (bits >> 23) & 0xffu;
  if (exponent == 0xffu) return {static_cast<double>(x) - static_cast<double>(x), kShiftToInteger};  // NaN
  const std::uint64_t mantissa = (bits & 0x7fffffu) | 0x800000u;
  // |x| = mantissa 2^(exponent - 150). Bits of 2/pi of weight 2^-i with i <= exponent - 152 give whole turns.
  const std::uint32_t first = exponent - 152u + 32u;  // index of the first bit that counts, zeros included
  const std::uint32_t word = first / 32u, shift = first % 32u;
  std::uint64_t window[3];
  for (std::uint32_t i = 0; i < 3; ++i) {
    const std::uint64_t pair =
        (static_cast<std::uint64_t>(kTwoOverPi[word + i]) << 32) | kTwoOverPi[word + i + 1];
    window[i] = (pair << shift) >> 32;
  }
  const std::uint64_t low = mantissa * window[2];
  const std::uint64_t middle = mantissa * window[1] + (low >> 32);
  const std::uint64_t high = mantissa * window[0] + (middle >> 32);
  const std::uint32_t top = static_cast<std::uint32_t>(high);
  const std::uint64_t fraction =
      (static_cast<std::uint64_t>(top) << 34) | ((middle & 0xffffffffu) << 2) | ((low >> 30) & 3u);
  const std::uint64_t quadrant = (top >> 30) + (fraction >> 63);
  constexpr double kTurn = 1.5707963267948966 / 18446744073709551616.0;  // pi/2 2^-64
  const double angle = static_cast<double>(static_cast<std::int64_t>(fraction)) * kTurn;
  const bool negative = (bits & kSignBit32) != 0;
  const double turns = static_cast<double>(negative ? (4u - (quadrant & 3u)) : quadrant);
  return {negative ? -angle : angle, kShiftToInteger + turns};
}

/// The short reduction: pi/2 in three parts, the first two short enough for exact products.
template <class D>
PLAYGROUND_INLINE QuarterTurns<D> reduceAngle(D x) {
  const D shifted = x * 0.6366197723675814 + kShiftToInteger;
  const D turns = shifted - kShiftToInteger;
  return {((x - turns * 1.5707963267341256) - turns * 6.077100506303966e-11) - turns * 2.0222662487959506e-21,
          shifted};
}

/// `turns` with those lanes replaced whose |x| >= 2^20.
[[gnu::noinline]] inline QuarterTurns<F64x4> reduceLargeAngles(F32x4 x, QuarterTurns<F64x4> turns) {
  for (int lane = 0; lane < 4; ++lane) {
    if (!(absolute(x[lane]) >= kLargeAngle)) continue;
    const QuarterTurns<double> one = reduceLargeAngle(x[lane]);
    F64x2& angle = lane < 2 ? turns.angle.low : turns.angle.high;
    F64x2& shifted = lane < 2 ? turns.shifted.low : turns.shifted.high;
    angle[lane % 2] = one.angle;
    shifted[lane % 2] = one.shifted;
  }
  return turns;
}

template <class D>
struct SinCos {
  D sine, cosine;
};

template <class D>
PLAYGROUND_INLINE SinCos<D> sinCosOf(QuarterTurns<D> turns) {
  const D r = turns.angle, z = r * r;
  const D sine = r * polynomial(z, 0.9999999999999954, -0.16666666666614888, 0.008333333323645024,
                                -0.00019841263192524601, 2.755525226417128e-06, -2.4755284637300658e-08);
  const D cosine =
      polynomial(z, 0.9999999999999999, -0.4999999999999915, 0.0416666666664539, -0.0013888888868716232,
                 2.480157814642849e-05, -2.755517766663242e-07, 2.0627428931151176e-09);
  const auto odd = lowBit(turns.shifted);
  // sin: +s, +c, -s, -c; cos: +c, -s, -c, +s for quadrants 0 to 3.
  return {flipSign(select(odd, cosine, sine), signFromSecondBit(turns.shifted)),
          flipSign(select(odd, sine, cosine), signFromSecondBit(turns.shifted + 1.0))};
}

/// sin x and cos x of a float. NaN for an infinity, where neither has a limit.
PLAYGROUND_INLINE SinCos<double> sinCosWide(float x) {
  return sinCosOf(absolute(x) < kLargeAngle ? reduceAngle(widen(x)) : reduceLargeAngle(x));
}
PLAYGROUND_INLINE SinCos<F64x4> sinCosWide(F32x4 x) {
  QuarterTurns<F64x4> turns = reduceAngle(widen(x));
  if (anyLane(absolute(x) >= kLargeAngle)) turns = reduceLargeAngles(x, turns);
  return sinCosOf(turns);
}

/// atan x: |x| is brought below tan(pi/8) by atan a = pi/4 + atan((a-1)/(a+1)) = pi/2 - atan(1/a).
template <class D>
PLAYGROUND_INLINE D atanWide(D x) {
  const D a = absolute(x);
  const auto middle = a > 0.41421356237309503;
  const auto large = a > 2.414213562373095;
  const D top = select(large, D(-1.0), select(middle, a - 1.0, a));
  const D bottom = select(large, a, select(middle, a + 1.0, D(1.0)));
  const D base = select(large, D(1.5707963267948966), select(middle, D(0.7853981633974483), D(0.0)));
  const D t = top / bottom;
  const D angle = base + t * polynomial(t * t, 0.9999999999793018, -0.3333333213495422, 0.19999886369117117,
                                        -0.14281650745632302, 0.11041181262157625, -0.08459758598577134,
                                        0.04714243277982538);
  return flipSign(angle, x);
}

}  // namespace playground::tensor
