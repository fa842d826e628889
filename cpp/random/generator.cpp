// PyTorch's CPU sampling algorithms on the Mersenne Twister.
#include "random/generator.hpp"

#include <cmath>
#include <cstring>
#include <utility>

#include "math/exact_math.hpp"
#include "random/normal_pairs.hpp"
#include "tensor/simd.hpp"

namespace playground::random {

namespace {

// The engine's output from a word of its state, or from four.
template <class Words>
PLAYGROUND_INLINE Words tempered(Words y) {
  y ^= y >> 11;
  y ^= (y << 7) & 0x9D2C5680U;
  y ^= (y << 15) & 0xEFC60000U;
  return y ^ (y >> 18);
}

}  // namespace

MersenneTwister::MersenneTwister(std::uint32_t seed) {
  words[0] = seed;
  for (std::uint32_t i = 1; i < 624; ++i) {
    words[i] = 1812433253U * (words[i - 1] ^ (words[i - 1] >> 30)) + i;
  }
}

// In three stretches, so that no index needs a remainder and the compiler can work on four words at a time.
void MersenneTwister::refill() {
  constexpr std::size_t kWords = 624, kAhead = 397;
  const auto twisted = [this](std::size_t i, std::size_t following) {
    const std::uint32_t y = (words[i] & 0x80000000U) | (words[following] & 0x7FFFFFFFU);
    return (y >> 1) ^ ((0U - (y & 1U)) & 0x9908B0DFU);
  };
  for (std::size_t i = 0; i < kWords - kAhead; ++i) words[i] = words[i + kAhead] ^ twisted(i, i + 1);
  for (std::size_t i = kWords - kAhead; i < kWords - 1; ++i) {
    words[i] = words[i + kAhead - kWords] ^ twisted(i, i + 1);
  }
  words[kWords - 1] = words[kAhead - 1] ^ twisted(kWords - 1, 0);
  position = 0;
}

std::uint32_t MersenneTwister::next() {
  if (position >= 624) refill();
  return tempered(words[position++]);
}

Generator::Generator(std::uint64_t seed) {
  state_.engine = MersenneTwister(static_cast<std::uint32_t>(seed));
}

std::uint32_t Generator::draw32() {
  return state_.engine.next();
}

std::uint64_t Generator::draw64() {
  const std::uint64_t high = draw32();
  const std::uint64_t low = draw32();
  return (high << 32) | low;
}

std::uint64_t Generator::drawInt63() {
  return draw64() & 0x7FFFFFFFFFFFFFFFULL;
}

void Generator::uniform(float* out, std::size_t n, double low64, double high64) {
  const float low = static_cast<float>(low64);
  const float range = static_cast<float>(high64) - low;
  // PyTorch's compiler fuses the product and the sum where the processor has AVX2: rounded once.
  for (std::size_t i = 0; i < n; ++i) {
    const float u = static_cast<float>(draw32() & 0xFFFFFFU) * 0x1p-24F;
    out[i] = tensor::fusedMultiplyAdd(u, range, low);
  }
}

void Generator::bernoulli(float* out, std::size_t n, double probability) {
  using tensor::U32x4;
  // u = k 2^-53 is below the probability where k is below this. The whole number k has 21 bits of a first
  // word and all of a second.
  const auto threshold = static_cast<std::uint64_t>(std::ceil(probability * 0x1p53));
  const auto high = static_cast<std::uint32_t>(threshold >> 32), low = static_cast<std::uint32_t>(threshold);
  MersenneTwister& engine = state_.engine;
  std::size_t i = 0;
  while (i < n) {
    for (; i + 4 <= n && engine.position + 8 <= engine.words.size(); i += 4, engine.position += 8) {
      U32x4 words[2];
      std::memcpy(words, engine.words.data() + engine.position, sizeof words);
      const U32x4 a = tempered(words[0]), b = tempered(words[1]);
      const U32x4 first = __builtin_shufflevector(a, b, 0, 2, 4, 6) & 0x1FFFFFU;
      const U32x4 second = __builtin_shufflevector(a, b, 1, 3, 5, 7);
      const tensor::I32x4 below = (first < high) | ((first == high) & (second < low));
      tensor::store4(out + i, tensor::selectOrZero(below, tensor::splat<tensor::F32x4>(1.0F)));
    }
    // One by one where the words of a block run out.
    if (i < n) out[i++] = (draw64() & 0x1FFFFFFFFFFFFFULL) < threshold ? 1.0F : 0.0F;
  }
}

double Generator::uniform64() {
  return static_cast<double>(draw64() & 0x1FFFFFFFFFFFFFULL) * 0x1p-53;
}

double Generator::normal64() {
  if (state_.hasCached) {
    state_.hasCached = false;
    return state_.cached;
  }
  const double u1 = uniform64();
  const double u2 = uniform64();
  const double radius = std::sqrt(-2.0 * tensor::exactLog(1.0 - u2));
  const auto [cosine, sine] = tensor::cosSinTurn(u1);
  state_.hasCached = true;
  state_.cached = radius * sine;
  return radius * cosine;
}

void Generator::normal(float* out, std::size_t n, double mean64, double std64) {
  if (n < 16) {
    for (std::size_t i = 0; i < n; ++i) {
      out[i] = static_cast<float>(normal64() * std64 + mean64);
    }
    return;
  }
  const float mean = static_cast<float>(mean64);
  const float std = static_cast<float>(std64);
  uniform(out, n, 0.0, 1.0);
  for (std::size_t i = 0; i + 16 <= n; i += 16) normalPairs16(out + i, mean, std);
  if (n % 16 != 0) {
    // PyTorch redraws the last 16 elements whole, over the end of the last full block.
    float* last = out + (n - 16);
    uniform(last, 16, 0.0, 1.0);
    normalPairs16(last, mean, std);
  }
}

std::vector<std::uint32_t> Generator::permutation(std::size_t n) {
  std::vector<std::uint32_t> order(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = static_cast<std::uint32_t>(i);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const std::size_t z = draw32() % (n - i);
    std::swap(order[i], order[i + z]);
  }
  return order;
}

std::vector<std::uint32_t> shuffledOrder(Generator& defaultGenerator, std::size_t n) {
  defaultGenerator.draw64();
  Generator sampler(defaultGenerator.drawInt63());
  return sampler.permutation(n);
}

void skipSequentialLoader(Generator& defaultGenerator) {
  defaultGenerator.draw64();
}

}  // namespace playground::random
