import { CHANNEL_TEXTS } from './channel-texts.ts';
import { FORECAST_TEXTS } from './forecast-texts.ts';
import { REPORT_TEXTS } from './report-texts.ts';
import { IMPORT_TEXTS } from './import-texts.ts';
import { OUTREACH_TEXTS } from './outreach-texts.ts';
import { SEGMENT_TEXTS } from './segment-texts.ts';
import { TEMPLATE_TEXTS } from './template-texts.ts';
import type { Text } from './text.ts';

export type { Text } from './text.ts';

/**
 * One sentence a code, English then Chinese: `{name}` is a parameter, `{size:bytes}` one shown as a
 * file size. API, command line and web all take their words from here, so a problem reads the same
 * wherever it is met.
 */
export const TEXTS: Record<string, Text> = {
  ...SEGMENT_TEXTS,
  ...FORECAST_TEXTS,
  ...IMPORT_TEXTS,
  ...OUTREACH_TEXTS,
  ...REPORT_TEXTS,
  ...CHANNEL_TEXTS,
  ...TEMPLATE_TEXTS,

  // Entering
  not_signed_in: ['Sign in first.', '请先登录。'],
  wrong_credentials: ['Email or password is not right.', '邮箱或密码不正确。'],
  not_allowed: ['Your role ({role}) may not do this.', '您的角色（{role}）没有此权限。'],
  shop_not_allowed: ['You have no access to this shop.', '您无权访问该店铺。'],
  cross_site: [
    'The request came from another site and was refused.',
    '请求来自其他网站，已被拒绝。',
  ],
  too_many_attempts: [
    'Too many attempts. Try again in {seconds} seconds.',
    '尝试次数过多，请在 {seconds} 秒后再试。',
  ],
  already_set_up: ['The owner’s account exists already. Sign in.', '店主账号已存在，请直接登录。'],
  setup_elsewhere: [
    'The first account is created on the machine itself (http://127.0.0.1) or at the address given by --public-url.',
    '首个账号须在本机（http://127.0.0.1）或 --public-url 指定的地址上创建。',
  ],
  email_taken: ['There is already an account with this email.', '该邮箱已有账号。'],
  email_invalid: ['This is not an email address.', '邮箱地址无效。'],
  password_too_short: [
    'The password needs at least {min} characters.',
    '密码至少需要 {min} 个字符。',
  ],
  password_too_long: ['The password may have at most {max} characters.', '密码最多 {max} 个字符。'],
  password_is_email: ['The password must not be the email address.', '密码不能与邮箱相同。'],
  password_common: [
    'This password is among the first that anyone would try.',
    '该密码过于常见，容易被猜到。',
  ],
  wrong_password: ['The present password is not right.', '当前密码不正确。'],
  first_is_owner: ['The first account must be an owner.', '首个账号必须是店主。'],
  last_owner: ['The business needs at least one owner.', '至少须保留一位店主。'],
  not_yourself: ['You cannot do this to your own account.', '不能对自己的账号执行此操作。'],
  invite_used: ['This invitation has been used already.', '该邀请已被使用。'],
  invite_expired: [
    'This invitation is no longer valid. Ask for a new one.',
    '该邀请已失效，请索取新的邀请。',
  ],
  invite_other_email: [
    'This invitation is for another email address.',
    '该邀请是发给另一个邮箱的。',
  ],
  no_user_account: [
    'This needs a signed-in person, not a token.',
    '此操作需要登录用户，不能使用令牌。',
  ],

  // Asking
  not_found: ['There is no such thing here.', '未找到。'],
  method_not_allowed: ['This address does not take {method}.', '该地址不支持 {method}。'],
  invalid: ['Something in the request is not right.', '请求内容有误。'],
  invalid_field: ['{field} is not right.', '{field} 填写有误。'],
  not_a_number: ['{field} must be a number.', '{field} 须为数字。'],
  not_rising: ['{field} must rise from number to number.', '{field} 中的数字须逐个递增。'],
  not_one_of: ['{field} must be one of: {values}.', '{field} 只能是：{values}。'],
  not_a_day: [
    '{field} must be a day that exists, written YYYY-MM-DD.',
    '{field} 须为存在的日期，格式 YYYY-MM-DD。',
  ],
  required: ['{field} is missing.', '缺少 {field}。'],
  unknown_field: ['{field} is not known here.', '不支持的字段 {field}。'],
  too_long: ['{field} is too long (at most {max}).', '{field} 过长（最多 {max}）。'],
  too_short: ['{field} is too short (at least {min}).', '{field} 过短（至少 {min}）。'],
  too_large: ['{field} must be at most {max}.', '{field} 不能大于 {max}。'],
  too_little: ['{field} must be at least {min}.', '{field} 不能小于 {min}。'],
  not_json: ['The body is not JSON.', '请求正文不是有效的 JSON。'],
  body_too_large: [
    'The request is too large (at most {limit:bytes}).',
    '请求过大（最多 {limit:bytes}）。',
  ],
  bad_cursor: [
    'This page mark is not valid; start from the first page.',
    '分页标记无效，请从第一页开始。',
  ],
  cursor_invalid: [
    'This page mark is not valid; start from the first page.',
    '分页标记无效，请从第一页开始。',
  ],
  idempotency_mismatch: [
    'This Idempotency-Key was used for another request.',
    '该 Idempotency-Key 已用于另一个请求。',
  ],
  idempotency_running: [
    'The first request with this Idempotency-Key is still running.',
    '使用该 Idempotency-Key 的首个请求仍在处理中。',
  ],
  idempotency_key_invalid: [
    'The Idempotency-Key must have 1 to 255 printable characters.',
    'Idempotency-Key 须为 1–255 个可见字符。',
  ],
  internal: [
    'Something went wrong on our side. It is in the log under {id}.',
    '系统内部出错，日志编号 {id}。',
  ],
  starting: ['Still starting; try again in a moment.', '系统正在启动，请稍后再试。'],
  stopping: [
    'The server is being stopped. Start it again, then repeat this.',
    '服务正在停止。请重新启动后再操作一次。',
  ],

  // Shops
  shop_name_taken: ['There is already a shop called {name}.', '已有名为“{name}”的店铺。'],
  shop_unknown: ['There is no shop called {name}.', '没有名为“{name}”的店铺。'],
  file_missing_here: ['Say which file to import.', '请指定要导入的文件。'],
  shop_missing: ['Say which shop this belongs to.', '请指定所属店铺。'],
  shop_has_orders: [
    'The currency cannot change once the shop has orders.',
    '店铺已有订单，不能更改货币。',
  ],
  rates_in_the_way: [
    'The exchange rates are in {currency}: remove them before choosing another reporting currency.',
    '现有汇率以 {currency} 计，请先删除汇率再更换汇总货币。',
  ],
  reporting_currency_missing: [
    'Choose a reporting currency before entering rates.',
    '请先选择汇总货币，再录入汇率。',
  ],
  rate_of_itself: ['{currency} is the reporting currency itself.', '{currency} 就是汇总货币。'],
  currency_unknown: [
    '{currency} is not a currency code (ISO 4217, such as CNY or GBP).',
    '{currency} 不是货币代码（ISO 4217，如 CNY、GBP）。',
  ],
  time_zone_unknown: [
    '{time_zone} is not a time zone (such as Asia/Shanghai).',
    '{time_zone} 不是有效时区（如 Asia/Shanghai）。',
  ],

  // Customers
  customer_erased: [
    'This customer’s data was erased; nothing can be added to it.',
    '该客户的资料已被抹除，无法再更改。',
  ],
  customer_changed: [
    'Somebody else changed this customer meanwhile. Look at it again, then change it.',
    '该客户资料刚被他人修改，请刷新后再改。',
  ],
  change_undone: ['This change has been undone already.', '该更改已被撤销。'],
  change_overwritten: [
    '{field} was changed again since; undo the newer change first.',
    '{field} 之后又被更改过，请先撤销较新的更改。',
  ],
  already_one_customer: ['These are one customer already.', '两者已是同一位客户。'],
  not_merged: ['This customer consists of this one profile.', '该客户只有这一个账号，无法拆分。'],
  suggestion_decided: ['This suggestion has been decided already.', '该建议已处理。'],
  order_tied: ['This order has a customer already.', '该订单已归属一位客户。'],
  order_of_another: ['This order is another customer’s.', '该订单属于另一位客户。'],
  not_a_complaint: ['Only complaints are settled.', '只有投诉才能标记为已解决。'],
  not_yet: ['This lies in the future.', '该时间尚未到来。'],
  phone_invalid: ['{phone} is not a phone number.', '“{phone}”不是有效的电话号码。'],
  phone_masked: [
    '{phone} has hidden digits; only a full number can be kept.',
    '“{phone}”含隐藏数字，只能填写完整号码。',
  ],
  day_invalid: ['There is no such day.', '没有这一天。'],
  attribute_type: ['“{value}” is no {type}.', '“{value}”不是有效的 {type} 值。'],

  // Sample shop
  sample_loaded: ['The sample shop is there already.', '示例店铺已存在。'],
  sample_absent: ['There is no sample shop to remove.', '没有可移除的示例店铺。'],
  sample_interrupted: [
    'Loading the sample shop was cut short; nothing of it stayed.',
    '示例店铺的载入被中断，未保留任何内容。',
  ],

  // Things to do
  todo_first_import: ['Import your first orders.', '导入您的第一批订单。'],
  todo_rejects_waiting: [
    '{rows} rows of the last import were rejected: mend them and import again.',
    '上次导入有 {rows} 行被拒绝，请修正后重新导入。',
  ],
  todo_no_recent_import: [
    'The last import was {days} days ago: bring in the newest orders.',
    '距上次导入已有 {days} 天，请导入最新订单。',
  ],
  todo_same_people: [
    '{pairs} pairs of customers may be the same person: have a look.',
    '有 {pairs} 对客户可能是同一人，请确认。',
  ],
  todo_ties_waiting: [
    '{orders} orders of unknown buyers may belong to a customer you know.',
    '有 {orders} 个未知买家的订单可能属于已有客户。',
  ],
  todo_unknown_buyers: [
    '{orders} orders belong to unknown buyers: see why.',
    '有 {orders} 个订单的买家未知，请查看原因。',
  ],
  todo_like_shipping: [
    '{products} products look like shipping or fees (“{title}”): say so, and figures count goods only.',
    '有 {products} 个商品疑似运费或费用（“{title}”），标记后统计只计商品。',
  ],
  todo_rates_missing: [
    'Your shops sell in {currencies}: enter exchange rates to see them together.',
    '您的店铺使用 {currencies}，录入汇率后可合并查看。',
  ],
  todo_backup_due: ['No backup for {days} days: make one.', '已有 {days} 天未备份，请备份。'],

  // Backup
  backup_not_found: ['There is no backup {path}.', '找不到备份文件 {path}。'],
  backup_damaged: [
    '{path} is damaged, cut off, or no backup of Regulars.',
    '{path} 已损坏、不完整，或不是本程序的备份。',
  ],
  backup_newer: [
    '{path} was made by a newer Regulars. Update first.',
    '{path} 由更新版本创建，请先升级。',
  ],
  file_exists: ['{file} exists already. Choose another name.', '{file} 已存在，请使用其他文件名。'],
  file_unwritable: ['{file} cannot be written: {reason}', '无法写入 {file}：{reason}'],
  file_kind_unknown: [
    'Name the file .csv or .xlsx: {file} is neither.',
    '文件名请以 .csv 或 .xlsx 结尾：{file} 两者都不是。',
  ],
  folder_missing: [
    '{file} cannot be written: there is no folder {folder}. Make it first.',
    '无法写入 {file}：文件夹 {folder} 不存在，请先创建。',
  ],
  folder_closed: [
    '{file} cannot be written: you may not write to the folder {folder}.',
    '无法写入 {file}：没有写入文件夹 {folder} 的权限。',
  ],
  file_unreadable: ['{file} cannot be read: {reason}', '无法读取 {file}：{reason}'],
  stop_server_first: [
    'Regulars is running (process {pid}). Stop it before restoring a backup.',
    '程序正在运行（进程 {pid}），恢复备份前请先停止。',
  ],

  // Command line
  map_invalid: [
    '{file} is not a JSON object of field: column.',
    '{file} 不是“字段: 列名”形式的 JSON 对象。',
  ],
  server_gone: [
    'The running Regulars did not answer: {reason}',
    '正在运行的程序没有响应：{reason}',
  ],
  data_dir_held: [
    '{dir} is in use by another Regulars (process {pid}, since {since}). Stop it first, or choose another --data.',
    '{dir} 正被另一个程序使用（进程 {pid}，始于 {since}）。请先停止它，或用 --data 指定其他目录。',
  ],
  already_serving: [
    'Regulars is already running at {url} (process {pid}).',
    '程序已在 {url} 运行（进程 {pid}）。',
  ],
  port_in_use: [
    'Port {port} is in use by another program. Choose another with --port.',
    '端口 {port} 已被其他程序占用，请用 --port 指定其他端口。',
  ],
  port_forbidden: [
    'This account may not listen on {host}:{port} ({reason}).',
    '当前账户无权监听 {host}:{port}（{reason}）。',
  ],
  option_invalid: ['{option} is not right: {value}', '{option} 无效：{value}'],
};
