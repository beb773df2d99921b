import type { Language } from '../../kernel/index.ts';
import { escapeHtml } from '../html.ts';
import {
  isTicked,
  waysShown,
  type Birthday,
  type Preferences,
  type TopicWish,
} from '../../outreach/preferences/index.ts';

const WORDS = {
  en: {
    lang: 'en',
    title: 'What we may send you',
    from: (shop: string) =>
      `${shop} writes to you about what you bought. You decide about the rest.`,
    ways: { email: 'By email', sms: 'By text message', wecom: 'By WeCom' } as Record<
      string,
      string
    >,
    promotion: 'Offers and news',
    care: 'Tips and greetings about what you bought',
    topics: 'What about',
    topics_note: 'What you leave out does not come, by any of the ways above.',
    topic: {
      ...{ new_arrivals: 'New arrivals', offers: 'Offers', reorder: 'Reminders to order again' },
      ...{ care_tips: 'Tips for what you bought', occasions: 'Birthday and holiday greetings' },
    } as Record<string, string>,
    birthday: 'Your birthday',
    birthday_note: 'If you like. Leave both empty and we forget it.',
    month: 'Month',
    day: 'Day',
    months:
      'January February March April May June July August September October November December'.split(
        ' ',
      ),
    lunar: 'By the Chinese calendar',
    how_often: 'How often',
    fewer: 'Fewer messages, please',
    save: 'Save',
    stop: 'Stop all of them',
    note: 'News about an order on its way still comes.',
    saved: 'Saved. Your wishes hold from now on, in every shop of ours.',
    no_day:
      'There is no such day, so your birthday stays as it was. Choose a month and a day. All the rest is saved.',
    stopped: 'Done. You will get no more of these, from any shop of ours.',
    gone: 'This link leads nowhere',
    gone_text: 'It may be incomplete. Use the link as it stands in the message.',
  },
  zh: {
    lang: 'zh-CN',
    title: '我们可以给您发什么',
    from: (shop: string) => `${shop} 会告知您订单的进展，其余由您决定。`,
    ways: { email: '电子邮件', sms: '短信', wecom: '企业微信' } as Record<string, string>,
    promotion: '优惠与新品',
    care: '所购商品的使用建议与问候',
    topics: '哪些内容',
    topics_note: '未勾选的内容，以上任何方式都不会发送。',
    topic: {
      ...{ new_arrivals: '新品上架', offers: '优惠活动', reorder: '补货提醒' },
      ...{ care_tips: '所购商品的使用建议', occasions: '生日与节日问候' },
    } as Record<string, string>,
    birthday: '您的生日',
    birthday_note: '可不填；两项都留空，我们就不再保存。',
    month: '月',
    day: '日',
    months: Array.from({ length: 12 }, (_, i) => `${i + 1} 月`),
    lunar: '农历',
    how_often: '多久一次',
    fewer: '请少发一些',
    save: '保存',
    stop: '全部停止',
    note: '在途订单的消息仍会发送。',
    saved: '已保存。从现在起，我们所有店铺都按您的意愿办。',
    no_day: '没有这一天，生日未改动。请选择月和日。其余已保存。',
    stopped: '已停止。我们所有店铺都不会再发送这类消息。',
    gone: '链接无效',
    gone_text: '链接可能不完整，请使用消息中的原链接。',
  },
};

/** Nothing from elsewhere and no script: it must open on any phone, in any mail program's own browser. */
const STYLE = `
  :root { color-scheme: light dark; --ground: #fffdf9; --ink: #2b2723; --soft: #746a60; --line: #e4dcd2; --accent: #c2481f; --on: #fff }
  @media (prefers-color-scheme: dark) { :root { --ground: #1d1a17; --ink: #efe9e1; --soft: #a99f94; --line: #3a342e; --accent: #f08a5d; --on: #1d1a17 } }
  * { box-sizing: border-box }
  body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif }
  main { max-width: 32rem; margin: 0 auto; padding: 48px 24px }
  h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 8px } p { margin: 0 0 24px; color: var(--soft) }
  fieldset { border: 0; border-top: 1px solid var(--line); margin: 0; padding: 16px 0 } legend { font-weight: 600; padding: 0; float: left; width: 100% }
  label { display: flex; gap: 12px; align-items: center; min-height: 44px; clear: left } input { width: 20px; height: 20px; accent-color: var(--accent); flex: none }
  .note { font-size: 0.875rem; margin: 0; float: left; width: 100% } .days { display: flex; gap: 16px; clear: left; padding-top: 8px } .days label { display: block; flex: 1; color: var(--soft); font-size: 0.875rem }
  select { font: inherit; font-size: 1rem; width: 100%; min-height: 44px; padding: 0 8px; border: 1px solid var(--line); border-radius: 8px; background: var(--ground); color: var(--ink) }
  button { font: inherit; width: 100%; min-height: 48px; margin-top: 8px; border-radius: 8px; border: 1px solid var(--line); background: none; color: inherit; cursor: pointer }
  button.first { background: var(--accent); border-color: var(--accent); color: var(--on); font-weight: 600 }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
  [role=status], [role=alert] { border-left: 4px solid var(--accent); padding: 8px 16px; margin: 0 0 24px; color: var(--ink) }`;

