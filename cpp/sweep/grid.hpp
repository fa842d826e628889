// The grid of an experiment: paths, each with the values that every run is crossed with. It reads and names
// the values; whether a value fits its path is validated with the run that gets it.
#pragma once

#include <string>
#include <vector>

#include "sweep/run_list.hpp"

namespace playground::sweep {

/// Of one axis: an experiment has no more runs.
inline constexpr std::size_t kMaximumGridValues = 1000;

struct GridValue {
  std::string label;  // "learningRate 0.1", or the name it was given
  const Json* value;  // into the document
};

/// One key of `grid`.
struct GridAxis {
  std::string path;  // "training.optimizer.learningRate"
  std::vector<GridValue> values;
};

/// The axes in the document's order. A value is plain JSON or exactly {"name", "value"}; a plain number, text
/// or boolean is labelled by the path's last key and itself. An object with a text "name" (an activation, an
/// optimiser) is labelled by that name; anything else needs a name. `runs` are looked at for what the grid
/// would overwrite.
std::vector<GridAxis> readGrid(const Json& json, const std::vector<RunSpec>& runs, Errors& errors);

/// Whether `path` is `place` or lies inside it: "network.layers[0].units" lies inside "network.layers".
bool isWithin(std::string_view path, std::string_view place);

}  // namespace playground::sweep
