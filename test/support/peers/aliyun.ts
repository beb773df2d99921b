import { type Heard, httpPeer, MALFORMED, type Mood, type Reply } from './http.ts';

interface Kept {
  phone: string;
  outId: string;
  bizId: string;
}

/** Answers like Dysmsapi 2017-05-25: what it took, it lists; `codes` refuses single numbers. */
export async function aliyunPeer(codes: Record<string, string> = {}) {
  const kept: Kept[] = [];
  const state = { mood: 'normal' as Mood, account: '' };
  const error = (Code: string, status = 200): Reply => ({
    status,
    json: { Code, Message: `${Code} (13800000001)`, RequestId: 'R' },
  });

  const send = ({ query }: Heard): Reply => {
    const phone = query.get('PhoneNumbers') ?? '';
    const code = codes[phone];
    if (code) return error(code);
    const bizId = `${kept.length + 1}^0`;
    kept.push({ phone, outId: query.get('OutId') ?? '', bizId });
    if (state.mood === 'hang' || state.mood === 'reset') return state.mood;
    return { json: { Code: 'OK', Message: 'OK', BizId: bizId, RequestId: 'R' } };
  };
  const list = ({ query }: Heard): Reply => {
    const all = kept.filter(({ phone }) => phone === query.get('PhoneNumber'));
    const size = Number(query.get('PageSize'));
    const from = (Number(query.get('CurrentPage')) - 1) * size;
    const details = all.slice(from, from + size).map(({ outId }) => ({
      OutId: outId,
      SendStatus: codes[outId] ? 2 : 3,
      ErrCode: codes[outId] ?? 'DELIVERED',
    }));
    return {
      json: {
        Code: 'OK',
        TotalCount: all.length,
        SmsSendDetailDTOs: { SmsSendDetailDTO: details },
      },
    };
  };

  const peer = await httpPeer((heard) => {
    if (state.account) return error(state.account, 400);
    const query = heard.headers['x-acs-action'] === 'QuerySendDetails';
    if (state.mood === 'throttling') return error('Throttling.User', 400);
    if (state.mood === 'malformed') return MALFORMED;
    return query ? list(heard) : send(heard);
  });
  return { ...peer, kept, state };
}
