import { afterEach, expect, test } from 'vitest';
import { aliyunPeer } from '../../../../test/support/peers/aliyun.ts';
import { signatures } from '../../../../test/support/peers/fixtures.ts';
import {
  message,
  never,
  NOW,
  outside,
  states,
  world,
} from '../../../../test/support/peers/messages.ts';
import type { Message } from '../types.ts';
import { aliyun } from './index.ts';
import { acs3, type AcsRequest, canonicalQuery } from './sign.ts';

let peer: Awaited<ReturnType<typeof aliyunPeer>>;
afterEach(() => peer.close());

const secrets = { accessKeySecret: 'EXAMPLESECRETKEY00000' };
const config = (endpoint = peer.url) =>
  aliyun.config.parse({ accessKeyId: 'LTAIEXAMPLE00000', endpoint });
const sender = (at = world) => aliyun.open(config(), secrets, at);
const sms = (more: Partial<Message> = {}) =>
  message({
    approved: {
      code: 'SMS_000000001',
      sign: '测试签名',
      params: [{ name: 'name', value: '张三 & (李四)*' }],
    },
    ...more,
  });

test('the signature is the one that the vendor’s own kit makes', async () => {
  peer = await aliyunPeer();
  const { request, authorization, accessKeyId, accessKeySecret } =
    signatures.alibaba_v3 as unknown as {
      request: Omit<AcsRequest, 'body'>;
      authorization: string;
      accessKeyId: string;
      accessKeySecret: string;
    };
  expect(acs3({ ...request, body: '' }, accessKeyId, accessKeySecret)).toBe(authorization);
  expect(canonicalQuery({ b: "!'()*~ +&=", a: '茶' })).toBe(
    'a=%E8%8C%B6&b=%21%27%28%29%2A~%20%2B%26%3D',
  );
});

test('a message goes out with its approved code, its parameters and its key, signed as it stands in the address', async () => {
  peer = await aliyunPeer();
  const [home, abroad] = [sms(), sms({ to: '+85291234567' })];
  expect(await sender().send([home], never)).toEqual([{ state: 'sent', providerId: '1^0' }]);
  expect(await sender().send([abroad], never)).toEqual([{ state: 'sent', providerId: '2^0' }]);
  const [heard] = peer.heard;
  expect(Object.fromEntries(heard?.query ?? [])).toEqual({
    PhoneNumbers: '13800000001',
    SignName: '测试签名',
    TemplateCode: 'SMS_000000001',
    TemplateParam: '{"name":"张三 & (李四)*"}',
    OutId: home.key,
  });
  expect(peer.heard[1]?.query.get('PhoneNumbers')).toBe('85291234567');
  const headers = heard?.headers as Record<string, string>;
  expect(headers['x-acs-date']).toBe('2026-11-11T02:00:00Z');
  const again = {
    method: 'POST',
    pathname: '/',
    query: Object.fromEntries(heard?.query ?? []),
    headers,
    body: '',
  };
  // Node adds content-length and the like; only what is signed counts.
  expect(acs3(again, 'LTAIEXAMPLE00000', secrets.accessKeySecret)).toBe(headers['authorization']);
});

test('without an approved template nothing leaves; a private endpoint is refused', async () => {
  peer = await aliyunPeer();
  expect(states(await sender().send([sms({ approved: null })], never))).toEqual([
    'failed channel_not_approved',
  ]);
  expect(states(await sender(outside).send([sms()], never))).toEqual([
    'pause channel_address_refused',
  ]);
  expect(peer.heard).toEqual([]);
});

test('a 200 with an error inside is no success: each number its own fate', async () => {
  const codes: Record<string, string> = {
    13800000001: 'isv.MOBILE_NUMBER_ILLEGAL',
    13800000002: 'isv.BUSINESS_LIMIT_CONTROL',
    13800000003: 'isv.SMS_TEMPLATE_ILLEGAL',
    13800000004: 'isv.SMS_CONTENT_ILLEGAL',
    13800000005: 'isp.SYSTEM_ERROR',
    13800000006: 'isv.NEVER_HEARD_OF',
    13800000007: 'isv.DAY_LIMIT_CONTROL',
  };
  peer = await aliyunPeer(codes);
  const batch = [8, 1, 2, 3, 4, 5, 6, 7, 9].map((n) => sms({ to: `+861380000000${n}` }));
  const got = await sender().send(batch, never);
  expect(states(got)).toEqual([
    'sent',
    'failed channel_address_invalid',
    'retry channel_person_limit',
    'failed channel_template_refused',
    'failed channel_content_refused',
    'unknown channel_vendor_ill',
    'failed channel_rejected',
    'retry channel_throttled',
    'sent',
  ]);
  expect(got[1]).toMatchObject({ suppress: 'invalid' });
  // One person's limit must not hold up the others.
  expect(got[2]).not.toHaveProperty('afterSeconds');
  expect(JSON.stringify(got)).not.toContain('13800000001');
});

