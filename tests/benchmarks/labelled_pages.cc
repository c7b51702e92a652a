#include "tests/benchmarks/labelled_pages.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_split.h"
#include "common/text/utf8.h"
#include "ingest_service/parser/analyze/analyze.h"
#include "tests/support/read_file.h"

namespace broadsheet::ingest {
namespace {

using google::protobuf::Struct;

std::string WithoutLayoutSpace(std::string_view text) {
  std::string kept;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCharacter(text, at);
    if (!IsSpace(c)) AppendCharacter(c, kept);
  }
  return kept;
}

struct Article {
  std::string headline, text;
  std::set<size_t> paragraphs;  // bytes of the text at which they begin
  int head = LabelledPage::kUnknown;
  size_t told = 0;  // bytes of the text that earlier items hold
};

std::vector<Article> ReadArticles(const Struct& truth) {
  std::vector<Article> articles;
  for (const auto& value : truth.fields().at("articles").list_value().values()) {
    const auto& fields = value.struct_value().fields();
    Article article{WithoutLayoutSpace(fields.at("headline").string_value()), {}, {}};
    for (const absl::string_view paragraph : absl::StrSplit(fields.at("text").string_value(), '\n')) {
      article.paragraphs.insert(article.text.size());
      article.text += WithoutLayoutSpace({paragraph.data(), paragraph.size()});
    }
    articles.push_back(std::move(article));
  }
  return articles;
}

// The article that an item's text goes on with; else one that holds it; else none.
Article* FindArticle(std::vector<Article>& articles, const std::string& text) {
  Article* holder = nullptr;
  for (Article& article : articles) {
    const size_t at = article.text.find(text, article.told);
    if (at == article.told) return &article;
    if (at != std::string::npos && holder == nullptr) holder = &article;
  }
  return holder;
}

void LabelItems(std::vector<Article> articles, LabelledPage& page) {
  for (size_t i = 0; i < page.items.size(); ++i) {
    const PageItem& item = page.items[i];
    page.truth.push_back(-1);
    page.begins_paragraph.push_back(false);
    const std::string text = WithoutLayoutSpace(item.text);
    if (item.kind == PageItem::Kind::kHead) {
      const auto found = std::find_if(articles.begin(), articles.end(), [&](const Article& article) {
        return article.head < 0 && text.find(article.headline) != std::string::npos;
      });
      if (found == articles.end()) {
        page.truth.back() = LabelledPage::kUnknown;
      } else {
        found->head = static_cast<int>(i);
      }
      continue;
    }
    if (item.kind == PageItem::Kind::kLine) {
      const auto found = std::find_if(articles.begin(), articles.end(), [&](const Article& article) {
        return article.head < 0 && text == article.headline;
      });
      if (found != articles.end()) {
        found->head = page.truth.back() = static_cast<int>(i);
        continue;
      }
    }
    if (item.kind != PageItem::Kind::kBreak) {
      if (Article* article = FindArticle(articles, text)) {
        const size_t at = article->text.find(text, article->told);
        article->told = at + text.size();
        page.begins_paragraph.back() = article->paragraphs.contains(at);
        page.truth.back() = article->head;
      }
    }
  }
}

}  // namespace

bool LabelledPage::fit_to_learn_from() const { return std::count(truth.begin(), truth.end(), kUnknown) == 0; }

std::vector<LabelledPage> ReadLabelledPages(const std::string& folder, const LanguageModel& model) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<LabelledPage> pages;
  for (std::filesystem::path file : files) {
    LabelledPage page;
    page.name = file.string();
    page.items = Analyze(testing::ReadFile(file), model).items;
    Struct truth;
    const auto status =
        google::protobuf::util::JsonStringToMessage(testing::ReadFile(file.replace_extension(".truth.json")), &truth);
    if (!status.ok()) throw std::runtime_error(file.string() + ": " + status.ToString());
    page.tier = truth.fields().at("tier").string_value();
    LabelItems(ReadArticles(truth), page);
    pages.push_back(std::move(page));
  }
  return pages;
}

}  // namespace broadsheet::ingest
