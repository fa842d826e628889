// Runs every run and seed of an experiment natively and prints, a line each, what the command line writes as
// JSONL. The tests compare it with Node and the browser bit for bit; experiments on files are not for it.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "sweep/check_experiment.hpp"
#include "training/trainer.hpp"

int main(int argc, char** argv) {
  using namespace playground;
  using namespace playground::config;
  using namespace playground::sweep;
  using namespace playground::training;
  if (argc != 2) {
    std::cerr << "usage: native_run EXPERIMENT.json\n";
    return 2;
  }
  std::ifstream file(argv[1]);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  playground::Errors errors;
  const auto experiment = checkExperiment(text, errors);
  for (const playground::Error& e : errors) std::cerr << e.message << "\n";
  if (!experiment) return 1;
  for (const RunConfig& run : experiment->runs) {
    for (const std::uint64_t seed : experiment->seeds) {
      Trainer trainer(run, seed);
      if (!trainer.ready()) {
        std::cerr << "run " << run.name << " needs data files, which this program does not read\n";
        return 1;
      }
      while (!trainer.done()) {
        const std::uint64_t before = trainer.lastRecord().epoch;
        trainer.advance(1U << 20);
        if (trainer.lastRecord().epoch != before) {
          std::cout << toJson(trainer.lastRecord(), run.name, seed).dump() << "\n";
        }
      }
      std::cout << toJson(trainer.summary(true), run.name, seed).dump() << "\n";
    }
  }
  return 0;
}
