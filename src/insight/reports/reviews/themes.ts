import type { Text } from '../../../kernel/index.ts';

/** What reviews speak of, by the words they use, and what of the product's page to mend for it. */
export interface Theme {
  theme: string;
  title: Text;
  zh: string[];
  /** Whole words; a star stands for any ending. */
  en: string[];
  mend: Text;
}

const words = (list: string): string[] => list.split(' ');
const phrases = (list: string): string[] => list.split(', ');

export const THEMES: readonly Theme[] = [
  {
    theme: 'looks',
    title: ['not as pictured', '与图不符'],
    zh: words(
      '色差 颜色不对 颜色不一样 与图片不符 和图片不 图片不一样 跟图片 实物不 与描述不符 和描述不 照骗 货不对板',
    ),
    en: phrases(
      'not as pictured, not as shown, looks different, different colo*, wrong colo*, colo* is off, unlike the p*, not as described, misleading',
    ),
    mend: ['main picture', '主图'],
  },
  {
    theme: 'size',
    title: ['size', '尺码'],
    zh: words('尺码 尺寸 大小 码数 偏大 偏小 太大 太小 大了 小了 太长 太短 不合身 不合脚'),
    en: phrases(
      'size*, sizing, too small, too big, too large, too tight, too loose, too long, too short, smaller, bigger, does not fit, doesn?t fit, fit*',
    ),
    mend: ['size table', '尺码表'],
  },
  {
    theme: 'quality',
    title: ['quality', '质量'],
    zh: words(
      '质量 做工 材质 面料 粗糙 线头 掉色 褪色 起球 开线 开胶 异味 味道 劣质 不耐用 坏了 用不了 不好用 瑕疵 假货',
    ),
    en: phrases(
      'quality, poor, cheaply made, flimsy, material, fabric, faded, fades, smell*, stink*, fell apart, stopped working, does not work, doesn?t work, defect*, faulty, rough, fake',
    ),
    mend: ['details: material and use', '详情页：材质与用法'],
  },
  {
    theme: 'damage',
    title: ['damage', '破损'],
    zh: words('破损 破了 碎了 坏的 摔坏 压坏 压扁 裂 漏了 漏液 洒了 变形 磕'),
    en: phrases(
      'broken, broke, damage*, crack*, shattered, leak*, spill*, crushed, dent*, smashed, bent',
    ),
    mend: ['packing, and how to claim', '包装与破损包赔说明'],
  },
  {
    theme: 'packaging',
    title: ['packaging', '包装'],
    zh: words('包装 盒子 箱子 包裹得 外盒 袋子 泡沫'),
    en: phrases('packag*, packed, packing, box, wrapped, wrapping, bubble wrap'),
    mend: ['packing', '包装'],
  },
  {
    theme: 'logistics',
    title: ['delivery', '物流'],
    zh: words('物流 快递 发货 送货 到货 配送 派送 收到货 太慢 很慢 好慢 等了'),
    en: phrases(
      'deliver*, shipping, shipped, shipment, courier, arriv*, late, parcel*, postage, took weeks, took days, came days, came two days, came weeks',
    ),
    mend: ['delivery promise', '发货与时效说明'],
  },
  {
    theme: 'slow_reply',
    title: ['slow reply', '回复慢'],
    zh: words('不回 没人回 没回复 回复慢 回复太慢 没人理 不理人 不理我 联系不上 半天才回 客服不在'),
    en: phrases(
      'no reply, no answer, no response, never repl*, never answer*, never respon*, slow to reply, slow to respond, ignored, did not reply, didn?t reply, unresponsive, slow reply',
    ),
    mend: ['answers to common questions', '常见问题与自动回复'],
  },
  {
    theme: 'service',
    title: ['service', '服务'],
    zh: words('客服 服务 态度 售后 卖家 退货 退款 换货'),
    en: phrases('service, support, rude, seller, staff, refund*, return*, exchange'),
    mend: ['after-sales promise', '售后承诺'],
  },
  {
    theme: 'price',
    title: ['price', '价格'],
    zh: words('价格 太贵 贵了 好贵 不值 降价 性价比 便宜 保价 划算'),
    en: phrases(
      'price*, pric?y, expensive, overpriced, not worth, value for money, money, cheaper',
    ),
    mend: ['price and what it includes', '价格说明与保价'],
  },
];

/** The theme's words as one expression over lower-cased text. */
export function pattern({ zh, en }: Pick<Theme, 'zh' | 'en'>): string {
  // A question mark stands for one sign that may be missing: an apostrophe of any kind, as in doesn't.
  const english = en.map((word) => word.replaceAll('?', '.?').replaceAll('*', '[a-z]*'));
  return `${zh.join('|')}|\\b(${english.join('|')})\\b`;
}
