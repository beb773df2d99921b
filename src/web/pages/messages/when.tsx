import { useTranslation } from 'react-i18next';
import { Soft, Stack, Time, useFormats } from '../../ui/index.ts';
import type { Touch } from './model.ts';
import { momentOf, zoneName } from './words.ts';

/** When it goes or went, by the customer's clock; whose clock that is stands under it. */
export function When({ touch }: { touch: Touch }) {
  const { t } = useTranslation('messages');
  const { language } = useFormats();
  const { word, at, zone } = momentOf(touch);
  return (
    <Stack gap={0}>
      <Time value={at} timeZone={zone ?? undefined} />
      <Soft small>
        {[t(`when.${word}`), zone && zoneName(zone, language)].filter(Boolean).join(' · ')}
      </Soft>
    </Stack>
  );
}
