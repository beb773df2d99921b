import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Money, Row, Soft, Stack, useFormats } from '../../../ui/index.ts';
import type { Order, OrderLine, TimelineItem } from '../model.ts';
import { Words } from './words-said.tsx';

const FEW = 4;

/** What a credit note gave back, or what an order was worth. */
function sumOf(item: TimelineItem, order: Order | undefined): number {
  const kind = order?.kind ?? item.data['kind'];
  if (kind === 'credit_note') return -(order?.refunded ?? 0);
  return order?.gross ?? Number(item.data['gross']);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What was bought and for how much. Orders beyond the page's first ones only know their sum. */
export function OrderBody(props: { item: TimelineItem; order: Order | undefined }) {
  const { item, order } = props;
  const currency = order?.currency ?? textOf(item.data['currency']);
  const sum = sumOf(item, order);
  const extras = useExtras(order);
  const about = [textOf(item.data['shop_name']), ...extras].filter(Boolean);
  return (
    <Stack gap={0.5}>
      <Row gap={1} align="baseline">
        {sum !== 0 && (
          <strong>
            <Money minor={sum} currency={currency} />
          </strong>
        )}
        <Soft small>{about.join(' · ')}</Soft>
      </Row>
      {order && <Lines lines={order.lines} currency={currency} />}
      {order?.buyer_note && <Words>{order.buyer_note}</Words>}
    </Stack>
  );
}

/** What made the sum other than the goods. */
function useExtras(order: Order | undefined): string[] {
  const { t } = useTranslation('customers');
  const { money } = useFormats();
  if (!order) return [];
  const { discount, shipping, currency } = order;
  const refunded = order.kind === 'credit_note' ? 0 : order.refunded;
  const amounts = Object.entries({ discount, shipping, refunded });
  return amounts
    .filter(([, amount]) => amount > 0)
    .map(([key, amount]) => t(`timeline.${key}`, { amount: money(amount, currency) }));
}

function Lines({ lines, currency }: { lines: OrderLine[]; currency: string }) {
  const { t } = useTranslation('customers');
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, lines.length === FEW + 1 ? FEW + 1 : FEW);
  const hidden = lines.length - shown.length;
  return (
    <>
      <ul>
        {shown.map((line, at) => (
          // Lines have no identity: the same thing may stand twice in one basket.
          <li key={at}>
            <Row gap={1} spread align="baseline">
              <span>
                {line.title ?? line.sku}
                {line.variant && <Soft small> {line.variant}</Soft>}
                {Number(line.quantity) !== 1 && <Soft small> × {Number(line.quantity)}</Soft>}
              </span>
              <Soft small>
                <Money minor={line.amount} currency={currency} />
              </Soft>
            </Row>
          </li>
        ))}
      </ul>
      {(hidden > 0 || all) && lines.length > FEW + 1 && (
        <Row>
          <Button kind="quiet" size="small" onClick={() => setAll(!all)}>
            {all ? t('timeline.lines_less') : t('timeline.lines_more', { count: hidden })}
          </Button>
        </Row>
      )}
    </>
  );
}
