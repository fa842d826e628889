// The list of errors, bounded.
#include "text/errors.hpp"

#include <algorithm>
#include <utility>

#include "text/display_text.hpp"

namespace playground {

void Errors::add(Error error) {
  ++count_;
  if (list_.size() < kListed) list_.push_back(std::move(error));
}

void Errors::suggest(Json fix) {
  if (count_ == list_.size() && !list_.empty()) list_.back().fix = std::move(fix);
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
    if (!e.fix.is_null()) set(entry, "fix", e.fix);
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
  errors.add({place, std::string(code), joined({place, place.empty() ? "" : ": ", text}), nullptr});
}

std::string describeValue(const Json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "a list";
  constexpr std::size_t kShown = 37;
  if (value.is_string() && value.get_ref<const std::string&>().size() > 4 * kShown) {
    const std::string_view start = value.get_ref<const std::string&>();
    return displayed(textOf(Json(std::string(start.substr(0, 2 * kShown)))), kShown);
  }
  const std::string text = displayed(textOf(value), 4 * kShown);
  return text.size() > kShown + 3 ? displayed(text, kShown) : text;
}

}  // namespace playground
