import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice, Soft, Stack, TextField, useFormats } from '../../ui/index.ts';
import type { Preview } from './model.ts';

const STORED = 'regulars.sms_price';

function remembered(): string {
  try {
    return localStorage.getItem(STORED) ?? '';
  } catch {
    return '';
  }
}

/** How many segments this text is paid as, and what that costs at one's own price. */
export function SmsSizeLine({ sms }: { sms: NonNullable<Preview['sms']> }) {
  const { t } = useTranslation('templates');
  const { count } = useFormats();
  const [price, setPrice] = useState(remembered);
  const { segments, units, left, odd, encoding } = sms;
  const each = Number(price.replace(',', '.'));
  const known = price.trim() !== '' && Number.isFinite(each);
  const set = (text: string) => {
    setPrice(text);
    try {
      localStorage.setItem(STORED, text);
    } catch {
      // Storage switched off: it lasts as long as the page.
    }
  };
  return (
    <Stack gap={1}>
      <strong>{t('sms.segments', { count: segments })}</strong>
      <Soft small>{t(`sms.${encoding}`, { units, left })}</Soft>
      {odd.length > 0 && <Notice>{t('sms.odd', { letters: odd.join(' ') })}</Notice>}
      <TextField
        label={t('sms.price')}
        hint={t('sms.price_hint')}
        inputMode="decimal"
        value={price}
        onChange={set}
      />
      {known && <Soft small>{t('sms.cost', { cost: count(segments * each, 4) })}</Soft>}
    </Stack>
  );
}
