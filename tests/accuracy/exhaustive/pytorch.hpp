// PyTorch's own kernels as a stream of results: the code that the activation table prints for PyTorch, run by
// a script.
#pragma once

#include <optional>
#include <string>

#include "exhaustive/sweep.hpp"
#include "inputs.hpp"

namespace playground::accuracy {

class PyTorch {
 public:
  /// `script` is pytorch_results.py. A sample is handed over in a temporary file.
  PyTorch(std::string script, const Inputs& inputs);
  ~PyTorch();
  PyTorch(const PyTorch&) = delete;
  PyTorch& operator=(const PyTorch&) = delete;

  /// "" where Python or PyTorch is missing.
  const std::string& version() const { return version_; }
  /// Nothing where PyTorch has no such function, cannot take these parameters, or has no slope of it. What
  /// its slopes are at NaN is left out.
  std::optional<Errors> errors(const Case& c, Order order, unsigned threads) const;

 private:
  std::string script_, version_, inputFile_;
  const Inputs& inputs_;
};

}  // namespace playground::accuracy
