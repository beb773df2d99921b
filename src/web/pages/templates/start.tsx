import { useTranslation } from 'react-i18next';
import { CHANNEL_KINDS } from '../../../outreach/channels/schema.ts';
import { useAddress, useGet, type List } from '../../app/index.ts';
import {
  Badge,
  Button,
  Card,
  ErrorState,
  Grid,
  Link,
  Loading,
  Page as Frame,
  PageHeader,
  Row,
  SelectField,
  Spoken,
} from '../../ui/index.ts';
import {
  CLASSES,
  emptyVariant,
  PATH,
  type Class,
  type Kind,
  type Ready,
  type Writing,
} from './model.ts';

/** What a new template begins with, as its address says: from the library, or empty. */
export function writingFrom(
  ready: Ready | undefined,
  kind: Kind,
  of: Class,
  language: string,
): Writing {
  const chinese = language === 'zh';
  if (ready)
    return {
      ...{ name: chinese ? ready.name.zh : ready.name.en, topic: '', kind, class: ready.class },
      ...{ params: ready.params, variants: kind === 'email' ? ready.mail : ready.short },
    };
  return {
    ...{ name: '', topic: '', kind, class: of, params: [] },
    variants: { [chinese ? 'zh' : 'en']: emptyVariant(kind) },
  };
}

export const isKind = (text: string | undefined): text is Kind =>
  CHANNEL_KINDS.some((one) => one === text);

/** How it goes out, then what it says: a text to begin with, or none. */
export function Start() {
  const { t, i18n } = useTranslation(['templates', 'channels', 'rules']);
  const { search, set } = useAddress();
  const library = useGet<List<Ready>>(`${PATH}/library`);
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const kind = isKind(search['kind']) ? search['kind'] : 'email';
  const kinds = CHANNEL_KINDS.map((value) => ({ value, label: t(`channels:kinds.${value}.name`) }));
  return (
    <Frame title={t('new')} width="wide">
      <PageHeader
        title={t('new')}
        sentence={t('start.lead')}
        back={<Link to="/messages/templates">{t('title')}</Link>}
      />
      <Row>
        <SelectField
          label={t('start.kind')}
          options={kinds}
          value={kind}
          onChange={(value) => set({ kind: value }, { replace: true })}
        />
      </Row>
      {library.isPending && <Loading lines={6} />}
      {library.isError && (
        <ErrorState error={library.error} onRetry={() => void library.refetch()} />
      )}
      <Grid min={280}>
        <Card title={t('start.empty')} sentence={t('start.empty_text')} level>
          <Row gap={1}>
            {CLASSES.map((of) => (
              <Button key={of} size="small" onClick={() => set({ kind, ready: 'none', class: of })}>
                {t(`rules:classes.${of}`)}
              </Button>
            ))}
          </Row>
        </Card>
        {(library.data?.data ?? []).map((one) => (
          <Card key={one.key} title={one.name[language]} sentence={one.hint[language]} level>
            <Row spread>
              <Badge>{t(`rules:classes.${one.class}`)}</Badge>
              <Button size="small" onClick={() => set({ kind, ready: one.key })}>
                {t('start.use')}
                <Spoken>{one.name[language]}</Spoken>
              </Button>
            </Row>
          </Card>
        ))}
      </Grid>
    </Frame>
  );
}
