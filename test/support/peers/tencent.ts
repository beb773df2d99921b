import { type Heard, httpPeer, MALFORMED, type Mood, type Reply } from './http.ts';

interface Sending {
  PhoneNumberSet: string[];
  SessionContext: string;
}

/** Answers like sms.v20210111: always 200, the error inside; `codes` refuses single numbers, `silent` keeps the SessionContext to itself. */
export async function tencentPeer(codes: Record<string, string> = {}) {
  const kept: { phone: string; session: string; serial: string }[] = [];
  const state = { mood: 'normal' as Mood, account: '', silent: false };
  const answer = (Response: object): Reply => ({
    json: { Response: { ...Response, RequestId: 'R' } },
  });

  const send = (body: string): Reply => {
    const { PhoneNumberSet, SessionContext } = JSON.parse(body) as Sending;
    const [phone = ''] = PhoneNumberSet;
    const code = codes[phone];
    const one = { PhoneNumber: phone, Fee: code ? 0 : 1, SessionContext, IsoCode: 'CN' };
    if (code)
      return answer({
        SendStatusSet: [{ ...one, SerialNo: '', Code: code, Message: `no ${phone}` }],
      });
    const serial = `2019:${kept.length + 1}`;
    kept.push({ phone, session: SessionContext, serial });
    if (state.mood === 'hang' || state.mood === 'reset') return state.mood;
    return answer({
      SendStatusSet: [{ ...one, SerialNo: serial, Code: 'Ok', Message: 'send success' }],
    });
  };
  const pull = (body: string): Reply => {
    const { PhoneNumber } = JSON.parse(body) as { PhoneNumber: string };
    const statuses = kept
      .filter(({ phone }) => phone === PhoneNumber)
      .map(({ serial, session }) => ({
        SerialNo: serial,
        ReportStatus: codes[session] ? 'FAIL' : 'SUCCESS',
        Description: codes[session] ?? 'DELIVRD',
        SessionContext: state.silent ? null : session,
      }));
    return answer({ PullSmsSendStatusSet: statuses });
  };
  const act = ({ headers, body }: Heard): Reply => {
    if (headers['x-tc-action'] === 'SendSms') return send(body);
    if (headers['x-tc-action'] === 'PullSmsSendStatusByPhoneNumber') return pull(body);
    return answer({ SendStatusStatistics: { FeeCount: 0, RequestCount: 0 } });
  };

  const peer = await httpPeer((heard) => {
    const code = state.account || (state.mood === 'throttling' ? 'RequestLimitExceeded' : '');
    if (code) return answer({ Error: { Code: code, Message: 'no' } });
    return state.mood === 'malformed' ? MALFORMED : act(heard);
  });
  return { ...peer, kept, state };
}
