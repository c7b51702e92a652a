#include "query_service/index/segments/segment_set.h"

#include <bit>
#include <map>
#include <numeric>
#include <utility>

namespace broadsheet::query {
namespace {

constexpr SectionId kDeletedSection = 1;

template <typename F>
void ForEachBit(const DeletedDocuments& words, F f) {
  for (size_t i = 0; i < words.size(); ++i) {
    for (uint64_t word = words[i]; word != 0; word &= word - 1) {
      f(static_cast<uint32_t>(i * 64) + static_cast<uint32_t>(std::countr_zero(word)));
    }
  }
}

bool HasBit(const DeletedDocuments* words, uint32_t document) {
  return words != nullptr && (*words)[document / 64] >> document % 64 & 1;
}

}  // namespace

SegmentPart MakePart(std::shared_ptr<const Segment> segment, std::string file) {
  SegmentPart part;
  part.segment = std::move(segment);
  part.file = std::move(file);
  SetDeleted(part, nullptr);
  return part;
}

void SetDeleted(SegmentPart& part, std::shared_ptr<const DeletedDocuments> deleted) {
  const std::span<const uint32_t> lengths = part.segment->Lengths();
  part.deleted = std::move(deleted);
  part.deleted_count = 0;
  part.live_length = std::accumulate(lengths.begin(), lengths.end(), uint64_t{0});
  if (part.deleted == nullptr) return;
  ForEachBit(*part.deleted, [&](uint32_t document) {
    ++part.deleted_count;
    part.live_length -= lengths[document];
  });
}

void MarkDeleted(std::vector<SegmentPart>& parts, std::span<const DocId> ids) {
  std::map<size_t, DeletedDocuments> changed;
  for (const DocId id : ids) {
    for (size_t i = 0; i < parts.size(); ++i) {
      const SegmentPart& part = parts[i];
      if (id < part.segment->MinimumId() || id > part.segment->MaximumId()) continue;
      const auto document = part.segment->Find(id);
      if (!document) continue;
      DeletedDocuments& deleted = changed[i];
      if (deleted.empty() && part.deleted != nullptr) deleted = *part.deleted;
      deleted.resize((part.segment->Documents() + 63) / 64);
      deleted[*document / 64] |= uint64_t{1} << *document % 64;
    }
  }
  for (auto& [i, deleted] : changed) SetDeleted(parts[i], std::make_shared<const DeletedDocuments>(std::move(deleted)));
}

std::shared_ptr<const DeletedDocuments> CarryDeleted(
    std::span<const SegmentPart> parts, std::span<const std::shared_ptr<const DeletedDocuments>> merged_away,
    const DeletedOf& now, const Segment& merged) {
  DeletedDocuments carried((merged.Documents() + 63) / 64);
  bool any = false;
  for (size_t i = 0; i < parts.size(); ++i) {
    const DeletedDocuments* const deleted = now(parts[i]);
    if (deleted == nullptr) continue;
    ForEachBit(*deleted, [&](uint32_t document) {
      if (HasBit(merged_away[i].get(), document)) return;
      const auto target = merged.Find(parts[i].segment->Ids()[document]);
      if (!target) return;
      carried[*target / 64] |= uint64_t{1} << *target % 64;
      any = true;
    });
  }
  return any ? std::make_shared<const DeletedDocuments>(std::move(carried)) : nullptr;
}

absl::Status WriteDeleted(const std::string& path, const DeletedDocuments& deleted) {
  auto file = SectionWriter::Create(path);
  if (!file.ok()) return file.status();
  (*file)->Begin(kDeletedSection);
  (*file)->AppendAll(std::span<const uint64_t>(deleted));
  return (*file)->Finish();
}

absl::StatusOr<std::shared_ptr<const DeletedDocuments>> ReadDeleted(const std::string& path) {
  const auto file = SectionReader::Open(path);
  if (!file.ok()) return file.status();
  const auto words = (*file)->SectionOf<uint64_t>(kDeletedSection);
  return std::make_shared<const DeletedDocuments>(words.begin(), words.end());
}

}  // namespace broadsheet::query
