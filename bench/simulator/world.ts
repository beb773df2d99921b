import { cumulate, random } from './random.ts';

export interface Product {
  sku: string;
  title: string;
  category: string;
  /** Minor units. */
  price: number;
  cost: number;
  lastsDays: number | null;
}

export const CATEGORIES = [
  { name: '茶叶', base: 6800, lastsDays: 45 },
  { name: '咖啡', base: 8800, lastsDays: 30 },
  { name: '护肤', base: 15900, lastsDays: 60 },
  { name: '母婴', base: 12900, lastsDays: 25 },
  { name: '宠物', base: 9900, lastsDays: 35 },
  { name: '服饰', base: 19900, lastsDays: null },
  { name: '家居', base: 5900, lastsDays: null },
  { name: '零食', base: 3900, lastsDays: 20 },
] as const;

/** Province, city, climate zone, days a parcel takes, weight by where online buyers live (rounded). */
export const REGIONS = [
  ['广东省', '深圳市', '夏热冬暖', 2, 13],
  ['浙江省', '杭州市', '夏热冬冷', 2, 9],
  ['江苏省', '苏州市', '夏热冬冷', 2, 9],
  ['上海市', '上海市', '夏热冬冷', 2, 6],
  ['北京市', '北京市', '寒冷', 3, 6],
  ['山东省', '青岛市', '寒冷', 3, 7],
  ['四川省', '成都市', '夏热冬冷', 3, 6],
  ['湖北省', '武汉市', '夏热冬冷', 2.5, 5],
  ['河南省', '郑州市', '寒冷', 3, 5],
  ['福建省', '厦门市', '夏热冬暖', 2.5, 5],
  ['湖南省', '长沙市', '夏热冬冷', 2.5, 4],
  ['河北省', '石家庄市', '寒冷', 3, 4],
  ['安徽省', '合肥市', '夏热冬冷', 2.5, 4],
  ['陕西省', '西安市', '寒冷', 3.5, 3],
  ['辽宁省', '大连市', '严寒', 4, 3],
  ['重庆市', '重庆市', '夏热冬冷', 3, 3],
  ['云南省', '昆明市', '温和', 4, 2],
  ['黑龙江省', '哈尔滨市', '严寒', 4.5, 2],
  ['新疆维吾尔自治区', '乌鲁木齐市', '严寒', 7, 1],
  ['海南省', '海口市', '夏热冬暖', 4.5, 1],
] as const;

export const REGION_WEIGHTS = cumulate(REGIONS.map((region) => region[4]));

export const SURNAMES = [
  '王',
  '李',
  '张',
  '刘',
  '陈',
  '杨',
  '黄',
  '赵',
  '吴',
  '周',
  '徐',
  '孙',
  '马',
  '朱',
  '胡',
  '林',
  '郭',
  '何',
];
export const GIVEN = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '军',
  '洋',
  '勇',
  '艳',
  '杰',
  '娟',
  '涛',
  '明',
  '超',
  '秀英',
  '霞',
  '平',
  '雨桐',
  '子涵',
  '欣怡',
  '浩然',
  '一诺',
  '梓萱',
  '思远',
  '佳怡',
];
export const CARRIERS = ['顺丰速运', '圆通速递', '中通快递', '韵达快递', '申通快递'];

/** The shop's shelf: products whose popularity falls like 1 / rank. */
export interface Shelf {
  products: Product[];
  /** Per category: indexes into products and their cumulative popularity. */
  byCategory: { indexes: number[]; popularity: number[] }[];
}

function product(seed: number, index: number): Product {
  const chance = random(seed ^ 0x5eed, index);
  const category = CATEGORIES[index % CATEGORIES.length]!;
  const price = Math.max(
    500,
    Math.round((category.base * Math.exp(0.45 * chance.normal())) / 100) * 100,
  );
  return {
    sku: `SIM-${String(index + 1).padStart(5, '0')}`,
    title: `${category.name} ${index + 1} 号`,
    category: category.name,
    price,
    cost: Math.round(price * (0.35 + 0.25 * chance.next())),
    lastsDays: category.lastsDays,
  };
}

export function stockShelf(seed: number, count: number): Shelf {
  const products = Array.from({ length: count }, (_, index) => product(seed, index));
  const byCategory = CATEGORIES.map((category) => {
    const indexes = products.flatMap((p, index) => (p.category === category.name ? [index] : []));
    return { indexes, popularity: cumulate(indexes.map((_, rank) => 1 / (rank + 1))) };
  });
  return { products, byCategory };
}
