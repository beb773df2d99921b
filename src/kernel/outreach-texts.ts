import type { Text } from './text.ts';

/** What the gate says of a touch, what a channel or a policy cannot do, and what a person may not do with one. */
export const OUTREACH_TEXTS: Record<string, Text> = {
  // Rules, in the order in which they are asked
  touch_rule_not_reached: [
    'Not asked: an earlier rule had decided.',
    '未检查：前面的规则已作出决定。',
  ],
  touch_channel_ready: ['There is a channel to send it through.', '有可用的发送渠道。'],
  touch_content_ready: ['The text may be used.', '内容可以使用。'],
  touch_channel_gone: [
    'The channel it should have used was removed. Choose another in Settings → Channels.',
    '原定的渠道已被移除，请在“设置 → 渠道”中另选。',
  ],
  touch_channel_off: [
    'The channel is switched off in Settings → Channels.',
    '该渠道已在“设置 → 渠道”中停用。',
  ],
  touch_template_archived: ['Its template was put away.', '其模板已归档。'],
  touch_address_found: ['There is an address to write to.', '有可用的联系方式。'],
  touch_address_none: ['There is no address to write to.', '没有可用的联系方式。'],
  touch_address_masked: [
    'The platform shows this contact only masked (with *), so nothing can be sent there. Feed the platform by an export list instead.',
    '平台只提供打码的联系方式（含 *），无法发送；请改用导出名单在平台内发送。',
  ],
  touch_suppressed_not: [
    'The address is not on the do-not-contact list.',
    '该联系方式不在停发名单中。',
  ],
  touch_suppressed: [
    'The address is on the do-not-contact list ({reason}, since {at}).',
    '该联系方式在停发名单中（{reason}，自 {at} 起）。',
  ],
  touch_reason_bounced: ['bounced', '退信'],
  touch_reason_complained: ['complained', '投诉'],
  touch_reason_invalid: ['does not exist', '不存在'],
  touch_reason_do_not_contact: ['do not contact', '请勿联系'],
  touch_reason_unsubscribed: ['unsubscribed', '已退订'],
  touch_consent_granted: ['They said yes ({source}, {at}).', '客户已同意（{source}，{at}）。'],
  touch_consent_refused: ['They said no ({source}, {at}).', '客户已拒绝（{source}，{at}）。'],
  touch_consent_address_stopped: [
    'Somebody who is reached at this address asked us to stop ({at}), and no yes has come since.',
    '有人在该联系方式上要求停发（{at}），此后未再同意。',
  ],
  touch_consent_topic_refused: [
    'They do not want messages about this topic ({source}, {at}).',
    '客户不想收到此话题的消息（{source}，{at}）。',
  ],
  touch_consent_not_needed: [
    'No consent is needed for this class by your rules, and they have not refused.',
    '按您的规则此类消息无须事先同意，客户也未拒绝。',
  ],
  touch_consent_soft_opt_in: [
    'A customer of yours in {country}: may be written to about similar products until they object (ePrivacy directive, art. 13(2)).',
    '{country} 的既有客户：在其反对前可就类似商品发信（ePrivacy 指令第 13(2) 条）。',
  ],
  touch_consent_missing: [
    'They have not said yes, and your rules ask for it.',
    '客户尚未同意，而您的规则要求事先同意。',
  ],
  touch_source_import: ['imported', '导入'],
  touch_source_form: ['a form', '表单'],
  touch_source_reply: ['their reply', '回复'],
  touch_source_staff: ['told staff', '告知员工'],
  touch_source_page: ['their preference page', '偏好页'],
  touch_source_unsubscribe: ['one-click unsubscribe', '一键退订'],
  touch_complaint_none: ['No complaint is open.', '没有未处理的投诉。'],
  touch_complaint_open: [
    'A complaint is open since {at}: first mend that, then offer something.',
    '有投诉自 {at} 起未处理：先解决问题，再谈优惠。',
  ],
  touch_complaint_open_class: [
    'A complaint is open since {at}; messages of this class still go.',
    '有投诉自 {at} 起未处理；此类消息仍会发送。',
  ],
  touch_validity_open: ['It may be sent until {until}.', '有效期至 {until}。'],
  touch_validity_over: ['Its time was over at {until}.', '有效期已于 {until} 结束。'],
  touch_hours_fit: ['It is a good hour there ({zone}).', '当地（{zone}）时间合适。'],
  touch_hours_moved: [
    'Moved out of the quiet hours to {at} ({zone}).',
    '避开免打扰时段，改到 {at}（{zone}）。',
  ],
  touch_hours_outlast_validity: [
    'Quiet hours last until after {until}, when its time is over.',
    '免打扰时段结束前有效期（{until}）已过。',
  ],
  touch_hours_never: [
    'There is no hour that is allowed in every time zone where they may live.',
    '在客户可能所在的各时区没有共同的允许时段。',
  ],
  touch_cap_room: ['They have not had too many messages.', '近期消息数量未超上限。'],
  touch_cap_moved: [
    'Moved to {at}: not more than {max} in {days} day(s).',
    '改到 {at}：{days} 天内不超过 {max} 条。',
  ],
  touch_cap_reached: [
    'They would have more than {max} in {days} day(s) ({counted} counted, the last on {last}).',
    '{days} 天内将超过 {max} 条（已计 {counted} 条，最近一条 {last}）。',
  ],
  touch_contention_won: [
    'Nothing more valuable asked for the same place.',
    '没有价值更高的消息争用此时段。',
  ],
  touch_outbid: [
    'Another message ({by}) is worth more to the shop, and only {max} fit into {days} day(s).',
    '另一条消息（{by}）价值更高，而 {days} 天内只能发 {max} 条。',
  ],
  touch_budget_none: ['No budget limits it.', '没有预算限制。'],
  touch_budget_room: ['The budget has room for it.', '预算充足。'],
  touch_budget_spent: ['The budget is used up.', '预算已用完。'],
  touch_held_out_not: ['Not among those held out for comparison.', '不在对照组中。'],
  touch_held_out: [
    'Held out for comparison: what they buy without the message shows what the message brings.',
    '列入对照组：不发消息时的购买情况，用来衡量消息带来的效果。',
  ],

  // What became of it otherwise
  touch_cancelled_by_hand: ['Cancelled by a person.', '已由员工取消。'],
  touch_erased: ['The customer’s data was erased.', '客户资料已删除。'],
  touch_restored: [
    'Cancelled when a backup was restored: it may have gone out since.',
    '恢复备份时取消：此后可能已发出。',
  ],
  touch_interrupted: [
    'The program stopped while it was being sent. Whether it arrived is not known: look at the vendor’s own list, then say so.',
    '发送时程序中断，无法确定是否送达：请查看服务商的发送记录后标记结果。',
  ],
  touch_not_rendered: ['Its text could not be made.', '内容无法生成。'],
  touch_by_hand: ['Written by hand.', '手动发送。'],

  // What cannot be done
  customer_none: ['No customer fits “{search}”.', '没有符合 “{search}” 的客户。'],
  customer_several: [
    'Several customers fit “{search}”. Use the id (cus_…) that `regulars customers list --search` shows.',
    '有多位客户符合 “{search}”，请使用 `regulars customers list --search` 显示的编号（cus_…）。',
  ],
  touch_not_waiting: [
    'Message {id} does not lie ready to be carried (any more): nothing was marked. Take a fresh list.',
    '消息 {id} 不在待人工发送之列（或已处理），全部未标记。请重新下载名单。',
  ],
  touch_not_carried: [
    'Message {id} cannot be taken back: only what a person marked within the last hour can.',
    '消息 {id} 无法撤回：只有一小时内人工标记的才能撤回。',
  ],
  no_message_ids: [
    'No message id (tch_…) was found there: give ids, or the CSV that was taken.',
    '未找到消息编号（tch_…）：请给出编号，或下载的 CSV 文件。',
  ],
  list_absent: [
    'There is no file {file}, and it is no message id.',
    '没有文件 {file}，也不是消息编号。',
  ],
  rehearsal_future: [
    'What is still to come cannot be rehearsed: choose an end that is past.',
    '尚未发生的时间无法试算，请选择已过去的结束时间。',
  ],
  rehearsal_window: [
    'The window must end after it begins and be no longer than {max} days.',
    '时间段的结束须晚于开始，且不超过 {max} 天。',
  ],
  touch_none_unlisted: [
    'Nothing lies ready that nobody has taken yet. Lists that were taken can be taken again.',
    '没有尚未领取的待发送消息；已领取的名单可再次下载。',
  ],
  touch_none_out: [
    'Nothing of this list is marked as sent, so there is nothing to take back.',
    '该名单中没有标记为已发送的消息，无可撤回。',
  ],
  carried_which: [
    'Say which messages: a list or ids, one of the two.',
    '请指明哪些消息：名单（list）或编号（ids），二选一。',
  ],
  touch_none_waiting: ['No message lies ready to be carried.', '没有待人工发送的消息。'],
  touch_state: [
    'This cannot be done with a message that is “{state}”.',
    '“{state}” 状态的消息不能这样操作。',
  ],
  touch_empty: ['Write something, or choose a template.', '请填写内容或选择模板。'],
  touch_until_before_from: ['It must end after it begins.', '结束时间须晚于开始时间。'],
  policy_changed_meanwhile: [
    'Somebody else changed the rules meanwhile. Look at them again, then save.',
    '规则刚被他人修改，请重新查看后再保存。',
  ],
  policy_hours_backwards: ['The hours must end after they begin.', '时段的结束须晚于开始。'],
  policy_no_everywhere: [
    'One rule for hours must hold everywhere that no other names.',
    '须有一条适用于其他所有地区的时段规则。',
  ],
  channel_vendor_unknown: ['There is no vendor “{vendor}”.', '没有名为 “{vendor}” 的服务商。'],
  channel_kind_wrong: ['{vendor} sends {kind}.', '{vendor} 发送的是 {kind}。'],
  channel_setting_invalid: [
    'The setting “{field}” is missing or not right.',
    '设置 “{field}” 缺失或不正确。',
  ],
  channel_paused_by_hand: ['Held back by a person.', '已由员工暂停。'],
  channel_paused: ['The channel is paused.', '渠道已暂停。'],
  channel_answer_malformed: [
    'The vendor’s answer could not be understood.',
    '无法理解服务商的应答。',
  ],
  channel_broke: ['The channel broke while sending ({reason}).', '发送时渠道出错（{reason}）。'],
  channel_not_delivered: ['The vendor could not deliver it.', '服务商未能送达。'],
  channel_secrets_foreign: [
    'The passwords of this channel were sealed on another installation. Enter them again.',
    '该渠道的密码是在另一台安装上加密的，请重新填写。',
  ],
};
