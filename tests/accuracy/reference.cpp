// Finds a function's reference among the families.
#include "reference.hpp"

namespace playground::accuracy {

const Reference* findReference(std::string_view name) {
  for (const auto family :
       {piecewiseReferences, exponentialReferences, gatedReferences, sigmoidalReferences, smoothReferences}) {
    for (const Reference& entry : family()) {
      if (entry.name == name) return &entry;
    }
  }
  return nullptr;
}

}  // namespace playground::accuracy
