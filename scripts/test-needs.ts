/** What the tests want from the machine: a browser, and Debian's PostgreSQL as the server engine. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { findChromium } from './chromium.ts';

/** Chinese pages without a Chinese font are boxes, in screens and in text widths alike. */
const BROWSER = ['chromium', 'fonts-noto-cjk'];
const SERVER = ['postgresql'];

const DEBIAN_SERVERS = '/usr/lib/postgresql';
export const hasServer = (): boolean =>
  existsSync(DEBIAN_SERVERS) &&
  readdirSync(DEBIAN_SERVERS).some((version) => Number(version) >= 15);

const canInstall = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

function apt(...args: string[]): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = spawnSync('apt-get', ['-q', ...args], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return run.status === 0 ? undefined : run.stderr.trim().split('\n').at(-1);
}

export function install(packages: string[]): void {
  console.log(`Installing ${packages.join(', ')} from Debian's packages …`);
  const problem = apt('update') ?? apt('install', '-y', '--no-install-recommends', ...packages);
  if (problem) console.log(`That did not work: ${problem}`);
  // Debian's package starts a server of its own, which nobody asked for.
  else if (packages.includes('postgresql'))
    spawnSync('service', ['postgresql', 'stop'], { stdio: 'ignore' });
}

/** Installs what is missing if it may, and returns a sentence for each suite that cannot run. */
export function meetNeeds(wantsBrowser: boolean): {
  browser: boolean;
  server: boolean;
  missing: string[];
} {
  const wanted = [
    ...(wantsBrowser && !findChromium() ? BROWSER : []),
    ...(hasServer() ? [] : SERVER),
  ];
  if (wanted.length && canInstall()) install(wanted);
  const browser = Boolean(findChromium());
  const server = hasServer();
  return {
    browser,
    server,
    missing: [
      ...(wantsBrowser && !browser
        ? ['NOT RUN: browser tests. No Chromium here (install chromium, or set CHROME_PATH).']
        : []),
      ...(server
        ? []
        : ['NOT RUN: the server-engine tests. No PostgreSQL 15+ here (install postgresql).']),
    ],
  };
}
