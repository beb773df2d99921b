import { PassThrough, type Readable } from 'node:stream';
import type { SendMailOptions, Transporter } from 'nodemailer';
import { failed, sent } from '../outcome.ts';
import type { Message, Outcome } from '../types.ts';
import { compose } from './compose.ts';
import { MAIL, type SmtpConfig } from './config.ts';
import { judge, type SmtpTrouble } from './replies.ts';

interface Compiled {
  data: { watched?: { body?: Readable } };
  message: { processFunc(through: (letter: Readable) => Readable): void };
}

/**
 * Lets us see whether a letter was begun: the line reads it only after the server allowed DATA, and
 * from there on silence may mean that it was accepted.
 */
export function watchLetters(pool: Transporter): void {
  pool.use('stream', (mail, done) => {
    const { data, message } = mail as unknown as Compiled;
    message.processFunc((letter) => {
      const body = letter.pipe(new PassThrough());
      letter.once('error', (error) => body.destroy(error));
      if (data.watched) data.watched.body = body;
      return body;
    });
    done();
  });
}

export async function sendLetter(
  message: Message,
  config: SmtpConfig,
  pool: Transporter,
  signal: AbortSignal,
): Promise<Outcome> {
  const { host } = config;
  if (message.to.length > 254 || !MAIL.test(message.to))
    return failed('channel_address_invalid', { vendor: host, code: '5.1.3' }, 'invalid');
  const watched: { body?: Readable } = {};
  const letter = { ...compose(message, config), watched, signal } as SendMailOptions;
  try {
    const { messageId } = (await pool.sendMail(letter)) as { messageId: string };
    return sent(messageId);
  } catch (error) {
    return judge(error as SmtpTrouble, watched.body?.readableDidRead ?? false, host, message.to);
  }
}
