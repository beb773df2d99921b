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
import { twilioPeer } from '../../../../test/support/peers/twilio.ts';
import type { Message } from '../types.ts';
import { twilio } from './index.ts';
import { twilioSignature } from './sign.ts';

const accountSid = `AC${'0'.repeat(31)}1`;
const secrets = { authToken: '12345exampletoken0000000000000000' };
let peer: Awaited<ReturnType<typeof twilioPeer>>;
afterEach(() => peer.close());
const start = async (codes: Record<string, number> = {}) =>
  (peer = await twilioPeer(`${accountSid}:${secrets.authToken}`, world.now, codes));
const config = (more: object = {}) =>
  twilio.config.parse({
    accountSid,
    from: '+15005550001',
    statusCallback: 'https://shop.example.com/c/7?a=b',
    endpoint: peer.url,
    ...more,
  });
const sender = (at = world, more: object = {}) => twilio.open(config(more), secrets, at);
const sms = (more: Partial<Message> = {}) => message({ to: '+15005550006', ...more });

test('a message goes out with its text and an address for receipts that names it', async () => {
  await start();
  const one = sms({ text: '茶 & tea + 100%' });
  expect(await sender().send([one], never)).toEqual([
    { state: 'sent', providerId: `SM${'0'.repeat(31)}1` },
  ]);
  const [heard] = peer.heard;
  expect([heard?.method, heard?.path]).toEqual([
    'POST',
    `/2010-04-01/Accounts/${accountSid}/Messages.json`,
  ]);
  expect(Object.fromEntries(new URLSearchParams(heard?.body))).toEqual({
    To: '+15005550006',
    From: '+15005550001',
    Body: '茶 & tea + 100%',
    StatusCallback: `https://shop.example.com/c/7?a=b&touch=${one.key}`,
  });
  const service = `MG${'a'.repeat(32)}`;
  await sender(world, { from: service, statusCallback: undefined }).send([one], never);
  const form = new URLSearchParams(peer.heard[1]?.body);
  expect([form.get('MessagingServiceSid'), form.has('From'), form.has('StatusCallback')]).toEqual([
    service,
    false,
    false,
  ]);
});

test('each code means what the dictionary says', async () => {
  const codes: Record<string, [number, string]> = {
    '+15005550001': [21211, 'failed channel_address_invalid'],
    '+15005550002': [21610, 'failed channel_refused_by_person'],
    '+15005550003': [21617, 'failed channel_content_refused'],
    '+15005550004': [21408, 'failed channel_rejected'],
    '+15005550005': [21611, 'retry channel_throttled'],
  };
  await start(Object.fromEntries(Object.entries(codes).map(([to, [code]]) => [to, code])));
  const got = await sender().send(
    [...Object.keys(codes), '+15005550009'].map((to) => sms({ to })),
    never,
  );
  expect(states(got)).toEqual([...Object.values(codes).map(([, state]) => state), 'sent']);
  expect(got.slice(0, 2)).toMatchObject([{ suppress: 'invalid' }, { suppress: 'unsubscribed' }]);
  await peer.close();
  await start({ '+15005550006': 21606 });
  expect(states(await sender().send([sms()], never))).toEqual(['pause channel_sign_refused']);
});

test('a wrong token, a suspended account and throttling', async () => {
  await start();
  const wrong = { authToken: 'wrong' };
  const batch = Array.from({ length: 50 }, () => sms());
  expect(new Set(states(await twilio.open(config(), wrong, world).send(batch, never)))).toEqual(
    new Set(['pause channel_credentials']),
  );
  expect(peer.heard.length).toBeLessThan(20);
  expect(await twilio.check?.(config(), wrong, world)).toMatchObject({
    ok: false,
    problem: { code: 'channel_credentials' },
  });
  expect(await twilio.check?.(config(), secrets, world)).toEqual({
    ok: true,
    value: { note: null },
  });
  peer.state.account = 'suspended';
  expect(await twilio.check?.(config(), secrets, world)).toMatchObject({
    ok: false,
    problem: { code: 'channel_no_credit' },
  });
  peer.state.mood = 'throttling';
  expect(await sender().send([sms()], never)).toMatchObject([{ state: 'retry', afterSeconds: 3 }]);
  expect(states(await sender(outside).send([sms()], never))).toEqual([
    'pause channel_address_refused',
  ]);
  expect(peer.kept).toEqual([]);
});

