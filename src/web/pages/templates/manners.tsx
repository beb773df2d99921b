import { useTranslation } from 'react-i18next';
import { useGet, type List } from '../../app/index.ts';
import { Card, Link, Soft, Stack } from '../../ui/index.ts';
import { PATH, type Manner } from './model.ts';

/** What platforms and decency forbid: what a machine finds is noted at its place, the rest is for eyes. */
export function MannersCard() {
  const { t, i18n } = useTranslation(['templates', 'shell']);
  const { data } = useGet<List<Manner>>(`${PATH}/manners`);
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  if (!data) return null;
  return (
    <Card
      title={t('manners.title')}
      sentence={t('manners.sentence')}
      actions={<Link to="/messages/templates/manners">{t('manners.all')}</Link>}
    >
      <ul className="r-ticks">
        {data.data.map(({ key, rule, platforms }) => (
          <li key={key}>
            <Stack gap={0}>
              <span>{rule[language]}</span>
              {platforms.length > 0 && (
                <Soft small>
                  {platforms.map((one) => t(`shell:platforms.${one as 'other'}`)).join(' · ')}
                </Soft>
              )}
            </Stack>
          </li>
        ))}
      </ul>
    </Card>
  );
}
