#include "ingest_service/parser/classify/article_end.h"

#include <gtest/gtest.h>

namespace broadsheet::ingest {
namespace {

TEST(ArticleEndTest, SignaturesSourcesAndStaffEndAnArticle) {
  EXPECT_TRUE(EndsArticle("渡船昨天停航。（记者 顾宁 陶然）"));
  EXPECT_TRUE(EndsArticle("咨询电话：110（记者 顾宁）"));
  EXPECT_TRUE(EndsArticle("渡船昨天停航。（完"));
  EXPECT_TRUE(EndsArticle("渡船昨天停航。（据新华社）"));
  EXPECT_TRUE(EndsArticle("来源：滨江在线 作者：顾宁"));
  EXPECT_TRUE(EndsArticle("滨江时报记者：顾宁 编辑：陶然"));
  EXPECT_TRUE(EndsArticle("渡船昨天停航。滨江网见习记者顾宁来源：滨江日报"));
  EXPECT_TRUE(EndsArticle("渡船昨天停航。制作：顾宁（实习）陶然"));
}

TEST(ArticleEndTest, CutTextDoesNot) {
  EXPECT_FALSE(EndsArticle("渡船昨天停航，沿江的村民"));
  EXPECT_FALSE(EndsArticle("渡船昨天停航。村民说"));
  EXPECT_FALSE(EndsArticle("他记下三点：一是安全，二是准时，三是"));
  EXPECT_FALSE(EndsArticle("渡船昨天停航。"));
  EXPECT_FALSE(EndsArticle("顾宁安表示，"));
  EXPECT_FALSE(EndsArticle("顾宁安强调："));
}

}  // namespace
}  // namespace broadsheet::ingest
