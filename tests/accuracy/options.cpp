// Reads the arguments.
#include "options.hpp"

#include <algorithm>
#include <cstdlib>
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
      options.json = true;
    } else if (option == "--threads") {
      text(value);
      const long threads = std::strtol(value.c_str(), nullptr, 10);
      if (mistake.empty() && (threads < 1 || threads > 1024)) mistake = "--threads must be 1 to 1024";
      options.threads = static_cast<unsigned>(threads);
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
