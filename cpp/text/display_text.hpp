// Which text may be shown as it is, on a terminal, in a page or in an SVG, and how the rest is written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace playground {

/// Whether a text is UTF-8 without control characters (C0, DEL, C1, line and paragraph separators) and
/// characters that reorder others (Unicode's Bidi_Control). Nor may it hold byte order marks, interlinear
/// annotation marks and code points that are no characters, some of which XML forbids.
/// web/engine/displayable.js has the same rule.
bool isDisplayable(std::string_view text);

/// The text with every character that is not displayable as \u and its code, or \x for a byte that is no
/// UTF-8. It is cut after `most` bytes with "..." behind.
std::string displayed(std::string_view text, std::size_t most);

}  // namespace playground
