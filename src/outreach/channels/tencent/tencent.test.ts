import { afterEach, expect, test } from 'vitest';
import { signatures } from '../../../../test/support/peers/fixtures.ts';
import {
  message,
  never,
  NOW,
  outside,
  states,
  world,
} from '../../../../test/support/peers/messages.ts';
import { tencentPeer } from '../../../../test/support/peers/tencent.ts';
import type { Message } from '../types.ts';
import { tencent } from './index.ts';
import { tc3 } from './sign.ts';

let peer: Awaited<ReturnType<typeof tencentPeer>>;
afterEach(() => peer.close());

const secrets = { secretKey: 'EXAMPLESECRET0000000' };
const config = () =>
  tencent.config.parse({
    secretId: 'AKIDEXAMPLE0000000000',
    appId: '1400006666',
    endpoint: peer.url,
  });
const sender = (at = world) => tencent.open(config(), secrets, at);
const sms = (more: Partial<Message> = {}) =>
  message({
    approved: {
      code: '1234',
      sign: '测试签名',
      params: [
        { name: '1', value: '张三' },
        { name: '2', value: '20' },
      ],
    },
    ...more,
  });

test('the signature is the one that the vendor’s own kit makes', async () => {
  peer = await tencentPeer();
  const vector = signatures.tencent_tc3 as unknown as Record<
    'body' | 'secretId' | 'secretKey' | 'authorization',
    string
  > & { timestamp: number };
  const at = new Date(vector.timestamp * 1000);
  const request = { host: 'sms.tencentcloudapi.com', service: 'sms', body: vector.body, at };
  expect(tc3(request, vector.secretId, vector.secretKey)).toBe(vector.authorization);
});

test('a message goes out with code, parameters in order, and its key', async () => {
  peer = await tencentPeer();
  const one = sms();
  expect(await sender().send([one], never)).toEqual([{ state: 'sent', providerId: '2019:1' }]);
  const [heard] = peer.heard;
  expect(JSON.parse(heard?.body ?? '')).toEqual({
    PhoneNumberSet: ['+8613800000001'],
    SmsSdkAppId: '1400006666',
    TemplateId: '1234',
    SignName: '测试签名',
    TemplateParamSet: ['张三', '20'],
    SessionContext: one.key,
  });
  expect(heard?.headers).toMatchObject({
    'x-tc-version': '2021-01-11',
    'x-tc-timestamp': String(NOW.getTime() / 1000),
  });
  const request = {
    host: `127.0.0.1:${peer.port}`,
    service: 'sms',
    body: heard?.body ?? '',
    at: NOW,
  };
  expect(heard?.headers.authorization).toBe(
    tc3(request, 'AKIDEXAMPLE0000000000', secrets.secretKey),
  );
  expect(states(await sender().send([sms({ approved: null })], never))).toEqual([
    'failed channel_not_approved',
  ]);
  expect(states(await sender(outside).send([sms()], never))).toEqual([
    'pause channel_address_refused',
  ]);
});

test('always 200, and yet each number has its own fate', async () => {
  const codes: Record<string, [string, string]> = {
    '+8613800000001': [
      'InvalidParameterValue.IncorrectPhoneNumber',
      'failed channel_address_invalid',
    ],
    '+8613800000002': [
      'FailedOperation.PhoneNumberInBlacklist',
      'failed channel_refused_by_person',
    ],
    '+8613800000003': ['LimitExceeded.PhoneNumberDailyLimit', 'retry channel_person_limit'],
    '+8613800000004': ['FailedOperation.MarketingSendTimeConstraint', 'retry channel_hours'],
    '+8613800000005': [
      'FailedOperation.TemplateIncorrectOrUnapproved',
      'failed channel_template_refused',
    ],
    '+8613800000006': ['FailedOperation.ContainSensitiveWord', 'failed channel_content_refused'],
    '+8613800000007': ['InternalError.Timeout', 'unknown channel_vendor_ill'],
    '+8613800000008': ['LimitExceeded.AppDailyLimit', 'retry channel_throttled'],
  };
  peer = await tencentPeer(
    Object.fromEntries(Object.entries(codes).map(([phone, [code]]) => [phone, code])),
  );
  const got = await sender().send(
    [...Object.keys(codes), '+8613800000009'].map((to) => sms({ to })),
    never,
  );
  expect(states(got)).toEqual([...Object.values(codes).map(([, state]) => state), 'sent']);
  expect(got[0]).toMatchObject({ suppress: 'invalid' });
  expect(got[1]).toMatchObject({ suppress: 'unsubscribed' });
  expect(JSON.stringify(got)).not.toContain('1380');
});

