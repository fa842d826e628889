// Squareplus: its description; its formula is Squareplus in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/smooth/formulas.hpp"
#include "activations/smooth/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kSquareplusDescription;
const Description kSquareplusDescription{
    .name = "squareplus",
    .title = "Squareplus",
    .family = "smooth",
    .summary = "A rounded ReLU made of a square root only.",
    .parameters = {{"b", "b", 4, 0, 100, 0.1, "how far the corner is rounded; 0 is ReLU"}},
    .properties = [](const double* p) { return squareplusProperties(p[0]); },
    .kernel = &kKernelOf<Squareplus>};

extern const Wording kSquareplusWording;
const Wording kSquareplusWording{
    .valueFormula = R"(\tfrac{1}{2} \left(x + \sqrt{x^2 + b}\right))",
    .slopeFormula = R"(\tfrac{1}{2} \left(1 + \frac{x}{\sqrt{x^2 + b}}\right))",
    .frameworks = {{"pytorch", "(x + torch.sqrt(x * x + {b})) / 2", {}},
                   {"keras", "keras.activations.squareplus(x, b={b})", {{"b", 4}}},
                   {"jax", "jax.nn.squareplus(x, b={b})", {{"b", 4}}}},
    .source = "Barron 2021"};

}  // namespace playground::activations
