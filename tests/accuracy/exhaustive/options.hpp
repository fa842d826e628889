// The command line of `exhaustive`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reference/reference.hpp"

namespace playground::accuracy {

inline constexpr const char* kUsage =
    "exhaustive [OPTION...] [FUNCTION...]: every activation's value and slope at all 2^32 floats\n"
    "  --sample                         at a dense sample instead\n"
    "  --thin                           at a 64th of the sample\n"
    "  --json FILE                      writes the result as JSON, too\n"
    "  --threads N                      as many threads; one a core without it\n"
    "  --pytorch SCRIPT, --no-pytorch   with PyTorch's errors beside ours; without\n"
    "  --compare FUNCTION --order ORDER the errors of the float32 results on the standard input\n"
    "  --truth FUNCTION --order ORDER   float32 inputs in, the reference's float64 results out\n"
    "  --hashes FILE                    writes the sample's inputs and prints a hash of each function's "
    "results\n"
    "A FUNCTION of --compare and --truth may have parameters: \"elu alpha=1.9\". ORDER is value or slope.\n";

struct Options {
  std::vector<std::string> names;
  bool sample = false, thin = false, help = false;
  unsigned threads = 1;
  std::string pytorchScript, compare, truth, hashFile, jsonFile;  // "" where not given
  Order order = Order::kValue;
};

/// Nothing, and the reason in `mistake`, where the arguments make no sense.
std::optional<Options> parseOptions(const std::vector<std::string>& arguments, std::string& mistake);

}  // namespace playground::accuracy
