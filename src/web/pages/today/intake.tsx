import { useTranslation } from 'react-i18next';
import { useAddress, useMay } from '../../app/index.ts';
import {
  Card,
  Count,
  Facts,
  Figure,
  Link,
  LinkButton,
  Soft,
  Stack,
  useFormats,
} from '../../ui/index.ts';
import type { Today } from './model.ts';

/** What the newest import brought. */
export function LastImport({ today }: { today: Today }) {
  const { t } = useTranslation('today');
  const format = useFormats();
  const may = useMay('imports.read');
  const last = today.last_import;
  if (!last)
    return (
      <Card title={t('last_import.title')}>
        <Stack>
          <Soft>{t('last_import.none')}</Soft>
          {may && (
            <div>
              <LinkButton to="/imports">{t('last_import.import')}</LinkButton>
            </div>
          )}
        </Stack>
      </Card>
    );
  const sentence = t('last_import.sentence', {
    ...{ file: last.file_name, shop: last.shop, time: format.time(last.finished_at) },
  });
  return (
    <Card title={t('last_import.title')} sentence={sentence}>
      <Stack>
        <Facts
          of={[
            [t('last_import.customers'), <Count key="c" value={last.customers_new} />],
            [t('last_import.orders'), <Count key="o" value={last.orders_new} />],
            [t('last_import.updated'), <Count key="u" value={last.orders_updated} />],
            [t('last_import.unchanged'), <Count key="s" value={last.unchanged} />],
            [t('last_import.rejected'), <Count key="r" value={last.rejected} />],
          ]}
        />
        {may && (
          <Link to="/imports/$id" params={{ id: last.id }}>
            {t('last_import.see')}
          </Link>
        )}
      </Stack>
    </Card>
  );
}

/** How many orders have a face, and why the rest do not. */
export function Tied({ tied }: { tied: Today['tied'] }) {
  const { t } = useTranslation('today');
  const format = useFormats();
  const { search } = useAddress();
  const orders = format.count(tied.orders);
  return (
    <Card title={t('tied.title')}>
      <Stack>
        <Figure
          label={t('tied.label')}
          definition="tied"
          value={tied.share === null ? '–' : format.share(tied.share)}
          sentence={t('tied.sentence', { tied: format.count(tied.tied), orders })}
        />
        {tied.reasons.length === 0 ? (
          <Soft>{t('tied.all')}</Soft>
        ) : (
          <>
            <Soft>{t('tied.why')}</Soft>
            <Facts
              of={tied.reasons.map(({ reason, text, orders: count }) => [
                text,
                <Link
                  key={reason}
                  to="/customers/unknown"
                  search={{ reason, shop: search['shop'] } as never}
                >
                  {t('tied.orders', { count })}
                </Link>,
              ])}
            />
          </>
        )}
      </Stack>
    </Card>
  );
}
