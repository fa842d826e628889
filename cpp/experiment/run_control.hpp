// When a run ends before its last epoch, and which epoch's weights it keeps.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/records.hpp"
#include "nn/network.hpp"

namespace playground::experiment {

enum class Monitor { kValidationLoss, kValidationAccuracy, kValidationR2, kTrainLoss };

struct ControlConfig {
  Monitor monitor = Monitor::kValidationLoss;  // what "best" means
  bool keepBest = false;                       // the weights of the best epoch, not of the last
  /// Early stopping: after so many epochs in a row without an improvement by more than `minimumImprovement`.
  std::optional<std::size_t> patience;
  double minimumImprovement = 0.0;
  /// Stop rules: the run ends with the first epoch that fulfils one. Accuracy is of classification, R2 of
  /// regression.
  std::optional<double> trainLossBelow, validationLossBelow, validationAccuracyAtLeast, validationR2AtLeast;
};

class RunControl {
 public:
  /// `network` must outlive the control.
  RunControl(const ControlConfig& config, nn::Network& network);

  /// Looks at a finished epoch, and keeps its weights where they are the best so far. Returns why the run is
  /// to end now, or "".
  std::string epochEnded(const EpochRecord& record);
  /// Puts the best epoch's weights and running statistics back, where they are wanted; the epoch, or 0 where
  /// the last ones stay.
  std::uint64_t restoreBest();
  /// The figures of the best epoch.
  const Validation& best() const { return state_.best; }

  /// Visits everything that changes, so that a snapshot can hold it.
  template <class Archive>
  void visit(Archive& archive) {
    archive(state_);
    for (tensor::Buffer& buffer : best_) archive(buffer);
  }

 private:
  struct State {
    Validation best;
    double bestValue = 0.0;
    std::uint64_t epochsSince = 0;
  };

  double valueOf(const EpochRecord& record) const;
  std::vector<tensor::Buffer*> weights() const;

  ControlConfig config_;
  nn::Network& network_;
  State state_;
  std::vector<tensor::Buffer> best_;  // one for every parameter and running statistic
};

}  // namespace playground::experiment
