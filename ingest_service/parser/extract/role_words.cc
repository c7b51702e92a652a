#include "ingest_service/parser/extract/role_words.h"
#include "ingest_service/parser/text/word_table.h"

namespace broadsheet::ingest {
namespace {

constexpr WordTable kRoleEndings = {
    U"代表",   U"委员",   U"董事长",    U"总裁",     U"经理",   U"总监",       U"主任",   U"局长",   U"厅长",
    U"部长",   U"省长",   U"市长",      U"县长",     U"区长",   U"镇长",       U"乡长",   U"村长",   U"书记",
    U"主席",   U"秘书长", U"校长",      U"院长",     U"所长",   U"站长",       U"处长",   U"科长",   U"司长",
    U"署长",   U"行长",   U"会长",      U"社长",     U"台长",   U"馆长",       U"园长",   U"队长",   U"组长",
    U"班长",   U"团长",   U"师长",      U"军长",     U"司令",   U"政委",       U"总理",   U"总统",   U"首相",
    U"国王",   U"外长",   U"大臣",      U"大使",     U"参赞",   U"领事",       U"议员",   U"议长",   U"教授",
    U"院士",   U"研究员", U"学者",      U"专家",     U"博士",   U"医生",       U"医师",   U"护士",   U"律师",
    U"法官",   U"检察官", U"工程师",    U"设计师",   U"分析师", U"经济师",     U"会计师", U"创始人", U"负责人",
    U"发言人", U"主持人", U"负责同志",  U"合伙人",   U"董事",   U"监事",       U"理事",   U"理事长", U"董事局主席",
    U"CEO",    U"CTO",    U"CFO",       U"COO",      U"ceo",    U"首席执行官", U"执行官", U"技术官", U"运营官",
    U"财务官", U"科学家", U"经济学家",  U"企业家",   U"作家",   U"画家",       U"音乐家", U"艺术家", U"导演",
    U"演员",   U"歌手",   U"教练",      U"运动员",   U"选手",   U"冠军",       U"记者",   U"编辑",   U"评论员",
    U"讲师",   U"教师",   U"老师",      U"学生",     U"村民",   U"市民",       U"居民",   U"工人",   U"农民",
    U"司机",   U"店主",   U"老板",      U"顾问",     U"干事",   U"委员长",     U"参谋长", U"检察长", U"审计长",
    U"巡视员", U"调研员", U"特使",      U"经济学人", U"掌门人", U"总编辑",     U"主编",   U"总工",   U"总会计师",
    U"主教练", U"先生",   U"女士",      U"同志",     U"队员",   U"战士",       U"民警",   U"警官",   U"校友",
    U"高管",   U"主管",   U"主委",      U"常委",     U"专员",   U"干部",       U"总指挥", U"指挥",   U"传承人",
    U"厂长",   U"矿长",   U"船长",      U"机长",     U"州长",   U"酋长",       U"总干事", U"发起人", U"代理人",
    U"总长",   U"村支书", U"党支部书记"};

constexpr WordTable kRolePrefixes = {
    U"副",   U"总",   U"首席", U"党委", U"党组", U"常务", U"执行",   U"名誉", U"联席",   U"联合",   U"高级",
    U"助理", U"特聘", U"终身", U"原",   U"前",   U"第一", U"党支部", U"支部", U"党总支", U"委员会", U"兼",
    U"资深", U"代",   U"代理", U"荣誉", U"客座", U"主治", U"主任",   U"正",   U"法定",   U"独立",   U"驻村",
    U"市委", U"常委", U"创始", U"联席", U"技术", U"副总", U"讲席",   U"特约", U"纪委"};

constexpr WordTable kCues = {U"说",   U"表示", U"认为", U"指出", U"强调", U"称",   U"建议", U"提出", U"呼吁", U"介绍",
                             U"坦言", U"直言", U"透露", U"提到", U"写道", U"告诉", U"问",   U"报道", U"相信", U"看来",
                             U"回忆", U"解释", U"补充", U"感叹", U"感慨", U"宣布", U"希望", U"提议", U"主张", U"要求",
                             U"承认", U"否认", U"回应", U"答道", U"笑言", U"谈到", U"发现", U"倡议", U"表态", U"分析",
                             U"警告", U"重申", U"声明", U"道",   U"披露", U"预计", U"预测", U"讲述", U"评价"};
constexpr WordTable kProposingCues = {U"建议", U"提出", U"呼吁", U"提议", U"倡议", U"主张", U"希望", U"要求"};
constexpr WordTable kLongerWords = {
    U"说明",   U"说法",   U"称为",   U"称号", U"称赞",     U"问题", U"道路",     U"道德", U"介绍信", U"建议书",
    U"要求是", U"分析师", U"介绍人", U"说服", U"发现场",   U"问候", U"问世",     U"问责", U"问卷",   U"道理",
    U"道歉",   U"称呼",   U"报道员", U"问答", U"希望小学", U"说话", U"希望工程", U"称职", U"问道",   U"道具"};

}  // namespace

bool IsRoleWord(std::u32string_view word) { return kRoleEndings.HasEndingOf(word); }

bool IsRolePrefix(std::u32string_view word) { return kRolePrefixes.Has(word); }

size_t CueLength(std::u32string_view text) {
  const auto* const cue = kCues.FindBeginning(text);
  return cue == kCues.end() || kLongerWords.HasBeginningOf(text) ? 0 : cue->size();
}

bool IsProposingCue(std::u32string_view cue) { return kProposingCues.Has(cue); }

}  // namespace broadsheet::ingest
