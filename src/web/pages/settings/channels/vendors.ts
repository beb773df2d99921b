import type { Channel, Kind } from './model.ts';

/** One thing a vendor must be told; its words stand in `channels.json` under the vendor's name. */
export interface VendorField {
  name: string;
  type: 'text' | 'number' | 'email' | 'url' | 'secret' | 'choice' | 'switch';
  required?: boolean;
  /** What it is as long as nobody says otherwise. */
  usual?: string;
  options?: readonly string[];
  /** Rarely touched: folded away. */
  rare?: boolean;
  /** Ours to make, where both sides only need the same one. */
  made?: () => string;
}

/** 32 random bytes, as Standard Webhooks writes them. */
const webhookSecret = (): string =>
  `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`;

const endpoint = (usual: string): VendorField => ({
  ...{ name: 'endpoint', type: 'url', usual, rare: true },
});

/** What each vendor asks for, in the order in which its own pages show it. */
export const FIELDS: Record<string, readonly VendorField[]> = {
  mailbox: [],
  smtp: [
    { name: 'host', type: 'text', required: true },
    { name: 'security', type: 'choice', usual: 'starttls', options: ['starttls', 'tls', 'none'] },
    { name: 'port', type: 'number', usual: '587' },
    { name: 'user', type: 'text' },
    { name: 'password', type: 'secret' },
    { name: 'from', type: 'email', required: true },
    { name: 'fromName', type: 'text' },
    { name: 'replyTo', type: 'email', rare: true },
    { name: 'connections', type: 'number', usual: '5', rare: true },
    { name: 'countOpens', type: 'switch', usual: 'false', rare: true },
  ],
  aliyun: [
    { name: 'accessKeyId', type: 'text', required: true },
    { name: 'accessKeySecret', type: 'secret', required: true },
    endpoint('https://dysmsapi.aliyuncs.com'),
  ],
  tencent: [
    { name: 'secretId', type: 'text', required: true },
    { name: 'secretKey', type: 'secret', required: true },
    { name: 'appId', type: 'text', required: true },
    { name: 'region', type: 'text', usual: 'ap-guangzhou', rare: true },
    endpoint('https://sms.tencentcloudapi.com'),
  ],
  twilio: [
    { name: 'accountSid', type: 'text', required: true },
    { name: 'authToken', type: 'secret', required: true },
    { name: 'from', type: 'text', required: true },
    { name: 'statusCallback', type: 'url', rare: true },
    endpoint('https://api.twilio.com'),
  ],
  wecom: [
    { name: 'corpId', type: 'text', required: true },
    { name: 'corpSecret', type: 'secret', required: true },
    { name: 'sender', type: 'text' },
    endpoint('https://qyapi.weixin.qq.com'),
  ],
  wecom_robot: [
    { name: 'key', type: 'secret', required: true },
    endpoint('https://qyapi.weixin.qq.com'),
  ],
  webhook: [
    { name: 'endpoint', type: 'url', required: true },
    { name: 'secret', type: 'secret', required: true, made: webhookSecret },
  ],
  export_list: [],
  print: [],
};

/** A setting as a form shows it; every vendor's are texts, numbers and yes or no. */
export function shownSetting(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Everything in one row of texts, as a form holds it. */
export type Values = Record<string, string>;

export function valuesOf(vendor: string, channel: Channel | undefined): Values {
  const config = channel?.vendor === vendor ? channel.config : {};
  const fields = (FIELDS[vendor] ?? []).map(({ name, type, usual }) => {
    const known = type === 'secret' ? undefined : shownSetting(config[name]);
    return [name, known ?? usual ?? ''];
  });
  return {
    ...(Object.fromEntries(fields) as Values),
    ...{ name: channel?.name ?? '', per_second: String(channel?.per_second ?? '') },
    concurrency: String(channel?.concurrency ?? 4),
  };
}

function settingOf(type: VendorField['type'], text: string): string | number | boolean {
  if (type === 'switch') return text === 'true';
  return type === 'number' ? Number(text) : text;
}

/** What was left empty is not said: the vendor's own default holds, a secret stays as it was. */
export function inputOf(vendor: string, kind: Kind, values: Values) {
  const told = (FIELDS[vendor] ?? []).flatMap(({ name, type }) => {
    const text = (values[name] ?? '').trim();
    return text === '' ? [] : [{ name, type, value: settingOf(type, text) }];
  });
  const pick = (secret: boolean) =>
    Object.fromEntries(
      told
        .filter(({ type }) => (type === 'secret') === secret)
        .map(({ name, value }) => [name, value]),
    );
  const rate = (values['per_second'] ?? '').trim();
  return {
    ...{ name: values['name'] ?? '', kind, vendor },
    ...{ config: pick(false), secrets: pick(true) },
    per_second: rate === '' ? null : Number(rate),
    concurrency: Number(values['concurrency']),
  };
}
