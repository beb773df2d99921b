import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { message, never, NOW, states, world } from '../../../test/support/peers/messages.ts';
import { TEXTS } from '../../kernel/index.ts';
import { parseDsn, VENDORS } from './index.ts';

test('whatever a channel can say has its words', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  const codes = files
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .flatMap(
      (path) =>
        readFileSync(join(import.meta.dirname, path), 'utf8').match(
          /'(channel|callback)_[a-z_]+'/g,
        ) ?? [],
    )
    .map((code) => code.slice(1, -1));
  expect(codes.length).toBeGreaterThan(10);
  expect([...new Set(codes)].filter((code) => !TEXTS[code])).toEqual([]);
});

test('the mailbox takes everything, and what a person carries waits for that person', async () => {
  const batch = [message(), message()];
  const outcomes = (vendor: string) => VENDORS[vendor]?.open({}, {}, world).send(batch, never);
  expect(await outcomes('mailbox')).toEqual(
    batch.map(({ key }) => ({ state: 'sent', providerId: key })),
  );
  for (const vendor of ['export_list', 'print']) {
    expect(VENDORS[vendor]?.byHand).toBe(true);
    expect(await outcomes(vendor)).toEqual([{ state: 'waiting' }, { state: 'waiting' }]);
  }
});

test('a number that is masked, half or none leaves nobody’s house', async () => {
  const accounts: Record<string, [object, object]> = {
    aliyun: [{ accessKeyId: 'LTAI' }, { accessKeySecret: 'x' }],
    tencent: [{ secretId: 'AKID', appId: '1' }, { secretKey: 'x' }],
    twilio: [{ accountSid: `AC${'0'.repeat(32)}`, from: '+15005550001' }, { authToken: 'x' }],
  };
  const approved = { code: '1', sign: 's', params: [] };
  const numbers = [
    '138****0001',
    '+86138****001',
    '13800000001',
    '+',
    '',
    '+8613800000001,+8613800000002',
  ];
  for (const [name, [config, secrets]] of Object.entries(accounts)) {
    const vendor = VENDORS[name];
    // The vendor’s own address: had anything left, the guard of the tests would have seen it.
    const sender = vendor?.open(vendor.config.parse(config), secrets, world);
    const got = await sender?.send(
      numbers.map((to) => message({ to, approved })),
      never,
    );
    expect(new Set(states(got ?? []))).toEqual(new Set(['failed channel_address_invalid']));
  }
});

/** A list of what a vendor might send, with any field missing, mistyped or mad. */
const pushes = () => {
  const value = fc.oneof(
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constantFrom(null, '2026-11-11 09:00:00', '13800000001', 'SUCCESS', 'DELIVERED'),
  );
  const names =
    'phone_number success report_time err_code biz_id out_id content send_time sid mobile nationcode report_status text time'.split(
      ' ',
    );
  const item = fc.record(Object.fromEntries(names.map((name) => [name, value])), {
    requiredKeys: [],
  });
  return fc.oneof(
    fc.json(),
    fc.string(),
    fc.array(item).map((items) => JSON.stringify(items)),
  );
};

test('whatever is called in, no parser breaks, and what it tells has a time that was and a number that can be', () => {
  let told = 0;
  const check = (body: string) => {
    for (const name of ['aliyun', 'tencent']) {
      const request = { method: 'POST', url: 'https://shop.example.com/c', headers: new Headers() };
      const got = VENDORS[name]?.parseCallback?.(
        { ...request, body: Buffer.from(body) },
        {},
        {},
        NOW,
      );
      for (const event of got?.ok ? got.value.events : []) {
        told++;
        expect(event.at.getTime()).toBeLessThanOrEqual(NOW.getTime());
        expect(event.address ?? '+8613800000001').toMatch(/^\+[1-9]\d{5,14}$/);
      }
    }
    expect(parseDsn(Buffer.from(body), NOW)).toEqual([]);
  };
  fc.assert(fc.property(pushes(), check), { numRuns: 1000 });
  check(
    '[{"mobile":"13800000001","text":"R","time":-1e300},{"mobile":"x","text":"R","time":1e300}]',
  );
  expect(told).toBeGreaterThan(1);
});
