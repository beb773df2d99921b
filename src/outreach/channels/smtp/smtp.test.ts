import { afterEach, expect, test } from 'vitest';
import { message, never, outside, states, world } from '../../../../test/support/peers/messages.ts';
import { type SmtpMood, smtpPeer } from '../../../../test/support/peers/smtp.ts';
import { deadPort, tcpPeer } from '../../../../test/support/peers/tcp.ts';
import type { Message, Sender } from '../types.ts';
import { smtp } from './index.ts';

let peer: Awaited<ReturnType<typeof smtpPeer>>;
const open: Sender[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sender) => sender.close()));
  await peer.close();
});

const FROM = {
  from: 'hello@shop.example.com',
  fromName: '回头茶铺',
  replyTo: 'care@shop.example.com',
};
function sender(more: object = {}, at = world, secrets: object = {}): Sender {
  const config = { host: '127.0.0.1', port: peer.port, security: 'none', ...FROM, ...more };
  open.push(smtp.open(smtp.config.parse(config), smtp.secrets.parse(secrets), at));
  return open.at(-1) as Sender;
}
const mail = (more: Partial<Message> = {}) =>
  message({
    to: 'li@example.com',
    subject: '您常喝的茶到了 — new tea 🍵',
    text: '您好，李女士：\n新茶到了。',
    ...more,
  });
const outcome = async (mood: SmtpMood, more: Partial<Message> = {}) => {
  peer = await smtpPeer(mood);
  const got = await sender().send([mail(more)], never);
  await open.pop()?.close();
  await peer.close();
  return got;
};

test('a server receives both parts, the subject, the names, one-click unsubscribing and the same Message-ID at every try', async () => {
  peer = await smtpPeer();
  const unsubscribeUrl = `https://shop.example.com/u/${'x'.repeat(120)}?k=a&b=%E8%8C%B6`;
  const one = mail({ html: '<p>您好，<b>李女士</b></p>', unsubscribeUrl });
  const messageId = `<${one.key}@shop.example.com>`;
  const open = sender();
  for (const _ of [1, 2])
    expect(await open.send([one], never)).toEqual([{ state: 'sent', providerId: messageId }]);
  const mails = await peer.mails();
  expect(mails.map((m) => m.messageId)).toEqual([messageId, messageId]);
  const [got] = mails;
  expect(got?.subject).toBe(one.subject);
  expect(got?.text?.trim()).toBe(one.text);
  expect(got?.html).toContain('<b>李女士</b>');
  expect(got?.from?.value).toEqual([{ address: FROM.from, name: FROM.fromName }]);
  expect(got?.replyTo?.value[0]?.address).toBe(FROM.replyTo);
  const line = (name: string) => got?.headerLines.find(({ key }) => key === name)?.line;
  expect(line('list-unsubscribe')).toBe(`List-Unsubscribe: <${unsubscribeUrl}>`);
  expect(line('list-unsubscribe-post')).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(peer.letters[0]).toMatchObject({ from: FROM.from, to: ['li@example.com'] });
});

test('without a public address nothing is promised about unsubscribing, and plain text goes alone', async () => {
  peer = await smtpPeer();
  await sender().send([mail()], never);
  const [got] = await peer.mails();
  expect(got?.headers.has('list')).toBe(false);
  expect(got?.html).toBe(false);
  expect(peer.letters[0]?.raw.toString()).not.toMatch(/list-unsubscribe|multipart/i);
});

test('nothing that a buyer or a shop wrote becomes a header or another recipient', async () => {
  peer = await smtpPeer();
  const open = sender({ fromName: 'Shop\r\nBcc: a@example.com' });
  const bad = [
    'li@example.com\r\nBcc: x@example.com',
    'li@example.com, x@example.com',
    '<li@example.com>',
    'li@example.com>\r\nRCPT TO:<x@example.com',
    'li@example',
    'li example.com',
    ' ',
  ];
  const got = await open.send(
    bad.map((to) => mail({ to })),
    never,
  );
  expect(new Set(states(got))).toEqual(new Set(['failed channel_address_invalid']));
  expect(got[0]).toMatchObject({ suppress: 'invalid' });
  await open.send(
    [mail({ subject: 'Hi\r\nBcc: x@example.com\r\n\r\nnew body', language: 'en\nX-A: b' })],
    never,
  );
  expect(peer.letters.map(({ to }) => to)).toEqual([['li@example.com']]);
  const [only] = await peer.mails();
  expect(only?.subject).toBe('Hi Bcc: x@example.com new body');
  expect(only?.headers.has('bcc') || only?.headers.has('x-a')).toBe(false);
  expect(only?.from?.value[0]?.name).toBe('Shop Bcc: a@example.com');
});

