import type { Language, Text } from '../kernel/index.ts';

/** What commands say beside data and problems. */
const WORDS = {
  user_added: ['Account made: {email} ({role}).', '账号已创建：{email}（{role}）。'],
  user_password: ['Password (shown once): {password}', '密码（仅显示一次）：{password}'],
  token_once: ['Shown once. Keep it safe:', '仅显示一次，请妥善保存：'],
  backup_done: ['Backup written: {file} ({size}).', '备份已写入：{file}（{size}）。'],
  backup_careful: [
    'It holds personal data and keys: keep it where only you can read it.',
    '其中含个人信息与密钥，请妥善保管。',
  ],
  exported: ['Written: {file} ({size}).', '已写入：{file}（{size}）。'],
  exported_customers: [
    'Written: {customers} customers to {file} ({size}).',
    '已写入：{customers} 位客户，{file}（{size}）。',
  ],
  list_written: [
    'Written: {file}. Carry it, then say so: regulars touch mark-sent {list}',
    '已写入：{file}。发送后请标记：regulars touch mark-sent {list}',
  ],
  bounce_bounced: [
    '{address}: does not exist or takes nothing. It is on the do-not-contact list.',
    '{address}：地址无效，已列入停发名单。',
  ],
  bounce_complained: [
    '{address}: complained. It is on the do-not-contact list.',
    '{address}：对方投诉，已列入停发名单。',
  ],
  bounce_soft: [
    '{address}: not delivered this time. It stands in the message’s story; the address is still used.',
    '{address}：此次未送达，已记入消息经过，地址继续使用。',
  ],
  bounce_delivered: ['{address}: delivered.', '{address}：已送达。'],
  bounce_known: [
    'This mail was handed over before: nothing was changed.',
    '该邮件已登记过，未作改动。',
  ],
  marked_sent: ['{count} marked as sent.', '已标记 {count} 条为已发送。'],
  taken_back: ['{count} taken back: they lie ready again.', '已撤回 {count} 条，重新待发送。'],
  ready_made: ['Ready-made, each by its key:', '现成人群，可用其键名：'],
  restore_done: [
    'Restored {rows} rows from the backup of {made_at}.',
    '已从 {made_at} 的备份恢复 {rows} 行。',
  ],
  sample_loaded: ['The sample shop is loaded.', '示例店铺已载入。'],
  sample_removed: [
    'The sample shop is removed; your own data is as it was.',
    '示例店铺已移除，您自己的数据保持不变。',
  ],
  undone: ['Import {batch} is undone.', '导入 {batch} 已撤销。'],
  source_unsure: [
    'This file may be {source}, but that is not certain. Say what it is with --source {source} (`regulars sources` lists them), or which column is which with --map FILE.',
    '此文件可能是 {source}，但无法确定。请用 --source {source} 指明（`regulars sources` 列出全部），或用 --map 文件 指明各列。',
  ],
  shop_assumed: [
    'New shop {name}: currency {currency}, time zone {time_zone} (--currency, --time-zone say otherwise).',
    '新店铺“{name}”：币种 {currency}，时区 {time_zone}（可用 --currency、--time-zone 指定）。',
  ],
  uploading: ['Reading the file …', '正在读取文件……'],
  progress: ['{stage}: {read} rows read{rate}{left}', '{stage}：已读 {read} 行{rate}{left}'],
  rate: [', {rows}/s', '，每秒 {rows} 行'],
  left: [', about {seconds} s left', '，约剩 {seconds} 秒'],
  reading: ['reading', '读取'],
  checking: ['checking', '检查'],
  writing: ['writing', '写入'],
  waiting: ['waiting', '等待'],
  dry_run: [
    'A dry run checks the rows only: nothing was written, and new customers and orders are not counted.',
    '试运行只检查各行：未写入任何数据，也不统计新增客户和订单。',
  ],
  rejects_at: [
    'Rejected rows, to mend and import again: {file}',
    '被拒绝的行（修正后可重新导入）：{file}',
  ],
  counted: ['{count} in all.', '共 {count} 条。'],
  sample_left_out: [
    'Your own shops; the sample shop is not counted (--shop names one).',
    '只统计您自己的店铺，不含示例店铺（可用 --shop 指定店铺）。',
  ],
  none: ['none', '无'],
  no_rows: ['Nothing here yet.', '暂无数据。'],
  more: [
    'There are more; narrow the search or use export.',
    '还有更多结果，请缩小范围或使用导出。',
  ],
  value_mixed: [
    'Their value is in several currencies that cannot be added without exchange rates.',
    '金额涉及多种币种，没有汇率无法相加。',
  ],
} as const satisfies Record<string, Text>;

export type Word = keyof typeof WORDS;

export function word(
  name: Word,
  language: Language,
  params: Record<string, string | number> = {},
): string {
  const text: string = WORDS[name][language === 'zh' ? 1 : 0];
  return text.replaceAll(/\{(\w+)\}/g, (whole, key: string) => String(params[key] ?? whole));
}

/** A stage or state the server names, in words where we have them. */
export const wordFor = (name: string, language: Language): string =>
  name in WORDS ? word(name as Word, language) : name;
