import type { Text } from '../../../kernel/index.ts';
import type { Table } from '../contract.ts';
import { linked } from '../linked.ts';
import type { Abnormal } from './schema.ts';

export const UNKNOWN: Text = ['unknown', '未知'];

const REASONS: Record<Abnormal['reasons'][number]['reason'], Text> = {
  exception: ['exception', '异常'],
  returned: ['returned', '退回'],
  refused: ['refused', '拒收'],
  attempt_failed: ['failed attempt', '派送失败'],
  no_first_scan: ['no first scan', '无揽收'],
  no_scan: ['no scan for 72 hours', '72 小时无更新'],
  slow: ['longer than usual', '比平常久'],
};

export const parcels = ({ reasons, list }: Abnormal): Table[] => [
  {
    name: 'abnormal',
    title: ['Parcels that look stuck now', '当前异常包裹'],
    columns: [
      { key: 'reason', title: ['Why', '原因'], kind: 'text' },
      { key: 'parcels', title: ['Parcels', '包裹'], kind: 'count' },
      { key: 'customers', title: ['Customers', '客户'], kind: 'count' },
    ],
    rows: reasons.map((row) => ({
      cells: { ...row, reason: REASONS[row.reason] },
      people: linked({ customers: [row.customers, `abnormal:${row.reason}`] }),
    })),
  },
  {
    name: 'abnormal_list',
    title: ['Longest under way', '在途最久'],
    columns: [
      { key: 'number', title: ['Order', '订单号'], kind: 'text' },
      { key: 'carrier', title: ['Carrier', '快递公司'], kind: 'text' },
      { key: 'region', title: ['Region', '地区'], kind: 'text' },
      { key: 'reason', title: ['Why', '原因'], kind: 'text' },
      { key: 'days', title: ['Days since shipped', '已发货天数'], kind: 'days' },
      { key: 'silent_days', title: ['Days since a scan', '距上次更新天数'], kind: 'days' },
    ],
    rows: list.map((row) => ({
      cells: {
        ...{ ...row, reason: REASONS[row.reason] },
        ...{ carrier: row.carrier || UNKNOWN, region: row.region || UNKNOWN },
      },
    })),
  },
];
