import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGet, useMay, type List } from '../../app/index.ts';
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Loading,
  SelectField,
  Soft,
} from '../../ui/index.ts';
import { LineRuleForm } from './line-rule-form.tsx';
import { pathOf, useLineRules, type LineKinds } from './line-rules.ts';
import { RuleTable, SuggestionTable } from './line-tables.tsx';

interface Shop {
  id: string;
  name: string;
}

/** Which lines of a shop's orders are shipping, fees or adjustments: suggested here, said by a person. */
export function Goods() {
  const { t } = useTranslation('goods');
  const shops = useGet<List<Shop>>('/v1/shops');
  const [asked, setAsked] = useState<string>();
  const all = shops.data?.data ?? [];
  const shop = all.find(({ id }) => id === asked) ?? all[0];
  if (shops.isPending) return <Loading />;
  if (shops.isError) return <ErrorState error={shops.error} />;
  if (!shop) return <EmptyState title={t('no_rules')}>{t('none_suggested_text')}</EmptyState>;
  const options = all.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      {all.length > 1 && (
        <SelectField label={t('shop')} options={options} value={shop.id} onChange={setAsked} />
      )}
      <OfShop key={shop.id} shop={shop.id} />
    </>
  );
}

function OfShop({ shop }: { shop: string }) {
  const { t } = useTranslation('goods');
  const may = useMay('shops.change');
  const kinds = useGet<LineKinds>(pathOf(shop));
  const [adding, setAdding] = useState(false);
  const rules = useLineRules(shop);
  if (kinds.isError) return <ErrorState error={kinds.error} onRetry={() => void kinds.refetch()} />;
  if (!kinds.data) return <Loading />;
  const { suggestions, rules: made, currency } = kinds.data;
  const add = may && (
    <Button kind={suggestions.length ? undefined : 'primary'} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <Card
        title={t('suggested')}
        sentence={suggestions.length > 0 ? t('suggested_text') : undefined}
      >
        {suggestions.length > 0 ? (
          <SuggestionTable rows={suggestions} {...{ currency, rules: may ? rules : undefined }} />
        ) : (
          <Soft>{`${t('none_suggested')}. ${t('none_suggested_text')}`}</Soft>
        )}
      </Card>
      <Card title={t('rules')} sentence={t('rules_text')} actions={add}>
        {made.length > 0 ? (
          <RuleTable rows={made} {...{ currency, rules: may ? rules : undefined }} />
        ) : (
          <Soft>{t('no_rules')}</Soft>
        )}
      </Card>
      {adding && <LineRuleForm onSave={rules.say} onClose={() => setAdding(false)} />}
    </>
  );
}
