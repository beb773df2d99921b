import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { minorDigits } from '../../../kernel/money.ts';
import { Button, Expand, Row, TextField } from '../../ui/index.ts';
import type { Asked } from './asked.ts';
import type { Listed } from './model.ts';

type Amount = Listed['amounts'][number];

/** What a unit on the page is in the answer: money in minor units, a share as a fraction of a hundred. */
const unit = ({ kind }: Amount, currency: string): number =>
  kind === 'money' ? 10 ** minorDigits(currency) : 0.01;

const shown = (amount: Amount, value: string | undefined, currency: string): string =>
  value === undefined || value === '' ? '' : String(Number(value) / unit(amount, currency));

/** As the address has it; empty for what is no number above zero. */
function asked(amount: Amount, text: string, currency: string): string {
  const number = Number(text.trim().replace(',', '.'));
  if (text.trim() === '' || !(number > 0)) return '';
  const value = number * unit(amount, currency);
  return String(
    amount.kind === 'money' ? Math.round(value) : Math.min(1, Number(value.toFixed(6))),
  );
}

interface AmountsProps {
  of: Amount[];
  currency: string;
  asked: Asked;
  set: (change: Asked) => void;
}

/** Figures of one's own in place of the shop's: empty ones are taken from the data. */
export function Amounts({ of, currency, asked: now, set }: AmountsProps) {
  const { t } = useTranslation('insight');
  const [texts, setTexts] = useState(() =>
    Object.fromEntries(of.map((one) => [one.name, shown(one, now[one.name], currency)])),
  );
  const apply = () =>
    set(
      Object.fromEntries(of.map((one) => [one.name, asked(one, texts[one.name] ?? '', currency)])),
    );
  return (
    <Expand label={t('amounts.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <Row gap={2} align="end">
          {of.map((one) => (
            <TextField
              key={one.name}
              label={one.kind === 'money' ? `${one.title} (${currency})` : one.title}
              inputMode="decimal"
              value={texts[one.name] ?? ''}
              onChange={(text) => setTexts({ ...texts, [one.name]: text })}
            />
          ))}
          <Button type="submit">{t('amounts.apply')}</Button>
        </Row>
      </form>
    </Expand>
  );
}
