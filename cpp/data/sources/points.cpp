// Points that the experiment holds one by one, as they were drawn by hand. A random order decides which of
// them train.
#include <algorithm>
#include <cmath>

#include "data/plane.hpp"

namespace playground::data {

namespace {

constexpr schema::Field kPointsSourceFields[] = {
    schema::points("points", schema::fromTo(-kReach, kReach), "Points",
                   "The samples: their position in the plane, and their class, counted from 0.")
        .mandatory(),
    schema::integer("classes", schema::fromTo(2, 10), 2, "Classes", "Classes a point can have."),
    schema::number("trainShare", schema::aboveTo(0, 1), 0.5, "Training share",
                   "Of the points; the others validate. At least one is left to either."),
    inputsField(), seedField()};

std::size_t countOf(const schema::Values& values) {
  return values.numbers("points").size() / 3;
}

Counts counts(const schema::Values& values) {
  const std::size_t all = std::max(countOf(values), schema::kFewestPoints);
  const auto share = static_cast<std::size_t>(std::lround(values["trainShare"] * static_cast<double>(all)));
  const std::size_t train = std::clamp<std::size_t>(share, 1, all - 1);
  return {train, all - train};
}

std::optional<schema::Conflict> pointsConflict(const schema::Values& values) {
  const std::vector<double>& numbers = values.numbers("points");
  for (std::size_t i = 2; i < numbers.size(); i += 3) {
    if (numbers[i] >= values["classes"]) {
      return schema::Conflict{
          "points", "entry " + std::to_string(i / 3) + " has a class that is not below data.classes, " +
                        std::to_string(values.count("classes")) + "; classes are counted from 0"};
    }
  }
  return std::nullopt;
}

std::vector<PlanePoint> points(const schema::Values& values) {
  const std::vector<double>& numbers = values.numbers("points");
  std::vector<PlanePoint> list;
  for (std::size_t i = 0; i + 2 < numbers.size(); i += 3)
    list.push_back({numbers[i], numbers[i + 1], numbers[i + 2]});
  random::Generator generator(static_cast<std::uint64_t>(values["seed"]));
  return inRandomOrder(list, generator);
}

}  // namespace

extern const SourceType kPointsSource;
const SourceType kPointsSource{.name = "points",
                               .title = "Your own points",
                               .summary = "Points drawn by hand, of two or more classes.",
                               .source = "This project",
                               .fields = kPointsSourceFields,
                               .layout =
                                   [](const schema::Values& values) {
                                     return Layout{{inputCount(values), 1, 1}, values.count("classes"), 0};
                                   },
                               .bytes =
                                   [](const schema::Values& values) {
                                     return sizeof(float) * static_cast<double>(countOf(values)) * 32.0;
                                   },
                               .points = points,
                               .counts = counts,
                               .conflict = pointsConflict};

}  // namespace playground::data
