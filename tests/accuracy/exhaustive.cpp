// Proves the accuracy of every activation: runs all 2^32 floats through its value and slope and prints the
// largest errors against a double-precision reference, with PyTorch's beside them. Exits with 1 where one is
// above 2 ULP.
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "options.hpp"
#include "pytorch.hpp"
#include "report.hpp"
#include "sweep.hpp"

namespace playground::accuracy {
namespace {

constexpr Order kOrders[] = {Order::kValue, Order::kSlope};

Inputs inputsOf(const Options& options, const std::vector<Case>& cases) {
  if (!options.sample) return Inputs();
  return Inputs(sampleInputs(cases, options.thin ? Density::kThin : Density::kDense));
}

int measureAll(const Options& options, const std::vector<Case>& cases) {
  // Found now rather than after an hour.
  if (!options.jsonFile.empty() && !writeJson({}, options.jsonFile)) {
    std::fprintf(stderr, "%s cannot be written\n", options.jsonFile.c_str());
    return 2;
  }
  const Inputs inputs = inputsOf(options, cases);
  std::optional<PyTorch> pytorch;
  if (!options.pytorchScript.empty()) {
    pytorch.emplace(options.pytorchScript, inputs);
    if (pytorch->version().empty()) {
      std::fprintf(stderr, "PyTorch is missing (apt-get install python3-torch): no errors beside ours\n");
      pytorch.reset();
    }
  }
  const auto start = std::chrono::steady_clock::now();
  std::vector<Row> rows;
  bool allPass = true;
  for (const Case& c : cases) {
    for (const Order order : kOrders) {
      Row row{&c, order, sweepKernel(c, order, inputs, options.threads), std::nullopt};
      if (pytorch) row.pytorch = pytorch->errors(c, order, options.threads);
      const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
      std::fprintf(stderr, "%3zu/%zu %6.1f s  %s %s: %s\n", rows.size() + 1, 2 * cases.size(),
                   elapsed.count(), c.title().c_str(), nameOf(order), figures(row.ours).c_str());
      allPass = allPass && row.passes();
      rows.push_back(row);
    }
  }
  printTable(rows, pytorch ? pytorch->version() : "");
  if (!options.jsonFile.empty() && !writeJson(rows, options.jsonFile)) {
    std::fprintf(stderr, "%s could not be written\n", options.jsonFile.c_str());
    return 2;
  }
  return allPass ? 0 : 1;
}

int compareStream(const Options& options, const Case& c) {
  const Inputs inputs = inputsOf(options, {c});
  const auto errors = sweepStream(c, options.order, inputs, options.threads, stdin);
  if (!errors) {
    std::fprintf(stderr, "the input ended before %llu results\n",
                 static_cast<unsigned long long>(inputs.size()));
    return 2;
  }
  std::printf("%s %s: %s\n", c.title().c_str(), nameOf(options.order), figures(*errors).c_str());
  return Row{&c, options.order, *errors, std::nullopt}.passes() ? 0 : 1;
}

int writeTruth(const Options& options, const Case& c) {
  std::vector<float> x(kBlock);
  std::vector<double> truth(kBlock);
  for (std::size_t n; (n = std::fread(x.data(), sizeof(float), kBlock, stdin)) > 0;) {
    c.truth(options.order, x.data(), truth.data(), n);
    if (std::fwrite(truth.data(), sizeof(double), n, stdout) != n) return 2;
  }
  return 0;
}

/// A line of JSON a case and order, as tests/node/engine/kernel-bits.test.js makes it: a hash of the results'
/// bits, every NaN the same.
int writeHashes(const Options& options, const std::vector<Case>& cases) {
  const std::vector<float> xs = sampleInputs(cases, options.thin ? Density::kThin : Density::kDense);
  std::FILE* file = std::fopen(options.hashFile.c_str(), "wb");
  const bool written = file != nullptr && std::fwrite(xs.data(), sizeof(float), xs.size(), file) == xs.size();
  if (file == nullptr || std::fclose(file) != 0 || !written) {
    std::fprintf(stderr, "%s could not be written\n", options.hashFile.c_str());
    return 2;
  }
  std::vector<float> ys(xs.size());
  for (const Case& c : cases) {
    nlohmann::ordered_json parameters = nlohmann::ordered_json::object();
    for (const auto& p : c.activation.parameters()) parameters[p.name] = p.value;
    for (const Order order : kOrders) {
      c.evaluate(order, xs.data(), ys.data(), xs.size());
      std::uint32_t hash = 0;
      for (const float y : ys) {
        hash = (hash ^ (std::isnan(y) ? 0x7fc00000u : std::bit_cast<std::uint32_t>(y))) * 0x9e3779b1u;
        hash ^= hash >> 15;
      }
      const nlohmann::ordered_json line = {{"name", c.activation.name()},
                                           {"parameters", parameters},
                                           {"order", nameOf(order)},
                                           {"hash", hash}};
      std::printf("%s\n", line.dump().c_str());
    }
  }
  return 0;
}

int run(const std::vector<std::string>& arguments) {
  std::string mistake;
  const std::optional<Options> options = parseOptions(arguments, mistake);
  if (!options) {
    std::fprintf(stderr, "%s\n%s", mistake.c_str(), kUsage);
    return 2;
  }
  if (options->help) {
    std::printf("%s", kUsage);
    return 0;
  }
  std::vector<std::string> mistakes;
  const std::string& single = options->compare.empty() ? options->truth : options->compare;
  std::vector<Case> cases;
  if (single.empty()) {
    cases = casesOf(options->names, mistakes);
  } else if (const auto c = caseOf(single, mistakes)) {
    cases.push_back(*c);
  }
  for (const std::string& text : mistakes) std::fprintf(stderr, "%s\n", text.c_str());
  if (!mistakes.empty()) return 2;
  if (!options->compare.empty()) return compareStream(*options, cases[0]);
  if (!options->truth.empty()) return writeTruth(*options, cases[0]);
  if (!options->hashFile.empty()) return writeHashes(*options, cases);
  return measureAll(*options, cases);
}

}  // namespace
}  // namespace playground::accuracy

int main(int argc, char** argv) {
  return playground::accuracy::run({argv + 1, argv + argc});
}
