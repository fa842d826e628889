// When a run ends before its last epoch, and which epoch's weights it keeps.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/run_config.hpp"
#include "nn/network/network.hpp"
#include "training/records/records.hpp"

namespace playground::training {

class EarlyStopping {
 public:
  /// `network` must outlive the control.
  EarlyStopping(const config::StoppingConfig& config, nn::Network& network);

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

  config::StoppingConfig config_;
  nn::Network& network_;
  State state_;
  std::vector<tensor::Buffer> best_;  // one for every parameter and running statistic
};

}  // namespace playground::training
