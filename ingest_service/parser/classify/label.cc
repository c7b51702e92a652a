#include "ingest_service/parser/classify/label.h"

namespace broadsheet::ingest {

bool IsTextRole(Role role) { return role == Role::kBody || role == Role::kSubhead || role == Role::kSignature; }

bool IsHeadRole(Role role) {
  switch (role) {
    case Role::kSpeaker:
    case Role::kColumn:
    case Role::kKicker:
    case Role::kTitle:
    case Role::kDeck:
    case Role::kByline:
      return true;
    default:
      return false;
  }
}

bool IsPhotoRole(Role role) { return role == Role::kScene || role == Role::kCaption || role == Role::kCredit; }

}  // namespace broadsheet::ingest