test('an ill account pauses, throttling is tried again', async () => {
  peer = await tencentPeer();
  for (const [code, expected] of [
    ['AuthFailure.SecretIdNotFound', 'pause channel_credentials'],
    ['AuthFailure.SignatureFailure', 'pause channel_credentials'],
    ['FailedOperation.InsufficientBalanceInSmsPackage', 'pause channel_no_credit'],
    ['UnauthorizedOperation.RequestIpNotInWhitelist', 'pause channel_forbidden'],
    ['FailedOperation.SignatureIncorrectOrUnapproved', 'pause channel_sign_refused'],
    ['InvalidParameterValue.SdkAppIdNotExist', 'pause channel_setup_refused'],
    ['RequestLimitExceeded', 'retry channel_throttled'],
  ] as const) {
    peer.state.account = code;
    expect(states(await sender().send([sms()], never))).toEqual([expected]);
    expect(await tencent.check?.(config(), secrets, world)).toMatchObject({
      ok: false,
      problem: { code: expected.split(' ')[1] },
    });
  }
  peer.state.account = '';
  expect(await tencent.check?.(config(), secrets, world)).toEqual({
    ok: true,
    value: { note: null },
  });
  expect(JSON.parse(peer.heard.at(-1)?.body ?? '')).toMatchObject({
    BeginTime: '2026111109',
    EndTime: '2026111110',
  });
});

test('silence after taking is unknown; the look-up tells by the SessionContext, and nothing where the account gets none', async () => {
  const broken = sms();
  peer = await tencentPeer({ [broken.key]: 'MN:0001' });
  const [reset, hung, other] = [sms(), sms(), sms()];
  peer.state.mood = 'reset';
  expect(states(await sender().send([reset, broken], never))).toEqual([
    'unknown channel_no_answer',
    'unknown channel_no_answer',
  ]);
  peer.state.mood = 'hang';
  expect(states(await sender().send([hung], AbortSignal.timeout(100)))).toEqual([
    'unknown channel_no_answer',
  ]);
  peer.state.mood = 'malformed';
  expect(states(await sender().send([other], never))).toEqual([
    'unknown channel_answer_unreadable',
  ]);
  expect(await sender().lookup?.(other, never)).toBeUndefined();
  peer.state.mood = 'normal';
  const open = sender();
  expect(await open.lookup?.(reset, never)).toMatchObject({ state: 'sent' });
  expect(await open.lookup?.(hung, never)).toMatchObject({ state: 'sent' });
  expect(await open.lookup?.(broken, never)).toMatchObject({
    state: 'failed',
    problem: { code: 'channel_undelivered' },
  });
  expect(await open.lookup?.(other, never)).toBeUndefined();
  peer.state.silent = true;
  expect(await open.lookup?.(reset, never)).toBeUndefined();
});

test('receipts name the sending, replies the phone; anything else is passed over', async () => {
  peer = await tencentPeer();
  const callback = (body: unknown) =>
    tencent.parseCallback?.(
      {
        method: 'POST',
        url: 'https://shop.example.com/c/s',
        headers: new Headers(),
        body: Buffer.from(JSON.stringify(body)),
      },
      config(),
      secrets,
      NOW,
    );
  const receipt = {
    user_receive_time: '2026-11-11 09:03:04',
    nationcode: '86',
    mobile: '13800000001',
    sid: '2019:1',
    errmsg: 'DELIVRD',
    description: '用户短信送达成功',
  };
  expect(
    callback([
      { ...receipt, report_status: 'SUCCESS' },
      { ...receipt, report_status: 'FAIL', errmsg: 'MN:0001' },
      { news: 1 },
    ]),
  ).toMatchObject({
    ok: true,
    value: {
      answer: { body: '{"result":0,"errmsg":"OK"}' },
      events: [
        {
          type: 'delivered',
          providerId: '2019:1',
          address: '+8613800000001',
          at: new Date('2026-11-11T01:03:04Z'),
        },
        {
          type: 'failed',
          providerId: '2019:1',
          problem: { code: 'channel_undelivered', params: { code: 'MN:0001' } },
        },
      ],
    },
  });
  const reply = {
    extend: '01',
    mobile: '13800000001',
    nationcode: '86',
    sign: '测试',
    text: 'TD',
    time: 1_794_000_000,
  };
  expect(callback(reply)).toMatchObject({
    ok: true,
    value: { events: [{ type: 'replied', address: '+8613800000001', text: 'TD' }] },
  });
});
