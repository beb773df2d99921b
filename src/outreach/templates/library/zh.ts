import { button, heading, text, type Said } from './ready.ts';

const SHOP = button('去店里看看', '{{ shop.url }}', 'shop.url');

/** 像朋友那样写：一件事、说实话、不催。 */
export const ZH: Record<string, Said> = {
  thank_you: {
    ...{ name: '首次购买致谢', hint: '第一单签收之后' },
    ...{ subject: '谢谢您，{{ customer.name }}', preheader: '收到还满意吗？' },
    blocks: [
      heading('{{ customer.name }}，谢谢您'),
      text(
        '这是您第一次在{{ shop.name }}买东西，我们记得。',
        '{{ last_order.title | default: "您买的东西" }}应该已经到了。要是有哪里不对，直接回复这封邮件就好，看到的是我们自己，不是机器人。',
      ),
    ],
    short:
      '{{ customer.name }}，谢谢您第一次来{{ shop.name }}。{{ last_order.title | default: "东西" | truncate: 12 }}有哪里不对，直接找我们就好。',
  },
  usage_tip: {
    ...{ name: '使用小贴士', hint: '收到几天后' },
    ...{
      subject: '{{ last_order.title | default: "您买的东西" }}，这样用更好',
      preheader: '一个小办法',
    },
    blocks: [
      text(
        '{{ customer.name }}，您好：',
        '{{ last_order.title | default: "您买的东西" }}刚到手，有一个小办法想告诉您：',
        '{{ params.tip }}',
      ),
      text('用着有疑问，随时回复我们。'),
    ],
    short:
      '{{ customer.name }}，关于{{ last_order.title | default: "您买的东西" | truncate: 12 }}的一个小办法：{{ params.tip }}',
  },
  how_did_it_go: {
    ...{ name: '三周后问问近况', hint: '收到三周左右' },
    ...{ subject: '用得还顺手吗？', preheader: '好的坏的，都想听听' },
    blocks: [
      text(
        '{{ customer.name }}，您好：',
        '{{ last_order.title | default: "您买的东西" }}用了一阵子了，还顺手吗？好的坏的我们都想听，回复一句话就行。哪里不合心意，我们来想办法。',
      ),
    ],
    short:
      '{{ customer.name }}，{{ last_order.title | default: "上次买的东西" | truncate: 12 }}用得还顺手吗？好的坏的都想听听，回复一句就行。',
  },
  replenish: {
    ...{ name: '差不多用完了', hint: '按用量估计快用完时' },
    ...{
      subject: '{{ last_order.title | default: "上次买的" }}快用完了吗？',
      preheader: '还有就先别买',
    },
    blocks: [
      text(
        '{{ customer.name }}，您好：',
        '{% if last_order.day %}您上次是{{ last_order.day | date: "short" }}买的，{% endif %}算算日子差不多快用完了。家里还有就先用着，不急；要补的话，我们给您备着。',
      ),
      SHOP,
    ],
    short:
      '{{ customer.name }}，{{ last_order.title | default: "上次买的东西" | truncate: 12 }}差不多快用完了吧？还有就先用着，要补随时来。',
  },
  birthday: {
    ...{ name: '生日祝福', hint: '生日当天' },
    ...{ subject: '生日快乐，{{ customer.name }}', preheader: '只是想说一声' },
    blocks: [
      heading('生日快乐'),
      text(
        '{{ customer.name }}，今天是您的日子。没有别的事，只想祝您这一岁顺顺当当。',
        '{{ shop.name }}',
      ),
    ],
    short: '{{ customer.name }}，生日快乐！没有别的事，只想祝您这一岁顺顺当当。',
  },
  festival: {
    ...{ name: '节日问候', hint: '节日前一天或当天' },
    ...{
      subject: '{{ params.festival }}快乐，{{ customer.name }}',
      preheader: '来自{{ shop.name }}的问候',
    },
    blocks: [
      heading('{{ params.festival }}快乐'),
      text(
        '{{ customer.name }}，谢谢您这一年里想着我们。祝您和家人过个好节，吃好睡好。',
        '{{ shop.name }}',
      ),
    ],
    short: '{{ customer.name }}，{{ params.festival }}快乐！祝您和家人过个好节，吃好睡好。',
  },
  missed_you: {
    ...{ name: '好久不见', hint: '明显比平常久没来时，只写一次' },
    ...{ subject: '好久不见，{{ customer.name }}', preheader: '是我们哪里没做好吗？' },
    blocks: [
      text(
        '{{ customer.name }}，您好：',
        '好一阵子没见到您了。要是我们哪里没做好，请告诉我们，我们想改；要只是暂时用不上，也没关系，祝您都好。',
      ),
      SHOP,
    ],
    short:
      '{{ customer.name }}，好一阵子没见到您了。要是我们哪里没做好，请告诉我们；暂时用不上也没关系，祝您都好。',
  },
  late_parcel: {
    ...{ name: '包裹晚了，向您道歉', hint: '比约定晚到时，越早越好' },
    ...{ subject: '您的包裹晚了，对不起', preheader: '现在是什么情况' },
    blocks: [
      text(
        '{{ customer.name }}，您好：',
        '订单{{ last_order.number | default: "" }}的包裹没能按时到，对不起。{% if last_order.carrier %}承运的是{{ last_order.carrier }}{% if last_order.tracking %}，单号 {{ last_order.tracking }}{% endif %}，{% endif %}我们已经在催。',
        '如果您不想等了，回复“退”，我们就给您办退款。',
      ),
    ],
    short:
      '{{ customer.name }}，订单{{ last_order.number | default: "" }}晚了，对不起，我们已在催快递。不想等了就回复“退”，我们给您办退款。',
  },
  bad_review: {
    ...{ name: '差评之后', hint: '有人给了差评，两天之内' },
    ...{ subject: '对不起，这次让您失望了', preheader: '我们想把它弄好' },
    blocks: [
      text(
        '{{ customer.name }}，您好：',
        '看到了您的评价，这次是我们让您失望了，对不起。',
        '{{ last_order.title | default: "您买的东西" }}要换、要退，还是要补，您说了算，回复我们就办。评价您不用动，那是您的真心话。',
      ),
    ],
    short:
      '{{ customer.name }}，看到了您的评价，对不起。要换、要退还是要补，您说了算，回复我们就办。评价您不用动。',
  },
  goodbye: {
    ...{ name: '退订后的道别', hint: '有人退订或说不再来时，只此一次' },
    ...{ subject: '好的，不再打扰您', preheader: '谢谢您来过' },
    blocks: [
      text(
        '{{ customer.name }}，您好：',
        '我们不会再发这类消息给您。谢谢您来过；手头的订单有事，仍然随时可以找我们。',
      ),
    ],
    short:
      '{{ customer.name }}，好的，我们不再发这类消息打扰您。谢谢您来过，订单有事仍可随时找我们。',
  },
};
