import type { Language, Text } from '../kernel/index.ts';

export interface Check {
  name: string;
  state: 'good' | 'warning' | 'bad';
  params: Record<string, string | number | boolean | null>;
}

const NAMES: Record<string, Text> = {
  program: ['Program', '程序'],
  database: ['Database', '数据库'],
  migrations: ['Database version', '数据库版本'],
  lens: ['Figures', '报表'],
  disk: ['Disk', '磁盘'],
  clock: ['Clock', '时钟'],
  locks: ['Waiting', '等待'],
};

const STATES: Record<Check['state'], Text> = {
  good: ['good', '正常'],
  warning: ['look', '注意'],
  bad: ['bad', '异常'],
};

const FACTS: Record<string, Text> = {
  program: [
    'Regulars {version}, Node {node}, {memory} of memory',
    '回头客 {version}，Node {node}，占用内存 {memory}',
  ],
  database: [
    '{engine}, PostgreSQL {version}, {size}, answers in {milliseconds} ms',
    '{engine}，PostgreSQL {version}，{size}，{milliseconds} 毫秒响应',
  ],
  migrations: ['{applied} of {files} steps done', '{files} 步中已完成 {applied} 步'],
  lens: [
    '{size}, up to date in {catch_up_milliseconds} ms',
    '{size}，{catch_up_milliseconds} 毫秒更新',
  ],
  lens_absent: ['built when first needed', '首次用到时建立'],
  lens_broken: ['cannot be brought up to date: {reason}', '无法更新：{reason}'],
  disk: ['{free} free', '剩余 {free}'],
  clock: [
    '{now} ({time_zone}), {seconds_from_database} s from the database, {seconds_behind_ledger} s behind the newest entry',
    '{now}（{time_zone}），与数据库相差 {seconds_from_database} 秒，比最新记录慢 {seconds_behind_ledger} 秒',
  ],
  locks: [
    '{waiting} waiting, oldest transaction {oldest_transaction_seconds} s',
    '{waiting} 个在等待，最久的事务已 {oldest_transaction_seconds} 秒',
  ],
};

const ENGINES: Record<string, Text> = {
  embedded: ['built-in', '内置'],
  server: ['server', '服务器'],
};

const SIZES = new Set(['memory', 'size', 'free']);
const GB = 1024 ** 3;
const sizeOf = (bytes: number): string =>
  bytes < GB ? `${Math.round(bytes / 1024 ** 2)} MB` : `${(bytes / GB).toFixed(1)} GB`;

/** One line a check, all of it in words. */
export function checkLine({ name, state, params }: Check, language: Language): string {
  const said = (text: Text | undefined): string => text?.[language === 'zh' ? 1 : 0] ?? '';
  const kind =
    params['built'] === false ? 'lens_absent' : 'reason' in params ? `${name}_broken` : name;
  const value = (key: string): string => {
    const raw = params[key];
    if (key === 'engine') return said(ENGINES[String(raw)]);
    return SIZES.has(key) ? sizeOf(Number(raw)) : String(raw ?? '');
  };
  const facts = said(FACTS[kind]).replaceAll(/\{(\w+)\}/g, (_, key: string) => value(key));
  const mark = { good: '✓', warning: '!', bad: '✗' }[state];
  return `${mark} ${said(NAMES[name])}${language === 'zh' ? '：' : ': '}${said(STATES[state])}${facts && ` · ${facts}`}`;
}
