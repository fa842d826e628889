// Four-lane vectors on the compilers' vector extension (one source for WASM SIMD and SSE2) with scalar
// twins: a template written once for V = float or F32x4, D = double or F64x4, gives the same bits for
// both. Only IEEE operations that round alike everywhere; it knows nothing of the functions built on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace playground::tensor {

#define PLAYGROUND_INLINE __attribute__((always_inline)) inline

inline constexpr std::size_t kLanes = 4;

using F32x4 = float __attribute__((vector_size(16)));
using I32x4 = std::int32_t __attribute__((vector_size(16)));
using U32x4 = std::uint32_t __attribute__((vector_size(16)));
using F64x2 = double __attribute__((vector_size(16)));
using U64x2 = std::uint64_t __attribute__((vector_size(16)));
using M64x2 = decltype(F64x2{} < F64x2{});  // the compiler's own mask type (signed 64-bit lanes)

/// Four comparison results, one 64-bit mask a lane.
struct M64x4 {
  M64x2 low, high;
  friend PLAYGROUND_INLINE M64x4 operator&(M64x4 a, M64x4 b) { return {a.low & b.low, a.high & b.high}; }
  friend PLAYGROUND_INLINE M64x4 operator|(M64x4 a, M64x4 b) { return {a.low | b.low, a.high | b.high}; }
};

/// Four doubles in two vectors: the wide working type of four floats.
struct F64x4 {
  F64x2 low, high;
  F64x4() = default;
  PLAYGROUND_INLINE F64x4(F64x2 lowHalf, F64x2 highHalf) : low(lowHalf), high(highHalf) {}
  PLAYGROUND_INLINE F64x4(double all) : low(F64x2{all, all}), high(F64x2{all, all}) {}  // NOLINT: implicit

  friend PLAYGROUND_INLINE F64x4 operator+(F64x4 a, F64x4 b) { return {a.low + b.low, a.high + b.high}; }
  friend PLAYGROUND_INLINE F64x4 operator-(F64x4 a, F64x4 b) { return {a.low - b.low, a.high - b.high}; }
  friend PLAYGROUND_INLINE F64x4 operator*(F64x4 a, F64x4 b) { return {a.low * b.low, a.high * b.high}; }
  friend PLAYGROUND_INLINE F64x4 operator/(F64x4 a, F64x4 b) { return {a.low / b.low, a.high / b.high}; }
  friend PLAYGROUND_INLINE F64x4 operator-(F64x4 a) { return {-a.low, -a.high}; }
  friend PLAYGROUND_INLINE M64x4 operator<(F64x4 a, F64x4 b) { return {a.low < b.low, a.high < b.high}; }
  friend PLAYGROUND_INLINE M64x4 operator>(F64x4 a, F64x4 b) { return {a.low > b.low, a.high > b.high}; }
  friend PLAYGROUND_INLINE M64x4 operator==(F64x4 a, F64x4 b) { return {a.low == b.low, a.high == b.high}; }
};

// ---- Bit casts -------------------------------------------------------------------------------------
PLAYGROUND_INLINE std::uint32_t bitsOf(float x) {
  return __builtin_bit_cast(std::uint32_t, x);
}
PLAYGROUND_INLINE U32x4 bitsOf(F32x4 x) {
  return (U32x4)(x);
}
PLAYGROUND_INLINE float floatOf(std::uint32_t x) {
  return __builtin_bit_cast(float, x);
}
PLAYGROUND_INLINE F32x4 floatOf(U32x4 x) {
  return (F32x4)(x);
}
PLAYGROUND_INLINE std::uint64_t bitsOf(double x) {
  return __builtin_bit_cast(std::uint64_t, x);
}
PLAYGROUND_INLINE double doubleOf(std::uint64_t x) {
  return __builtin_bit_cast(double, x);
}

