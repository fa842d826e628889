// The list of errors, bounded.
#include "config/errors.hpp"

#include <algorithm>
#include <utility>

#include "text/display_text.hpp"

namespace playground::config {

void Errors::add(Error error) {
  ++count_;
  if (list_.size() < kListed) list_.push_back(std::move(error));
}

void Errors::addOnce(const Error& error) {
  if (!lists(error)) add(error);
}

bool Errors::lists(const Error& error) const {
  return std::any_of(list_.begin(), list_.end(),
                     [&](const Error& e) { return e.path == error.path && e.message == error.message; });
}

void Errors::clear() {
  *this = Errors();
}

Json errorsToJson(const Errors& errors) {
  Json list = Json::array();
  const auto put = [&](const Error& e) {
    Json& entry = list.emplace_back(Json::object());
    set(entry, "path", e.path);
    set(entry, "code", e.code);
    set(entry, "message", e.message);
  };
  for (const Error& e : errors) put(e);
  if (errors.unlisted() > 0) {
    const std::string count = std::to_string(errors.unlisted());
    put({"", "more-errors", joined({"at least ", count, " more errors are not listed; fix these first"})});
  } else if (errors.stopped()) {
    put({"", "more-errors", "not every run was checked; fix these errors first"});
  }
  return list;
}

void addError(Errors& errors, std::string_view path, std::string_view code, std::string_view sentence) {
  constexpr std::size_t kLongestPath = 300, kLongestSentence = 1000;
  const std::string place = displayed(path, kLongestPath);
  const std::string text = displayed(sentence, kLongestSentence);
  errors.add({place, std::string(code), joined({place, place.empty() ? "" : ": ", text})});
}

}  // namespace playground::config