test('silence after taking is unknown; the look-up tells by text and time, and stays silent where two are alike', async () => {
  await start();
  const one = sms({ text: 'only this one', triedAt: NOW });
  const twin = sms({ text: 'said twice', triedAt: NOW });
  const other = sms({ text: 'never taken', triedAt: NOW });
  peer.state.mood = 'reset';
  expect(states(await sender().send([one, twin, twin], never))).toEqual(
    Array(3).fill('unknown channel_no_answer'),
  );
  peer.state.mood = 'malformed';
  expect(states(await sender().send([other], never))).toEqual([
    'unknown channel_answer_unreadable',
  ]);
  peer.state.mood = 'normal';
  const open = sender();
  expect(await open.lookup?.(one, never)).toMatchObject({
    state: 'sent',
    providerId: peer.kept.find((k) => k.body === one.text)?.sid,
  });
  expect(await open.lookup?.(twin, never)).toBeUndefined();
  expect(await open.lookup?.(other, never)).toBeUndefined();
  // An older message of the same words is not this one.
  expect(
    await open.lookup?.({ ...one, triedAt: new Date(NOW.getTime() + 300_000) }, never),
  ).toBeUndefined();
  expect(await open.lookup?.({ ...one, triedAt: null }, never)).toBeUndefined();
});

function callback(
  url: string,
  fields: Record<string, string>,
  signature?: string,
  method = 'POST',
) {
  const form = new URLSearchParams(fields);
  const headers = new Headers({
    'x-twilio-signature': signature ?? twilioSignature(url, form, secrets.authToken),
  });
  return twilio.parseCallback?.(
    { method, url, headers, body: Buffer.from(form.toString()) },
    config(),
    secrets,
    NOW,
  );
}

test('a receipt is believed only with the vendor’s signature, whatever was changed', async () => {
  await start();
  const vector = signatures.twilio_status_callback as unknown as {
    url: string;
    params: Record<string, string>;
    xTwilioSignature: string;
  };
  const { url, params, xTwilioSignature } = vector;
  expect(callback(url, params, xTwilioSignature)).toMatchObject({
    ok: true,
    value: {
      events: [
        {
          type: 'delivered',
          providerId: params['MessageSid'],
          address: '+15005550006',
          touchKey: null,
        },
      ],
    },
  });
  const refused = { ok: false, problem: { code: 'callback_signature' } };
  expect(callback(url, { ...params, MessageStatus: 'failed' }, xTwilioSignature)).toMatchObject(
    refused,
  );
  expect(callback(url, { ...params, More: 'x' }, xTwilioSignature)).toMatchObject(refused);
  expect(callback(`${url}&x=1`, params, xTwilioSignature)).toMatchObject(refused);
  expect(callback(url.replace('https', 'http'), params, xTwilioSignature)).toMatchObject(refused);
  for (const forged of ['', 'x', `${xTwilioSignature}=`, xTwilioSignature.toLowerCase()])
    expect(callback(url, params, forged)).toMatchObject(refused);
  // Known of the vendor: the port may have been signed along.
  const ported = url.replace('shop.example.com', 'shop.example.com:443');
  const signed = twilioSignature(ported, new URLSearchParams(params), secrets.authToken);
  expect(callback(url, params, signed)).toMatchObject({ ok: true });
});

test('receipts name the touch by its key; what comes in is a reply; what is under way is no news', async () => {
  await start();
  const { key } = sms();
  const url = `https://shop.example.com/c/7?touch=${key}`;
  const event = (fields: Record<string, string>) => {
    const got = callback(url, { MessageSid: 'SM1', To: '+15005550006', ...fields });
    return got?.ok ? got.value.events : got;
  };
  expect(event({ MessageStatus: 'sent' })).toEqual([]);
  expect(event({ MessageStatus: 'delivered' })).toMatchObject([
    { type: 'delivered', touchKey: key, at: NOW },
  ]);
  expect(event({ MessageStatus: 'undelivered', ErrorCode: '30005' })).toMatchObject([
    { type: 'bounced', permanent: true },
  ]);
  expect(event({ MessageStatus: 'undelivered', ErrorCode: '30003' })).toMatchObject([
    { type: 'failed' },
  ]);
  expect(event({ SmsStatus: 'received', From: '+15005550006', Body: 'STOP' })).toMatchObject([
    { type: 'replied', address: '+15005550006', text: 'STOP', touchKey: null },
  ]);
  expect(callback(url.replace(key, 'x'), { MessageStatus: 'delivered' })).toMatchObject({
    value: { events: [{ touchKey: null }] },
  });
});