// ---- Loads and stores: any alignment ---------------------------------------------------------------
PLAYGROUND_INLINE F32x4 load4(const float* from) {
  F32x4 x;
  std::memcpy(&x, from, sizeof x);
  return x;
}
PLAYGROUND_INLINE void store4(float* to, F32x4 x) {
  std::memcpy(to, &x, sizeof x);
}

/// The sum of all lanes, neighbours first.
PLAYGROUND_INLINE double laneSum(F32x4 v) {
  return (static_cast<double>(v[0]) + static_cast<double>(v[1])) +
         (static_cast<double>(v[2]) + static_cast<double>(v[3]));
}
PLAYGROUND_INLINE double laneSum(F64x4 v) {
  return (v.low[0] + v.low[1]) + (v.high[0] + v.high[1]);
}

/// Four rows, stored as columns: to[i * toStride + j] = r_j[i].
PLAYGROUND_INLINE void storeTransposed4(F32x4 r0, F32x4 r1, F32x4 r2, F32x4 r3, float* to,
                                        std::size_t toStride) {
  const F32x4 low01 = __builtin_shufflevector(r0, r1, 0, 4, 1, 5);
  const F32x4 low23 = __builtin_shufflevector(r2, r3, 0, 4, 1, 5);
  const F32x4 high01 = __builtin_shufflevector(r0, r1, 2, 6, 3, 7);
  const F32x4 high23 = __builtin_shufflevector(r2, r3, 2, 6, 3, 7);
  store4(to, __builtin_shufflevector(low01, low23, 0, 1, 4, 5));
  store4(to + toStride, __builtin_shufflevector(low01, low23, 2, 3, 6, 7));
  store4(to + 2 * toStride, __builtin_shufflevector(high01, high23, 0, 1, 4, 5));
  store4(to + 3 * toStride, __builtin_shufflevector(high01, high23, 2, 3, 6, 7));
}
/// to[i * toStride + j] = from[j * stride + i] for i and j from 0 to 3.
PLAYGROUND_INLINE void transpose4(const float* from, std::size_t stride, float* to, std::size_t toStride) {
  storeTransposed4(load4(from), load4(from + stride), load4(from + 2 * stride), load4(from + 3 * stride), to,
                   toStride);
}

/// The same value in every lane.
template <class V>
PLAYGROUND_INLINE V splat(float x);
template <>
PLAYGROUND_INLINE float splat<float>(float x) {
  return x;
}
template <>
PLAYGROUND_INLINE F32x4 splat<F32x4>(float x) {
  return F32x4{x, x, x, x};
}

// ---- Select: lanes of `yes` where the mask is set. Comparisons with NaN are false, `!=` excepted. ---
PLAYGROUND_INLINE float select(bool mask, float yes, float no) {
  return mask ? yes : no;
}
PLAYGROUND_INLINE double select(bool mask, double yes, double no) {
  return mask ? yes : no;
}
// The bits of `yes` under the mask and those of `no` beside it: v128.bitselect, or and/andnot/or.
PLAYGROUND_INLINE F32x4 select(I32x4 mask, F32x4 yes, F32x4 no) {
  const U32x4 m = (U32x4)(mask);
  return floatOf((bitsOf(yes) & m) | (bitsOf(no) & ~m));
}
PLAYGROUND_INLINE F64x2 select(M64x2 mask, F64x2 yes, F64x2 no) {
  const U64x2 m = (U64x2)(mask);
  return (F64x2)(((U64x2)(yes)&m) | ((U64x2)(no) & ~m));
}
PLAYGROUND_INLINE F64x4 select(M64x4 mask, F64x4 yes, F64x4 no) {
  return {select(mask.low, yes.low, no.low), select(mask.high, yes.high, no.high)};
}

/// `yes` where the mask is set and +0 elsewhere.
PLAYGROUND_INLINE float selectOrZero(bool mask, float yes) {
  return mask ? yes : 0.0f;
}
PLAYGROUND_INLINE F32x4 selectOrZero(I32x4 mask, F32x4 yes) {
  return floatOf(bitsOf(yes) & (U32x4)(mask));
}

