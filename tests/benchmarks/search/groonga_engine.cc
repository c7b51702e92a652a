// Groonga with its own bigram tokenizer, which keeps Latin words whole.
#include <groonga.h>

#include <cstdlib>
#include <iostream>

#include "engine.h"

namespace broadsheet::benchmark {
namespace {

class GroongaEngine : public Engine {
 public:
  explicit GroongaEngine(const std::string& directory) : directory_(directory) {
    grn_init();
    grn_ctx_init(&context_, 0);
    database_ = grn_db_create(&context_, (directory + "/db").c_str(), nullptr);
    Send("table_create Docs TABLE_NO_KEY");
    Send("column_create Docs date COLUMN_SCALAR Int32");
    Send("table_create Publications TABLE_HASH_KEY ShortText");
    Send("column_create Docs publication COLUMN_SCALAR Publications");
    Send("column_create Docs text COLUMN_SCALAR Text");
    Send("table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram --normalizer NormalizerAuto");
    table_ = Get("Docs");
    date_ = Get("Docs.date");
    publication_ = Get("Docs.publication");
    text_ = Get("Docs.text");
  }
  ~GroongaEngine() override {
    grn_obj_close(&context_, database_);
    grn_ctx_fin(&context_);
    grn_fin();
  }

  void Add(const BenchmarkRecord& record) override {
    const grn_id id = grn_table_add(&context_, table_, nullptr, 0, nullptr);
    grn_obj value;
    GRN_INT32_INIT(&value, 0);
    GRN_INT32_SET(&context_, &value, static_cast<int>(record.date));
    grn_obj_set_value(&context_, date_, id, &value, GRN_OBJ_SET);
    GRN_OBJ_FIN(&context_, &value);
    Set(publication_, id, record.publication);
    Set(text_, id, record.Text());
  }
  // Built at the end, which is Groonga's fast way.
  void Finish() override {
    Send("column_create Terms text COLUMN_INDEX|WITH_POSITION Docs text");
    Send("io_flush");
  }
  // The column of texts is a copy that an index would not need.
  uint64_t IndexBytes() const override { return DirectoryBytes(directory_); }

  std::vector<uint64_t> Relevance(const BenchmarkQuery& query) override { return Sorted(query, "-_score"); }
  std::vector<uint64_t> Newest(const BenchmarkQuery& query) override { return Sorted(query, "-_id"); }
  uint64_t Count(const BenchmarkQuery& query) override {
    grn_obj* const matches = Select(query);
    const uint64_t count = grn_table_size(&context_, matches);
    grn_obj_unlink(&context_, matches);
    return count;
  }
  uint64_t Facets(const BenchmarkQuery& query) override {
    Send("select Docs --filter '" + FilterOf(query) +
         "' --limit 0 --drilldown publication --drilldown_limit -1 --cache no");
    return 0;
  }

 private:
  void Send(const std::string& command) {
    grn_ctx_send(&context_, command.data(), static_cast<unsigned>(command.size()), 0);
    char* answer = nullptr;
    unsigned size = 0;
    int flags = 0;
    grn_ctx_recv(&context_, &answer, &size, &flags);
    if (context_.rc != GRN_SUCCESS) {
      std::cerr << "groonga: " << context_.errbuf << ": " << command.substr(0, 200) << "\n";
    }
  }
  grn_obj* Get(const char* name) { return grn_ctx_get(&context_, name, -1); }
  void Set(grn_obj* column, grn_id id, const std::string& text) {
    grn_obj value;
    GRN_TEXT_INIT(&value, 0);
    GRN_TEXT_SET(&context_, &value, text.data(), text.size());
    grn_obj_set_value(&context_, column, id, &value, GRN_OBJ_SET);
    GRN_OBJ_FIN(&context_, &value);
  }

  static std::string FilterOf(const BenchmarkQuery& query) {
    std::string filter;
    for (const std::string& term : query.terms) {
      if (!filter.empty()) filter += " && ";
      filter += "text @ \"";
      for (const char c : term) {
        if (c == '"' || c == '\\' || c == '\'') filter += '\\';
        filter += c;
      }
      filter += '"';
    }
    if (query.HasDates()) {
      filter += " && date >= " + std::to_string(query.first_date) + " && date <= " + std::to_string(query.last_date);
    }
    if (!query.publication.empty()) filter += " && publication == \"" + query.publication + "\"";
    return filter;
  }
  grn_obj* Select(const BenchmarkQuery& query) {
    const std::string filter = FilterOf(query);
    grn_obj *expression, *variable;
    GRN_EXPR_CREATE_FOR_QUERY(&context_, table_, expression, variable);
    grn_expr_parse(&context_, expression, filter.data(), static_cast<unsigned>(filter.size()), nullptr, GRN_OP_MATCH,
                   GRN_OP_AND, GRN_EXPR_SYNTAX_SCRIPT);
    grn_obj* const matches = grn_table_select(&context_, table_, expression, nullptr, GRN_OP_OR);
    grn_obj_unlink(&context_, expression);
    if (matches == nullptr) {
      std::cerr << "groonga: " << context_.errbuf << ": " << filter << "\n";
      std::exit(1);
    }
    return matches;
  }
  std::vector<uint64_t> Sorted(const BenchmarkQuery& query, const std::string& order) {
    grn_obj* const matches = Select(query);
    std::vector<uint64_t> numbers;
    if (grn_table_size(&context_, matches) > 0) {
      unsigned key_count = 0;
      grn_table_sort_key* const keys = grn_table_sort_key_from_str(
          &context_, order.data(), static_cast<unsigned>(order.size()), matches, &key_count);
      grn_obj* const sorted = grn_table_create(&context_, nullptr, 0, nullptr, GRN_OBJ_TABLE_NO_KEY, nullptr, matches);
      grn_table_sort(&context_, matches, 0, 10, sorted, keys, static_cast<int>(key_count));
      grn_table_sort_key_close(&context_, keys, key_count);
      grn_table_cursor* const cursor =
          grn_table_cursor_open(&context_, sorted, nullptr, 0, nullptr, 0, 0, -1, GRN_CURSOR_ASCENDING);
      while (grn_table_cursor_next(&context_, cursor) != GRN_ID_NIL) {
        void* value = nullptr;
        grn_table_cursor_get_value(&context_, cursor, &value);
        grn_id id = GRN_ID_NIL;
        grn_table_get_key(&context_, matches, *static_cast<grn_id*>(value), &id, sizeof(id));
        numbers.push_back(id);
      }
      grn_table_cursor_close(&context_, cursor);
      grn_obj_unlink(&context_, sorted);
    }
    grn_obj_unlink(&context_, matches);
    return numbers;
  }

  std::string directory_;
  grn_ctx context_;
  grn_obj *database_, *table_, *date_, *publication_, *text_;
};

}  // namespace

std::unique_ptr<Engine> MakeGroongaEngine(const std::string& directory) {
  return std::make_unique<GroongaEngine>(directory);
}

}  // namespace broadsheet::benchmark
