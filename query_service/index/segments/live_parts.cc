#include "query_service/index/segments/live_parts.h"

#include <utility>

#include "query_service/index/segments/merge_policy.h"
#include "query_service/index/segments/section_file.h"
#include "query_service/index/segments/segment_builder.h"
#include "query_service/index/segments/segment_merger.h"
#include "query_service/index/text_limit.h"

namespace broadsheet::query {
namespace {

constexpr uint32_t kLargestLiveMerge = 512;

bool Never() { return false; }

// Takes out four small parts of one tier, or none.
std::vector<SegmentPart> TakeSmallTier(std::vector<SegmentPart>& parts) {
  std::vector<size_t> small;
  std::vector<SegmentSize> sizes;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i].InMemory() || parts[i].segment->Documents() >= kLargestLiveMerge) continue;
    small.push_back(i);
    sizes.push_back({parts[i].segment->Documents(), 0});
  }
  const std::vector<size_t> chosen = ChooseMerge(sizes, 1, kLargestLiveMerge * kMergeFactor);
  std::vector<SegmentPart> taken;
  for (const size_t i : chosen) taken.push_back(parts[small[i]]);
  for (auto i = chosen.rbegin(); i != chosen.rend(); ++i) {
    parts.erase(parts.begin() + static_cast<ptrdiff_t>(small[*i]));
  }
  return taken;
}

absl::Status AddSegment(std::span<const IndexDocument* const> documents, std::vector<SegmentPart>& parts) {
  auto bytes = BuildSegment(documents);
  if (!bytes.ok()) return bytes.status();
  parts.push_back(MakePart(Segment::OfMemory(std::move(*bytes)), ""));
  return absl::OkStatus();
}

// As much of a document as can be built.
absl::Status AddBeginning(IndexDocument document, std::vector<SegmentPart>& parts) {
  const IndexDocument* const alone[] = {&document};
  absl::Status status;
  for (size_t bytes = kMaximumFieldBytes; bytes > 0; bytes /= 2) {
    if (!CutText(document, bytes)) continue;
    status = AddSegment(alone, parts);
    if (!absl::IsResourceExhausted(status)) break;
  }
  return status;
}

}  // namespace

LiveSize LiveSizeOf(const SegmentSet& set) {
  LiveSize size;
  for (const SegmentPart& part : set.parts) {
    if (!part.InMemory()) continue;
    size.documents += part.segment->Documents();
    size.bytes += part.segment->Bytes();
  }
  return size;
}

absl::Status AddLive(std::span<const IndexDocument* const> documents, std::vector<SegmentPart>& parts) {
  if (documents.empty()) return absl::OkStatus();
  if (documents.size() <= kMaximumBuild) {
    const absl::Status status = AddSegment(documents, parts);
    if (!absl::IsResourceExhausted(status)) return status;
    if (documents.size() == 1) return AddBeginning(*documents.front(), parts);
  }
  const size_t half = documents.size() > kMaximumBuild ? kMaximumBuild : documents.size() / 2;
  if (absl::Status status = AddLive(documents.first(half), parts); !status.ok()) return status;
  return AddLive(documents.subspan(half), parts);
}

absl::Status MergeSmallLive(std::vector<SegmentPart>& parts) {
  for (;;) {
    std::vector<SegmentPart> merging = TakeSmallTier(parts);
    if (merging.empty()) return absl::OkStatus();
    std::erase_if(merging, [](const SegmentPart& part) { return part.Live() == 0; });
    if (merging.empty()) continue;
    auto file = SectionWriter::Create("");
    if (!file.ok()) return file.status();
    if (absl::Status status = MergeSegments(InputsOf(merging), Never, **file); !status.ok()) return status;
    parts.push_back(MakePart(Segment::OfMemory((*file)->TakeBytes()), ""));
  }
}

std::vector<MergeInput> InputsOf(std::span<const SegmentPart> parts) {
  std::vector<MergeInput> inputs;
  for (const SegmentPart& part : parts) inputs.push_back({part.segment.get(), part.deleted.get()});
  return inputs;
}

}  // namespace broadsheet::query
