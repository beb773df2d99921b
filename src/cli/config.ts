import { resolve } from 'node:path';
import { fail, ok, pickLanguage, type Language, type Result } from '../kernel/index.ts';

/** What a start needs to know, whatever it came from: options, then the environment, then defaults. */
export interface Config {
  dataDir: string;
  databaseUrl: string | undefined;
  host: string;
  port: number;
  services: Set<string>;
  publicUrl: string | undefined;
  trustProxy: boolean;
  /** Channels may call private and loopback addresses: a mail server in one’s own house. */
  allowPrivate: boolean;
  language: Language;
}

export type Options = Partial<
  Record<'data' | 'databaseUrl' | 'host' | 'port' | 'services' | 'publicUrl' | 'lang', string>
> & {
  trustProxy?: boolean;
};

type Env = Record<string, string | undefined>;

const SERVICES = ['web', 'worker'];

export const languageFrom = (options: Options, env: Env): Language =>
  pickLanguage(options.lang ?? env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG']);

function portFrom(text: string): Result<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return port <= 65_535 ? ok(port) : fail('option_invalid', { option: '--port', value: text });
}

function servicesFrom(text: string): Result<Set<string>> {
  const services = text.split(',').map((name) => name.trim());
  const wrong = services.find((name) => !SERVICES.includes(name));
  return wrong === undefined
    ? ok(new Set(services))
    : fail('option_invalid', { option: '--services', value: wrong });
}

function publicUrlFrom(text: string | undefined): Result<string | undefined> {
  if (text === undefined) return ok(undefined);
  const good = /^https?:\/\//.test(text) && URL.canParse(text);
  return good
    ? ok(new URL(text).origin)
    : fail('option_invalid', { option: '--public-url', value: text });
}

export function readConfig(options: Options, env: Env): Result<Config> {
  const port = portFrom(options.port ?? env['REGULARS_PORT'] ?? '8686');
  if (!port.ok) return port;
  const services = servicesFrom(options.services ?? 'web,worker');
  if (!services.ok) return services;
  const publicUrl = publicUrlFrom(options.publicUrl ?? env['REGULARS_PUBLIC_URL']);
  if (!publicUrl.ok) return publicUrl;
  return ok({
    dataDir: resolve(options.data ?? env['REGULARS_DATA'] ?? 'data'),
    databaseUrl: options.databaseUrl ?? env['REGULARS_DATABASE_URL'],
    host: options.host ?? env['REGULARS_HOST'] ?? '127.0.0.1',
    port: port.value,
    services: services.value,
    publicUrl: publicUrl.value,
    trustProxy: options.trustProxy ?? env['REGULARS_TRUST_PROXY'] === '1',
    allowPrivate: env['REGULARS_ALLOW_PRIVATE'] === '1',
    language: languageFrom(options, env),
  });
}
