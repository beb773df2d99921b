import { useTranslation } from 'react-i18next';
import { DateField, Row, SelectField, TextField } from '../../ui/index.ts';
import type { DraftValue } from './draft.ts';

const NAMED = [
  'today',
  'yesterday',
  'start_of_week',
  'end_of_week',
  'start_of_month',
  'end_of_month',
  'start_of_year',
  'end_of_year',
];
const UNITS = ['d', 'w', 'm', 'y'] as const;
type Unit = (typeof UNITS)[number];

interface DayProps {
  label: string;
  value: DraftValue;
  onChange: (value: DraftValue) => void;
}

function wayOf(value: DraftValue): string {
  if (value?.kind === 'named') return value.value;
  if (value?.kind === 'day') return 'on';
  return value?.kind === 'offset' && value.amount > 0 ? 'ahead' : 'ago';
}

function started(way: string): DraftValue {
  if (way === 'on') return null;
  if (way === 'ago') return { kind: 'offset', amount: -90, unit: 'd' };
  return way === 'ahead' ? { kind: 'offset', amount: 7, unit: 'd' } : { kind: 'named', value: way };
}

/** So many days ago, a date, or a day with a name. */
export function DayValue({ label, value, onChange }: DayProps) {
  const { t } = useTranslation('segments');
  // Without a value yet it can only be a date still to be chosen.
  const way = value === null ? 'on' : wayOf(value);
  const ways = [
    'ago',
    'ahead',
    'on',
    ...new Set([...NAMED, ...(value?.kind === 'named' ? [value.value] : [])]),
  ];
  const options = ways.map((one) => ({ value: one, label: t(`day.${one}`) }));
  return (
    <Row gap={1}>
      {value?.kind === 'offset' && <Offset {...{ label, value, onChange }} />}
      <SelectField
        quiet
        label={`${label}: ${t('day.which')}`}
        options={options}
        value={way}
        onChange={(next) => onChange(started(next))}
      />
      {way === 'on' && (
        <DateField
          quiet
          label={label}
          value={value?.kind === 'day' ? value.value : ''}
          onChange={(day) => onChange(day === '' ? null : { kind: 'day', value: day })}
        />
      )}
    </Row>
  );
}

function Offset(props: DayProps & { value: { kind: 'offset'; amount: number; unit: Unit } }) {
  const { t } = useTranslation('segments');
  const { label, value, onChange } = props;
  const sign = value.amount < 0 ? -1 : 1;
  const amount = (text: string) => {
    const count = Math.min(99_999, Math.max(0, Math.round(Math.abs(Number(text)) || 0)));
    onChange({ ...value, amount: sign * Math.max(1, count) });
  };
  return (
    <>
      <TextField
        quiet
        label={label}
        type="number"
        min="1"
        value={String(Math.abs(value.amount))}
        onChange={amount}
      />
      <SelectField
        quiet
        label={`${label}: ${t('day.unit')}`}
        options={UNITS.map((one) => ({ value: one, label: t(`unit.${one}`) }))}
        value={value.unit}
        onChange={(unit) => onChange({ ...value, unit: unit as Unit })}
      />
    </>
  );
}
