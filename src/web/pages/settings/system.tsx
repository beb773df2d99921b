import { useTranslation } from 'react-i18next';
import { useGet, useMay } from '../../app/index.ts';
import {
  Badge,
  Card,
  DataTable,
  DownloadLink,
  ErrorState,
  Loading,
  useFormats,
  type Column,
  type Formats,
} from '../../ui/index.ts';

interface Check {
  name: 'program' | 'database' | 'migrations' | 'lens' | 'disk' | 'clock' | 'locks';
  state: 'good' | 'warning' | 'bad';
  params: Record<string, string | number | boolean | null>;
}

interface Answer {
  version: string;
  checks: Check[];
}

/** The same that `regulars doctor` says. */
export function System() {
  const { t } = useTranslation('settings');
  const system = useGet<Answer>('/v1/system');
  const mayBackup = useMay('system.change');
  const well = system.data?.checks.every(({ state }) => state === 'good');
  return (
    <>
      <Card
        title={t('system.checks')}
        sentence={
          system.data &&
          `${t('system.version', { version: system.data.version })} ${well ? t('system.all_good') : t('system.not_good')}`
        }
      >
        {system.isPending && <Loading lines={6} />}
        {system.isError && (
          <ErrorState error={system.error} onRetry={() => void system.refetch()} />
        )}
        {system.data && <Checks checks={system.data.checks} />}
      </Card>
      {mayBackup && (
        <Card title={t('system.backup_title')} sentence={t('system.backup_text')}>
          <DownloadLink href="/v1/backup" button>
            {t('system.backup')}
          </DownloadLink>
        </Card>
      )}
    </>
  );
}

const TONES = { good: 'good', warning: 'warn', bad: 'bad' } as const;

/** The numbers a sentence needs, written as people write them. */
function valuesOf(params: Check['params'], format: Formats): Record<string, string> {
  const size = (key: string) => format.size(Number(params[key] ?? 0));
  const ms = params['milliseconds'] ?? params['catch_up_milliseconds'] ?? 0;
  return {
    ...Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)])),
    ...{ memory: size('memory'), size: size('size'), free: size('free'), ms: String(ms) },
    ...{ zone: String(params['time_zone']), apart: String(params['seconds_from_database']) },
  };
}

function Checks({ checks }: { checks: Check[] }) {
  const { t } = useTranslation('settings');
  const format = useFormats();
  const details = ({ name, params }: Check) =>
    params['built'] === false
      ? t('system.lens_absent')
      : t(`system.${name}_text`, valuesOf(params, format));
  const columns: Column<Check>[] = [
    { key: 'name', title: t('system.check'), cell: ({ name }) => t(`system.names.${name}`) },
    {
      key: 'state',
      title: t('system.state'),
      cell: ({ state }) => <Badge tone={TONES[state]}>{t(`system.states.${state}`)}</Badge>,
    },
    { key: 'details', title: t('system.details'), cell: details },
  ];
  return (
    <DataTable
      {...{ label: t('system.checks'), columns, rows: checks, bare: true }}
      rowKey={(check) => check.name}
    />
  );
}
