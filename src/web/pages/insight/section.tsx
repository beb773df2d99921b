import { useTranslation } from 'react-i18next';
import { address, useMay } from '../../app/index.ts';
import { Beside, Card, DownloadLink, Expand, Row, Soft, Stack } from '../../ui/index.ts';
import type { Chart, Table } from './model.ts';
import { Picture } from './picture.tsx';
import { ReportTable, type Frame } from './table.tsx';

interface SectionProps {
  table: Table;
  charts: Chart[];
  frame: Frame;
}

/** A table this narrow has room beside its picture. */
const NARROW = 3;

function Downloads({ table, frame }: { table: Table; frame: Frame }) {
  const { t } = useTranslation('insight');
  const file = (format: string) =>
    address(`/v1/reports/${frame.report}.${format}`, { ...frame.asked, table: table.name });
  return (
    <Row gap={2}>
      {(['csv', 'xlsx'] as const).map((format) => (
        <DownloadLink
          key={format}
          href={file(format)}
          label={t(`download.${format}`, { table: table.title })}
        >
          {format.toUpperCase()}
        </DownloadLink>
      ))}
    </Row>
  );
}

function Body({ table, charts, frame }: SectionProps) {
  const { t } = useTranslation('insight');
  if (table.rows.length === 0) return <Soft>{t('table.none')}</Soft>;
  const rows = <ReportTable table={table} frame={frame} />;
  const [chart, ...more] = charts;
  if (!chart) return rows;
  const pictures = charts.map((one) => (
    <Picture key={one.title} chart={one} table={table} frame={frame} />
  ));
  // The picture is the table already, shaded: the plain one folds away.
  if (charts.every(({ kind }) => kind === 'heat'))
    return (
      <Stack gap={2}>
        {pictures}
        <Expand label={t('table.plain')}>{rows}</Expand>
      </Stack>
    );
  if (more.length === 0 && table.columns.length <= NARROW)
    return <Beside whole picture={pictures} table={rows} />;
  return (
    <Stack gap={3}>
      {pictures}
      <div>{rows}</div>
    </Stack>
  );
}

/** A table of the report under its pictures; what only some want to know is folded. */
export function Section(props: SectionProps) {
  const { table, charts, frame } = props;
  const title = charts.length === 1 ? (charts[0]?.title ?? table.title) : table.title;
  const mayTakePeople = useMay('customers.export');
  const isOfPeople = table.rows.some(({ customer }) => customer !== undefined);
  const downloads = table.rows.length > 0 && (mayTakePeople || !isOfPeople) && (
    <Downloads table={table} frame={frame} />
  );
  if (table.details)
    return (
      <Expand label={title}>
        <Card actions={downloads}>
          <Body {...props} />
        </Card>
      </Expand>
    );
  return (
    <Card title={title} actions={downloads}>
      <Body {...props} />
    </Card>
  );
}
