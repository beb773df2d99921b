import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useGet, type List } from '../../app/index.ts';
import {
  Chip,
  Choice,
  DateField,
  PopoverButton,
  Row,
  SelectField,
  Stack,
  useFormats,
  type Option,
  type OptionGroup,
} from '../../ui/index.ts';
import { FILTERS, type Asked, type Filter } from './asked.ts';
import type { Listed, Reports } from './model.ts';

interface FilterProps {
  asked: Asked;
  set: (change: Asked | Record<string, undefined>) => void;
  reports: Reports | undefined;
  asOf: string | undefined;
}

interface Named {
  id: string;
  name: string;
}

/** A choice of one list or of several under their names. */
type Choices = (Option | OptionGroup)[];

const flat = (choices: Choices): Option[] =>
  choices.flatMap((one) => ('items' in one ? one.items : [one]));

const optionsOf = (names: string[]): Option[] =>
  names.map((name) => ({ value: name, label: name }));

/** One's own stand before the ready ones. */
function useSegments({ segments = [] }: Partial<Reports> = {}): Choices {
  const { t } = useTranslation('insight');
  return [true, false].flatMap((saved) => {
    const items = segments
      .filter((one) => one.saved === saved)
      .map(({ segment, name }) => ({ value: segment, label: name }));
    return items.length > 0 ? [{ group: t(saved ? 'filter.saved' : 'filter.ready'), items }] : [];
  });
}

/** What can be chosen for each filter that is a choice; none where there is nothing to choose. */
function useChoices(reports: Reports | undefined): Partial<Record<Filter, Choices>> {
  const shops = useGet<List<Named>>('/v1/shops');
  const named = (all: Named[] = []) => all.map(({ id, name }) => ({ value: id, label: name }));
  const segments = useSegments(reports);
  const several = named(shops.data?.data);
  return {
    shop: several.length > 1 ? several : [],
    region: optionsOf(reports?.regions ?? []),
    category: optionsOf(reports?.categories ?? []),
    segment: segments,
  };
}

const DATES: Filter[] = ['as_of', 'since', 'until'];

function Fields({ asked, set, reports, asOf }: FilterProps) {
  const { t } = useTranslation('insight');
  const choices = useChoices(reports);
  return (
    <Stack gap={2}>
      {FILTERS.map((name) => {
        const options = choices[name];
        const common = {
          label: t(`filter.${name}`),
          onChange: (value: string) => set({ [name]: value }),
        };
        if (DATES.includes(name))
          return (
            <DateField
              key={name}
              {...common}
              value={asked[name] ?? (name === 'as_of' ? (asOf ?? '').slice(0, 10) : '')}
            />
          );
        if (!options?.length) return null;
        const all = { value: '', label: t(`filter.any_${name}`) };
        return (
          <SelectField
            key={name}
            {...common}
            value={asked[name] ?? ''}
            options={[all, ...options]}
          />
        );
      })}
    </Stack>
  );
}

/** What is left out now, each with a way back. */
function Chips({ asked, set, reports }: FilterProps) {
  const { t } = useTranslation('insight');
  const format = useFormats();
  const choices = useChoices(reports);
  const worded = (name: Filter, value: string) => {
    if (DATES.includes(name)) return format.day(value);
    return flat(choices[name] ?? []).find((one) => one.value === value)?.label ?? value;
  };
  return FILTERS.filter((name) => asked[name]).map((name) => (
    <Chip key={name} onRemove={() => set({ [name]: undefined })}>
      {t(`chip.${name}`, { value: worded(name, asked[name] ?? '') })}
    </Chip>
  ));
}

/** The report's own choices, its filters, and which of them are set. */
export function Filters(props: FilterProps & { listed: Listed | undefined }) {
  const { t } = useTranslation('insight');
  const { listed, asked, set } = props;
  return (
    <Row gap={2} align="end">
      {(listed?.choices ?? []).map(({ name, title, usual, of }) => (
        <Choice
          key={name}
          label={title}
          value={asked[name] ?? usual}
          options={of.map(({ value, title: label }) => ({ value, label }))}
          onChange={(value) => set({ [name]: value === usual ? '' : value })}
        />
      ))}
      <PopoverButton
        label={t('filters')}
        icon={<IconAdjustmentsHorizontal size={18} aria-hidden />}
      >
        <Fields {...props} />
      </PopoverButton>
      <Chips {...props} />
    </Row>
  );
}