// ---- Limits: x is kept when it is NaN ---------------------------------------------------------------
// `x < low ? low : x` is one instruction on both machines, which the compilers do not find by themselves.
#if defined(__wasm_simd128__)
PLAYGROUND_INLINE F32x4 atLeast(F32x4 x, F32x4 low) {
  return (F32x4)wasm_f32x4_pmax((v128_t)x, (v128_t)low);
}
PLAYGROUND_INLINE F32x4 atMost(F32x4 x, F32x4 high) {
  return (F32x4)wasm_f32x4_pmin((v128_t)x, (v128_t)high);
}
PLAYGROUND_INLINE F64x2 atLeast(F64x2 x, F64x2 low) {
  return (F64x2)wasm_f64x2_pmax((v128_t)x, (v128_t)low);
}
PLAYGROUND_INLINE F64x2 atMost(F64x2 x, F64x2 high) {
  return (F64x2)wasm_f64x2_pmin((v128_t)x, (v128_t)high);
}
#elif defined(__SSE2__)
PLAYGROUND_INLINE F32x4 atLeast(F32x4 x, F32x4 low) {
  return _mm_max_ps(low, x);
}
PLAYGROUND_INLINE F32x4 atMost(F32x4 x, F32x4 high) {
  return _mm_min_ps(high, x);
}
PLAYGROUND_INLINE F64x2 atLeast(F64x2 x, F64x2 low) {
  return _mm_max_pd(low, x);
}
PLAYGROUND_INLINE F64x2 atMost(F64x2 x, F64x2 high) {
  return _mm_min_pd(high, x);
}
#else
PLAYGROUND_INLINE F32x4 atLeast(F32x4 x, F32x4 low) {
  return select(x < low, low, x);
}
PLAYGROUND_INLINE F32x4 atMost(F32x4 x, F32x4 high) {
  return select(high < x, high, x);
}
PLAYGROUND_INLINE F64x2 atLeast(F64x2 x, F64x2 low) {
  return select(x < low, low, x);
}
PLAYGROUND_INLINE F64x2 atMost(F64x2 x, F64x2 high) {
  return select(high < x, high, x);
}
#endif
// The scalars take a lane of the same: written out, clang 14 makes WASM's f32.max of it, which turns -0 into
// 0.
PLAYGROUND_INLINE float atLeast(float x, float low) {
  return atLeast(splat<F32x4>(x), splat<F32x4>(low))[0];
}
PLAYGROUND_INLINE float atMost(float x, float high) {
  return atMost(splat<F32x4>(x), splat<F32x4>(high))[0];
}
PLAYGROUND_INLINE double atLeast(double x, double low) {
  return atLeast(F64x2{x, x}, F64x2{low, low})[0];
}
PLAYGROUND_INLINE double atMost(double x, double high) {
  return atMost(F64x2{x, x}, F64x2{high, high})[0];
}
PLAYGROUND_INLINE F32x4 atLeast(F32x4 x, float low) {
  return atLeast(x, splat<F32x4>(low));
}
PLAYGROUND_INLINE F32x4 atMost(F32x4 x, float high) {
  return atMost(x, splat<F32x4>(high));
}
PLAYGROUND_INLINE F64x4 atLeast(F64x4 x, F64x4 low) {
  return {atLeast(x.low, low.low), atLeast(x.high, low.high)};
}
PLAYGROUND_INLINE F64x4 atMost(F64x4 x, F64x4 high) {
  return {atMost(x.low, high.low), atMost(x.high, high.high)};
}

// ---- Signs -----------------------------------------------------------------------------------------
inline constexpr std::uint32_t kSignBit32 = 0x80000000u;
inline constexpr std::uint64_t kSignBit64 = 0x8000000000000000u;

