import { expect, test } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { stagingDesk } from '../../../test/support/staging.ts';
import { zipped } from '../../../test/support/zip.ts';

const { inFolder, written, read, rows } = stagingDesk();

test('an XLSX reads as its cells show; a bomb of one is refused before it goes off', async () => {
  const path = inFolder('orders.xlsx');
  await writeXlsx([
    ['订单号', '下单时间', '商品', '数量', '单价'].map((value) => ({ value })),
    [
      { value: '1801000000000000001' },
      { value: new Date('2025-01-01T10:00:00Z'), format: 'yyyy-mm-dd hh:mm' },
      { value: '绿茶 & "红"' },
      { value: 2 },
      { value: 0.1 + 0.2 },
    ],
  ]).toFile(path);
  expect(await read(path)).toMatchObject({ source: 'generic_orders', read: 1, rejected: 0 });
  expect(await rows('order')).toMatchObject([
    {
      number: '1801000000000000001',
      placed_at: new Date('2025-01-01T02:00:00Z'),
      first_line: 2,
      goods: 60,
    },
  ]);
  written(
    'bomb.xlsx',
    zipped({
      'xl/workbook.xml': Buffer.from('<workbook/>'),
      'xl/worksheets/sheet1.xml': Buffer.alloc(30_000_000, 48),
    }),
  );
  await expect(read(inFolder('bomb.xlsx'))).rejects.toThrow('zip_bomb');
});
