import {
  IconAlertCircle,
  IconGift,
  IconLink,
  IconMessage,
  IconPackage,
  IconPencil,
  IconPhone,
  IconReceiptRefund,
  IconShieldCheck,
  IconShoppingBag,
  IconStar,
  IconTag,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Badge, Row, Time, useFormats, type TimelineEntry, type Tone } from '../../../ui/index.ts';
import type { Customer, FieldChange, TimelineItem } from '../model.ts';
import { ChangeBody } from './change-body.tsx';
import { parcelState, type Entry } from './fold.ts';
import { OrderBody } from './order-body.tsx';
import { ParcelBody } from './parcel-body.tsx';
import { Settle } from './settle.tsx';
import { Words } from './words-said.tsx';

type Face = Pick<TimelineEntry, 'icon' | 'title' | 'tone' | 'body'>;

const SIZE = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** How each kind of thing that happened looks on the line; undefined for what needs no place there. */
export function useEntry(customer: Customer): (entry: Entry) => TimelineEntry | undefined {
  const faces = useFaces(customer);
  return (entry) => {
    const { item } = entry;
    const face = faces[item.type]?.(entry) ?? faces[item.type.split('.')[0] ?? '']?.(entry);
    return face && { key: `${item.type} ${item.id}`, when: <Time value={item.at} />, ...face };
  };
}

function useFaces(customer: Customer): Record<string, (entry: Entry) => Face | undefined> {
  const { t } = useTranslation('customers');
  const { money } = useFormats();
  const tagFace = (key: string, { item }: Entry): Face => ({
    icon: <IconTag {...SIZE} />,
    title: t(key, { name: text(item.data['tag']) }),
  });
  return {
    'order.placed': (entry) => orderFace(entry.item, customer, t),
    parcel: (entry) => parcelFace(entry, t),
    refund: ({ item }) => ({
      ...{ icon: <IconReceiptRefund {...SIZE} />, tone: 'warn' },
      title: t('timeline.refund', {
        amount: money(Number(item.data['amount']), text(item.data['currency'])),
        number: item.order_number,
      }),
      body: text(item.data['reason']) || undefined,
    }),
    review: ({ item }) => reviewFace(item, t),
    conversation: ({ item }) => conversationFace(item, customer.id, t),
    consent: ({ item }) => ({
      icon: <IconShieldCheck {...SIZE} />,
      title: t('timeline.consent', {
        channel: t(`consents.channels.${text(item.data['channel'])}`, text(item.data['channel'])),
        state: t(`consents.${text(item.data['state'])}`),
      }),
    }),
    'tag.added': (entry) => tagFace('timeline.tag_added', entry),
    'tag.removed': (entry) => tagFace('timeline.tag_removed', entry),
    change: ({ item }) => changeFace(item, customer.id, t),
  };
}

type Translate = ReturnType<typeof useTranslation>['t'];

function orderFace(item: TimelineItem, customer: Customer, t: Translate): Face {
  const kind = text(item.data['kind']) || 'order';
  const order = customer.orders.find(({ id }) => id === item.order_id);
  const status = order?.status ?? text(item.data['status']);
  const closed = status === 'closed' || status === 'unpaid';
  return {
    icon: kind === 'gift' ? <IconGift {...SIZE} /> : <IconShoppingBag {...SIZE} />,
    tone: kind === 'order' && !closed ? 'accent' : undefined,
    title: (
      <Row gap={1}>
        <strong>{t(`timeline.${kind}`, { number: item.order_number })}</strong>
        {status && <Badge>{t(`order_status.${status}`, status)}</Badge>}
      </Row>
    ),
    body: <OrderBody item={item} order={order} />,
  };
}

const PARCEL_TONES: Record<string, Tone> = {
  delivered: 'good',
  attempt_failed: 'warn',
  refused: 'bad',
  returned: 'bad',
  exception: 'bad',
};

function parcelFace(entry: Entry, t: Translate): Face {
  const state = parcelState(entry);
  const tracking = text(entry.item.data['tracking_number']);
  const carrier = entry.steps.map(({ data }) => text(data['carrier'])).find(Boolean);
  return {
    icon: <IconPackage {...SIZE} />,
    tone: state ? PARCEL_TONES[state] : undefined,
    title: (
      <Row gap={1}>
        <span>
          {carrier
            ? t('timeline.parcel_by', { carrier, number: tracking })
            : t('timeline.parcel', { number: tracking })}
        </span>
        {state && (
          <Badge tone={PARCEL_TONES[state]}>{t(`timeline.parcel_state.${state}`, state)}</Badge>
        )}
      </Row>
    ),
    body: <ParcelBody entry={entry} />,
  };
}

function reviewFace(item: TimelineItem, t: Translate): Face {
  const score = item.data['score'];
  const product = text(item.data['product_title']);
  const stars = typeof score === 'number' ? score : undefined;
  const bad = stars !== undefined && stars <= 3;
  return {
    ...{
      icon: <IconStar {...SIZE} />,
      tone: stars === undefined ? undefined : bad ? 'bad' : 'good',
    },
    title: (
      <Row gap={1}>
        <span>
          {product
            ? t('timeline.review', { title: product })
            : t('timeline.review_order', { number: item.order_number })}
        </span>
        {stars !== undefined && (
          <Badge tone={bad ? 'bad' : 'good'}>{t('timeline.stars', { count: stars })}</Badge>
        )}
      </Row>
    ),
    body: <Words>{text(item.data['text'])}</Words>,
  };
}

function conversationFace(item: TimelineItem, customer: string, t: Translate): Face {
  const kind = text(item.data['kind']) || 'chat';
  const complaint = kind === 'complaint';
  const settled = Boolean(item.data['resolved_at']);
  const icons = {
    call: <IconPhone {...SIZE} />,
    note: <IconPencil {...SIZE} />,
    complaint: <IconAlertCircle {...SIZE} />,
  };
  const who = item.data['direction'] === 'in' ? t('timeline.said_in') : text(item.data['staff']);
  return {
    icon: icons[kind as keyof typeof icons] ?? <IconMessage {...SIZE} />,
    tone: complaint && !settled ? 'bad' : undefined,
    title: (
      <Row gap={1}>
        <span>{[t(`timeline.${kind}`), who].filter(Boolean).join(' · ')}</span>
        {complaint && (
          <Badge tone={settled ? 'good' : 'bad'}>
            {settled ? t('timeline.resolved') : t('timeline.open')}
          </Badge>
        )}
      </Row>
    ),
    body: (
      <>
        <Words>{text(item.data['text'])}</Words>
        {complaint && <Settle customer={customer} id={item.id} settled={settled} />}
      </>
    ),
  };
}

function changeFace(item: TimelineItem, customer: string, t: Translate): Face | undefined {
  const changes = (item.data['changes'] ?? []) as FieldChange[];
  const who = text(item.data['by_name']);
  const joined = changes.some(({ field }) => field === 'profile');
  const tied = changes.some(({ field }) => field === 'order');
  if (changes.length === 0) return undefined;
  const here = changes.some(({ field, after }) => field === 'profile' && after === customer);
  const title = joined
    ? t(here ? 'timeline.joined' : 'timeline.separated')
    : tied
      ? t('timeline.tied')
      : who
        ? t('timeline.change', { who })
        : t('timeline.change_import');
  return {
    icon: joined || tied ? <IconLink {...SIZE} /> : <IconPencil {...SIZE} />,
    title,
    body: (
      <ChangeBody
        customer={customer}
        id={item.id}
        changes={changes}
        undone={Boolean(item.data['undone_at'])}
      />
    ),
  };
}
