// The fields of an experiment's objects that have no descriptor of their own, for the readers and the schema.
#pragma once

#include <span>

#include "schema/field.hpp"

namespace playground::config {

inline constexpr schema::Field kConstantsFields[] = {
    schema::choice("constants", "pytorch keras", "Constants", "Whose defaults the other keys have.")};

inline constexpr schema::Field kClipFields[] = {
    schema::number("norm", schema::aboveTo(0, 1e9), 0, "Norm",
                   "Largest joint L2 norm of all gradients; longer ones are scaled down.")
        .orNull(),
    schema::number("value", schema::aboveTo(0, 1e9), 0, "Value", "Largest magnitude of a gradient's element.")
        .orNull()};

inline constexpr schema::Field kEarlyStoppingFields[] = {
    schema::integer("patience", schema::fromTo(1, 100000), 5, "Patience",
                    "Epochs in a row without improvement after which the run ends.")
        .in("epochs"),
    schema::number("minimumImprovement", schema::fromTo(0, 1e9), 0.0, "Minimum improvement",
                   "Improvements must be larger to count.")};

/// Goals at which a run ends: of the losses, and one a metric.
std::span<const schema::Field> stopWhenFields();
std::span<const schema::Field> trainingFields();

inline constexpr schema::Field kWeightsFields[] = {
    schema::text("file", "File", "Its name: safetensors, npz or JSON, with PyTorch's names.").mandatory(),
    schema::text("hash", "Hash", "Of its tensors. Left out, it follows from the file.")};

inline constexpr schema::Field kNetworkFields[] = {
    schema::reference("activation", "activation", "Activation", "Of all activation layers that name none."),
    schema::reference("init", "initializer", "Initialiser", "Of all layers that name none."),
    schema::reference("weights", "weights", "Weights",
                      "Trained weights to start from, out of a file; null: those of init."),
    schema::reference("layers", "layers", "Layers", "From the input to the output.").mandatory()};

inline constexpr schema::Field kExperimentFields[] = {
    schema::integer("version", schema::fromTo(1, 1), 1, "Version", "Of this format."),
    schema::text("name", "Name", "Of the experiment, in charts and records."),
    schema::reference("data", "data", "Data", "Where the samples come from.").mandatory(),
    schema::reference("network", "network", "Network", "Layers and their initial weights.").mandatory(),
    schema::reference("training", "training", "Training", "Optimiser, batches, epochs.").mandatory()};

}  // namespace playground::config
