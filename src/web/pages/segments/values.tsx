import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Row, SelectField, Tag, TextField, type Option } from '../../ui/index.ts';
import { useWords } from './ask.ts';
import { DayValue } from './day-value.tsx';
import type { DraftValue } from './draft.ts';

export interface Asked {
  label: string;
  type: string;
  choices: { value: string; label: { en: string; zh: string } }[] | null;
  /** The shop's own words to choose from. */
  words?: string[];
}

interface ValueProps extends Asked {
  value: DraftValue;
  onChange: (value: DraftValue) => void;
}

/** What is typed stays as typed: "1." is on its way to 1.5. */
function NumberValue({ label, value, onChange }: ValueProps) {
  const start = value?.kind === 'number' ? String(value.value) : '';
  const [typed, setTyped] = useState(start);
  const say = (text: string) => {
    setTyped(text);
    const number = Number(text);
    onChange(text.trim() === '' || Number.isNaN(number) ? null : { kind: 'number', value: number });
  };
  return <TextField quiet label={label} value={typed} onChange={say} inputMode="decimal" />;
}

function TextValue({ label, value, onChange, words = [] }: ValueProps) {
  const { t } = useTranslation('segments');
  const text = value?.kind === 'text' ? value.value : '';
  const say = (said: string) => onChange(said === '' ? null : { kind: 'text', value: said });
  if (words.length === 0) return <TextField quiet label={label} value={text} onChange={say} />;
  const known = text === '' || words.includes(text) ? words : [text, ...words];
  const options = [
    { value: '', label: t('choose') },
    ...known.map((one) => ({ value: one, label: one })),
  ];
  return <SelectField quiet label={label} options={options} value={text} onChange={say} />;
}

function useOptions(choices: Asked['choices']): Option[] {
  const { t } = useTranslation('segments');
  const words = useWords();
  const all = (choices ?? []).map(({ value, label }) => ({ value, label: words(label) }));
  return [{ value: '', label: t('choose') }, ...all];
}

function ChoiceValue({ label, value, onChange, choices }: ValueProps) {
  const options = useOptions(choices);
  const now = value?.kind === 'text' ? value.value : '';
  const say = (said: string) => onChange(said === '' ? null : { kind: 'text', value: said });
  return <SelectField quiet label={label} options={options} value={now} onChange={say} />;
}

function YesNoValue({ label, value, onChange }: ValueProps) {
  const { t } = useTranslation('segments');
  const options = [
    { value: '', label: t('choose') },
    { value: 'true', label: t('yes') },
    { value: 'false', label: t('no') },
  ];
  const now = value?.kind === 'boolean' ? String(value.value) : '';
  const say = (said: string) =>
    onChange(said === '' ? null : { kind: 'boolean', value: said === 'true' });
  return <SelectField quiet label={label} options={options} value={now} onChange={say} />;
}

export function OneValue(props: ValueProps) {
  switch (props.type) {
    case 'number':
    case 'money':
    case 'share':
      return <NumberValue {...props} />;
    case 'day':
    case 'date':
    case 'yearly':
      return <DayValue {...props} />;
    case 'choice':
      return <ChoiceValue {...props} />;
    case 'yes_no':
      return <YesNoValue {...props} />;
    default:
      return <TextValue {...props} />;
  }
}

const written = (value: DraftValue): string =>
  value && 'value' in value ? String(value.value) : '';

/** Any of several: chosen ones stand as tags, the next is chosen or typed after them. */
export function ManyValues(
  props: Asked & { values: DraftValue[]; onChange: (values: DraftValue[]) => void },
) {
  const { values, onChange, ...asked } = props;
  const words = useWords();
  const shown = (value: DraftValue): string => {
    const label = asked.choices?.find((one) => one.value === written(value))?.label;
    return label ? words(label) : written(value);
  };
  return (
    <Row gap={1}>
      {values.map((value) => (
        <Tag key={written(value)} onRemove={() => onChange(values.filter((one) => one !== value))}>
          {shown(value)}
        </Tag>
      ))}
      <NextValue key={values.length} {...asked} onAdd={(value) => onChange([...values, value])} />
    </Row>
  );
}

/** A choice is taken at once; what is typed, when it is said. */
function NextValue(props: Asked & { onAdd: (value: DraftValue) => void }) {
  const { onAdd, ...asked } = props;
  const { t } = useTranslation('segments');
  const [typed, setTyped] = useState<DraftValue>(null);
  if (asked.type === 'choice' || (asked.words?.length ?? 0) > 0)
    return <OneValue {...asked} value={null} onChange={(value) => value && onAdd(value)} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed) onAdd(typed);
      }}
    >
      <Row gap={1}>
        <OneValue {...asked} value={typed} onChange={setTyped} />
        <Button size="small" type="submit">
          {t('add_value')}
        </Button>
      </Row>
    </form>
  );
}
