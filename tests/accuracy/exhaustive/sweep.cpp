// The threads take stretches of the inputs in turn; each measures its own in blocks that stay in the
// second-level cache.
#include "exhaustive/sweep.hpp"

#include <algorithm>
#include <mutex>
#include <thread>

namespace playground::accuracy {
namespace {

constexpr std::uint64_t kStretch = std::uint64_t{1} << 18;

/// Hands out stretches, with their results where those come from a stream.
class Dispenser {
 public:
  Dispenser(std::uint64_t size, std::FILE* results) : size_(size), results_(results) {}

  struct Stretch {
    std::uint64_t first, n;  // n = 0: there is no more
  };
  Stretch next(float* results) {
    const std::lock_guard lock(mutex_);
    const Stretch stretch{first_, failed_ ? 0 : std::min(kStretch, size_ - first_)};
    first_ += stretch.n;
    if (results_ == nullptr || stretch.n == 0) return stretch;
    failed_ = std::fread(results, sizeof(float), stretch.n, results_) != stretch.n;
    return failed_ ? Stretch{0, 0} : stretch;
  }
  bool failed() const { return failed_; }

 private:
  std::uint64_t size_, first_ = 0;
  std::FILE* results_;
  bool failed_ = false;
  std::mutex mutex_;
};

Errors sweepPart(const Case& c, Order order, const Inputs& inputs, Dispenser& dispenser, bool fromStream) {
  const std::optional<ZeroCrossing> crossing = c.zeroCrossing(order);
  std::vector<float> x(kBlock), y(kBlock), results(fromStream ? kStretch : 0);
  std::vector<double> truth(kBlock);
  Errors errors;
  for (;;) {
    const auto stretch = dispenser.next(results.data());
    if (stretch.n == 0) return errors;
    for (std::uint64_t done = 0; done < stretch.n; done += kBlock) {
      const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, stretch.n - done));
      inputs.fill(stretch.first + done, x.data(), n);
      if (!fromStream) c.evaluate(order, x.data(), y.data(), n);
      c.truth(order, x.data(), truth.data(), n);
      measure(x.data(), truth.data(), fromStream ? results.data() + done : y.data(), n,
              crossing ? &*crossing : nullptr, errors);
    }
  }
}

std::optional<Errors> sweep(const Case& c, Order order, const Inputs& inputs, unsigned threads,
                            std::FILE* results) {
  Dispenser dispenser(inputs.size(), results);
  std::vector<Errors> parts(threads);
  std::vector<std::thread> running;
  for (Errors& part : parts) {
    running.emplace_back([&] { part = sweepPart(c, order, inputs, dispenser, results != nullptr); });
  }
  for (std::thread& thread : running) thread.join();
  if (dispenser.failed()) return std::nullopt;
  Errors errors;
  for (const Errors& part : parts) errors.include(part);
  return errors;
}

}  // namespace

Errors sweepKernel(const Case& c, Order order, const Inputs& inputs, unsigned threads) {
  return *sweep(c, order, inputs, threads, nullptr);
}

std::optional<Errors> sweepStream(const Case& c, Order order, const Inputs& inputs, unsigned threads,
                                  std::FILE* results) {
  return sweep(c, order, inputs, threads, results);
}

}  // namespace playground::accuracy
