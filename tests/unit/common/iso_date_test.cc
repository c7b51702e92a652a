#include "common/api/iso_date.h"

#include <gtest/gtest.h>

namespace broadsheet {
namespace {

TEST(IsoDateTest, AcceptsDaysThatExist) {
  for (const char* date : {"2024-03-11", "2024-02-29", "0001-01-01", "9999-12-31"})
    EXPECT_TRUE(IsIsoDate(date)) << date;
}

TEST(IsoDateTest, RefusesOthersAndOtherForms) {
  for (const char* date : {"", "2024-3-11", "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00",
                           "0000-01-01", "2024/03/11", "20240311", "2024-03-11 ", " 2024-03-1", "2024-03-1x",
                           "-024-03-11", "2024--3-11", "2024-03--1", "昨天", "2024-03-111"}) {
    EXPECT_FALSE(IsIsoDate(date)) << date;
  }
}

}  // namespace
}  // namespace broadsheet
