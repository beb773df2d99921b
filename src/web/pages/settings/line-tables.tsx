import { useTranslation } from 'react-i18next';
import { Badge, Button, Count, DataTable, Money, Row, Soft, type Column } from '../../ui/index.ts';
import type { LineRules, Rule, Suggestion } from './line-rules.ts';

interface Props<One> {
  rows: One[];
  currency: string;
  /** Undefined: may look only. */
  rules: LineRules | undefined;
}

function useWeights<One extends { lines: number; amount: number }>(currency: string) {
  const { t } = useTranslation('goods');
  const columns: Column<One>[] = [
    {
      ...{ key: 'lines', title: t('lines'), align: 'end' },
      cell: ({ lines }) => <Count value={lines} />,
    },
    {
      ...{ key: 'amount', title: t('amount'), align: 'end' },
      cell: ({ amount }) => <Money minor={amount} currency={currency} />,
    },
  ];
  return columns;
}

export function SuggestionTable({ rows, currency, rules }: Props<Suggestion>) {
  const { t } = useTranslation('goods');
  const weights = useWeights<Suggestion>(currency);
  const what: Column<Suggestion> = {
    key: 'what',
    title: t('what'),
    cell: ({ sku, title }) => (
      <Row gap={1}>
        <span>{title || sku}</span>
        {title && title !== sku && <Soft small>{sku}</Soft>}
      </Row>
    ),
  };
  const decide: Column<Suggestion> = {
    ...{ key: 'decide', title: t('decide'), align: 'end', quiet: true },
    cell: (one) => <Decide one={one} rules={rules} />,
  };
  return (
    <DataTable
      {...{ label: t('suggested'), rows, bare: true }}
      columns={rules ? [what, ...weights, decide] : [what, ...weights]}
      rowKey={({ sku }) => sku}
    />
  );
}

function Decide({ one, rules }: { one: Suggestion; rules: LineRules | undefined }) {
  const { t } = useTranslation('goods');
  const { sku, title, kind } = one;
  const button = (as: Suggestion['kind']) => (
    <Button
      size="small"
      kind={as === 'goods' ? 'quiet' : undefined}
      disabled={rules?.busy}
      onClick={() => rules?.sayOrTell({ sku, kind: as })}
    >
      {t(`this_is.${as}`)} <span className="r-hidden">{title || sku}</span>
    </Button>
  );
  return (
    <Row gap={1}>
      {button(kind)}
      {button('goods')}
    </Row>
  );
}

export function RuleTable({ rows, currency, rules }: Props<Rule>) {
  const { t } = useTranslation('goods');
  const weights = useWeights<Rule>(currency);
  const nameOf = ({ sku, title }: Rule) => (sku ? t('code', { sku }) : t('words', { title }));
  const columns: Column<Rule>[] = [
    {
      key: 'what',
      title: t('what'),
      cell: (rule) => (
        <Row gap={1}>
          <span>{rule.product || nameOf(rule)}</span>
          {rule.product && rule.product !== rule.sku && <Soft small>{rule.sku}</Soft>}
        </Row>
      ),
    },
    {
      key: 'kind',
      title: t('counts_as'),
      cell: ({ kind }) => <Badge>{t(`kinds.${kind}`)}</Badge>,
    },
    ...weights,
  ];
  const remove: Column<Rule> = {
    ...{ key: 'remove', title: t('remove'), align: 'end', quiet: true },
    cell: (rule) => (
      <Button size="small" kind="quiet" disabled={rules?.busy} onClick={() => rules?.remove(rule)}>
        {t('remove')} <span className="r-hidden">{nameOf(rule)}</span>
      </Button>
    ),
  };
  return (
    <DataTable
      {...{ label: t('rules'), rows, bare: true }}
      columns={rules ? [...columns, remove] : columns}
      rowKey={({ id }) => id}
    />
  );
}
