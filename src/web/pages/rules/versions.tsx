import { useTranslation } from 'react-i18next';
import { useGet, type List } from '../../app/index.ts';
import { Badge, Button, Card, Row, Soft, Spoken, Stack, Time } from '../../ui/index.ts';
import { PATH, type Policy } from './model.ts';

interface Version {
  number: number;
  policy: Policy;
  changed_at: string;
  by: string | null;
}

/** Former rules, readable in the form; saving makes them the next version. */
export function VersionsCard(props: { number: number; onUse: (policy: Policy) => void }) {
  const { t } = useTranslation('rules');
  const { data } = useGet<List<Version>>(`${PATH}/versions`);
  if (!data || data.data.length === 0) return null;
  return (
    <Card title={t('versions.title')} sentence={t('versions.sentence')}>
      <Stack gap={1}>
        {data.data.map(({ number, policy, changed_at, by }) => (
          <Row key={number} spread>
            <Row gap={1}>
              <strong>{t('versions.number', { number })}</strong>
              {number === props.number && <Badge tone="good">{t('versions.current')}</Badge>}
              <Soft small>
                <Time value={changed_at} /> {by}
              </Soft>
            </Row>
            <Button size="small" kind="quiet" onClick={() => props.onUse(policy)}>
              {t('versions.show')}
              <Spoken>{t('versions.number', { number })}</Spoken>
            </Button>
          </Row>
        ))}
      </Stack>
    </Card>
  );
}
