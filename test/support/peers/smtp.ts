import type { AddressInfo, Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Letter {
  to: string[];
  from: string;
  raw: Buffer;
  envelopeId: string | undefined;
}

const no = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });

export interface SmtpMood {
  /** An answer to RCPT, by the local part of the address: `550 5.1.1 …`. */
  recipients?: Record<string, string>;
  sender?: string;
  content?: string;
  /** What happens after the whole letter was taken: the line breaks, or nothing is said. */
  after?: 'break' | 'hang';
  /** It takes its time to say that it has the letter. */
  delayMs?: number;
  /** The line breaks before the letter, at RCPT. */
  before?: 'break';
  /** Offers STARTTLS with a certificate that nobody vouches for. */
  tls?: true;
  login?: { user: string; password: string; answer?: string };
}

const refusal = (line: string) => no(Number(line.slice(0, 3)), line.slice(4));

/** A mail server on loopback that keeps every letter it took. */
export async function smtpPeer(mood: SmtpMood = {}) {
  const letters: Letter[] = [];
  const sockets = new Set<Socket>();
  const cut = () => sockets.forEach((socket) => socket.destroy());
  const server = new SMTPServer({
    hideSTARTTLS: !mood.tls,
    authOptional: !mood.login,
    allowInsecureAuth: true,
    logger: false,
    onAuth: ({ username, password }, _, done) => {
      if (mood.login?.answer) return done(refusal(mood.login.answer));
      if (username === mood.login?.user && password === mood.login?.password)
        return done(null, { user: username });
      done(no(535, '5.7.8 Authentication credentials invalid'));
    },
    onMailFrom: (_address, _session, done) => done(mood.sender ? refusal(mood.sender) : null),
    onRcptTo: ({ address }, _session, done) => {
      if (mood.before === 'break') return cut();
      const line = mood.recipients?.[address.split('@')[0] ?? ''];
      done(line ? refusal(line) : null);
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (mood.content) return done(refusal(mood.content));
        const { mailFrom, rcptTo } = session.envelope;
        const args = mailFrom ? (mailFrom.args as Record<string, string> | false) : false;
        letters.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts),
          envelopeId: args ? args['ENVID'] : undefined,
        });
        if (mood.after === 'break') return cut();
        if (mood.after === 'hang') return;
        setTimeout(() => done(null, '2.0.0 queued'), mood.delayMs ?? 0);
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    letters,
    mood,
    mails: (): Promise<ParsedMail[]> => Promise.all(letters.map(({ raw }) => simpleParser(raw))),
    close: () => {
      cut();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
