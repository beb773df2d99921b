import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton, Row, SelectField, Soft, Stack } from '../../ui/index.ts';
import { useWords } from './ask.ts';
import type { DraftCondition, DraftValue } from './draft.ts';
import type { Catalogue, Parameter } from './model.ts';
import { ManyValues, OneValue } from './values.tsx';

type CallCondition = Extract<DraftCondition, { kind: 'call' }>;
interface Props {
  catalogue: Catalogue;
  condition: CallCondition;
  onChange: (condition: DraftCondition) => void;
}

const start = ({ type, many }: Parameter): DraftValue[] => {
  if (many) return [];
  return type === 'day' || type === 'date' ? [{ kind: 'offset', amount: -90, unit: 'd' }] : [null];
};

/** Has or has not bought, and each detail on a line of its own. */
export function CallArguments({ catalogue, condition, onChange }: Props) {
  const { t } = useTranslation('segments');
  const words = useWords();
  const call = catalogue.functions.find(({ name }) => name === condition.name);
  if (!call) return null;
  const set = (args: CallCondition['args']) => onChange({ ...condition, args });
  // sku and id are one thing; which it is called was the writer's choice.
  const unused = call.parameters.filter(
    ({ name }) => name !== 'id' && !condition.args.some((one) => one.name === name),
  );
  const more = [
    { value: '', label: t('add_detail') },
    ...unused.map(({ name, label }) => ({ value: name, label: words(label) })),
  ];
  const turned = [
    { value: 'yes', label: t('has') },
    { value: 'no', label: t('has_not') },
  ];
  return (
    <Stack gap={1}>
      <Row gap={1}>
        <SelectField
          quiet
          label={t('has_or_not')}
          options={turned}
          value={condition.negated ? 'no' : 'yes'}
          onChange={(value) => onChange({ ...condition, negated: value === 'no' })}
        />
        {call.hint && <Soft small>{words(call.hint)}</Soft>}
      </Row>
      {condition.args.map((one) => (
        <Detail
          key={one.name}
          {...{
            catalogue,
            values: one.values,
            parameter: call.parameters.find(({ name }) => name === one.name),
          }}
          onChange={(values) =>
            set(condition.args.map((arg) => (arg.name === one.name ? { ...arg, values } : arg)))
          }
          onRemove={() => set(condition.args.filter((arg) => arg.name !== one.name))}
        />
      ))}
      {unused.length > 0 && (
        <Row>
          <SelectField
            quiet
            label={t('add_detail')}
            options={more}
            value=""
            onChange={(name) => {
              const parameter = call.parameters.find((one) => one.name === name);
              if (parameter) set([...condition.args, { name, values: start(parameter) }]);
            }}
          />
        </Row>
      )}
    </Stack>
  );
}

function Detail(props: {
  catalogue: Catalogue;
  parameter: Parameter | undefined;
  values: DraftValue[];
  onChange: (values: DraftValue[]) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation('segments');
  const words = useWords();
  const { parameter, values, onChange, catalogue } = props;
  if (!parameter) return null;
  const label = words(parameter.label);
  const known = parameter.name === 'category' ? catalogue.categories : [];
  const asked = { label, type: parameter.type, choices: null, words: known };
  return (
    <Row gap={1}>
      <span>{label}</span>
      {parameter.many ? (
        <ManyValues {...asked} values={values} onChange={onChange} />
      ) : (
        <OneValue {...asked} value={values[0] ?? null} onChange={(value) => onChange([value])} />
      )}
      {parameter.hint && <Soft small>{words(parameter.hint)}</Soft>}
      <IconButton label={t('remove_detail', { what: label })} size="small" onClick={props.onRemove}>
        <IconX size={14} aria-hidden />
      </IconButton>
    </Row>
  );
}
