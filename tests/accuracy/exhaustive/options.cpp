// Reads the arguments.
#include "exhaustive/options.hpp"

#include <algorithm>
#include <charconv>
#include <thread>

namespace playground::accuracy {

std::optional<Options> parseOptions(const std::vector<std::string>& arguments, std::string& mistake) {
  Options options;
  options.threads = std::max(1u, std::thread::hardware_concurrency());
  for (auto argument = arguments.begin(); argument != arguments.end(); ++argument) {
    const auto text = [&](std::string& into) {
      if (argument + 1 == arguments.end()) {
        mistake = *argument + " needs a value";
        return;
      }
      into = *++argument;
    };
    const std::string option = *argument;
    std::string value;
    if (option == "--sample") {
      options.sample = true;
    } else if (option == "--thin") {
      options.sample = options.thin = true;
    } else if (option == "--json") {
      text(options.jsonFile);
    } else if (option == "--help" || option == "-h") {
      options.help = true;
    } else if (option == "--threads") {
      text(value);
      const auto read = std::from_chars(value.data(), value.data() + value.size(), options.threads);
      const bool whole = read.ec == std::errc() && read.ptr == value.data() + value.size();
      if (mistake.empty() && (!whole || options.threads < 1 || options.threads > 1024))
        mistake = "--threads must be 1 to 1024";
    } else if (option == "--pytorch") {
      text(options.pytorchScript);
    } else if (option == "--no-pytorch") {
      options.pytorchScript.clear();
    } else if (option == "--compare") {
      text(options.compare);
    } else if (option == "--truth") {
      text(options.truth);
    } else if (option == "--hashes") {
      text(options.hashFile);
    } else if (option == "--order") {
      text(value);
      if (mistake.empty() && value != "value" && value != "slope") mistake = "--order must be value or slope";
      options.order = value == "slope" ? Order::kSlope : Order::kValue;
    } else if (option.starts_with("-")) {
      mistake = "unknown option " + option;
    } else {
      options.names.push_back(option);
    }
    if (!mistake.empty()) return std::nullopt;
  }
  return options;
}

}  // namespace playground::accuracy
