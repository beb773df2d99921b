import type { Text } from './text.ts';

const at = (en: string, zh: string): Text => [
  `At “{word}” (character {at}): ${en}`,
  `第 {at} 个字符“{word}”处：${zh}`,
];
const ends = (en: string, zh: string): Text => [
  `The text stops before ${en}.`,
  `文本未写完，此处应有${zh}。`,
];

/** What can be wrong with a segment's text: {word} is the word it is about, {at} where it stands. */
export const SEGMENT_TEXTS: Record<string, Text> = {
  // Signs and words
  segment_empty: ['Write at least one condition.', '请至少填写一个条件。'],
  segment_strange: at('this is not part of the language.', '无法识别。'),
  segment_quote_open: [
    'The quotation mark at character {at} is never closed.',
    '第 {at} 个字符处的引号没有配对。',
  ],
  segment_no_such_day: at('there is no such day.', '没有这一天。'),
  segment_number_long: at('a number may have at most {max} digits.', '数字最多 {max} 位。'),
  segment_too_long: ['At most {max} characters.', '最多 {max} 个字符。'],
  segment_too_many: [
    'At most {max} conditions; what is too much begins at character {at}.',
    '最多 {max} 个条件，第 {at} 个字符起已超出。',
  ],
  segment_many_values: [
    'At most {max} values in one list (character {at}).',
    '一个列表最多 {max} 个值（第 {at} 个字符）。',
  ],
  segment_too_deep: [
    'Parentheses and NOT go more than {max} deep at character {at}.',
    '第 {at} 个字符处括号与 NOT 的嵌套超过 {max} 层。',
  ],

  // Grammar
  segment_wants_condition: at(
    'a condition must begin here, such as number_of_orders >= 2.',
    '此处应开始一个条件，如 number_of_orders >= 2。',
  ),
  segment_wants_operator: at(
    'a comparison belongs here: = != < <= > >= BETWEEN IN CONTAINS IS NULL.',
    '此处应为比较：= != < <= > >= BETWEEN IN CONTAINS IS NULL。',
  ),
  segment_wants_value: at('a value belongs here.', '此处应为一个值。'),
  segment_wants_quoted: at('text stands in quotes: ’…’.', '文字须加引号：’…’。'),
  segment_wants_name: at('a name belongs here.', '此处应为名称。'),
  segment_wants_open: at('“(” belongs here.', '此处应为“(”。'),
  segment_wants_close: at('“)” belongs here.', '此处应为“)”。'),
  segment_wants_comma: at('“,” or “)” belongs here.', '此处应为“,”或“)”。'),
  segment_wants_colon: at(
    '“:” belongs here, as in category: ’tea’.',
    '此处应为“:”，如 category: ’tea’。',
  ),
  segment_wants_and: at('AND belongs here: BETWEEN 1 AND 5.', '此处应为 AND：BETWEEN 1 AND 5。'),
  segment_wants_null: at(
    'NULL belongs here: IS NULL or IS NOT NULL.',
    '此处应为 NULL：IS NULL 或 IS NOT NULL。',
  ),
  segment_wants_and_or: at(
    'AND or OR belongs between two conditions.',
    '两个条件之间应有 AND 或 OR。',
  ),
  segment_wants_no_close: at('this parenthesis was never opened.', '这个右括号没有对应的左括号。'),
  segment_wants_yes_no: at('true or false belongs here.', '此处应为 true 或 false。'),
  segment_ends_before_condition: ends('its last condition', '条件'),
  segment_ends_before_operator: ends('the comparison', '比较'),
  segment_ends_before_value: ends('the value', '值'),
  segment_ends_before_name: ends('the name', '名称'),
  segment_ends_before_open: ends('“(”', '“(”'),
  segment_ends_before_close: ends('“)”', '“)”'),
  segment_ends_before_comma: ends('“)”', '“)”'),
  segment_ends_before_colon: ends('“:”', '“:”'),
  segment_ends_before_and: ends('AND', ' AND'),
  segment_ends_before_null: ends('NULL', ' NULL'),

  // Meaning
  segment_unknown_field: [
    '“{word}” (character {at}) is not known.',
    '不认识“{word}”（第 {at} 个字符）。',
  ],
  segment_unknown_field_meant: [
    '“{word}” (character {at}) is not known. Did you mean {meant}?',
    '不认识“{word}”（第 {at} 个字符），是否指 {meant}？',
  ],
  segment_unknown_parameter: [
    '{call} has no “{word}” (character {at}); it has {values}.',
    '{call} 没有参数“{word}”（第 {at} 个字符），可用：{values}。',
  ],
  segment_unknown_parameter_meant: [
    '{call} has no “{word}” (character {at}). Did you mean {meant}?',
    '{call} 没有参数“{word}”（第 {at} 个字符），是否指 {meant}？',
  ],
  segment_no_choice: [
    '{field} is never “{word}” (character {at}); it is one of {values}.',
    '{field} 没有“{word}”（第 {at} 个字符），可选：{values}。',
  ],
  segment_no_choice_meant: [
    '{field} is never “{word}” (character {at}). Did you mean {meant}?',
    '{field} 没有“{word}”（第 {at} 个字符），是否指 {meant}？',
  ],
  segment_operator: [
    '{field} cannot be asked with {word} (character {at}); it takes {operators}.',
    '{field} 不支持 {word}（第 {at} 个字符），可用：{operators}。',
  ],
  segment_type_number: [
    '{field} is a number; {word} (character {at}) is not.',
    '{field} 须为数字，{word}（第 {at} 个字符）不是。',
  ],
  segment_type_money: [
    '{field} is an amount such as 199.00; {word} (character {at}) is not.',
    '{field} 须为金额，如 199.00；{word}（第 {at} 个字符）不是。',
  ],
  segment_type_share: [
    '{field} is a share such as 0.6; {word} (character {at}) is not.',
    '{field} 须为占比，如 0.6；{word}（第 {at} 个字符）不是。',
  ],
  segment_type_day: [
    '{field} is a day such as 2026-03-01, -90d or today; {word} (character {at}) is not.',
    '{field} 须为日期，如 2026-03-01、-90d 或 today；{word}（第 {at} 个字符）不是。',
  ],
  segment_type_date: [
    '{field} is a day such as 2026-03-01, -90d or today; {word} (character {at}) is not.',
    '{field} 须为日期，如 2026-03-01、-90d 或 today；{word}（第 {at} 个字符）不是。',
  ],
  segment_type_yearly: [
    '{field} is a day such as today or +7d; {word} (character {at}) is not.',
    '{field} 须为日期，如 today 或 +7d；{word}（第 {at} 个字符）不是。',
  ],
  segment_type_text: [
    '{field} is text in quotes; {word} (character {at}) is not.',
    '{field} 须为带引号的文字，{word}（第 {at} 个字符）不是。',
  ],
  segment_type_choice: [
    '{field} is text in quotes; {word} (character {at}) is not.',
    '{field} 须为带引号的文字，{word}（第 {at} 个字符）不是。',
  ],
  segment_type_yes_no: [
    '{field} is true or false; {word} (character {at}) is not.',
    '{field} 须为 true 或 false，{word}（第 {at} 个字符）不是。',
  ],
  segment_between_order: [
    'BETWEEN (character {at}) goes from the smaller to the larger; this way {field} finds nobody.',
    'BETWEEN（第 {at} 个字符）须由小到大，否则 {field} 找不到任何人。',
  ],
  segment_one_value: [
    '{field} takes one value (character {at}).',
    '{field} 只能有一个值（第 {at} 个字符）。',
  ],
  segment_twice: at('this parameter stands there twice.', '该参数重复了。'),
  segment_call_needed: [
    '{word} is asked with parentheses: {word}(…).',
    '{word} 须带括号：{word}(…)。',
  ],
  segment_no_call: ['{word} takes no parentheses.', '{word} 不带括号。'],
  segment_later: [
    '{word}(…) comes with messages and cannot be used yet.',
    '{word}(…) 将随消息功能提供，暂不可用。',
  ],

  // Saved segments
  segment_name_taken: ['There is already a segment called {name}.', '已有名为“{name}”的人群。'],
  segment_archived: ['This segment was put away. Bring it back first.', '该人群已归档，请先恢复。'],
  segment_unknown: ['There is no segment called {name}.', '没有名为“{name}”的人群。'],
  segment_unknown_meant: [
    'There is no segment called {name}. Did you mean {meant}?',
    '没有名为“{name}”的人群，是否指 {meant}？',
  ],
};
