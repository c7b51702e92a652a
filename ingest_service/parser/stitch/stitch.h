// Decides which pieces of a page belong to which article, and in what order.
//
// One global decision a page: see lattice.h. Pure: text in, links out.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::ingest {

class LanguageModel;

// One thing on a page, in the page's own order, after repair.
struct PageItem {
  enum class Kind {
    kHead,   // a headline with its speaker and byline: an article begins
    kBody,   // a paragraph or a piece of one
    kBreak,  // a photo group, furniture: belongs to no article
    kLine,   // a short line that is a headline or a piece of text: stitching decides
  };
  Kind kind = Kind::kBody;
  // kHead: headline lines joined; kBody: the text, layout white space removed.
  std::string text;
  // kLine: log-odds that it is a headline, from the line and what stands around it.
  double headline_odds = 0;
  // kHead: the announced speaker, if any.
  std::string speaker;
  // kHead: nobody signs it and it may own text far below (a page's banner).
  bool banner = false;
  // kBody, and kLine if it is one: a heading inside an article or a line of a table; a paragraph
  // begins behind it.
  bool subhead = false;
  // kBody: what it said at its end is lost; nothing on the page can end it.
  bool lost_tail = false;
  // kBody: the article is over, or goes on on another page; nothing on this one
  // goes on behind it, however it ends.
  bool closes = false;
  // Page of the upload, from 0.
  int page = 0;
};

// One contribution to the log-odds of a link, in nats.
struct Clue {
  const char* name = "";
  double weight = 0;
};

// An item as a part of an article.
struct Link {
  int item = -1;  // index into the page's items
  // Goes on in the middle of the paragraph before; otherwise begins one.
  bool inside_paragraph = false;
  // It did not stand directly behind the item before it in the article.
  bool seam = false;
  // Probability that it follows the item before it, by the search; seams given 0.9 or
  // more have been right that often and oftener (tests/benchmarks/restoration).
  double confidence = 1;
  // The best other item to follow the one before it; -1: none came near.
  int runner_up = -1;
  double runner_up_confidence = 0;
  std::vector<Clue> clues;
};

struct StitchedArticle {
  int head = -1;  // index into the page's items; of kind kHead or kLine
  std::vector<Link> body;
  bool end_missing = false;    // stops in mid-sentence, nothing continues it
  bool jump_missing = false;   // goes on on a page that is not there
  bool start_missing = false;  // goes on from a page that is not there
};

struct Stitching {
  std::vector<StitchedArticle> articles;  // in the order of their heads
  std::vector<Link> orphans;              // items of no article
};

// `items` may span several pages; articles stay on one. Joining what jumps
// point to is the caller's part.
//
// `stop` is asked at every page and every few items; once it is true, what is
// returned is of some pages only.
Stitching Stitch(const std::vector<PageItem>& items, const LanguageModel& model,
                 const std::function<bool()>& stop = {});

}  // namespace broadsheet::ingest
