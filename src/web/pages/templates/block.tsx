import { useTranslation } from 'react-i18next';
import { useGet } from '../../app/index.ts';
import { Expand, SelectField, Stack } from '../../ui/index.ts';
import { LiquidField } from './field.tsx';
import { PATH, type Block, type Param, type Variables } from './model.ts';
import { useNotesAt } from './notes.tsx';

/** What each kind of block is made of, in the order in which it is read. */
const FIELDS: Record<Block['type'], readonly string[]> = {
  heading: ['text'],
  text: ['text'],
  button: ['label', 'url'],
  image: ['url', 'alt', 'link'],
  product: ['title', 'text', 'image', 'price', 'url'],
  coupon: ['text', 'code', 'until'],
  divider: [],
};
export const BLOCKS = Object.keys(FIELDS) as Block['type'][];

export const newBlock = (type: Block['type']): Block =>
  ({ type, ...Object.fromEntries(FIELDS[type].map((name) => [name, ''])) }) as Block;

export function BlockFields(props: {
  at: string;
  block: Block;
  params: readonly Param[];
  onChange: (block: Block) => void;
}) {
  const { t } = useTranslation('templates');
  const { at, block, onChange } = props;
  const values = block as Record<string, string | undefined>;
  const { type } = block;
  return (
    <Stack gap={1}>
      {FIELDS[type].map((name) => (
        <LiquidField
          key={name}
          at={`${at}/${name}`}
          quiet={FIELDS[type].length === 1}
          label={t(`blocks.${type}.${name}`)}
          {...(type === 'text' && { rows: 6 })}
          value={values[name] ?? ''}
          onChange={(text) => onChange({ ...block, [name]: text })}
        />
      ))}
      <When {...props} />
    </Stack>
  );
}

/** A block may wait for something to say. */
function When({ at, block, params, onChange }: Parameters<typeof BlockFields>[0]) {
  const { t, i18n } = useTranslation('templates');
  const { data } = useGet<Variables>(`${PATH}/variables`);
  const { error } = useNotesAt(`${at}/when`);
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const known = [
    ...(data?.variables ?? [])
      .filter((one) => one.may_be_empty)
      .map(({ path, label }) => ({
        value: path,
        label: t('when.known', { what: label[language] }),
      })),
    ...params.map(({ name, label }) => ({
      value: `params.${name}`,
      label: t('when.known', { what: label || name }),
    })),
  ];
  const set = (when: string) => {
    const { when: _, ...rest } = block;
    onChange(when ? { ...rest, when } : rest);
  };
  return (
    <Expand label={block.when ? t('when.some') : t('when.always')} open={Boolean(error)}>
      <SelectField
        quiet
        label={t('when.label')}
        error={error}
        options={[{ value: '', label: t('when.always') }, ...known]}
        value={block.when ?? ''}
        onChange={set}
      />
    </Expand>
  );
}
