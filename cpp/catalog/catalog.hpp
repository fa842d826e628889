// Everything that can be said about experiments and records, as JSON: for editors, the page's forms, the
// types of the JavaScript boundary, and the documentation.
#pragma once

#include "text/json.hpp"

namespace playground::catalog {

/// An experiment's JSON Schema, draft 2020-12. The records of the command line stand in its "$defs" as
/// "epochRecord" and "summaryRecord".
Json experimentSchema();

/// {"schema": the experiment's JSON Schema, and for every kind of descriptor a list:
/// "sources", "layers", "initializers", "optimizers", "schedules", "losses", "penalties": [{"name", "title",
/// "summary", "source", "fields"}], where a field is {"key", "title", "description", "kind", "default",
/// "minimum", "maximum", ...}; "metrics": [{"name", "title", "summary", "task", "higherIsBetter", "isShare",
/// "keys"}]; "statistics": [{"key", "title", "summary", "format"}]}.
Json catalog();

}  // namespace playground::catalog
