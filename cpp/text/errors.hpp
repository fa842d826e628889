// What is wrong with an input, such as an experiment: as data, all of it at once, never as an exception.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/json.hpp"
#include "text/number_text.hpp"

namespace playground {

/// One thing wrong: where ("network.layers[1].units"), a stable code ("out-of-range"), and a sentence a
/// person can act on that begins with the path.
struct Error {
  std::string path;
  std::string code;
  std::string message;
  /// A value that would be right at the path; null: none is known.
  Json fix = nullptr;
};

/// The errors found: the first kListed are kept, the others only counted, so that checking takes time and
/// memory in proportion to the text.
class Errors {
 public:
  static constexpr std::size_t kListed = 100;

  void add(Error error);
  /// The same, unless this very error is listed already.
  void addOnce(const Error& error);
  /// Says of the error added last which value would be right in its place.
  void suggest(Json fix);
  /// Counts errors that are not to be listed.
  void count(std::size_t unlisted) { count_ += unlisted; }
  /// Says that checking ended before everything was looked at.
  void stop() { stopped_ = true; }
  bool stopped() const { return stopped_; }
  /// Whether an error with this path and message is listed.
  bool lists(const Error& error) const;
  void clear();

  /// How many were added, listed or not.
  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  std::size_t unlisted() const { return count_ - list_.size(); }
  const Error& front() const { return list_.front(); }
  const Error& operator[](std::size_t i) const { return list_[i]; }
  auto begin() const { return list_.begin(); }
  auto end() const { return list_.end(); }

 private:
  std::vector<Error> list_;
  std::size_t count_ = 0;
  bool stopped_ = false;
};

/// {"path", "code", "message"} an error, and "fix" where a value is known that would be right at the path;
/// where not all are listed, or not every run was checked, a last one with the code "more-errors" says so.
Json errorsToJson(const Errors& errors);

/// Adds an error whose message is "path: sentence", or the sentence alone for an empty path. Characters that
/// must not be shown are escaped in both, and what is too long to be read is cut.
void addError(Errors& errors, std::string_view path, std::string_view code, std::string_view sentence);

/// A JSON value as an error message shows it: short, strings quoted, without characters that must not be
/// shown.
std::string describeValue(const Json& value);

}  // namespace playground
