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
function grouped(rows: Reject[]): Reject[][] {
  const groups = new Map<string, Reject[]>();
  for (const row of rows) groups.set(row.reason, [...(groups.get(row.reason) ?? []), row]);
  return [...groups.values()].toSorted((a, b) => b.length - a.length);
}

function Reasons({ file }: { file: ImportAnswer }) {
  const list = usePages<Reject>(`/v1/imports/${file.id}/rejects`, { limit: 100 });
  if (list.isPending) return <Loading lines={3} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const groups = grouped(list.rows);
  return (
    <Stack gap={1}>
      {groups.map((rows, at) => (
        <Reason
          key={rows[0]?.reason}
          rows={rows}
          open={at === 0}
          more={at === groups.length - 1 ? list.more : undefined}
        />
      ))}
    </Stack>
  );
}

function Reason(props: { rows: Reject[]; open: boolean; more?: Paging }) {
  const { rows, open, more } = props;
  const { t } = useTranslation('imports');
  const columns = useColumns();
  const [first] = rows;
  const name = t(`rejects.reason.${first?.reason}`, first?.text ?? '');
  return (
    <Expand
      open={open}
      label={
        <Row gap={1}>
          <strong>{name}</strong>
          <Badge>{t('rejects.rows', { count: rows.length })}</Badge>
        </Row>
      }
    >
      <DataTable
        label={name}
        columns={columns}
        rows={rows}
        rowKey={(row) => String(row.line_number)}
        more={more}
        bare
      />
    </Expand>
  );
}

type Paging = ReturnType<typeof usePages>['more'];

function useColumns(): Column<Reject>[] {
  const { t } = useTranslation('imports');
  const { plain } = useWords();
  return [
    {
      key: 'line',
      title: t('preview.line'),
      cell: (row) => row.line_number,
    },
    { key: 'why', title: t('rejects.why'), cell: (row) => plain(row.text) },
    { key: 'raw', title: t('mapping.example'), cell: (row) => <Mono>{row.raw}</Mono> },
  ];
}
