import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckboxField, PopoverButton, Stack } from '../../ui/index.ts';
import { COLUMNS, USUAL, type ColumnKey } from './columns.tsx';

const STORED = 'regulars.customer_columns';

function stored(): ColumnKey[] {
  try {
    const text = localStorage.getItem(STORED);
    return text === null ? USUAL : COLUMNS.filter((key) => text.split(',').includes(key));
  } catch {
    return USUAL;
  }
}

/** Which columns this reader wants, remembered by this browser. */
export function useChosenColumns(): [ColumnKey[], (keys: ColumnKey[]) => void] {
  const [chosen, setChosen] = useState(stored);
  const choose = (keys: ColumnKey[]) => {
    setChosen(keys);
    try {
      localStorage.setItem(STORED, keys.join(','));
    } catch {
      // Storage switched off: the choice lasts as long as the page.
    }
  };
  return [chosen, choose];
}

export function ColumnChooser(props: {
  chosen: ColumnKey[];
  onChange: (keys: ColumnKey[]) => void;
}) {
  const { chosen, onChange } = props;
  const { t } = useTranslation('customers');
  const turn = (key: ColumnKey, on: boolean) =>
    onChange(COLUMNS.filter((one) => (one === key ? on : chosen.includes(one))));
  return (
    <PopoverButton label={t('columns')} icon={<IconColumns3 size={18} aria-hidden />}>
      <Stack gap={1}>
        {COLUMNS.map((key) => (
          <CheckboxField
            key={key}
            label={t(`column.${key}`)}
            value={chosen.includes(key)}
            onChange={(on) => turn(key, on)}
          />
        ))}
      </Stack>
    </PopoverButton>
  );
}
