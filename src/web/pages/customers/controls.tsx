import { useTranslation } from 'react-i18next';
import { useAddress, useGet, type List, SearchBox } from '../../app/index.ts';
import { Only, Row, SelectField, type Option } from '../../ui/index.ts';

export const SORTS = ['-last_order', 'last_order', '-spend', '-orders', 'name', '-first_order'];

/** Search and filters; they live in the address. */
export function Controls(props: { tags: string[]; children?: React.ReactNode }) {
  const { t } = useTranslation('customers');
  const { search, set } = useAddress();
  const { data: shops } = useGet<List<{ id: string; name: string }>>('/v1/shops');
  const named = (value: string): Option => ({ value, label: value });
  const tags = [...new Set([...props.tags, ...(search['tag'] ? [search['tag']] : [])])];
  return (
    <Row align="end">
      <SearchBox
        key={search['search'] ? undefined : 'empty'}
        label={t('search_label')}
        placeholder={t('search')}
      />
      {(shops?.data.length ?? 0) > 1 && (
        <SelectField
          label={t('filter.shop')}
          quiet
          value={search['shop'] ?? ''}
          onChange={(shop) => set({ shop })}
          options={[
            { value: '', label: t('filter.all_shops') },
            ...(shops?.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {tags.length > 0 && (
        <SelectField
          label={t('filter.tag')}
          quiet
          value={search['tag'] ?? ''}
          onChange={(tag) => set({ tag })}
          options={[{ value: '', label: t('filter.any_tag') }, ...tags.map(named)]}
        />
      )}
      <Only on="phone">
        <SelectField
          label={t('sort')}
          quiet
          value={search['sort'] ?? '-last_order'}
          onChange={(sort) => set({ sort })}
          options={SORTS.map((value) => ({ value, label: t(`sorted.${value}`) }))}
        />
      </Only>
      {props.children}
    </Row>
  );
}
