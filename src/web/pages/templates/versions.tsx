import { useTranslation } from 'react-i18next';
import { useGet, type List } from '../../app/index.ts';
import { Badge, Button, Card, Row, Soft, Spoken, Stack, Time } from '../../ui/index.ts';
import { PATH, type Template, type Version } from './model.ts';

/** What it said before. Using one again puts it into the editor; saving makes it the next version. */
export function VersionsCard(props: { template: Template; onUse?: (version: Version) => void }) {
  const { t } = useTranslation('templates');
  const { template, onUse } = props;
  const { data } = useGet<List<Version>>(`${PATH}/${template.id}/versions`);
  return (
    <Card title={t('versions.title')} sentence={t('versions.sentence')}>
      <Stack gap={1}>
        {(data?.data ?? []).map((version) => (
          <Row key={version.number} spread>
            <Row gap={1}>
              <strong>{t('versions.number', { number: version.number })}</strong>
              {version.number === template.version && (
                <Badge tone="good">{t('versions.current')}</Badge>
              )}
              <Soft small>
                <Time value={version.at} /> {version.by}
              </Soft>
            </Row>
            {onUse && version.number !== template.version && (
              <Button size="small" kind="quiet" onClick={() => onUse(version)}>
                {t('versions.use')}
                <Spoken>{t('versions.number', { number: version.number })}</Spoken>
              </Button>
            )}
          </Row>
        ))}
      </Stack>
    </Card>
  );
}
