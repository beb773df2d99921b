import type { SendMailOptions } from 'nodemailer';
import type { Message } from '../types.ts';
import type { SmtpConfig } from './config.ts';

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1);

export const messageId = (key: string, from: string): string => `<${key}@${domainOf(from)}>`;

/** One line, whatever was written: a subject or a name must not begin a header of its own. */
const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ').trim();

/** Only in what leaves: read in the outbox, a mail must not count as opened. */
function withPicture(html: string, { openUrl }: Message, { countOpens }: SmtpConfig): string {
  if (!countOpens || !openUrl) return html;
  const picture = `<img src="${new URL(openUrl).href}" width="1" height="1" alt="" style="display:block" />`;
  const end = html.lastIndexOf('</body>');
  return end < 0 ? html + picture : html.slice(0, end) + picture + html.slice(end);
}

/**
 * The letter. Every try has the same Message-ID; bounces come back with the key in the envelope id
 * (RFC 3461), where the server takes one, and in the Message-ID. Unsubscribing by RFC 2369 and 8058.
 */
export function compose(message: Message, config: SmtpConfig): SendMailOptions {
  const { key, to, subject, text, html, language, unsubscribeUrl } = message;
  return {
    messageId: messageId(key, config.from),
    from: { address: config.from, name: oneLine(config.fromName ?? '') },
    to: { address: to, name: '' },
    ...(config.replyTo ? { replyTo: { address: config.replyTo, name: '' } } : {}),
    subject: oneLine(subject ?? ''),
    text,
    ...(html === null ? {} : { html: withPicture(html, message, config) }),
    headers: {
      'Content-Language': oneLine(language),
      ...(unsubscribeUrl
        ? {
            'List-Unsubscribe': { prepared: true, value: `<${new URL(unsubscribeUrl).href}>` },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }
        : {}),
    },
    dsn: { id: key, return: 'headers', notify: ['failure'] },
    disableFileAccess: true,
    disableUrlAccess: true,
  } as SendMailOptions;
}
