import { useTranslation } from 'react-i18next';
import { useMay, usePages } from '../../app/index.ts';
import {
  Badge,
  Card,
  DataTable,
  DownloadLink,
  ErrorState,
  Expand,
  Loading,
  Mono,
  Row,
  Stack,
  type Column,
} from '../../ui/index.ts';
import type { ImportAnswer, Reject } from './model.ts';
import { useWords } from './words.ts';
import { Upload } from './upload.tsx';

/** What could not come in: why, which rows, and the way to mend them. */
export function Rejects({ file }: { file: ImportAnswer }) {
  const { t } = useTranslation('imports');
  const may = useMay('imports.run');
  return (
    <Card
      title={t('rejects.title', { count: file.rejected })}
      sentence={t('rejects.lead')}
      actions={
        <DownloadLink href={`/v1/imports/${file.id}/rejects.csv`} button>
          {t('rejects.download')}
        </DownloadLink>
      }
    >
      <Stack gap={3}>
        <Reasons file={file} />
        {may && <Upload title={t('drop.again')} shop={file.shop?.id} />}
      </Stack>
    </Card>
  );
}

/** Rows of one reason together; the most frequent first. */
function grouped(rows: Reject[]): { text: string; rows: Reject[] }[] {
  const groups = new Map<string, { text: string; rows: Reject[] }>();
  for (const row of rows) {
    const group = groups.get(row.reason) ?? { text: row.text, rows: [] };
    group.rows.push(row);
    groups.set(row.reason, group);
  }
  return [...groups.values()].toSorted((a, b) => b.rows.length - a.rows.length);
}

function Reasons({ file }: { file: ImportAnswer }) {
  const { t } = useTranslation('imports');
  const list = usePages<Reject>(`/v1/imports/${file.id}/rejects`, { limit: 100 });
  const columns = useColumns();
  if (list.isPending) return <Loading lines={3} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const groups = grouped(list.rows);
  return (
    <Stack gap={1}>
      {groups.map(({ text, rows }, at) => (
        <Expand
          key={text}
          open={at === 0}
          label={
            <Row gap={1}>
              <strong>{text}</strong>
              <Badge>{t('rejects.rows', { count: rows.length })}</Badge>
            </Row>
          }
        >
          <DataTable
            label={text}
            columns={columns}
            rows={rows}
            rowKey={(row) => String(row.line_number)}
            more={at === groups.length - 1 ? list.more : undefined}
            bare
          />
        </Expand>
      ))}
    </Stack>
  );
}

function useColumns(): Column<Reject>[] {
  const { t } = useTranslation('imports');
  const { plain } = useWords();
  return [
    {
      key: 'line',
      title: t('preview.line'),
      cell: (row) => t('rejects.line', { line: row.line_number }),
    },
    { key: 'why', title: t('rejects.why'), cell: (row) => plain(row.text) },
    { key: 'raw', title: t('mapping.example'), cell: (row) => <Mono>{row.raw}</Mono> },
  ];
}
