import { type Heard, httpPeer, MALFORMED, type Mood, type Reply } from './http.ts';

interface Task {
  external_userid?: string[];
  text: { content: string };
}

/** Answers like qyapi: always 200, the code inside; knows one secret, one robot and the customers that are not in `strangers`. */
export async function wecomPeer(strangers: Record<string, number> = {}) {
  const tasks: { to: string | undefined; text: string }[] = [];
  const state = { mood: 'normal' as Mood, token: 'token-1', granted: 0, refusing: 0 };
  const say = (errcode: number, more: object = {}): Reply => ({
    json: {
      errcode,
      errmsg: errcode ? `error ${errcode}, hint: [1], from ip: 203.0.113.9, more info at …` : 'ok',
      ...more,
    },
  });

  const grant = ({ query }: Heard): Reply => {
    if (query.get('corpsecret') !== 'right') return say(40001);
    state.granted++;
    return say(0, { access_token: state.token, expires_in: 7200 });
  };
  const keep = (body: string, more: object): Reply => {
    const task = JSON.parse(body) as Task;
    const to = task.external_userid?.[0];
    const code = strangers[to ?? ''];
    if (code === 0) return say(0, { msgid: 'msg', fail_list: [to] });
    if (code) return say(code);
    tasks.push({ to, text: task.text.content });
    if (state.mood === 'hang' || state.mood === 'reset') return state.mood;
    return say(0, more);
  };

  const peer = await httpPeer((heard) => {
    if (heard.path === '/cgi-bin/gettoken') return grant(heard);
    if (state.mood === 'malformed') return MALFORMED;
    if (state.mood === 'throttling') return say(45009);
    if (state.refusing) return say(state.refusing);
    if (heard.path === '/cgi-bin/webhook/send')
      return heard.query.get('key') === 'robot-key-1' ? keep(heard.body, {}) : say(93000);
    if (heard.query.get('access_token') !== state.token) return say(42001);
    return keep(heard.body, { msgid: `msg-${tasks.length + 1}`, fail_list: [] });
  });
  return { ...peer, tasks, state };
}
