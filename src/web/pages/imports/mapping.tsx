import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Badge,
  Button,
  Card,
  DataTable,
  Notice,
  Row,
  SelectField,
  Soft,
  Stack,
  type Column,
  type Option,
} from '../../ui/index.ts';
import { inOrder } from './groups.ts';
import type { DraftAnswer, Mapping } from './model.ts';
import { useWords } from './words.ts';

interface MappingProps {
  file: DraftAnswer;
  /** All fields this kind of file may fill. */
  fields: readonly string[];
  onMapping: (mapping: Mapping) => void;
}

/** Without what our own reject file says beside each row. */
const ownHeaders = ({ headers }: DraftAnswer): string[] =>
  headers.filter((header) => header && !header.startsWith('regulars:'));

const columnOf = (mapping: Mapping, field: string): string => {
  const from = mapping[field];
  return from && 'column' in from ? from.column : '';
};

/** The first three different values of a column. */
function examples(file: DraftAnswer, column: string): string {
  const at = file.headers.indexOf(column);
  const cells = file.sample.map((row) => row[at]?.trim() ?? '').filter(Boolean);
  return [...new Set(cells)].slice(0, 3).join(' · ');
}

/** Each of our fields with the file's column that fills it: what is needed and what was found first. */
export function MappingCard({ file, fields, onMapping }: MappingProps) {
  const { t } = useTranslation('imports');
  const { fieldTitle } = useWords();
  const [all, setAll] = useState(false);
  const [touched, setTouched] = useState<string[]>([]);
  const { mapping, needed } = file;
  const first = inOrder([...needed, ...Object.keys(mapping), ...touched]);
  const rest = inOrder(fields).filter((field) => !first.includes(field));
  const choose: Choose = (field, column) => {
    const { [field]: _, ...others } = mapping;
    setTouched((before) => [...new Set([...before, field])]);
    onMapping(column ? { ...others, [field]: { column } } : others);
  };
  const columns = useColumns(file, choose);
  return (
    <Card title={t('mapping.title')} sentence={t('mapping.lead')}>
      <Stack>
        {needed.length > 0 && (
          <Notice tone="warn">
            {t('mapping.required_missing', { fields: needed.map(fieldTitle).join(t('comma')) })}
          </Notice>
        )}
        <DataTable
          label={t('mapping.title')}
          columns={columns}
          rows={all ? [...first, ...rest] : first}
          rowKey={(field) => field}
          bare
        />
        {rest.length > 0 && (
          <Row>
            <Button kind="quiet" onClick={() => setAll(!all)}>
              {all ? t('mapping.show_less') : t('mapping.optional', { count: rest.length })}
            </Button>
          </Row>
        )}
        <Unused file={file} onKeep={(column) => choose(`attribute:${column}`, column)} />
      </Stack>
    </Card>
  );
}

type Choose = (field: string, column: string) => void;

function useColumns(file: DraftAnswer, onChoose: Choose): Column<string>[] {
  const { t } = useTranslation('imports');
  const { fieldTitle } = useWords();
  const { mapping, needed } = file;
  return [
    {
      ...{ key: 'field', title: t('mapping.field') },
      cell: (field) => <FieldName name={fieldTitle(field)} needed={needed.includes(field)} />,
    },
    {
      ...{ key: 'column', title: t('mapping.column') },
      cell: (field) => <ColumnOf file={file} field={field} onChoose={onChoose} />,
    },
    {
      ...{ key: 'example', title: t('mapping.example') },
      cell: (field) => <Soft>{examples(file, columnOf(mapping, field))}</Soft>,
    },
  ];
}

function FieldName(props: { name: string; needed: boolean }) {
  const { t } = useTranslation('imports');
  return (
    <Row gap={1}>
      <strong>{props.name}</strong>
      {props.needed && <Badge tone="warn">{t('mapping.needed')}</Badge>}
    </Row>
  );
}

function ColumnOf(props: { file: DraftAnswer; field: string; onChoose: Choose }) {
  const { file, field, onChoose } = props;
  const { t } = useTranslation('imports');
  const { fieldTitle } = useWords();
  const from = file.mapping[field];
  if (from && 'value' in from) return <span>{t('mapping.constant', { value: from.value })}</span>;
  const options: Option[] = ownHeaders(file).map((header) => ({ value: header, label: header }));
  return (
    <SelectField
      label={`${t('mapping.column')}: ${fieldTitle(field)}`}
      quiet
      value={columnOf(file.mapping, field)}
      onChange={(column) => onChoose(field, column)}
      options={[{ value: '', label: t('mapping.none') }, ...options]}
    />
  );
}

/** Columns nobody reads, and the offer to keep them as fields of one's own. */
function Unused(props: { file: DraftAnswer; onKeep: (column: string) => void }) {
  const { file, onKeep } = props;
  const { t } = useTranslation('imports');
  const used = Object.keys(file.mapping).map((field) => columnOf(file.mapping, field));
  const unused = ownHeaders(file).filter((header) => !used.includes(header));
  if (unused.length === 0) return null;
  return (
    <Stack gap={1}>
      <Soft small>{t('mapping.unused', { columns: unused.join(t('comma')) })}</Soft>
      <Row gap={1}>
        <Soft small>{t('mapping.keep')}</Soft>
        {unused.slice(0, 12).map((column) => (
          <Button key={column} size="small" onClick={() => onKeep(column)}>
            {column}
          </Button>
        ))}
      </Row>
    </Stack>
  );
}
