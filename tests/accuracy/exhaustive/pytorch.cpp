// Starts the script by the shell and measures what it writes.
#include "exhaustive/pytorch.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "activations/table.hpp"
#include "text/number_text.hpp"

namespace playground::accuracy {
namespace {

/// A word that the shell leaves alone.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

/// The table's code with the parameters in their places. Nothing where PyTorch has no such function, or where
/// one of the parameters has no place and is not PyTorch's default.
std::optional<std::string> codeOf(const Case& c) {
  const auto& rows = activations::table();
  const auto at = std::find(rows.begin(), rows.end(), &c.activation.description()) - rows.begin();
  for (const activations::Framework& framework :
       activations::wordings()[static_cast<std::size_t>(at)]->frameworks) {
    if (framework.id != "pytorch") continue;
    std::string code(framework.code);
    for (const activations::NamedValue& p : c.activation.parameters()) {
      const std::string place = "{" + p.name + "}";
      const std::size_t at = code.find(place);
      if (at != std::string::npos) {
        code.replace(at, place.size(), plainNumber(p.value));
      } else if (!c.isDefault) {
        return std::nullopt;
      }
    }
    return code;
  }
  return std::nullopt;
}

}  // namespace

PyTorch::PyTorch(std::string script, const Inputs& inputs) : script_(std::move(script)), inputs_(inputs) {
  std::FILE* answer = popen((quoted(script_) + " --version 2>/dev/null").c_str(), "r");
  if (answer == nullptr) return;
  char line[64] = "";
  if (std::fgets(line, sizeof line, answer) == nullptr) line[0] = 0;
  if (pclose(answer) != 0) return;
  version_ = line;
  while (!version_.empty() && version_.back() == '\n') version_.pop_back();
  if (inputs_.list().empty()) return;
  const char* folder = std::getenv("TMPDIR");
  inputFile_ = std::string(folder != nullptr ? folder : "/tmp") + "/playground-inputs-XXXXXX";
  const int descriptor = mkstemp(inputFile_.data());
  std::FILE* file = descriptor < 0 ? nullptr : fdopen(descriptor, "wb");
  const std::size_t n = inputs_.list().size();
  const bool written = file != nullptr && std::fwrite(inputs_.list().data(), sizeof(float), n, file) == n;
  if (file == nullptr || std::fclose(file) != 0 || !written) {
    std::fprintf(stderr, "the inputs for PyTorch could not be written to %s\n", inputFile_.c_str());
    version_.clear();
  }
}

PyTorch::~PyTorch() {
  if (!inputFile_.empty()) unlink(inputFile_.c_str());
}

std::optional<Errors> PyTorch::errors(const Case& c, Order order, unsigned threads) const {
  const std::optional<std::string> code = codeOf(c);
  if (!code) return std::nullopt;
  std::string command = quoted(script_) + " " + quoted(*code) + " " + nameOf(order);
  if (!inputFile_.empty()) command += " " + quoted(inputFile_);
  std::FILE* results = popen(command.c_str(), "r");
  if (results == nullptr) return std::nullopt;
  std::optional<Errors> errors = sweepStream(c, order, inputs_, threads, results);
  // Where a branch is taken at NaN, autograd passes the gradient through as the engine's backward pass does;
  // that a slope is NaN there is the engine's own promise and no measure of others.
  if (errors && order == Order::kSlope) errors->nan = {};
  return pclose(results) == 0 ? errors : std::nullopt;
}

}  // namespace playground::accuracy
