import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  Grow,
  IconButton,
  Row,
  SelectField,
  Soft,
  Stack,
  type OptionGroup,
} from '../../ui/index.ts';
import { fieldOf, useWords } from './ask.ts';
import { CallArguments } from './call.tsx';
import { fitted, valuesFor, type DraftCondition, type DraftValue } from './draft.ts';
import type { Catalogue } from './model.ts';
import { ManyValues, OneValue, type Asked } from './values.tsx';

interface Props {
  catalogue: Catalogue;
  condition: DraftCondition;
  onChange: (condition: DraftCondition) => void;
  onRemove: () => void;
}

const OPERATOR_WORDS: Record<string, string> = {
  '=': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
};
const operatorKey = (operator: string): string =>
  OPERATOR_WORDS[operator] ?? operator.toLowerCase().replaceAll(' ', '_');

/** The first of each field's operators, with values that say something. */
const FIRST: Record<string, [operator: string, values: DraftValue[]]> = {
  number: ['>=', [null]],
  money: ['>=', [null]],
  share: ['>=', [null]],
  day: ['>=', [{ kind: 'offset', amount: -90, unit: 'd' }]],
  yearly: [
    'BETWEEN',
    [
      { kind: 'named', value: 'today' },
      { kind: 'offset', amount: 7, unit: 'd' },
    ],
  ],
  list: ['CONTAINS', [null]],
  yes_no: ['=', [{ kind: 'boolean', value: true }]],
  choice: ['IN', []],
  text: ['=', [null]],
};

export function startCondition(catalogue: Catalogue, name: string, key: number): DraftCondition {
  if (catalogue.functions.some((one) => one.name === name)) {
    const since = {
      name: 'since',
      values: [{ kind: 'offset' as const, amount: -90, unit: 'd' as const }],
    };
    return { kind: 'call', name, args: [since], negated: false, key };
  }
  const [operator, values] = FIRST[fieldOf(catalogue, name).type] ?? ['=', [null]];
  return { kind: 'clause', field: name, operator, values, negated: false, key };
}

/** Every field by its matter; Shopify's second names only where a segment uses one. */
export function useFieldOptions(catalogue: Catalogue, used: string): OptionGroup[] {
  const { t } = useTranslation('segments');
  const words = useWords();
  const shown = catalogue.fields.filter((one) => !one.alias || one.name === used);
  const own = catalogue.attributes.map((key) => ({ value: `attribute.${key}`, label: key }));
  return [
    ...[...new Set(shown.map((one) => one.group))].map((group) => ({
      group: t(`group.${group}`),
      items: [
        ...(group === 'buying' ? catalogue.functions : []),
        ...shown.filter((one) => one.group === group),
      ].map(({ name, label }) => ({ value: name, label: words(label) })),
    })),
    ...(own.length > 0 ? [{ group: t('group.own'), items: own }] : []),
  ];
}

export function ConditionLine({ catalogue, condition, onChange, onRemove }: Props) {
  const { t } = useTranslation('segments');
  const name = condition.kind === 'call' ? condition.name : condition.field;
  const options = useFieldOptions(catalogue, name);
  const change = (next: string) => onChange(startCondition(catalogue, next, condition.key));
  return (
    <Row gap={1} align="start">
      <Grow>
        <Row gap={1} align="start">
          <SelectField quiet label={t('field')} options={options} value={name} onChange={change} />
          {condition.kind === 'call' ? (
            <CallArguments {...{ catalogue, condition, onChange }} />
          ) : (
            <ClauseBody {...{ catalogue, condition, onChange }} />
          )}
        </Row>
      </Grow>
      <IconButton label={t('remove_condition')} size="small" onClick={onRemove}>
        <IconX size={16} aria-hidden />
      </IconButton>
    </Row>
  );
}

type ClauseProps = Pick<Props, 'catalogue' | 'onChange'> & {
  condition: Extract<DraftCondition, { kind: 'clause' }>;
};

function wordsFor(catalogue: Catalogue, field: string): string[] {
  if (field === 'tags' || field === 'customer_tags') return catalogue.tags;
  return field === 'favourite_category' ? catalogue.categories : [];
}

function ClauseBody({ catalogue, condition, onChange }: ClauseProps) {
  const { t } = useTranslation('segments');
  const words = useWords();
  const field = fieldOf(catalogue, condition.field);
  const kind = ['day', 'list', 'yearly'].includes(field.type) ? field.type : 'plain';
  const operators = field.operators.map((value) => ({
    value,
    label: t(`operator.${kind}.${operatorKey(value)}`),
  }));
  const set = (values: DraftValue[]) => onChange({ ...condition, values });
  const asked: Asked = {
    ...{ label: words(field.label), type: field.type, choices: field.values },
    words: wordsFor(catalogue, field.name),
  };
  const negated = [
    { value: '', label: t('is') },
    { value: 'not', label: t('is_not') },
  ];
  return (
    <>
      {condition.negated && (
        <SelectField
          quiet
          label={t('turned')}
          options={negated}
          value="not"
          onChange={(turned) => onChange({ ...condition, negated: turned === 'not' })}
        />
      )}
      <SelectField
        quiet
        label={t('comparison')}
        options={operators}
        value={condition.operator}
        onChange={(operator) =>
          onChange({ ...condition, operator, values: fitted(condition.values, operator) })
        }
      />
      <Stack gap={0}>
        {valuesFor(condition.operator) === undefined ? (
          <ManyValues {...asked} values={condition.values} onChange={set} />
        ) : (
          <FewValues {...{ asked, values: condition.values, onChange: set }} />
        )}
        {field.hint && <Soft small>{words(field.hint)}</Soft>}
      </Stack>
    </>
  );
}

function FewValues(props: {
  asked: Asked;
  values: DraftValue[];
  onChange: (values: DraftValue[]) => void;
}) {
  const { t } = useTranslation('segments');
  const { asked, values, onChange } = props;
  return (
    <Row gap={1}>
      {values.map((value, n) => (
        // The places of an operator are fixed: first and second.
        <Row gap={1} key={`${asked.type}-${n}`}>
          {n === 1 && <span>{t('and')}</span>}
          <OneValue
            {...asked}
            value={value}
            onChange={(next) => onChange(values.map((one, m) => (m === n ? next : one)))}
          />
        </Row>
      ))}
    </Row>
  );
}
