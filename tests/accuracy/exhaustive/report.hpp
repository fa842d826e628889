// The outcome of a measurement as a table for people and as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases.hpp"
#include "measure.hpp"

namespace playground::accuracy {

struct Row {
  const Case* measured;
  Order order;
  Errors ours;
  std::optional<Errors> pytorch;

  /// Within the ULP limit and, where there is one, the absolute bound.
  bool passes() const;
};

/// "1.532 ULP at -0.7517; 2e-09 near zero; wrong at -inf": what a row says of one program.
std::string figures(const Errors& errors);

void printTable(const std::vector<Row>& rows, const std::string& pytorchVersion);
/// An array of {name, parameters, order, passes, ours, pytorch?}; an infinite error is null. False where the
/// file cannot be written.
bool writeJson(const std::vector<Row>& rows, const std::string& path);

}  // namespace playground::accuracy
