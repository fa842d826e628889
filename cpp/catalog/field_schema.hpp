// Fields as JSON Schema (draft 2020-12).
#pragma once

#include <span>

#include "schema/field.hpp"
#include "text/json.hpp"

namespace playground::catalog {

/// The schema of one field's value.
Json schemaOf(const schema::Field& field);

/// Adds the fields to an object's schema: "properties" and "required".
void addFields(Json& object, std::span<const schema::Field> fields);

/// An object of the given fields and no others.
Json objectOf(std::span<const schema::Field> fields, std::string_view title, std::string_view description);

}  // namespace playground::catalog
