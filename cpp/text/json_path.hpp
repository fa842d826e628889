// Setting one value inside an experiment's JSON by its path: what `runs[].set` and the command line's --set
// do.
#pragma once

#include <string>
#include <string_view>

#include "text/errors.hpp"

namespace playground {

/// Sets `root` at a path such as "network.layers[1].units" to `value`. The last key may be new (a strict
/// reader will validate it); everything before it must exist. On failure adds an error at `errorPath` and
/// changes nothing.
bool setAtPath(Json& root, std::string_view path, const Json& value, const std::string& errorPath,
               Errors& errors);

}  // namespace playground