test('an ill account pauses the channel and the rest of the batch stays', async () => {
  peer = await aliyunPeer();
  for (const [code, expected] of [
    ['isv.AMOUNT_NOT_ENOUGH', 'pause channel_no_credit'],
    ['SignatureDoesNotMatch', 'pause channel_credentials'],
    ['InvalidAccessKeyId.NotFound', 'pause channel_credentials'],
    ['isp.RAM_PERMISSION_DENY', 'pause channel_forbidden'],
    ['isv.SMS_SIGNATURE_ILLEGAL', 'pause channel_sign_refused'],
    ['InvalidTimeStamp.Expired', 'pause channel_setup_refused'],
  ] as const) {
    peer.state.account = code;
    peer.heard.length = 0;
    const got = states(
      await sender().send(
        Array.from({ length: 50 }, () => sms()),
        never,
      ),
    );
    expect(new Set(got)).toEqual(new Set([expected]));
    expect(peer.heard.length).toBeLessThan(20);
    expect(await aliyun.check?.(config(), secrets, world)).toMatchObject({
      ok: false,
      problem: { code: expected.split(' ')[1] },
    });
  }
  peer.state.account = '';
  expect(await aliyun.check?.(config(), secrets, world)).toEqual({
    ok: true,
    value: { note: null },
  });
});

test('throttling is tried again; silence after taking is unknown, and the look-up finds it by its key', async () => {
  peer = await aliyunPeer();
  peer.state.mood = 'throttling';
  expect(states(await sender().send([sms()], never))).toEqual(['retry channel_throttled']);
  expect(peer.kept).toEqual([]);

  const [reset, hung, never1] = [sms(), sms(), sms()];
  peer.state.mood = 'reset';
  expect(states(await sender().send([reset], never))).toEqual(['unknown channel_no_answer']);
  peer.state.mood = 'hang';
  expect(states(await sender().send([hung], AbortSignal.timeout(100)))).toEqual([
    'unknown channel_no_answer',
  ]);
  peer.state.mood = 'malformed';
  expect(states(await sender().send([never1], never))).toEqual([
    'unknown channel_answer_unreadable',
  ]);
  expect(await sender().lookup?.(never1, never)).toBeUndefined();

  peer.state.mood = 'normal';
  expect(await sender().lookup?.(reset, never)).toEqual({ state: 'sent', providerId: null });
  expect(await sender().lookup?.(hung, never)).toEqual({ state: 'sent', providerId: null });
  expect(await sender().lookup?.(never1, never)).toBeUndefined();
  const asked = peer.heard.at(-1)?.query;
  expect([asked?.get('PhoneNumber'), asked?.get('SendDate')]).toEqual(['13800000001', '20261111']);
});

test('the look-up reads further pages, knows a failure, and asks for both days around midnight in Beijing', async () => {
  const lost = sms();
  peer = await aliyunPeer({ [lost.key]: 'MOBILE_NOT_ON_SERVICE' });
  const open = sender();
  await open.send(
    Array.from({ length: 60 }, () => sms()),
    never,
  );
  await open.send([lost], never);
  peer.heard.length = 0;
  expect(states([(await open.lookup?.(lost, never)) ?? { state: 'nothing' }])).toEqual([
    'failed channel_undelivered',
  ]);
  expect(peer.heard.map((h) => h.query.get('CurrentPage'))).toEqual(['1', '2']);
  peer.heard.length = 0;
  await open.lookup?.(
    sms({ to: '+8613800000002', triedAt: new Date('2026-11-10T15:58:00Z') }),
    never,
  );
  expect(peer.heard.map((h) => h.query.get('SendDate'))).toEqual(['20261110', '20261111']);
});

const callback = (body: unknown) =>
  aliyun.parseCallback?.(
    {
      method: 'POST',
      url: 'https://shop.example.com/c/secret',
      headers: new Headers(),
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    },
    config(),
    secrets,
    NOW,
  );

test('receipts and replies of one push are told apart, and each names its touch', async () => {
  peer = await aliyunPeer();
  const key = sms().key;
  const receipt = {
    phone_number: '13800000001',
    send_time: '2026-11-11 09:00:00',
    report_time: '2026-11-11 09:00:05',
    sms_size: '1',
    biz_id: '1^0',
    out_id: key,
  };
  const got = callback([
    { ...receipt, success: true, err_code: 'DELIVERED', err_msg: '用户接收成功' },
    { ...receipt, success: false, err_code: 'MOBILE_NOT_ON_SERVICE', err_msg: '停机 13800000001' },
    {
      ...receipt,
      success: false,
      err_code: 'MOBILE_IN_BLACK',
      err_msg: '',
      out_id: 'of another sender',
    },
    {
      phone_number: '13800000001',
      send_time: '2026-11-11 09:10:00',
      content: '退订',
      sign_name: '测试',
      dest_code: '12',
      sequence_id: 1,
    },
    { sign_name: '测试', sign_status: 'approved' },
  ]);
  const at = new Date('2026-11-11T01:00:05Z');
  expect(got).toMatchObject({
    ok: true,
    value: {
      answer: { body: '{"code":0,"msg":"OK"}' },
      events: [
        { type: 'delivered', touchKey: key, providerId: '1^0', address: '+8613800000001', at },
        { type: 'failed', touchKey: key, problem: { code: 'channel_undelivered' } },
        { type: 'bounced', touchKey: null, providerId: '1^0', permanent: true },
        {
          type: 'replied',
          address: '+8613800000001',
          text: '退订',
          at: new Date('2026-11-11T01:10:00Z'),
        },
      ],
    },
  });
  expect(JSON.stringify(got?.ok && got.value.events[1]?.problem)).not.toContain('1380');
  for (const bad of ['', '{', 'null', '"x"'])
    expect(callback(bad)).toMatchObject({ ok: false, problem: { code: 'callback_unreadable' } });
  expect(callback([null, 1, [], { phone_number: 1 }])).toMatchObject({
    ok: true,
    value: { events: [] },
  });
});
