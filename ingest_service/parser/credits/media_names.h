// Papers, agencies and stations by their names. Takes folded text.
#pragma once

#include <cstddef>
#include <string_view>

namespace broadsheet::ingest {

// The name of a paper, agency or station: ends as such names do (日报, 社, 台)
// or begins as a paper speaks of itself (本报).
bool IsMediaName(std::u32string_view text);

// How a paper or station speaks of itself: 本报, 本台, 本报驻巴黎.
bool IsOwnName(std::u32string_view text);

// An agency that supplies dispatches or pictures (新华社, 人民图片).
bool IsAgency(std::u32string_view text);

// Length of the name at the start of `text` of one who sends dispatches, with the
// site that belongs to it (江河日报-中国江河网); 0: none is there.
size_t SenderLength(std::u32string_view text);

// Whether a known sender's name stands anywhere in the text.
bool HoldsSender(std::u32string_view text);

// Ends as the short names of papers, agencies and stations do: 报, 社.
bool EndsAsShortName(std::u32string_view text);

// Begins with what makes a place before it the name of a paper: 日报, 晚报.
bool BeginsAsPaper(std::u32string_view text);

}  // namespace broadsheet::ingest
