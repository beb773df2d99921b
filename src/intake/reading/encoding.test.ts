import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { SHANGHAI, stagingDesk } from '../../../test/support/staging.ts';
import { Decoder } from './decoder.ts';
import type { Encoding } from './encoding.ts';
import { unmarked } from './marks.ts';

const { written, read, planOf, previewed, staged, rows, lines, rejects, accounted } = stagingDesk();

const HEAD = '订单号,下单时间,商品名称,数量,单价\n';
const row = (number: string, title: string): string =>
  `${number},2025-01-01 10:00:00,${title},1,9.90\n`;
const gb = (text: string): Buffer => iconv.encode(text, 'gb18030');
/** 0xFF begins no character of UTF-8 or GB18030. */
const damaged = (text: string, encode: (text: string) => Buffer): Buffer => {
  const [before = '', after = ''] = text.split('?');
  return Buffer.concat([encode(before), Buffer.from([0xff]), encode(after)]);
};
const long = (encode: (text: string) => Buffer): Buffer =>
  encode(Array.from({ length: 9000 }, (_, i) => row(`L${i}`, '一两绿茶')).join(''));

test.each([
  ['GB18030', gb],
  ['UTF-8', Buffer.from],
] as const)(
  'a byte that is no %s costs its row, which keeps its line and text',
  async (name, encode) => {
    const path = written(
      `${name}.csv`,
      Buffer.concat([
        encode(HEAD + row('A1', '绿茶')),
        damaged(row('A2', '红?茶'), encode),
        encode(row('A3', '白茶')),
      ]),
    );
    expect(await read(path)).toMatchObject({ read: 3, rejected: 1, orders: 2 });
    expect(await rejects()).toEqual([
      {
        line_number: 3,
        reason: 'bad_encoding',
        params: '{}',
        raw: 'A2,2025-01-01 10:00:00,红�茶,1,9.90',
      },
    ]);
  },
);

test('a damaged byte far into a file, packed or not, and a character cut off at its end cost their rows', async () => {
  const bytes = Buffer.concat([
    Buffer.from(HEAD),
    long(Buffer.from),
    damaged(row('B1', '红?茶'), Buffer.from),
    Buffer.from('B2,2025-01-01 10:00:00,x,1,9.90,茶').subarray(0, -1),
  ]);
  for (const [name, body] of [
    ['far.csv', bytes],
    ['far.csv.gz', gzipSync(bytes)],
  ] as const) {
    expect(await read(written(name, body))).toMatchObject({ read: 9002, rejected: 2 });
    expect(await rejects()).toMatchObject([
      { line_number: 9002, reason: 'bad_encoding' },
      { line_number: 9003, reason: 'bad_encoding' },
    ]);
  }
});

test.each([
  ['UTF-8 headings over GB18030 rows', Buffer.from, gb],
  ['GB18030 headings over UTF-8 rows', gb, Buffer.from],
] as const)(
  '%s: most lines decide, the headings are read as what they are, and a row that is not is named',
  async (name, head, body) => {
    const path = written(
      `${name}.csv`,
      Buffer.concat([
        head(HEAD),
        body(
          row('A1', '测试绿茶') + row('A2', 'plain') + row('A3', '"红,茶"') + row('A4', '一两白茶'),
        ),
        head(row('A5', '两罐普洱')),
      ]),
    );
    expect(await read(path)).toMatchObject({ read: 5, rejected: 1, orders: 4 });
    expect((await lines()).map(({ title }) => title)).toEqual([
      '测试绿茶',
      'plain',
      '红,茶',
      '一两白茶',
    ]);
    expect(await rejects()).toMatchObject([
      { line_number: 6, reason: 'mixed_encoding', raw: 'A5,2025-01-01 10:00:00,两罐普洱,1,9.90' },
    ]);
    const shown = await previewed(path, await planOf(path), SHANGHAI);
    expect(shown).toMatchObject({ ok: true, value: { problems: [{ line: 6 }] } });
  },
);

test('a file that turns from UTF-8 to GB18030 far below is read up to there, and refused row by row after', async () => {
  const path = written(
    'turns.csv',
    Buffer.concat([Buffer.from(HEAD), long(Buffer.from), gb(row('B1', '红茶'))]),
  );
  expect(await read(path)).toMatchObject({ read: 9001, rejected: 1 });
  expect(await rejects()).toMatchObject([{ line_number: 9002, reason: 'mixed_encoding' }]);
});

test('a file whose first Chinese stands far below is GB18030 from there', async () => {
  const path = written(
    'late.csv',
    Buffer.concat([
      Buffer.from('order id,date,item,quantity,price\n'),
      long(() => Buffer.from(row('L', 'tea').repeat(9000))),
      gb(row('B1', '红茶')),
    ]),
  );
  expect(await read(path)).toMatchObject({ read: 9001, rejected: 0 });
  expect((await rows('order')).at(-1)).toMatchObject({ number: 'B1' });
});

test.each([
  [
    'a Western file',
    Buffer.from(
      'order id,date,item,total\n1,2025-01-01,Café crème,2\n2,2025-01-01,Thé à la menthe,3\n',
      'latin1',
    ),
  ],
  ['a picture', Buffer.from('ffd8ffe000104a46494600010101ff0048f80048e9f1ff0a', 'hex')],
])('%s is refused as undecodable, with what was tried', async (name, bytes) => {
  await expect(read(written(`${name}.csv`, bytes))).rejects.toThrow('undecodable');
});

test('an encoding that was told is used as told: what contradicts it is refused, not read as nonsense', async () => {
  const path = written('told.csv', HEAD + row('A1', '测试绿茶好') + row('A2', 'plain'));
  const plan = await planOf(path);
  const options = { ...plan.options, encoding: 'gb18030' as const };
  expect(await staged(path, { ...plan, options }, SHANGHAI)).toMatchObject({
    ok: true,
    value: { read: 2, rejected: 1 },
  });
  expect(await rejects()).toMatchObject([{ reason: 'mixed_encoding' }]);
  expect(await accounted()).toBe(2);
});

test('whole text in any encoding comes through whole, however it is cut', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '茶', '\n', '\r', '😀', '"', ',', 'é', '9', '測', '\uFFFD'),
  });
  const encode: Record<Encoding, (said: string) => Buffer> = {
    'utf-8': Buffer.from,
    'utf-16le': (said) => Buffer.from(said, 'utf16le'),
    'utf-16be': (said) => Buffer.from(said, 'utf16le').swap16(),
    gb18030: gb,
  };
  fc.assert(
    fc.property(
      text,
      fc.constantFrom(...(Object.keys(encode) as Encoding[])),
      fc.integer({ min: 1, max: 9 }),
      (said, encoding, size) => {
        const bytes = encode[encoding](said);
        const decoder = new Decoder(encoding);
        let out = '';
        for (let at = 0; at < bytes.length; at += size)
          out += decoder.push(bytes.subarray(at, at + size));
        expect(unmarked(out + decoder.end())).toBe(said);
      },
    ),
  );
});
