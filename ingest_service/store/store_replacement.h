// One store put in the place of another, whole at every moment.
#pragma once

#include <string>

#include "absl/status/status.h"

namespace broadsheet::ingest {

// A store is up to three files, and no call renames them together. So the new one
// gets a name first, STORE.restored, from which on it is the store; whoever opens
// the store next finishes what a crash may have left undone. All of these for the
// holder of the store's lock.

// Makes the complete file `made`, in the same folder, the store at `path`. One that
// is there, or what is left of it, goes on as STORE.replaced-TIME (UTC, when `made`
// was last written). ALREADY_EXISTS, and nothing changed, if there is such a file.
absl::Status ReplaceStore(const std::string& made, const std::string& path);

// Finishes a replacement that was interrupted, if there is one.
absl::Status FinishReplacement(const std::string& path);

// FAILED_PRECONDITION, reason RESTORE_UNFINISHED, if there is one. For who reads the
// store without its lock.
absl::Status CheckNotBeingReplaced(const std::string& path);

}  // namespace broadsheet::ingest