const frame = (language: Language, title: string, body: string): string =>
  `<!doctype html><html lang="${WORDS[language].lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;

const box = (name: string, label: string, on: boolean): string =>
  `<label><input type="checkbox" name="${name}"${on ? ' checked' : ''}>${escapeHtml(label)}</label>`;

const group = (legend: string, inner: string, note = ''): string =>
  `<fieldset><legend>${legend}</legend>${note && `<p class="note">${note}</p>`}${inner}</fieldset>`;

/** `asked` says what was shown: a topic that comes between is neither wanted nor refused. */
const topicBox = (name: string, { topic, wanted }: TopicWish): string => {
  const value = escapeHtml(topic);
  return `<label><input type="hidden" name="asked" value="${value}"><input type="checkbox" name="topic" value="${value}"${wanted ? ' checked' : ''}>${escapeHtml(name)}</label>`;
};

export const MONTHS = Array.from({ length: 12 }, (_, i) => i + 1);
export const DAYS = Array.from({ length: 31 }, (_, i) => i + 1);

function choice(name: string, label: string, of: [number, string][], chosen: number | undefined) {
  const options = of.map(
    ([value, text]) =>
      `<option value="${value}"${value === chosen ? ' selected' : ''}>${text}</option>`,
  );
  return `<label>${label}<select name="${name}"><option value=""></option>${options.join('')}</select></label>`;
}

function birthdayFields(language: Language, birthday: Birthday | null): string {
  const words = WORDS[language];
  const months = MONTHS.map((month): [number, string] => [month, words.months[month - 1] ?? '']);
  const days = DAYS.map((day): [number, string] => [day, String(day)]);
  const both = `${choice('month', words.month, months, birthday?.month)}${choice('day', words.day, days, birthday?.day)}`;
  return `<div class="days">${both}</div>${box('lunar', words.lunar, birthday?.lunar === true)}`;
}

export type Done = 'saved' | 'stopped' | 'no_day';

interface Wishes {
  shop: string;
  preferences: Preferences;
  topics: TopicWish[];
  birthday: Birthday | null;
  done: Done | null;
}

/** A buyer's own page: what they allow, one button to save, one to stop everything. */
export function preferencePage(
  language: Language,
  { shop, preferences, topics, birthday, done }: Wishes,
): string {
  const words = WORDS[language];
  const ways = waysShown(preferences).map(({ kind, promotion, care }) =>
    group(
      words.ways[kind] ?? kind,
      // Nothing said about care means it may come; an offer wants a yes.
      `${box(`${kind}_promotion`, words.promotion, isTicked('promotion', promotion))}${box(`${kind}_care`, words.care, isTicked('care', care))}`,
    ),
  );
  const about = topics.map((one) => topicBox(words.topic[one.topic] ?? one.topic, one));
  const groups = [
    ...ways,
    ...(about.length > 0 ? [group(words.topics, about.join(''), words.topics_note)] : []),
    group(words.how_often, box('fewer', words.fewer, preferences.fewer)),
    group(words.birthday, birthdayFields(language, birthday), words.birthday_note),
  ];
  const role = done === 'no_day' ? 'alert' : 'status';
  const status = done ? `<p role="${role}">${words[done]}</p>` : '';
  return frame(
    language,
    words.title,
    `<h1>${words.title}</h1><p>${escapeHtml(words.from(shop))}</p>${status}<form method="post">${groups.join('')}<button class="first" name="do" value="save">${words.save}</button><button name="do" value="stop">${words.stop}</button></form><p style="margin-top:24px">${words.note}</p>`,
  );
}

export const gonePage = (language: Language): string =>
  frame(
    language,
    WORDS[language].gone,
    `<h1>${WORDS[language].gone}</h1><p>${WORDS[language].gone_text}</p>`,
  );
