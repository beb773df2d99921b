import { useTranslation } from 'react-i18next';
import {
  Card,
  Figure,
  Grid,
  Link,
  LinkButton,
  Notice,
  Row,
  Soft,
  Stack,
  useFormats,
} from '../../ui/index.ts';
import type { ImportAnswer } from './model.ts';
import { Rejects } from './rejects.tsx';
import { UndoImport } from './undo.tsx';
import { Upload } from './upload.tsx';

/** What an import brought: the sum, the people, what could not come in, and what to do next. */
export function Report({ file }: { file: ImportAnswer }) {
  if (file.state === 'failed' || file.state === 'cancelled') return <NothingCame file={file} />;
  return (
    <Stack gap={3}>
      <Sum file={file} />
      {file.state === 'done' && <Tied file={file} />}
      {file.rejected > 0 && file.state === 'done' && <Rejects file={file} />}
    </Stack>
  );
}

function NothingCame({ file }: { file: ImportAnswer }) {
  const { t } = useTranslation('imports');
  const failed = file.state === 'failed';
  return (
    <Stack gap={3}>
      <Notice tone={failed ? 'bad' : 'plain'} alert={failed}>
        <p>{t(`report.${file.state}`)}</p>
        {file.problem && <p>{file.problem.text}</p>}
      </Notice>
      <Upload title={t('drop.title')} hint={t('drop.hint')} shop={file.shop?.id} />
    </Stack>
  );
}

function useHeadline(file: ImportAnswer): string {
  const { t } = useTranslation('imports');
  if (file.state === 'undone') return t('report.undone');
  if (file.accepted > 0) return t('report.done', { count: file.accepted });
  return file.unchanged > 0 ? t('report.nothing_new') : t('report.none');
}

function Sum({ file }: { file: ImportAnswer }) {
  const { t } = useTranslation('imports');
  const { count } = useFormats();
  const { read, accepted, unchanged, rejected } = file;
  const shown = { read, accepted, unchanged, rejected };
  const sums = Object.fromEntries(Object.entries(shown).map(([key, n]) => [key, count(n)]));
  return (
    <Card
      title={useHeadline(file)}
      sentence={[file.shop?.name, t('report.account', sums)].filter(Boolean).join(' · ')}
      actions={<UndoImport file={file} />}
    >
      <Stack gap={3}>
        {file.state === 'done' && <Figures file={file} />}
        <Row>
          {file.state === 'done' && (
            <LinkButton to="/customers" kind="primary">
              {t('report.to_customers')}
            </LinkButton>
          )}
          <LinkButton to="/imports">{t('report.another')}</LinkButton>
        </Row>
      </Stack>
    </Card>
  );
}

function Figures({ file }: { file: ImportAnswer }) {
  const { t } = useTranslation('imports');
  const { count } = useFormats();
  const keys = ['customers_new', 'customers_matched', 'orders_new', 'orders_updated'] as const;
  return (
    <Grid min={160}>
      {keys.map((key) => (
        <Figure key={key} label={t(`report.${key}`)} value={count(file[key])} />
      ))}
    </Grid>
  );
}

/** How many orders have a person, and why the others could not. */
function Tied({ file }: { file: ImportAnswer }) {
  const { t } = useTranslation('imports');
  const { count, share } = useFormats();
  const untied = file.untied.reduce((sum, { orders }) => sum + orders, 0);
  const all = file.orders_tied + untied;
  if (all === 0) return null;
  if (untied === 0)
    return (
      <Notice tone="good">
        <p>{t('tied.all')}</p>
      </Notice>
    );
  return (
    <Card title={t('tied.title')}>
      <Stack>
        <Figure
          label={t('tied.label')}
          value={share(file.orders_tied / all)}
          sentence={t('tied.of', { tied: count(file.orders_tied), all: count(all) })}
        />
        <div>
          <p>{t('tied.why')}</p>
          <ul>
            {file.untied.map(({ reason, text, orders }) => (
              <li key={reason}>
                {t('tied.orders', { count: orders })}: {text}
              </li>
            ))}
          </ul>
        </div>
        <p>
          <Soft>{t('tied.later')}</Soft> <Link to="/customers/unknown">{t('tied.see')}</Link>
        </p>
      </Stack>
    </Card>
  );
}