template <class V>
PLAYGROUND_INLINE V absolute(V x) {
  return floatOf(bitsOf(x) & ~kSignBit32);
}
PLAYGROUND_INLINE double absolute(double x) {
  return doubleOf(bitsOf(x) & ~kSignBit64);
}
PLAYGROUND_INLINE F64x2 absolute(F64x2 x) {
  return (F64x2)((U64x2)(x) & ~kSignBit64);
}
PLAYGROUND_INLINE F64x4 absolute(F64x4 x) {
  return {absolute(x.low), absolute(x.high)};
}

/// Negates `magnitude` where `sign` is negative (-0 included).
template <class V>
PLAYGROUND_INLINE V flipSign(V magnitude, V sign) {
  return floatOf(bitsOf(magnitude) ^ (bitsOf(sign) & kSignBit32));
}
PLAYGROUND_INLINE double flipSign(double magnitude, double sign) {
  return doubleOf(bitsOf(magnitude) ^ (bitsOf(sign) & kSignBit64));
}
PLAYGROUND_INLINE F64x2 flipSign(F64x2 magnitude, F64x2 sign) {
  return (F64x2)((U64x2)(magnitude) ^ ((U64x2)(sign)&kSignBit64));
}
PLAYGROUND_INLINE F64x4 flipSign(F64x4 magnitude, F64x4 sign) {
  return {flipSign(magnitude.low, sign.low), flipSign(magnitude.high, sign.high)};
}

// ---- Square root (rounds exactly everywhere) and float <-> double -------------------------------------
// Widening is exact; narrowing rounds once, denormal results included.
PLAYGROUND_INLINE double squareRoot(double x) {
  return __builtin_sqrt(x);
}
PLAYGROUND_INLINE double widen(float x) {
  return static_cast<double>(x);
}
PLAYGROUND_INLINE float narrow(double x) {
  return static_cast<float>(x);
}
#if defined(__wasm_simd128__)
PLAYGROUND_INLINE F64x4 squareRoot(F64x4 x) {
  return {(F64x2)wasm_f64x2_sqrt((v128_t)x.low), (F64x2)wasm_f64x2_sqrt((v128_t)x.high)};
}
PLAYGROUND_INLINE F64x4 widen(F32x4 x) {
  // The upper half is moved down by a shuffle of whole lanes that names all four: V8 makes one instruction of
  // it, and five of the byte shuffle with holes that the compilers choose for themselves.
  return {(F64x2)wasm_f64x2_promote_low_f32x4((v128_t)x),
          (F64x2)wasm_f64x2_promote_low_f32x4(wasm_i32x4_shuffle((v128_t)x, (v128_t)x, 2, 3, 2, 3))};
}
PLAYGROUND_INLINE F32x4 narrow(F64x4 x) {
  return (F32x4)wasm_i32x4_shuffle(wasm_f32x4_demote_f64x2_zero((v128_t)x.low),
                                   wasm_f32x4_demote_f64x2_zero((v128_t)x.high), 0, 1, 4, 5);
}
#elif defined(__SSE2__)
PLAYGROUND_INLINE F64x4 squareRoot(F64x4 x) {
  return {_mm_sqrt_pd(x.low), _mm_sqrt_pd(x.high)};
}
PLAYGROUND_INLINE F64x4 widen(F32x4 x) {
  return {_mm_cvtps_pd(x), _mm_cvtps_pd(_mm_movehl_ps(x, x))};
}
PLAYGROUND_INLINE F32x4 narrow(F64x4 x) {
  return _mm_movelh_ps(_mm_cvtpd_ps(x.low), _mm_cvtpd_ps(x.high));
}
#else
PLAYGROUND_INLINE F64x4 squareRoot(F64x4 x) {
  return {F64x2{__builtin_sqrt(x.low[0]), __builtin_sqrt(x.low[1])},
          F64x2{__builtin_sqrt(x.high[0]), __builtin_sqrt(x.high[1])}};
}
PLAYGROUND_INLINE F64x4 widen(F32x4 x) {
  return {F64x2{widen(x[0]), widen(x[1])}, F64x2{widen(x[2]), widen(x[3])}};
}
PLAYGROUND_INLINE F32x4 narrow(F64x4 x) {
  return F32x4{narrow(x.low[0]), narrow(x.low[1]), narrow(x.high[0]), narrow(x.high[1])};
}
#endif