test('each refusal means what RFC 5321 and 3463 say', async () => {
  const at = (line: string) => outcome({ recipients: { li: line } });
  const cases: [string, object][] = [
    ['550 5.1.1 <li@example.com>: no such user', { state: 'failed', suppress: 'invalid' }],
    ['550 No such user here', { state: 'failed', suppress: 'bounced' }],
    ['550 5.2.1 Mailbox disabled', { state: 'failed', suppress: 'bounced' }],
    ['550 您要发送的收件人不存在', { state: 'failed', suppress: 'bounced' }],
    ['550 Domain frequency limited', { state: 'failed' }],
    ['550 5.4.5 Daily user sending limit exceeded', { state: 'retry', afterSeconds: 3600 }],
    ['552 5.2.2 Mailbox full', { state: 'failed' }],
    ['550 5.7.1 Blocked by policy', { state: 'failed' }],
    ['450 4.2.1 Greylisted, come again', { state: 'retry' }],
    ['530 5.7.0 Must authenticate first', { state: 'pause' }],
  ];
  for (const [line, expected] of cases) {
    const [got] = await at(line);
    expect([line, got]).toMatchObject([line, expected]);
    expect([line, Object.hasOwn(got ?? {}, 'suppress')]).toEqual([line, 'suppress' in expected]);
    expect(JSON.stringify(got)).not.toContain('li@');
  }
  expect(states(await outcome({ content: '554 5.7.1 Looks like spam' }))).toEqual([
    'failed channel_content_refused',
  ]);
  expect(states(await outcome({ content: '451 4.3.0 Try later' }))).toEqual([
    'retry channel_later',
  ]);
  expect(states(await outcome({ sender: '552 5.3.4 Too big' }))).toEqual([
    'failed channel_content_refused',
  ]);
  expect(states(await outcome({ sender: '550 5.7.1 Not your sender' }))).toEqual([
    'pause channel_sign_refused',
  ]);
});

test('a line that breaks before the letter is tried again, after it nobody knows, and it is never sent twice', async () => {
  expect(states(await outcome({ before: 'break' }))).toEqual(['retry channel_unreachable']);
  peer = await smtpPeer({ after: 'break' });
  const batch = Array.from({ length: 20 }, () => mail());
  const got = await sender({ connections: 1 }).send(batch, never);
  expect(new Set(states(got))).toEqual(new Set(['unknown channel_no_answer']));
  const ids = (await peer.mails()).map(({ messageId }) => messageId);
  expect([ids.length, new Set(ids).size]).toEqual([20, 20]);
  await peer.close();

  peer = await smtpPeer({ after: 'hang' });
  const stopped = AbortSignal.timeout(200);
  expect(states(await sender().send([mail()], stopped))).toEqual(['unknown channel_no_answer']);
  expect(states(await sender().send([mail()], stopped))).toEqual(['retry channel_stopped']);
});

test('a server that is not there, is no mail server, or stands in the house', async () => {
  peer = await smtpPeer();
  const port = await deadPort();
  expect(states(await sender({ port }).send([mail(), mail()], never))).toEqual([
    'retry channel_unreachable',
    'retry channel_unreachable',
  ]);
  const web = await tcpPeer(
    () => undefined,
    (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
  );
  expect(states(await sender({ port: web.port }).send([mail()], never))).toEqual([
    'retry channel_unreachable',
  ]);
  await web.close();
  expect(states(await sender({ security: 'starttls' }).send([mail()], never))).toEqual([
    'retry channel_unreachable',
  ]);
  for (const host of ['127.0.0.1', 'localhost'])
    expect(states(await sender({ host }, outside).send([mail()], never))).toEqual([
      'pause channel_address_refused',
    ]);
  expect(peer.letters).toEqual([]);
});

test('a certificate that nobody vouches for is no line to write on, nor one without any', async () => {
  peer = await smtpPeer({ tls: true });
  const [got] = await sender({ security: 'starttls' }).send([mail()], never);
  expect(got).toMatchObject({ state: 'retry', problem: { code: 'channel_unreachable' } });
  expect(JSON.stringify(got)).toContain('certificate');
  expect(states(await sender({ security: 'tls' }).send([mail()], never))).toEqual([
    'retry channel_unreachable',
  ]);
  expect(peer.letters).toEqual([]);
});

test('a wrong password pauses the channel at the first message; the check says so without a letter', async () => {
  peer = await smtpPeer({ login: { user: 'shop', password: 'right' } });
  const batch = Array.from({ length: 50 }, () => mail());
  const wrong = await sender({ user: 'shop', connections: 1 }, world, { password: 'wrong' }).send(
    batch,
    never,
  );
  expect(new Set(states(wrong))).toEqual(new Set(['pause channel_credentials']));
  const config = smtp.config.parse({
    host: '127.0.0.1',
    port: peer.port,
    security: 'none',
    user: 'shop',
    ...FROM,
  });
  expect(await smtp.check?.(config, { password: 'wrong' }, world)).toMatchObject({
    ok: false,
    problem: { code: 'channel_credentials' },
  });
  expect(await smtp.check?.(config, { password: 'right' }, world)).toEqual({
    ok: true,
    value: { note: null },
  });
  expect(peer.letters).toEqual([]);
  const right = await sender({ user: 'shop' }, world, { password: 'right' }).send(batch, never);
  expect(new Set(states(right))).toEqual(new Set(['sent']));
  expect(new Set((await peer.mails()).map((m) => m.messageId)).size).toBe(50);
  peer.mood.login = {
    user: 'shop',
    password: 'right',
    answer: '454 4.7.0 Temporary authentication failure',
  };
  expect(
    states(await sender({ user: 'shop' }, world, { password: 'right' }).send([mail()], never)),
  ).toEqual(['retry channel_later']);
});
