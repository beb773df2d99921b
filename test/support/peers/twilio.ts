import { type Heard, httpPeer, MALFORMED, type Mood, type Reply } from './http.ts';

interface Kept {
  sid: string;
  to: string;
  body: string;
  made: Date;
  callback: string | null;
}

/** Answers like the Messages resource of 2010-04-01; `codes` refuses single numbers. */
export async function twilioPeer(
  login: string,
  now: () => Date,
  codes: Record<string, number> = {},
) {
  const kept: Kept[] = [];
  const state = { mood: 'normal' as Mood, account: 'active' };
  const error = (status: number, code: number, headers?: Record<string, string>): Reply => ({
    status,
    ...(headers ? { headers } : {}),
    json: { code, message: `Error ${code}`, more_info: '', status },
  });

  const send = (body: string): Reply => {
    const form = new URLSearchParams(body);
    const to = form.get('To') ?? '';
    if (codes[to]) return error(400, codes[to]);
    const sid = `SM${String(kept.length + 1).padStart(32, '0')}`;
    kept.push({
      sid,
      to,
      body: form.get('Body') ?? '',
      made: now(),
      callback: form.get('StatusCallback'),
    });
    if (state.mood === 'hang' || state.mood === 'reset') return state.mood;
    return { status: 201, json: { sid, status: 'queued', error_code: null, error_message: null } };
  };
  const list = (to: string | null): Reply => ({
    json: {
      messages: kept
        .filter((one) => one.to === to)
        .map(({ sid, body, made }) => ({
          sid,
          body,
          direction: 'outbound-api',
          date_created: made.toUTCString(),
        })),
    },
  });
  const act = ({ method, path, query, body }: Heard): Reply => {
    if (!path.endsWith('/Messages.json')) return { json: { status: state.account } };
    return method === 'POST' ? send(body) : list(query.get('To'));
  };

  const peer = await httpPeer((heard) => {
    const right = `Basic ${Buffer.from(login).toString('base64')}`;
    if (heard.headers.authorization !== right) return error(401, 20003);
    if (state.mood === 'throttling') return error(429, 20429, { 'retry-after': '3' });
    return state.mood === 'malformed' ? MALFORMED : act(heard);
  });
  return { ...peer, kept, state };
}
