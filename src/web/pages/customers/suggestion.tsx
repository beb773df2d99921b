import { useTranslation } from 'react-i18next';
import { api, useMay } from '../../app/index.ts';
import {
  Badge,
  Button,
  Card,
  Facts,
  Link,
  Money,
  Pair,
  Row,
  Stack,
  DayOf,
} from '../../ui/index.ts';
import { said, useEdit, type Changed } from './edit.ts';
import type { Brief, Suggestion } from './model.ts';
import { useCallName } from './name.ts';

type Decided = Changed & { customer_id: string };

/** Two that may be one, or an order and who may have placed it: side by side, with the reason. */
export function SuggestionCard(props: { suggestion: Suggestion; hide?: string }) {
  const { suggestion } = props;
  const { t } = useTranslation('customers');
  const may = useMay('customers.merge');
  const reason = t(`same.reason.${suggestion.reason}`, t('same.reason.other'));
  const [one, other] = suggestion.customers;
  return (
    <Card>
      <Stack>
        <Row spread gap={1}>
          <strong>{reason}</strong>
          {may && <Decide suggestion={suggestion} />}
        </Row>
        <Pair>
          {one ? <Side brief={one} other={other} here={one.id === props.hide} /> : null}
          {suggestion.order ? (
            <OrderSide order={suggestion.order} />
          ) : other ? (
            <Side brief={other} other={one} here={other.id === props.hide} />
          ) : null}
        </Pair>
      </Stack>
    </Card>
  );
}

function Decide({ suggestion }: { suggestion: Suggestion }) {
  const { t } = useTranslation('customers');
  const { run, busy } = useEdit('');
  const decide = (verb: 'accept' | 'dismiss', message: string) =>
    said(
      run({
        send: () => api.post<Decided>(`/v1/suggestions/${suggestion.id}/${verb}`),
        said: message,
        of: (answer) => (answer as Decided).customer_id,
      }),
    );
  const tie = suggestion.kind === 'tie';
  return (
    <Row gap={1}>
      <Button
        size="small"
        kind="primary"
        busy={busy}
        onClick={() => decide('accept', t('same.accepted'))}
      >
        {tie ? t('same.accept_order') : t('same.accept')}
      </Button>
      <Button size="small" busy={busy} onClick={() => decide('dismiss', t('same.dismissed'))}>
        {tie ? t('same.dismiss_order') : t('same.dismiss')}
      </Button>
    </Row>
  );
}

const FIELDS = ['name', 'nick', 'phone', 'email', 'region', 'orders'] as const;
type Field = (typeof FIELDS)[number];

const factsOf = (brief: Brief): Record<Field, string | null> => ({
  ...{ name: brief.name, nick: brief.nick, phone: brief.phone, email: brief.email },
  region: [brief.province, brief.city].filter(Boolean).join(' ') || null,
  orders: String(brief.orders),
});

function Side(props: { brief: Brief; other: Brief | undefined; here: boolean }) {
  const { brief, other, here } = props;
  const { t } = useTranslation('customers');
  const callName = useCallName();
  const mine = factsOf(brief);
  const theirs = other && factsOf(other);
  const agrees = (field: Field) => field !== 'orders' && theirs?.[field] === mine[field];
  return (
    <Stack gap={1}>
      {here ? (
        <strong>{callName(brief)}</strong>
      ) : (
        <Link to="/customers/$id" params={{ id: brief.id }}>
          {callName(brief)}
        </Link>
      )}
      <Facts
        of={FIELDS.filter((field) => mine[field]).map((field) => [
          t(`column.${field}`),
          <Row key={field} gap={1}>
            <span>{mine[field]}</span>
            {agrees(field) && <Badge tone="good">{t('same.agrees')}</Badge>}
          </Row>,
        ])}
      />
    </Stack>
  );
}

function OrderSide({ order }: { order: NonNullable<Suggestion['order']> }) {
  const { t } = useTranslation('customers');
  return (
    <Stack gap={1}>
      <strong>{t('timeline.order', { number: order.number })}</strong>
      <Facts
        of={[
          [t('unknown.placed'), <DayOf key="day" value={order.placed_at} />],
          [t('unknown.value'), <Money key="sum" minor={order.gross} currency={order.currency} />],
        ]}
      />
    </Stack>
  );
}
