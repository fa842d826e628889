// The loops of the functions that are drawn more often than trained, compiled for size: they are a third of
// the formulas' code.
#include "activations/functions.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/kernels.hpp"

namespace playground::activations {
namespace {

constexpr auto kKernels = makeKernels(static_cast<const RareFunctions*>(nullptr));

}  // namespace

const Kernel* findRareKernel(std::string_view name) {
  for (const Kernel& kernel : kKernels) {
    if (kernel.name == name) return &kernel;
  }
  return nullptr;
}

}  // namespace playground::activations
