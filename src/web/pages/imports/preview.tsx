import { useTranslation } from 'react-i18next';
import { Card, DataTable, Notice, OneLine, Stack, type Column } from '../../ui/index.ts';
import { inOrder } from './groups.ts';
import type { DraftAnswer } from './model.ts';
import { useWords } from './words.ts';

type PreviewRow = DraftAnswer['preview'][number];

/** The first rows as they will come in, and what is wrong with any of them. */
export function Preview(props: { file: DraftAnswer; updating: boolean }) {
  const { file } = props;
  const { t } = useTranslation('imports');
  const columns = useColumns(file);
  return (
    <Card title={t('preview.title')} sentence={props.updating ? t('preview.updating') : undefined}>
      <Stack gap={3}>
        {file.problems.length > 0 && <Problems problems={file.problems} />}
        {file.preview.length === 0 ? (
          <p className="r-soft">{t('preview.empty')}</p>
        ) : (
          <DataTable
            label={t('preview.title')}
            columns={columns}
            rows={file.preview}
            rowKey={(row) => String(row.line)}
            stale={props.updating}
            phone="scroll"
            bare
          />
        )}
      </Stack>
    </Card>
  );
}

function Problems({ problems }: { problems: DraftAnswer['problems'] }) {
  const { t } = useTranslation('imports');
  const { plain } = useWords();
  return (
    <Notice tone="warn">
      <strong>{t('preview.problems')}</strong>
      <ul>
        {problems.slice(0, 8).map(({ line, text }) => (
          <li key={`${line}${text}`}>
            {line === null ? plain(text) : t('preview.problem_line', { line, text: plain(text) })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function useColumns(file: DraftAnswer): Column<PreviewRow>[] {
  const { t } = useTranslation('imports');
  const { fieldTitle, valueText } = useWords();
  const used = inOrder(file.preview.flatMap((row) => Object.keys(row.values)));
  return [
    { key: 'line', title: t('preview.line'), cell: (row) => row.line },
    ...used.map((field) => ({
      key: field,
      title: fieldTitle(field),
      cell: (row: PreviewRow) => <OneLine>{valueText(field, row.values[field] ?? '')}</OneLine>,
    })),
  ];
}
