import { button, heading, text, type Said } from './ready.ts';

const SHOP = button('Have a look', '{{ shop.url }}', 'shop.url');

/** As one would write to a friend: one thing, the truth, no pushing. */
export const EN: Record<string, Said> = {
  thank_you: {
    ...{ name: 'Thank-you for the first order', hint: 'Once the first parcel has arrived' },
    ...{
      subject: 'Thank you, {{ customer.first_name }}',
      preheader: 'Is everything as it should be?',
    },
    blocks: [
      heading('Thank you, {{ customer.first_name }}'),
      text(
        'This was the first time you bought something at {{ shop.name }}, and we noticed.',
        'Your {{ last_order.title | default: "order" }} should be with you by now. If anything is not right, just answer this mail: we read it ourselves.',
      ),
    ],
    short:
      'Hi {{ customer.first_name }}, thank you for your first order at {{ shop.name }}. If anything is not right, just tell us.',
  },
  usage_tip: {
    ...{ name: 'A tip for using it', hint: 'A few days after it arrived' },
    ...{
      subject: 'A small tip for your {{ last_order.title | default: "order" }}',
      preheader: 'It takes a minute',
    },
    blocks: [
      text(
        'Hi {{ customer.first_name }},',
        'Your {{ last_order.title | default: "order" }} is new to you, so here is a small thing that helps:',
        '{{ params.tip }}',
      ),
      text('Any question, just answer.'),
    ],
    short:
      'Hi {{ customer.first_name }}, a small tip for your {{ last_order.title | default: "order" | truncate: 30 }}: {{ params.tip }}',
  },
  how_did_it_go: {
    ...{ name: 'How did it go?', hint: 'About three weeks after it arrived' },
    ...{ subject: 'How is it going?', preheader: 'Good or bad, we would like to know' },
    blocks: [
      text(
        'Hi {{ customer.first_name }},',
        'You have had your {{ last_order.title | default: "order" }} for a while now. How is it going? Good or bad, one line is enough, and if something is not right we will see what we can do.',
      ),
    ],
    short:
      'Hi {{ customer.first_name }}, how is your {{ last_order.title | default: "order" | truncate: 30 }} doing? Good or bad, one line is enough.',
  },
  replenish: {
    ...{ name: 'Running out?', hint: 'When it should be used up soon' },
    ...{
      subject: 'Is your {{ last_order.title | default: "last order" }} running out?',
      preheader: 'If not, no hurry at all',
    },
    blocks: [
      text(
        'Hi {{ customer.first_name }},',
        '{% if last_order.day %}You bought it on {{ last_order.day | date: "short" }}, so{% else %}By our reckoning{% endif %} it may be running out. If there is plenty left, leave it. If not, we have some put by.',
      ),
      SHOP,
    ],
    short:
      'Hi {{ customer.first_name }}, your {{ last_order.title | default: "last order" | truncate: 30 }} may be running out. If there is plenty left, leave it.',
  },
  birthday: {
    ...{ name: 'Birthday', hint: 'On the day itself' },
    ...{
      subject: 'Happy birthday, {{ customer.first_name }}',
      preheader: 'Nothing else, just that',
    },
    blocks: [
      heading('Happy birthday'),
      text(
        'Hi {{ customer.first_name }}, today is yours. Nothing to sell; we only wanted to wish you a good year.',
        '{{ shop.name }}',
      ),
    ],
    short:
      'Happy birthday, {{ customer.first_name }}! Nothing to sell, we only wish you a good year. {{ shop.name }}',
  },
  festival: {
    ...{ name: 'Season’s greeting', hint: 'On the feast or the day before' },
    ...{
      subject: 'Happy {{ params.festival }}, {{ customer.first_name }}',
      preheader: 'From all of us at {{ shop.name }}',
    },
    blocks: [
      heading('Happy {{ params.festival }}'),
      text(
        'Hi {{ customer.first_name }}, thank you for thinking of us this year. A good time to you and yours.',
        '{{ shop.name }}',
      ),
    ],
    short:
      'Happy {{ params.festival }}, {{ customer.first_name }}! A good time to you and yours. {{ shop.name }}',
  },
  missed_you: {
    ...{
      name: 'We have missed you',
      hint: 'When somebody stays away much longer than usual; once',
    },
    ...{
      subject: 'It has been a while, {{ customer.first_name }}',
      preheader: 'Did we get something wrong?',
    },
    blocks: [
      text(
        'Hi {{ customer.first_name }},',
        'We have not seen you for a while. If we got something wrong, please tell us, so that we can mend it. If you simply need nothing just now, that is fine too.',
      ),
      SHOP,
    ],
    short:
      'Hi {{ customer.first_name }}, we have not seen you for a while. If we got something wrong, please tell us. If you need nothing, that is fine. {{ shop.name }}',
  },
  late_parcel: {
    ...{ name: 'Your parcel is late: sorry', hint: 'As soon as it is later than promised' },
    ...{ subject: 'Your parcel is late, and we are sorry', preheader: 'Where it stands' },
    blocks: [
      text(
        'Hi {{ customer.first_name }},',
        'Your order {{ last_order.number | default: "" }} has not arrived in time, and we are sorry. {% if last_order.carrier %}It is with {{ last_order.carrier }}{% if last_order.tracking %} ({{ last_order.tracking }}){% endif %}, and we{% else %}We{% endif %} are chasing it.',
        'If you would rather not wait, answer “refund” and we will return your money.',
      ),
    ],
    short:
      'Hi {{ customer.first_name }}, your order {{ last_order.number | default: "" }} is late, sorry. We are chasing it. Rather not wait? Answer REFUND. {{ shop.name }}',
  },
  bad_review: {
    ...{ name: 'After a bad review', hint: 'Within two days' },
    ...{ subject: 'Sorry, we let you down', preheader: 'We would like to put it right' },
    blocks: [
      text(
        'Hi {{ customer.first_name }},',
        'We read your review. We let you down this time, and we are sorry.',
        'Exchange it, send it back or have the missing part: you choose, and we will see to it. Leave your review as it is; it is your honest word.',
      ),
    ],
    short:
      'Hi {{ customer.first_name }}, we read your review and are sorry. Exchange, refund or repair: you choose. Leave the review as it is. {{ shop.name }}',
  },
  goodbye: {
    ...{ name: 'Sorry to see you go', hint: 'Once, when somebody unsubscribes or takes leave' },
    ...{ subject: 'All right, no more of these', preheader: 'Thank you for having been here' },
    blocks: [
      text(
        'Hi {{ customer.first_name }},',
        'We will not send you messages of this kind any more. Thank you for having been with us; about an order you can always write to us.',
      ),
    ],
    short:
      'Hi {{ customer.first_name }}, no more messages of this kind from {{ shop.name }}. About an order you can always write to us. Thank you.',
  },
};
