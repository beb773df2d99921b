import type { Text } from './text.ts';

/** What can be wrong with a template, or keep one from being sent. */
export const TEMPLATE_TEXTS: Record<string, Text> = {
  template_name_taken: ['There is already a template called “{name}”.', '已有名为“{name}”的模板。'],
  template_archived: [
    'This template was put away. Bring it back before changing it.',
    '该模板已归档，请先恢复再修改。',
  ],
  template_unknown_variable: [
    'There is no variable {word} (line {line}, letter {column}).',
    '没有变量 {word}（第 {line} 行，第 {column} 个字符）。',
  ],
  template_unknown_variable_meant: [
    'There is no variable {word} (line {line}, letter {column}). Did you mean {meant}?',
    '没有变量 {word}（第 {line} 行，第 {column} 个字符）。您是想写 {meant} 吗？',
  ],
  template_dynamic_variable: [
    'A variable is named by its own words; [ ] with another variable inside is not possible (line {line}, letter {column}).',
    '变量须直接写出名称，不能在 [ ] 中使用另一个变量（第 {line} 行，第 {column} 个字符）。',
  ],
  template_name_ours: [
    '{word} is the name of a variable that is there already; give yours another (line {line}).',
    '{word} 是已有变量的名称，请换一个名字（第 {line} 行）。',
  ],
  template_unknown_filter: [
    'There is no filter {word} (line {line}).',
    '没有过滤器 {word}（第 {line} 行）。',
  ],
  template_unknown_tag: [
    'There is no tag {word} (line {line}).',
    '没有标签 {word}（第 {line} 行）。',
  ],
  template_not_closed: [
    '{word} has no end: write an end{word} tag (line {line}).',
    '{word} 没有结束：请写上 end{word} 标签（第 {line} 行）。',
  ],
  template_broken: [
    'This cannot be read as Liquid (line {line}, letter {column}); look for a bracket or a quotation mark that is missing.',
    '无法按 Liquid 读取（第 {line} 行，第 {column} 个字符），请检查是否缺少括号或引号。',
  ],
  template_too_much: [
    'This text repeats itself without end or grows too long (line {line}).',
    '文本循环过多或过长（第 {line} 行）。',
  ],
  template_not_a_number: [
    'What is reckoned here is no number for some customers; is it divided by nothing? (line {line}, letter {column}).',
    '对部分客户，此处的计算结果不是数字，是否除以了零？（第 {line} 行，第 {column} 个字符）。',
  ],
  template_bad_url: [
    'An address begins with https:// and its host, written out, or is a variable that holds an address.',
    '链接须以 https:// 和写明的域名开头，或为存放链接的变量。',
  ],
  template_unknown_when: [
    'Shown only when “{word}”: there is no such variable.',
    '显示条件“{word}”：没有该变量。',
  ],
  template_needs_blocks: ['A mail has a subject and blocks.', '邮件须有主题和内容块。'],
  template_needs_body: [
    'A text message has one text and no blocks.',
    '短消息只有一段文字，没有内容块。',
  ],
  template_empty_subject: [
    'For some customers the subject would be empty.',
    '对部分客户，邮件主题会为空。',
  ],
  template_empty_text: ['For some customers the text would be empty.', '对部分客户，文本会为空。'],
  template_no_language: [
    'The template has no text in “{language}”.',
    '模板没有“{language}”语言的内容。',
  ],
  template_param_missing: [
    'The template needs {name}, and nobody told it.',
    '模板需要 {name}，但未提供。',
  ],
  template_gone: ['The template is no longer there.', '模板已不存在。'],
  template_other_kind: [
    'The template is for {kind}, the message for {wanted}.',
    '模板用于 {kind}，而消息用于 {wanted}。',
  ],
  template_no_customer: ['The customer is no longer there.', '该客户已不存在。'],

  // Manners and the law
  template_may_be_empty: [
    '{word} is empty for some customers; say what then, with | default: "…", or put an if around it (line {line}).',
    '部分客户没有 {word}；请用 | default: "…" 给出替代文字，或用 if 包住（第 {line} 行）。',
  ],
  template_no_postal_address: [
    'Marketing mail must say where its sender lives: enter the postal address of {shop} first. Until then it is not sent.',
    '营销邮件须写明发件人地址：请先填写{shop}的邮寄地址，否则不会发送。',
  ],
  template_no_public_url: [
    'Marketing mail needs an unsubscribe link, and without a public address (REGULARS_PUBLIC_URL) there is none. Until then it is not sent.',
    '营销邮件须带退订链接，而未设置公网地址（REGULARS_PUBLIC_URL）时没有该链接，因此不会发送。',
  ],
  template_no_way_out: [
    'A promotion by SMS says how to refuse more, such as “Reply STOP to opt out”.',
    '推广短信须写明拒收方式，例如“Reply STOP to opt out”。',
  ],
  manner_twice: ['Two rules have the key {key}.', '有两条规则的标识同为 {key}。'],
  template_manners: [
    '“{word}” goes against good manners or a platform’s rules ({key}).',
    '“{word}”不合平台规则或待客之道（{key}）。',
  ],
  template_long_mail: [
    'The mail is over 100 KB; Gmail cuts it off there, and the unsubscribe link with it.',
    '邮件超过 100 KB，Gmail 会截断，退订链接也会被截掉。',
  ],

  // A test to oneself
  template_test_mail_only: [
    'Only mails can be tried on oneself: an account here has no other address.',
    '只有邮件可以发给自己测试：这里的账号没有其他联系方式。',
  ],
  template_test_nobody: [
    'A test goes to whoever is signed in; a token and the command line have no mailbox.',
    '测试邮件发给当前登录的人；令牌和命令行没有邮箱。',
  ],
  template_test_no_account: [
    'There is no mail account that could send it. Set one up in Settings → Channels.',
    '没有可用的邮件账号，请先在“设置 → 渠道”中设置。',
  ],

  // What vendors approve
  template_not_approved: [
    '{vendor} sends approved texts only, and has approved none of this template in “{language}”.',
    '{vendor} 只发送已审核的模板，而该模板在“{language}”语言下尚无审核记录。',
  ],
  template_approval_waiting: [
    '{vendor} has not yet approved this template in “{language}”.',
    '{vendor} 尚未审核通过该模板（“{language}”）。',
  ],
  template_approval_rejected: [
    '{vendor} rejected this template in “{language}”: {note}',
    '{vendor} 驳回了该模板（“{language}”）：{note}',
  ],
  template_approved_param_empty: [
    'For this customer the parameter {name} is empty, and {vendor} refuses that.',
    '该客户的参数 {name} 为空，{vendor} 会拒绝发送。',
  ],
  template_approved_param_long: [
    'For this customer the parameter {name} has {length} letters; {vendor} takes {most}.',
    '该客户的参数 {name} 有 {length} 个字，{vendor} 最多接受 {most} 个。',
  ],
};
