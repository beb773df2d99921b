import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { fixture, LONDON, stagingDesk } from '../../../test/support/staging.ts';

const { written, read, rows, lines, rejects, accounted } = stagingDesk();

const TEXT =
  '订单号,下单时间,商品名称,数量,单价\nA1,2025-01-01 10:00:00,"绿茶\n新",1,9.90\nA2,2025-01-02 10:00:00,红茶,2,5\n';
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

test.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
  ['GB18030', iconv.encode(TEXT, 'gb18030')],
  ['UTF-16LE', utf16(TEXT)],
  ['UTF-16BE', utf16(TEXT).swap16()],
  ['tabs', Buffer.from(TEXT.replaceAll(',', '\t'))],
  ['semicolons', Buffer.from(TEXT.replaceAll(',', ';'))],
  ['CRLF', Buffer.from(TEXT.replaceAll('\n', '\r\n'))],
  ['blank lines and zero bytes', Buffer.from(`${TEXT}\n\n`.replace('红茶', '\0红茶'))],
  ['gzip', gzipSync(TEXT)],
])('%s reads the same, with the line numbers of the file', async (name, bytes) => {
  await read(written(`enc-${name}.csv`, bytes));
  expect(await rows('order')).toMatchObject([
    { number: 'A1', first_line: 2, goods: 990 },
    { number: 'A2', first_line: 4, goods: 1000 },
  ]);
  expect((await lines()).map(({ title }) => String(title).replace('\r', ''))).toEqual([
    '绿茶\n新',
    '红茶',
  ]);
});

test('dates and amounts in several forms in one column are each read; what no day is, is refused', async () => {
  expect(await read(fixture('three_dates.csv'), LONDON)).toMatchObject({ read: 5, rejected: 1 });
  expect(await rows('order')).toMatchObject([
    { placed_day: '2025-03-04', goods: 123450 },
    { placed_day: '2025-03-14', goods: 2500 },
    { placed_day: '2025-03-05', all_negative: true },
    { placed_day: '2025-04-03' },
  ]);
  expect(await rejects()).toEqual([
    {
      line_number: 5,
      reason: 'bad_date',
      params: '{"column":"Date","value":"31/02/2025"}',
      raw: 'A4,31/02/2025,Tea,1,"3,00",dan@example.com',
    },
  ]);
  expect((await lines()).at(-1)).toMatchObject({ title: "=cmd()|' /C calc'!A0" });
});

test('a cell of another kind far down in a plain file is read like the first ones', async () => {
  const plain = Array.from({ length: 5_000 }, (_, i) => `P${i},2025-07-02 10:00:00,Tea,1,12.00`);
  const later = [
    'L1,2025/7/3 10:00,Tea,1,12.00',
    'L2,2025-07-03 10:00:00,Tea,1,"1,234.50"',
    'L3,2025-07-03 10:00:00,Tea,x,12.00',
    'L4,2025-02-30 10:00:00,Tea,1,12.00',
  ];
  const head = 'order_number,ordered_at,title,quantity,unit_price';
  const path = written('later.csv', [head, ...plain, ...later, ''].join('\n'));
  expect(await read(path, LONDON)).toMatchObject({ read: 5_004, rejected: 2, orders: 5_002 });
  expect((await rows('order')).slice(-3)).toMatchObject([
    { number: 'P4999', placed_at: new Date('2025-07-02T09:00:00Z') },
    { number: 'L1', placed_at: new Date('2025-07-03T09:00:00Z'), goods: 1_200 },
    { number: 'L2', placed_at: new Date('2025-07-03T09:00:00Z'), goods: 123_450 },
  ]);
  expect(await rejects()).toMatchObject([
    { line_number: 5_004, reason: 'bad_quantity' },
    { line_number: 5_005, reason: 'bad_date' },
  ]);
});

test('ragged rows and broken quotes cost themselves and their order, and no other', async () => {
  expect(await read(fixture('ragged.csv'))).toMatchObject({ read: 7, rejected: 4, orders: 3 });
  expect(await rejects()).toMatchObject([
    {
      line_number: 4,
      reason: 'column_count',
      params: '{"found":4,"expected":6}',
      raw: 'B2,2025-01-02 10:00:00,Tea,1',
    },
    { line_number: 5, reason: 'order_incomplete', params: '{"line":4}' },
    { line_number: 7, reason: 'broken_quotes' },
    { line_number: 8, reason: 'bad_quantity' },
  ]);
  expect(await accounted()).toBe(7);
});

const whole = gzipSync(
  Buffer.from(
    `order id,date,total\n${Array.from({ length: 20_000 }, (_, i) => `${i * 7919},2025-01-01,${i}.37`).join('\n')}`,
  ),
);
test.each([
  ['empty_file', Buffer.alloc(0)],
  ['no_rows', Buffer.from('order id,date,total\n')],
  ['no_header', Buffer.from('1,2025-01-01,2.50\n2,2025-01-02,3.50\n')],
  ['truncated_file', whole.subarray(0, whole.length - 2000)],
  ['truncated_file', gzipSync('order id,date,total\n1,2025-01-01,2.50\n').subarray(0, 24)],
  ['truncated_file', whole.subarray(0, 10)],
  ['bad_xlsx', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(200, 7)])],
  ['bad_json', Buffer.from('{"orders": [{"name": }]}')],
  ['old_excel', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
])('%s is said plainly', async (code, bytes) => {
  const path = written(`bad-${code}-${bytes.length}`, bytes);
  await expect(read(path)).rejects.toThrow(code);
});
