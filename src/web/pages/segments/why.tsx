import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGet, type List, useLater } from '../../app/index.ts';
import {
  Button,
  Card,
  Mono,
  Notice,
  Row,
  SearchField,
  Soft,
  Spoken,
  Stack,
} from '../../ui/index.ts';
import { useAsk } from './ask.ts';
import type { Explained, Person } from './model.ts';
import { useCallName } from './name.ts';

type Found = Pick<Person, 'id' | 'name' | 'nick'>;

/** One customer, and which clause lets them in or keeps them out. */
export function WhyCard({ asked }: { asked: object | undefined }) {
  const { t } = useTranslation('segments');
  const callName = useCallName();
  const [who, setWho] = useState<Found>();
  if (!asked) return null;
  return (
    <Card title={t('why.title')} sentence={t('why.text')}>
      {who ? (
        <Stack>
          <Row spread>
            <strong>{callName(who)}</strong>
            <Button size="small" kind="quiet" onClick={() => setWho(undefined)}>
              {t('why.other')}
            </Button>
          </Row>
          <Verdicts body={{ ...asked, customer: who.id }} />
        </Stack>
      ) : (
        <Pick onPick={setWho} />
      )}
    </Card>
  );
}

function Pick({ onPick }: { onPick: (who: Found) => void }) {
  const { t } = useTranslation('segments');
  const callName = useCallName();
  const [typed, setTyped] = useState('');
  const search = useLater(typed.trim());
  const { data } = useGet<List<Found>>(
    '/v1/customers',
    { search, limit: 5 },
    { enabled: search !== '' },
  );
  const rows = search === '' ? [] : (data?.data ?? []);
  return (
    <Stack gap={1}>
      <SearchField label={t('why.search')} value={typed} onChange={setTyped} />
      {search !== '' && data && rows.length === 0 && <Soft>{t('why.none')}</Soft>}
      {rows.map((row) => (
        <Row key={row.id} spread>
          <span>{callName(row)}</span>
          <Button size="small" onClick={() => onPick(row)}>
            {t('why.choose')}
            <Spoken>{callName(row)}</Spoken>
          </Button>
        </Row>
      ))}
    </Stack>
  );
}

function Verdicts({ body }: { body: object }) {
  const { t } = useTranslation('segments');
  const { data, error } = useAsk<Explained>('/v1/segments/explain', body);
  if (error) return <Notice tone="warn">{error.message}</Notice>;
  if (!data) return null;
  return (
    <Stack gap={1}>
      <Notice tone={data.holds ? 'good' : 'warn'}>{t(data.holds ? 'why.in' : 'why.out')}</Notice>
      <ul className="r-verdicts">
        {data.verdicts.map((one) => (
          <li key={`${one.from}-${one.to}-${one.depth}`} data-depth={one.depth}>
            {one.holds ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
            <Spoken>{t(one.holds ? 'why.yes' : 'why.no')}</Spoken>
            <span>
              {one.kind === 'and' || one.kind === 'or' || one.kind === 'not' ? (
                <Soft>{t(`why.${one.kind}`)}</Soft>
              ) : (
                <Mono>{one.text}</Mono>
              )}
              {one.kind === 'clause' && (
                <Soft small> {t('why.has', { what: shown(one.have) ?? t('why.unknown') })}</Soft>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

const shown = (have: Explained['verdicts'][number]['have']): string | undefined =>
  have === null ? undefined : Array.isArray(have) ? have.join(', ') || '–' : String(have);
