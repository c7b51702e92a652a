// Posts and occupations, and the verbs that attribute words to people. Takes
// folded text.
#pragma once

#include <cstddef>
#include <string_view>

namespace broadsheet::ingest {

// `word` ends as the name of a post or occupation does: 董事长, 教授, CEO.
bool IsRoleWord(std::u32string_view word);

// What may stand before a role word and belongs to the post: 副, 首席, 党委.
bool IsRolePrefix(std::u32string_view word);

// Length of the verb at the start of `text` by which somebody's words are
// reported (说, 认为, 建议); 0: none.
size_t CueLength(std::u32string_view text);

// A cue by which something is proposed (建议, 呼吁).
bool IsProposingCue(std::u32string_view cue);

}  // namespace broadsheet::ingest
