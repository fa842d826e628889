// Parses an experiment into base, seeds, runs and grid, and names each run. Validates the base only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/run_config.hpp"
#include "sweep/grid.hpp"
#include "sweep/run_list.hpp"

namespace playground::sweep {

/// The parts of an experiment, of which only the base is validated. The runs are counted, not made: run i is
/// entry i / combinations of `specs` with combination i % combinations of the grid, whose last axis turns
/// fastest.
struct RunMatrix {
  Json document;
  Json base;
  Errors baseErrors;  // those a run repeats are common to all
  Json baseNormalized;
  std::string name;
  std::vector<std::uint64_t> seeds;
  Json runList;  // null: the experiment has no `runs`
  std::vector<RunSpec> specs;
  std::vector<GridAxis> axes;
  std::size_t combinations = 1;
  bool tooLarge = false;  // for its runs to be looked at one by one

  /// Whether a run differs from the base.
  bool varies() const;
  std::size_t size() const { return specs.size() * combinations; }
  const RunSpec& specOf(std::size_t run) const { return specs[run / combinations]; }
  /// Which value of each axis a run has.
  std::vector<std::size_t> choiceOf(std::size_t run) const;
  std::string nameOf(std::size_t run) const;
};

/// What validating every run would not find: the text, the seeds, the names, the grid's shape and size.
/// Returns false where the text cannot be taken apart.
bool readRunMatrix(std::string_view text, RunMatrix& matrix, Errors& errors);

}  // namespace playground::sweep
