import { useTranslation } from 'react-i18next';
import { CHANNEL_KINDS, TOUCH_CLASSES } from '../../../outreach/channels/schema.ts';
import { useAddress, SearchBox } from '../../app/index.ts';
import { FilterChips, Row, SelectField } from '../../ui/index.ts';
import { STANDINGS } from './model.ts';
import { useTouchWords } from './words.ts';

/** Where they stand, with how many that are. */
export function States({ counts }: { counts: Record<string, number> }) {
  const { t } = useTranslation('messages');
  const { search, set } = useAddress();
  const chosen = search['state'] ?? '';
  const shown = STANDINGS.filter((one) => (counts[one] ?? 0) > 0 || one === chosen);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <FilterChips
      label={t('filter.state')}
      value={chosen}
      onChange={(state) => set({ state })}
      options={[
        { value: '', label: t('filter.all'), count: all },
        ...shown.map((value) => ({
          ...{ value, label: t(`state.${value}`), count: counts[value] ?? 0 },
        })),
      ]}
    />
  );
}

/** Search and filters; they live in the address. */
export function Controls(props: { sources: string[] }) {
  const { t } = useTranslation('messages');
  const { search, set } = useAddress();
  const words = useTouchWords();
  const asked = search['source'];
  const sources = [...new Set(['hand', ...props.sources, ...(asked ? [asked] : [])])].toSorted();
  const choices = {
    kind: CHANNEL_KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
    class: TOUCH_CLASSES.map((value) => ({ value, label: t(`class.${value}`) })),
    source: sources.map((value) => ({ value, label: words.source(value) })),
  };
  return (
    <Row align="end">
      <SearchBox
        key={search['search'] ? undefined : 'empty'}
        label={t('search_label')}
        placeholder={t('search')}
      />
      {(['kind', 'class', 'source'] as const).map((key) => (
        <SelectField
          key={key}
          label={t(`filter.${key}`)}
          quiet
          value={search[key] ?? ''}
          onChange={(value) => set({ [key]: value })}
          options={[{ value: '', label: t(`filter.any_${key}`) }, ...choices[key]]}
        />
      ))}
    </Row>
  );
}
