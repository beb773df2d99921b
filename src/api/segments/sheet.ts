import { toDecimal, type Language } from '../../kernel/index.ts';
import { detailsOf } from '../../insight/customers/index.ts';
import type { ExportRow } from '../../insight/segments/index.ts';
import { listShops } from '../../ledger/shops/index.ts';
import type { Cell } from '../../platform/xlsx/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { maskFor } from '../customers/index.ts';
import { fileResponse, type Format } from '../sheet.ts';

/** Headings as platforms fed by hand call them. */
const HEADINGS: readonly (readonly [en: string, zh: string])[] = [
  ['Customer', '客户编号'],
  ['Name', '姓名'],
  ['Buyer nick', '买家昵称'],
  ['Phone', '手机号'],
  ['Email', '邮箱'],
  ['Region', '省份'],
  ['City', '城市'],
  ['Shop', '店铺'],
  ['Latest order number', '最近订单号'],
  ['Latest order', '最近购买日期'],
  ['Orders', '购买次数'],
  ['Net spent', '净消费'],
  ['Currency', '货币'],
  ['Favourite category', '最爱品类'],
  ['Next order expected', '预计下次购买日期'],
];

const PAGE = 1000;

interface Sheet {
  ctx: AppContext;
  seesContacts: boolean;
  shops: Map<number, string>;
}

async function* sheetRows(sheet: Sheet, members: ExportRow[]): AsyncGenerator<Cell[]> {
  const mask = maskFor(sheet.seesContacts);
  for (let from = 0; from < members.length; from += PAGE) {
    const page = members.slice(from, from + PAGE);
    const details = await detailsOf(
      sheet.ctx.db,
      page.map(({ id }) => id),
    );
    for (const row of page) {
      const who = details.get(row.id);
      if (who === undefined) continue;
      const money = row.currency === null || row.spent === null;
      yield [
        ...[publicId(sheet.ctx, 'cus', row.id), who.name, who.nick],
        ...[mask(who.phone ?? who.phone_masked), mask(who.email), who.province, who.city],
        ...[sheet.shops.get(row.shop_id ?? 0) ?? null, row.order_number, row.last_order_day],
        ...[row.orders, money ? null : Number(toDecimal(row.spent!, row.currency!)), row.currency],
        ...[row.favourite_category, row.next_order_day],
      ];
    }
  }
}

/** The people of a segment as a file, for platforms that can only be fed by hand. */
export async function segmentSheet(
  ctx: AppContext,
  members: ExportRow[],
  options: { format: Format; seesContacts: boolean; language: Language; name: string },
): Promise<Response> {
  const { format, seesContacts, language, name } = options;
  const shops = new Map((await listShops(ctx.db, null)).map((shop) => [shop.id, shop.name]));
  const rows = sheetRows({ ctx, seesContacts, shops }, members);
  const header = HEADINGS.map((one) => one[language === 'zh' ? 1 : 0]);
  return fileResponse(format, name, {
    title: language === 'zh' ? '人群' : 'Segment',
    header,
    rows,
  });
}
