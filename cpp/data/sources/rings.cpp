// Rings about the origin at equal distances out to radius 5, whose classes alternate from 0 inside. The
// noise is normal; its deviation is `noise` times the rings' distance. As many points of either class.
#include "data/plane.hpp"
#include "math/exact_math.hpp"

namespace playground::data {

namespace {

constexpr schema::Field kRingsSourceFields[] = {
    kPlaneFields[0],
    kPlaneFields[1],
    schema::integer("rings", schema::fromTo(2, 20), 4, "Rings",
                    "Number of rings; their two classes alternate."),
    kPlaneFields[2],
    kPlaneFields[3],
    kPlaneFields[4]};

PlanePoint ringsPoint(PlaneDrawing& drawing, std::size_t i) {
  const std::size_t rings = drawing.values().count("rings"), label = i % 2;
  const std::size_t ofClass = (rings + 1 - label) / 2;
  const std::size_t ring = i / 2 % ofClass * 2 + label;
  const double distance = 5.0 / static_cast<double>(rings);
  const double r = distance * static_cast<double>(ring + 1);
  const auto [cosine, sine] = tensor::cosSinTurn(drawing.generator().uniform64());
  const auto [a, b] = drawing.normals();
  const double deviation = drawing.noise() * distance;
  return {r * sine + deviation * a, r * cosine + deviation * b, static_cast<double>(label)};
}

}  // namespace

extern const SourceType kRingsSource;
const SourceType kRingsSource{
    .name = "rings",
    .title = "Rings",
    .summary = "Rings inside each other, whose two classes alternate.",
    .source = "scikit-learn, make_circles, with more rings",
    .fields = kRingsSourceFields,
    .layout = planeClasses,
    .bytes = planeBytes,
    .points = [](const schema::Values& values) { return drawPlane(values, ringsPoint); }};

}  // namespace playground::data
