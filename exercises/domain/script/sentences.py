"""The sentence for every problem, in English and in Simplified Chinese. Braces take the problem's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CHINESE = "zh-hans"

_READING = {
    "not_yaml": ("This is not YAML: {said}.", "不是有效的 YAML：{said}。"),
    "not_utf8": ("The text is not UTF-8.", "文本不是 UTF-8 编码。"),
    "too_large": ("The script is larger than {most} bytes.", "剧本超过 {most} 字节。"),
    "too_deep": ("Lists and fields are nested deeper than {most} levels.", "嵌套超过 {most} 层。"),
    "too_many_values": ("The script holds more than {most} values.", "剧本的值超过 {most} 个。"),
    "too_many_problems": (
        "There are more than {most} problems; reading stopped here.",
        "问题超过 {most} 个，读取到此为止。",
    ),
    "one_document": (
        "A script is one YAML document; a second begins here.",
        "一个剧本只能是一份 YAML 文档，此处出现第二份。",
    ),
    "anchor": ("Anchors (&name) are not allowed: write the value out.", "不允许使用锚点（&名称），请直接写出内容。"),
    "alias": ("Aliases (*name) are not allowed: write the value out.", "不允许使用别名（*名称），请直接写出内容。"),
    "tag": ("Tags (!name) are not allowed.", "不允许使用标签（!名称）。"),
    "merge": ("Merge keys (<<) are not allowed: write the fields out.", "不允许使用合并键（<<），请直接写出各字段。"),
    "key_not_text": ("A field name must be plain text.", "字段名必须是普通文字。"),
    "duplicate_key": ("The field {key} was already given in line {line}.", "字段 {key} 在第 {line} 行已经写过。"),
    "hidden_character": (
        "An invisible control character ({character}) stands in this text.",
        "文本中有不可见的控制字符（{character}）。",
    ),
    "number_too_large": ("This number is beyond {most}.", "数字超出 {most}。"),
}

_SHAPE = {
    "missing_field": ("The field {field} is missing.", "缺少字段 {field}。"),
    "unknown_field": ("There is no field {field} here.", "此处没有字段 {field}。"),
    "expected_text": ("{field} must be a text.", "{field} 必须是文字。"),
    "empty_text": ("{field} is empty.", "{field} 为空。"),
    "text_too_long": ("{field} is longer than {most} characters.", "{field} 超过 {most} 个字符。"),
    "bad_code": (
        "{found} is not a code: letters, digits, _ and - only, a letter first.",
        "{found} 不是有效代码：只能用字母、数字、_ 和 -，且以字母开头。",
    ),
    "expected_whole_number": ("{field} must be a whole number.", "{field} 必须是整数。"),
    "expected_number": ("{field} must be a number, not {found}.", "{field} 必须是数字，不能是 {found}。"),
    "expected_truth": ("{field} must be true or false, not {found}.", "{field} 只能是 true 或 false，不能是 {found}。"),
    "expected_list": ("{field} must be a list.", "{field} 必须是列表。"),
    "list_too_long": ("{field} has more than {most} entries.", "{field} 超过 {most} 项。"),
    "empty_list": ("{field} needs at least one entry.", "{field} 至少要有一项。"),
    "expected_mapping": ("Named fields are expected here.", "此处应为若干具名字段。"),
    "expected_setting": (
        "{field} must be a number, a word, true or false.",
        "{field} 必须是数字、单词、true 或 false。",
    ),
    "out_of_range": ("{field} is {found}, but the range is {limit}.", "{field} 为 {found}，超出范围 {limit}。"),
    "not_one_of": ("{found} is not one of: {expected}.", "{found} 不在可选之列：{expected}。"),
    "bad_time": (
        "{found} is not a time with its zone, such as 2031-03-14T06:00:00Z.",
        "{found} 不是带时区的时间，例如 2031-03-14T06:00:00Z。",
    ),
    "bad_duration": ("{found} is not a length such as 30m, 6h, 1d or 2w.", "{found} 不是时长，例如 30m、6h、1d、2w。"),
    "bad_address": (
        "{found} is not an address: team, team+clearance, all or public.",
        "{found} 不是收件地址：应为队伍、队伍+权限、all 或 public。",
    ),
    "invalid": ("{field} is not valid: {said}.", "{field} 无效：{said}。"),
}

_GRAMMAR = {
    "grammar_too_long": ("A condition or effect has at most {most} characters.", "条件或效果最多 {most} 个字符。"),
    "grammar_too_deep": ("Parentheses are nested deeper than {most} levels.", "括号嵌套超过 {most} 层。"),
    "grammar_bad_character": ("The character {character} has no meaning here.", "字符 {character} 在此没有意义。"),
    "grammar_bad_number": ("This is not a number Parley can read.", "无法识别的数字。"),
    "grammar_name_too_long": ("A name has at most {most} characters.", "名称最多 {most} 个字符。"),
    "grammar_unknown_word": ("{found} is nothing a condition can ask.", "条件中没有 {found} 这种写法。"),
    "grammar_unknown_effect": ("{found} is not an effect.", "没有 {found} 这种效果。"),
    "grammar_unknown_suffix": ("{found} cannot follow an effect.", "效果之后不能写 {found}。"),
    "grammar_unknown_draw": (
        "After the size comes n(…) or ±, not {found}.",
        "数值之后应为 n(…) 或 ±，而不是 {found}。",
    ),
    "grammar_suffix_twice": ("{found} is given twice.", "{found} 写了两次。"),
    "grammar_left_over": ("The sentence is complete before {found}.", "到 {found} 之前语句已经完整。"),
    "grammar_expected_mark": ("{mark} is expected here.", "此处应为 {mark}。"),
    "grammar_expected_name": ("A name is expected here.", "此处应为名称。"),
    "grammar_expected_number": ("A number is expected here.", "此处应为数字。"),
    "grammar_expected_whole_number": ("A whole number is expected here.", "此处应为整数。"),
    "grammar_expected_minutes": ("Minutes such as 10m are expected here.", "此处应为分钟数，例如 10m。"),
    "grammar_expected_one_of": ("One of these is expected here: {words}.", "此处应为下列之一：{words}。"),
    "grammar_expected_condition": ("A condition is expected here.", "此处应为条件。"),
    "grammar_expected_comparison": ("==, !=, <, <=, > or >= is expected here.", "此处应为 ==、!=、<、<=、> 或 >=。"),
    "grammar_expected_value": (
        "A number or a word to compare with is expected here.",
        "此处应为用来比较的数字或单词。",
    ),
    "grammar_number_out_of_range": (
        "The number must lie between {low} and {high}.",
        "数字必须在 {low} 与 {high} 之间。",
    ),
    "grammar_cannot_compare": (
        "{left} {operator} {right} compares a figure with a word.",
        "{left} {operator} {right} 把数值与文字相比。",
    ),
}

_NAMES = {
    "unknown_variable": ("There is no variable {found}.", "没有变量 {found}。"),
    "unknown_action": ("There is no action {found}.", "没有行动 {found}。"),
    "unknown_team": ("There is no team {found}.", "没有队伍 {found}。"),
    "unknown_seat": ("There is no seat {found}.", "没有席位 {found}。"),
    "unknown_inject": ("There is no inject {found}.", "没有事件 {found}。"),
    "unknown_tx": ("There is no transaction {found}.", "没有交易 {found}。"),
    "unknown_key": ("No vault has a key {found}.", "没有金库使用密钥 {found}。"),
    "unknown_vault": ("There is no vault {found}.", "没有金库 {found}。"),
    "unknown_policy": ("There is no vault policy {found}.", "没有金库规则 {found}。"),
    "unknown_preset": ("There is no preset {found}.", "没有预设 {found}。"),
    "unknown_state": ("{found} is not a state this variable can have.", "该变量没有 {found} 这一状态。"),
    "unknown_status": ("{found} is not a status a key can have.", "密钥没有 {found} 这一状态。"),
    "unknown_reply": ("The inject has no reply {found}.", "该事件没有答复 {found}。"),
    "unknown_pack": ("There is no data pack {found}.", "没有数据包 {found}。"),
    "unknown_objective": ("There is no objective or task {found}.", "没有目标或任务 {found}。"),
    "unknown_reader": (
        "{found} is no team, no seat, not all and not control.",
        "{found} 既非队伍、席位，也非 all 或 control。",
    ),
    "unknown_clearance": ("No seat of this team has the clearance {found}.", "该队没有席位具备权限 {found}。"),
    "unknown_address": ("The vault's whitelist has no address {found}.", "金库白名单中没有地址 {found}。"),
    "unknown_figure": ("{found} is not the code of a variable.", "{found} 不是变量代码。"),
    "unknown_format": ("{found} is not a number format.", "{found} 不是数字格式。"),
    "duplicate_code": ("The code {found} is already taken.", "代码 {found} 已被使用。"),
    "flag_never_raised": ("No effect ever raises the flag {found}.", "没有任何效果会升起标记 {found}。"),
    "no_acting_team": (
        "{found} means nothing here: no one team has acted.",
        "{found} 在此没有意义：此处没有行动的队伍。",
    ),
    "not_a_number": ("{found} is not a number.", "{found} 不是数值变量。"),
    "no_such_resource": ("Team {team} has no {field} in the world model.", "世界模型中队伍 {team} 没有 {field}。"),
    "hidden_indicator": (
        "{found} is for control only; teams would see a gap.",
        "{found} 只供导调查看，队伍将看到空白。",
    ),
    "hidden_figure": (
        "{found} is for control only; readers would see a dash.",
        "{found} 只供导调查看，读者只会看到破折号。",
    ),
    "action_denied": ("The action {action} is not allowed in this script.", "本剧本不允许行动 {action}。"),
    "cannot_choose": ("Team {team} cannot choose the action {action}.", "队伍 {team} 无法选择行动 {action}。"),
    "reply_not_addressed": ("Inject {inject} does not go to team {team}.", "事件 {inject} 不发给队伍 {team}。"),
}

_PEOPLE = {
    "turn_number": ("Turn {number} should be turn {expected}.", "第 {number} 回合应为第 {expected} 回合。"),
    "first_turn_starts": ("The first turn needs a story time (starts).", "第一回合需要剧情时间（starts）。"),
    "starts_too_early": (
        "Turn {turn} starts before the turn before it has ended.",
        "第 {turn} 回合在上一回合结束前就开始了。",
    ),
    "principal_missing": (
        "The team {team} is missing: both principals take part.",
        "缺少队伍 {team}：两个主角国必须参加。",
    ),
    "principal_kind": (
        "us and cn are the principals, no others; look at team {team}.",
        "主角国只能是 us 和 cn，请检查队伍 {team}。",
    ),
    "one_lead": (
        "Team {team} has {leads} leads; it needs exactly one.",
        "队伍 {team} 有 {leads} 名负责人，应恰有一名。",
    ),
    "too_few_seats": (
        "Team {team} needs {minimum} people but has fewer seats.",
        "队伍 {team} 至少需要 {minimum} 人，席位不足。",
    ),
    "empty_audience": ("{found} has no seats: nobody would read this.", "{found} 没有席位，无人能读到。"),
    "asked_not_addressed": (
        "Team {team} is asked, but the inject does not go to it.",
        "要求队伍 {team} 答复，但事件并未发给它。",
    ),
    "confidence_without_intel": (
        "Confidence belongs to intel, not to {medium}.",
        "可信度只用于 intel，不用于 {medium}。",
    ),
    "too_many_questions": (
        "Team {team} is asked more than {most} times in turn {turn}.",
        "队伍 {team} 在第 {turn} 回合被要求答复超过 {most} 次。",
    ),
    "too_many_at_hand": (
        "Team {team} has {count} actions at hand; {most} are the most.",
        "队伍 {team} 手边行动有 {count} 项，最多 {most} 项。",
    ),
    "idle_seat": (
        "Seat {seat} has neither an inject nor a decision in turn {turns}.",
        "席位 {seat} 在第 {turns} 回合既无事件也无决定。",
    ),
    "missing_chinese": ("The Chinese text is missing.", "缺少中文文本。"),
    "figures_differ": ("The two languages show different figures.", "两种语言引用的数字不一致。"),
    "broken_placeholder": (
        "A figure is not written as {{var:code|format}}.",
        "数字占位的写法应为 {{var:代码|格式}}。",
    ),
    "real_secret": (
        "This looks like something of the real network ({kind}). Scripts hold exercise material only.",
        "此处疑似真实网络的内容（{kind}）。剧本只能使用演习材料。",
    ),
    "real_marking": ("{found} is a real classification marking; invent one.", "{found} 是真实密级标识，请另拟一个。"),
}

_COINS = {
    "no_joint_vault": (
        "split_custody has no joint script: write one vault for each nation.",
        "split_custody 没有共同脚本，请为两国各写一个金库。",
    ),
    "keys_do_not_fit": ("The keys {keys} do not fit the policy {policy}.", "密钥 {keys} 不符合规则 {policy}。"),
    "key_without_place": ("The policy {policy} has no place for the key {key}.", "规则 {policy} 用不到密钥 {key}。"),
    "sunset_needs": (
        "The sunset policy needs a contributor and an unlock height.",
        "sunset 规则需要 contributor 和 unlock 高度。",
    ),
    "does_not_hold": (
        "Seat {seat} does not list the key {key} under holds.",
        "席位 {seat} 的 holds 中没有密钥 {key}。",
    ),
    "held_by_another": (
        "The key {key} is held by {holder}, not by {seat}.",
        "密钥 {key} 由 {holder} 保管，而非 {seat}。",
    ),
    "holder_not_cleared": (
        "Seat {seat} holds the key {key} without the clearance custodian.",
        "席位 {seat} 保管密钥 {key}，却没有 custodian 权限。",
    ),
    "more_than_vault": (
        "Outputs and fee come to {total} BTC, but the vault {vault} holds {balance}.",
        "输出加手续费共 {total} BTC，而金库 {vault} 只有 {balance}。",
    ),
    "less_than_vault": (
        "Outputs and fee come to {total} BTC; all {balance} of the vault {vault} must move.",
        "输出加手续费共 {total} BTC，应转出金库 {vault} 的全部 {balance}。",
    ),
    "never_brought": (
        "No inject and no effect brings the transaction {tx} into play.",
        "没有事件或效果引入交易 {tx}。",
    ),
}

_TIMING = {
    "after_last_turn": (
        "Turn {turn} never comes: the last is {last}.",
        "没有第 {turn} 回合，最后一回合是第 {last} 回合。",
    ),
    "deadline_before_turn": ("The deadline, turn {by}, is before turn {turn}.", "期限第 {by} 回合早于第 {turn} 回合。"),
    "time_needs_turn": (
        "Inject {inject} is sent by time and needs a turn.",
        "事件 {inject} 按时间发送，需要写明回合。",
    ),
    "condition_needs_when": (
        "Inject {inject} is sent by condition and needs when.",
        "事件 {inject} 按条件发送，需要写明 when。",
    ),
    "after_without_trigger": (
        "Inject {inject} names after, but its trigger is another.",
        "事件 {inject} 写了 after，触发方式却不是 after。",
    ),
    "asks_too_late": (
        "An answer is asked at minute {offset}; nothing may ask after minute {latest} of twelve.",
        "第 {offset} 分钟才要求答复；十二分钟之中，第 {latest} 分钟以后不得再要求答复。",
    ),
    "answer_after_bell": ("An answer within {by} minutes would come after the bell.", "{by} 分钟内答复将晚于响铃。"),
    "effect_too_late": ("After {after} turns the script is over.", "{after} 个回合之后剧本已经结束。"),
    "contingency_needs_expects": (
        "Inject {inject} has a contingency but expects nothing.",
        "事件 {inject} 有补救事件，却没有写 expects。",
    ),
    "contingency_too_late": ("{inject} would be queued after the last turn.", "{inject} 要到最后一回合之后才会排入。"),
    "leads_to_itself": ("Inject {inject} leads to itself.", "事件 {inject} 指向自身。"),
    "leads_back": (
        "This leads to {inject}, planned for turn {turn}, which is over by then.",
        "此处指向 {inject}，而它排在第 {turn} 回合，届时已过。",
    ),
    "sent_anyway": (
        "{inject} is sent by time anyway; it would arrive twice or early.",
        "{inject} 本就按时间发送，会重复或提前到达。",
    ),
    "unreachable": ("Nothing ever sends the inject {inject}.", "没有任何途径发送事件 {inject}。"),
    "trigger_never": (
        "The condition of inject {inject} can never be true then.",
        "事件 {inject} 的条件届时永远不会成立。",
    ),
    "branch_never": ("The branch to {inject} can never be taken.", "通往 {inject} 的分支永远不会走到。"),
    "never_true": ("This can never be true: {condition}.", "此条件永远不会成立：{condition}。"),
    "objective_untested": (
        "No inject and no condition tests the objective {objective}.",
        "没有事件或条件检验目标 {objective}。",
    ),
}

SENTENCES: Mapping[str, tuple[str, str]] = _READING | _SHAPE | _GRAMMAR | _NAMES | _PEOPLE | _COINS | _TIMING


def sentence(code: str, params: Mapping[str, str | int | float], suggestion: str | None, language: str) -> str:
    """The sentence of a code with its figures and the suggestion. KeyError for a code that has none."""
    chinese = language.lower().startswith("zh")
    said = SENTENCES[code][chinese].format_map(params)
    if not suggestion:
        return said
    return f"{said}是否想写 {suggestion}？" if chinese else f"{said} Did you mean {suggestion}?"
