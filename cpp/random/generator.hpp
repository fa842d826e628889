// The random numbers of PyTorch on the CPU, draw for draw. One Generator is one stream; the order of draws is
// part of every experiment's meaning. It knows nothing of what the numbers are for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace playground::random {

/// MT19937 (Matsumoto and Nishimura 1998), the stream of std::mt19937. Our own because a snapshot needs its
/// state as plain words, and the standard's text form of it differs between library vendors.
struct MersenneTwister {
  std::array<std::uint32_t, 624> words{};
  std::uint32_t position = 624;

  explicit MersenneTwister(std::uint32_t seed);
  std::uint32_t next();

 private:
  void refill();
};

/// The complete state of a Generator, so that a snapshot can continue the very same stream.
struct GeneratorState {
  MersenneTwister engine{0};
  bool hasCached = false;  // torch keeps the sine half of a float64 pair for the next call
  double cached = 0.0;
};

class Generator {
 public:
  /// Seeds as torch.manual_seed does on the CPU: only the low 32 bits of the seed reach the engine.
  explicit Generator(std::uint64_t seed);

  std::uint32_t draw32();
  /// Two engine outputs, the first is the high half.
  std::uint64_t draw64();
  /// Tensor.random_() of an int64 tensor's one element.
  std::uint64_t drawInt63();

  /// Tensor.uniform_(low, high) on float32: one 24-bit draw an element, bit for bit as on a processor with
  /// AVX2.
  void uniform(float* out, std::size_t n, double low64, double high64);
  /// Tensor.bernoulli_(probability): 1 where a float64 uniform is below it, else 0.
  void bernoulli(float* out, std::size_t n, double probability);
  /// A float64 uniform in [0, 1), 53 bits.
  double uniform64();
  /// Tensor.normal_(mean, std) on float32. From 16 elements on PyTorch draws in blocks of 16, bit for bit as
  /// on a processor with AVX2; below that one element at a time in float64.
  void normal(float* out, std::size_t n, double mean64, double std64);
  /// torch.randperm(n); n must be below 2^32.
  std::vector<std::uint32_t> permutation(std::size_t n);

  const GeneratorState& state() const { return state_; }
  void setState(const GeneratorState& state) { state_ = state; }

 private:
  double normal64();

  GeneratorState state_;
};

/// The order in which torch.utils.data.DataLoader(shuffle=True) visits n samples in one iteration. Draws from
/// `defaultGenerator` what the loader draws: its base seed, then the seed of the sampler's own generator.
std::vector<std::uint32_t> shuffledOrder(Generator& defaultGenerator, std::size_t n);

/// What one iteration of DataLoader(shuffle=False) draws: its base seed, and nothing else.
void skipSequentialLoader(Generator& defaultGenerator);

}  // namespace playground::random