// ---- Fields of the bit pattern ----------------------------------------------------------------------
/// The double whose bits are those of x shifted left by 52: the exponent field from an integer's low bits.
PLAYGROUND_INLINE double exponentFromLowBits(double x) {
  return doubleOf(bitsOf(x) << 52);
}
PLAYGROUND_INLINE F64x2 exponentFromLowBits(F64x2 x) {
  return (F64x2)((U64x2)x << 52);
}
PLAYGROUND_INLINE F64x4 exponentFromLowBits(F64x4 x) {
  return {exponentFromLowBits(x.low), exponentFromLowBits(x.high)};
}
/// The float whose bits are those of x shifted left by 23.
template <class V>
PLAYGROUND_INLINE V exponentFromLowBits32(V x) {
  return floatOf(bitsOf(x) << 23);
}
/// The mantissa of a positive normal double, in [1, 2), and its exponent as a double.
PLAYGROUND_INLINE double mantissaOf(double x) {
  return doubleOf((bitsOf(x) & 0x000fffffffffffffu) | 0x3ff0000000000000u);
}
PLAYGROUND_INLINE F64x2 mantissaOf(F64x2 x) {
  return (F64x2)(((U64x2)x & 0x000fffffffffffffu) | 0x3ff0000000000000u);
}
PLAYGROUND_INLINE F64x4 mantissaOf(F64x4 x) {
  return {mantissaOf(x.low), mantissaOf(x.high)};
}
inline constexpr double kExponentBase = 4503599627370496.0 + 1023.0;  // 2^52, whose low bits hold an integer
PLAYGROUND_INLINE double exponentOf(double x) {
  return doubleOf((bitsOf(x) >> 52) | 0x4330000000000000u) - kExponentBase;
}
PLAYGROUND_INLINE F64x2 exponentOf(F64x2 x) {
  return (F64x2)(((U64x2)x >> 52) | 0x4330000000000000u) - kExponentBase;
}
PLAYGROUND_INLINE F64x4 exponentOf(F64x4 x) {
  return {exponentOf(x.low), exponentOf(x.high)};
}
/// Is the lowest bit of the pattern set? (Of 1.5 * 2^52 + n: is n odd?)
PLAYGROUND_INLINE bool lowBit(double x) {
  return (bitsOf(x) & 1u) != 0;
}
PLAYGROUND_INLINE M64x2 lowBit(F64x2 x) {
  return (M64x2)(U64x2{} - ((U64x2)x & 1u));
}
PLAYGROUND_INLINE M64x4 lowBit(F64x4 x) {
  return {lowBit(x.low), lowBit(x.high)};
}
/// The pattern's second lowest bit as a sign: +0 or -0.
PLAYGROUND_INLINE double signFromSecondBit(double x) {
  return doubleOf((bitsOf(x) & 2u) << 62);
}
PLAYGROUND_INLINE F64x2 signFromSecondBit(F64x2 x) {
  return (F64x2)(((U64x2)x & 2u) << 62);
}
PLAYGROUND_INLINE F64x4 signFromSecondBit(F64x4 x) {
  return {signFromSecondBit(x.low), signFromSecondBit(x.high)};
}
/// Is any lane of a comparison set?
PLAYGROUND_INLINE bool anyLane(bool mask) {
  return mask;
}
PLAYGROUND_INLINE bool anyLane(I32x4 mask) {
#if defined(__wasm_simd128__)
  return wasm_v128_any_true((v128_t)mask);
#elif defined(__SSE2__)
  return _mm_movemask_epi8((__m128i)mask) != 0;
#else
  const U64x2 halves = (U64x2)mask;
  return (halves[0] | halves[1]) != 0;
#endif
}

}  // namespace playground::tensor
