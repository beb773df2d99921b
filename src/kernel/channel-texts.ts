import type { Text } from './text.ts';

/** What can be said of a channel, of a message that it did not take, and of a call from its vendor. */
export const CHANNEL_TEXTS: Record<string, Text> = {
  // On the way
  channel_unreachable: [
    'Could not reach {host} ({detail}); nothing was sent. It is tried again.',
    '无法连接 {host}（{detail}），未发送任何内容，将自动重试。',
  ],
  channel_no_answer: [
    '{host} got the message but did not answer ({detail}), so it may have gone out. Look it up at the vendor, then mark it as sent or as failed.',
    '{host} 收到消息但没有回应（{detail}），可能已发出。请到服务商处核对，再标记为已发送或失败。',
  ],
  channel_sent_again: [
    '{host} did not answer ({detail}). The message is sent again under the same key, so that it arrives once.',
    '{host} 没有回应（{detail}）。将以相同的编号重发，对方只会收到一次。',
  ],
  channel_answer_unreadable: [
    'The answer of {host} (status {status}) cannot be read. Check the address in the channel’s settings; what was sent meanwhile may have gone out.',
    '无法读懂 {host} 的回应（状态 {status}）。请检查渠道设置中的地址；其间的消息可能已发出。',
  ],
  channel_address_refused: [
    '{host} leads to a private address of this machine or network and was not called. Choose a public address, or allow private ones when starting the server.',
    '{host} 指向本机或内网地址，已拒绝访问。请改用公网地址，或在启动服务时允许内网地址。',
  ],
  channel_redirected: [
    '{host} answered with a redirect, which is not followed. Enter the final address in the channel’s settings.',
    '{host} 要求跳转，系统不会跟随。请在渠道设置中填写最终地址。',
  ],
  channel_stopped: [
    'Sending was stopped before this message went out. It is tried again.',
    '在发出此消息前发送已停止，将自动重试。',
  ],

  // The account
  channel_throttled: [
    '{vendor} asks us to slow down ({code}). It is tried again later.',
    '{vendor} 限制了发送速度（{code}），稍后自动重试。',
  ],
  channel_credentials: [
    '{vendor} refused the user name, password or key ({code}). Enter them again in the channel’s settings.',
    '{vendor} 拒绝了用户名、密码或密钥（{code}），请在渠道设置中重新填写。',
  ],
  channel_forbidden: [
    'The account at {vendor} may not do this ({code}). Check its permissions and allowed IP addresses there.',
    '{vendor} 账号没有此权限（{code}），请到服务商处检查权限和 IP 白名单。',
  ],
  channel_no_credit: [
    'The account at {vendor} has no credit left or is suspended ({code}). Top it up, then resume the channel.',
    '{vendor} 账号余额不足或已停用（{code}），请充值后恢复渠道。',
  ],
  channel_sign_refused: [
    '{vendor} does not accept the signature or sender of the message ({code}). Check at the vendor that it is approved.',
    '{vendor} 不接受该短信签名或发送方（{code}），请到服务商处确认已审核通过。',
  ],
  channel_setup_refused: [
    '{vendor} refused the channel’s settings ({code}: {detail}). Correct them, then resume the channel.',
    '{vendor} 拒绝了渠道设置（{code}：{detail}），请更正后恢复渠道。',
  ],
  channel_gone: [
    '{host} says that nothing is received there any more (410). Enter another address, then resume the channel.',
    '{host} 表示不再接收消息（410），请更换地址后恢复渠道。',
  ],

  // The message
  channel_not_approved: [
    'The template has no approved code for {vendor}; it sends nothing else. Add the code in the template.',
    '该模板没有 {vendor} 审核通过的模板编号，无法发送，请在模板中补充。',
  ],
  channel_template_refused: [
    '{vendor} refused the template code or its parameters ({code}). Compare them with what was approved there.',
    '{vendor} 拒绝了模板编号或变量（{code}），请与审核通过的模板核对。',
  ],
  channel_content_refused: [
    '{vendor} refused the content ({code}: {detail}).',
    '{vendor} 拒绝了消息内容（{code}：{detail}）。',
  ],
  channel_too_long: [
    'The message has {size} bytes; {vendor} takes at most {max}.',
    '消息共 {size} 字节，{vendor} 最多允许 {max} 字节。',
  ],
  channel_address_invalid: [
    'The address is not one that {vendor} can send to ({code}).',
    '{vendor} 无法向该地址发送（{code}）。',
  ],
  channel_refused_by_person: [
    'The person does not want messages from here: {vendor} says so ({code}).',
    '对方已拒收：{vendor} 的黑名单或退订名单中有此号码（{code}）。',
  ],
  channel_person_limit: [
    '{vendor} allows this person no more messages for now ({code}). It is tried again later.',
    '{vendor} 暂不允许再给此人发送（{code}），稍后自动重试。',
  ],
  channel_hours: [
    '{vendor} sends no promotions at this hour ({code}). It is tried again later.',
    '{vendor} 在此时段不发送营销消息（{code}），稍后自动重试。',
  ],
  channel_rejected: [
    '{vendor} refused the message ({code}: {detail}).',
    '{vendor} 拒绝了该消息（{code}：{detail}）。',
  ],
  channel_vendor_ill: [
    '{vendor} reports an error of its own ({code}), so the message may have gone out. Look it up at the vendor, then mark it as sent or as failed.',
    '{vendor} 自身出错（{code}），消息可能已发出。请到服务商处核对，再标记为已发送或失败。',
  ],
  channel_later: [
    '{vendor} cannot take the message now ({code}: {detail}). It is tried again.',
    '{vendor} 暂时无法接收该消息（{code}：{detail}），将自动重试。',
  ],
  channel_undelivered: [
    '{vendor} could not deliver the message ({code}: {detail}).',
    '{vendor} 未能送达该消息（{code}：{detail}）。',
  ],
  channel_bounced: ['The mail came back ({code}: {detail}).', '邮件被退回（{code}：{detail}）。'],

  // Mails that came back
  bounce_unreadable: [
    'This is neither a delivery report (RFC 3464) nor a complaint (RFC 5965), so nothing was changed. Hand over the whole mail as it came, its headers first.',
    '这不是退信报告（RFC 3464）或投诉（RFC 5965），未作任何改动。请提交完整的原始邮件，含邮件头。',
  ],
  bounce_unknown: [
    'The report is about no mail that was sent from here, so nothing was changed.',
    '该报告所指邮件并非由此发出，未作任何改动。',
  ],
  bounce_no_mail: [
    '{name} sends no mail, so none comes back to it. Name an email channel.',
    '{name} 不发送邮件，不会有退信。请指定邮件渠道。',
  ],
  bounce_no_channel: [
    'There is no email channel yet. Set one up under Settings → Channels, or name one with --channel.',
    '还没有邮件渠道。请在 设置 → 渠道 中添加，或用 --channel 指定。',
  ],

  // Calls from a vendor
  callback_signature: [
    'The call is not signed by the vendor, or not with this channel’s key.',
    '该回调没有有效的服务商签名。',
  ],
  callback_unreadable: ['The call cannot be read: {detail}.', '无法读懂该回调：{detail}。'],
};
