import type { Text } from './text.ts';

/** What can be said of a report that was asked for wrongly. */
export const REPORT_TEXTS: Record<string, Text> = {
  dates_crossed: [
    '{since} is after {until}: swap the two dates.',
    '{since} 晚于 {until}，请对调两个日期。',
  ],
  table_unknown: [
    'There is no such table here. There are: {tables}.',
    '没有这张表，可选：{tables}。',
  ],
  region_unknown: [
    'No customer with a purchase is in “{name}”. There are, for example: {known}.',
    '没有在“{name}”购买过的客户。已有的地区如：{known}。',
  ],
  region_unknown_meant: [
    'No customer with a purchase is in “{name}”. Did you mean {meant}?',
    '没有在“{name}”购买过的客户。您是指“{meant}”吗？',
  ],
  region_none: [
    'No customer’s address names a province or state here, so “{name}” narrows nothing.',
    '这里的客户地址都没有省份，无法按“{name}”筛选。',
  ],
  category_unknown: [
    'No product is of the category “{name}”. There are, for example: {known}.',
    '没有“{name}”类目的商品。已有的类目如：{known}。',
  ],
  category_unknown_meant: [
    'No product is of the category “{name}”. Did you mean {meant}?',
    '没有“{name}”类目的商品。您是指“{meant}”吗？',
  ],
  category_none: [
    'No product here has a category, so “{name}” narrows nothing.',
    '这里的商品都没有类目，无法按“{name}”筛选。',
  ],
};
