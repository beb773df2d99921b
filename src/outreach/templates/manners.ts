import type { Problem } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { Manners, type Manner } from './schema.ts';

const CHINESE = ['taobao', 'tmall', 'jd', 'pinduoduo', 'douyin'] as const;

export const MANNERS: readonly Manner[] = [
  {
    key: 'paid_reviews',
    platforms: [],
    en: 'No money, coupon or gift for a good review: platforms punish it, and readers are misled.',
    zh: '不以返现、优惠券或赠品换取好评：平台会处罚，也会误导其他买家。',
    words: [
      ...[
        '好评返现',
        '好评返',
        '好评有礼',
        '好评送',
        '好评红包',
        '晒图返现',
        '五星返',
        '五星好评返',
        '追评返',
      ],
      ...[
        'cash back for your review',
        'refund for your review',
        'reward for a 5-star',
        'gift for a good review',
      ],
      ...['5-star review and get', 'five-star review and get', 'discount for a review'],
    ],
  },
  {
    key: 'selective_reviews',
    platforms: [],
    en: 'Ask everybody for a review or nobody, and for an honest one: not only those who are content, and not for five stars.',
    zh: '邀评要一视同仁、请买家如实评价：不能只邀请满意的客户，也不要求五星。',
    words: [
      ...[
        '给个好评',
        '五星好评',
        '全五星',
        '5星好评',
        '满意请好评',
        '满意的话给',
        '不满意请先联系',
      ],
      ...[
        'leave a 5-star',
        'leave us a five-star',
        'give us 5 stars',
        'if you are happy, leave',
        'only if you are happy',
      ],
    ],
  },
  {
    key: 'change_review',
    platforms: [],
    en: 'Do not offer anything for changing or deleting a bad review; mend what was wrong.',
    zh: '不以任何好处要求修改或删除差评；把问题解决好即可。',
    words: [
      '删差评',
      '删除差评',
      '修改评价返',
      '改好评',
      '改评返',
      'delete your review',
      'change your review and',
    ],
  },
  {
    key: 'off_platform',
    platforms: [...CHINESE],
    en: 'No leading buyers off the platform: no WeChat or QQ number, no outside pay or shop link.',
    zh: '不引导买家脱离平台交易：不留微信、QQ，不发站外付款或店铺链接。',
    words: [
      ...[
        '加微信',
        '加我微信',
        '加V信',
        '加薇信',
        '加VX',
        '加vx',
        '微信号',
        'vx：',
        'VX：',
        '威信',
        '扫码加',
        'QQ群',
        '加群领',
        '私下交易',
      ],
      ...['微信转账', '支付宝转账', '线下转账', 'add me on wechat', 'wechat id'],
    ],
  },
  {
    key: 'false_scarcity',
    platforms: [],
    en: 'No invented hurry: say “last day” only when it is.',
    zh: '不虚构紧迫感：确实是最后一天才写“最后一天”。',
    words: [
      '最后机会',
      '手慢无',
      '仅剩最后',
      '错过不再',
      '马上抢',
      'last chance',
      'hurry up',
      'hurry!',
      'only a few left',
      'act now',
      'before it’s gone',
    ],
  },
  {
    key: 'absolute_claims',
    platforms: [...CHINESE],
    en: 'China’s Advertising Law forbids superlatives such as “best” and “number one”.',
    zh: '《广告法》禁止“最佳”“第一”等绝对化用语。',
    words: [
      '最佳',
      '全网第一',
      '全国第一',
      '国家级',
      '最高级',
      '史上最低',
      '全网最低',
      '顶级品质',
      '100%有效',
    ],
  },
  {
    key: 'personal_questions',
    platforms: [],
    en: 'Never ask for passwords, codes or card numbers; a customer cannot tell you from a fraud.',
    zh: '绝不索要密码、验证码或银行卡号；客户无法分辨您与骗子。',
    words: [
      '请提供验证码',
      '告诉我们验证码',
      '银行卡号',
      'your password',
      'card number',
      'verification code back',
    ],
  },
];

/** Every rule: written anew in the settings they replace ours. */
export const mannersOf = async (tx: Pick<Tx, 'query'>): Promise<readonly Manner[]> =>
  (await ownManners(tx)) ?? MANNERS;

/** Undefined while ours hold. */
export async function ownManners(tx: Pick<Tx, 'query'>): Promise<Manner[] | undefined> {
  const [row] = await tx.query<{ value: unknown }>(
    `SELECT value FROM setting WHERE key = 'platform_manners'`,
  );
  const own = Manners.safeParse(row?.value);
  return own.success ? own.data : undefined;
}

/** Null: ours hold again. */
export async function saveManners(tx: Tx, manners: Manner[] | null): Promise<void> {
  if (manners === null) await tx.run(`DELETE FROM setting WHERE key = 'platform_manners'`);
  else
    await tx.run(
      `INSERT INTO setting (key, value) VALUES ('platform_manners', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      [JSON.stringify(manners)],
    );
}

export const mannersFor = (manners: readonly Manner[], platforms: readonly string[]): Manner[] =>
  manners.filter(
    (one) => one.platforms.length === 0 || one.platforms.some((p) => platforms.includes(p)),
  );

/** Words in a text that a rule warns of. */
export function unmannerly(text: string, manners: readonly Manner[], pointer: string): Problem[] {
  const read = text.toLowerCase().replaceAll('\u2019', "'");
  return manners.flatMap(({ key, words, en, zh }) => {
    const word = words.find((one) => read.includes(one.toLowerCase().replaceAll('\u2019', "'")));
    return word === undefined
      ? []
      : [{ code: 'template_manners', params: { key, word, en, zh }, pointer }];
  });
}
