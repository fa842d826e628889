// A SAX handler that builds the document and watches what nlohmann's own builder lets pass: a key given
// twice.
#include "text/strict_json.hpp"

#include <algorithm>
#include <utility>

namespace playground {

namespace {

std::string placeOf(std::string_view text, std::size_t position) {
  position = std::min(position, text.size());
  const std::string_view before = text.substr(0, position == 0 ? 0 : position - 1);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t lineStart = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return joined({"line ", std::to_string(line), ", column ", std::to_string(before.size() - lineStart + 1)});
}

class StrictBuilder : public nlohmann::json_sax<Json> {
 public:
  StrictBuilder(std::string_view text, Errors& errors) : text_(text), errors_(errors) {}
  Json result;

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t& /*literal*/) override { return add(value); }
  bool string(string_t& value) override { return add(value); }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*elements*/) override { return open(Json::object()); }
  bool start_array(std::size_t /*elements*/) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (stack_.back()->size() >= kMaximumKeys) {
      addError(errors_, "", "too-large",
               joined({"an object has more than ", std::to_string(kMaximumKeys), " keys"}));
      return false;
    }
    if (stack_.back()->contains(name)) {
      addError(errors_, "", "duplicate-key",
               joined({"the key \"", name, "\" is given twice in one object; keep one of them"}));
    }
    key_ = name;
    return true;
  }
  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception& e) override {
    // nlohmann reports numbers beyond double, such as 1e999, by this way too.
    if (e.id >= 400) {
      addError(errors_, "", "syntax",
               joined({"the number ", beginning(token), " is too large for a double"}));
      return false;
    }
    const std::string seen = token.empty() ? "the end of the text" : joined({"\"", ending(token), "\""});
    addError(errors_, "", "syntax",
             joined({"not valid JSON at ", placeOf(text_, position), ": ", seen,
                     " was not expected (JSON has no NaN, Infinity, comments or trailing commas)"}));
    return false;
  }

 private:
  /// Bytes of a token that a message shows.
  static constexpr std::size_t kShown = 24;

  /// A number's first digits; its size could be megabytes.
  static std::string beginning(const std::string& number) {
    return number.size() <= kShown ? number : number.substr(0, kShown) + "...";
  }
  /// What comes last is what was not expected. A character of several bytes is kept whole.
  static std::string ending(const std::string& token) {
    if (token.size() <= kShown) return token;
    std::size_t from = token.size() - kShown;
    while (from > 0 && (static_cast<unsigned char>(token[from]) & 0xC0U) == 0x80U) --from;
    return token.substr(from);
  }

  Json* place(Json value) {
    if (stack_.empty()) {
      result = std::move(value);
      return &result;
    }
    Json& parent = *stack_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    return &(parent[key_] = std::move(value));
  }
  bool add(Json value) {
    place(std::move(value));
    return true;
  }
  bool open(Json value) {
    if (stack_.size() >= kMaximumDepth) {
      addError(errors_, "", "syntax",
               joined({"nested deeper than ", std::to_string(kMaximumDepth), " levels"}));
      return false;
    }
    stack_.push_back(place(std::move(value)));
    return true;
  }
  bool close() {
    stack_.pop_back();
    return true;
  }

  std::string_view text_;
  Errors& errors_;
  std::vector<Json*> stack_;
  std::string key_;
};

}  // namespace

std::optional<Json> parseJson(std::string_view text, Errors& errors) {
  if (text.size() > kMaximumTextBytes) {
    addError(errors, "", "too-large",
             joined({"the experiment is ", std::to_string(text.size()), " bytes; at most ",
                     std::to_string(kMaximumTextBytes), " are read"}));
    return std::nullopt;
  }
  const std::size_t before = errors.size();
  // nlohmann takes a NUL byte for the end of the text, and would leave unread what stands behind it.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    addError(errors, "", "syntax", joined({"not valid JSON at ", placeOf(text, nul + 1), ": a NUL byte"}));
    return std::nullopt;
  }
  StrictBuilder builder(text, errors);
  const bool parsed = Json::sax_parse(text.begin(), text.end(), &builder);
  if (!parsed && errors.size() == before) addError(errors, "", "syntax", "not valid JSON");
  if (errors.size() != before) return std::nullopt;
  return std::move(builder.result);
}

Json literal(std::string_view text) {
  Errors errors;
  return parseJson(text, errors).value_or(nullptr);
}

}  // namespace playground
