import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useGet, useMay, useRefresh } from '../../app/index.ts';
import {
  Badge,
  Button,
  Card,
  ErrorState,
  Loading,
  Page as Frame,
  PageHeader,
  Row,
  Soft,
  Spoken,
  Stack,
  toast,
} from '../../ui/index.ts';
import { MannerForm } from './manner-form.tsx';
import { PATH, type Manners, type MannerRule } from './model.ts';
import { MessageSections } from './sections.tsx';

const MANNERS = '/v1/manners';

/** Every rule of what platforms forbid: the shop's own wording, or ours. */
export function Page() {
  const { t } = useTranslation('templates');
  const may = useMay('templates.change');
  const refresh = useRefresh();
  const found = useGet<Manners>(MANNERS);
  const [editing, setEditing] = useState<MannerRule | 'new'>();
  const write = async (rules: MannerRule[] | null): Promise<void> => {
    await api.put(MANNERS, { rules });
    await refresh(MANNERS, PATH);
  };
  const save = async (rules: MannerRule[] | null): Promise<void> => {
    const before = found.data?.own ? found.data.rules : null;
    await write(rules);
    toast({ message: t('manners.saved'), onUndo: () => void write(before) });
  };
  const rules = found.data?.rules ?? [];
  const put = (rule: MannerRule): Promise<void> =>
    save(
      rules.some(({ key }) => key === rule.key)
        ? rules.map((one) => (one.key === rule.key ? rule : one))
        : [...rules, rule],
    );
  const actions = may && (
    <Row gap={1}>
      {found.data?.own && (
        <Button kind="quiet" onClick={() => void save(null)}>
          {t('manners.built_in')}
        </Button>
      )}
      <Button kind="primary" onClick={() => setEditing('new')}>
        {t('manners.add')}
      </Button>
    </Row>
  );
  return (
    <Frame title={t('manners.title')}>
      <PageHeader title={t('manners.title')} sentence={t('manners.lead')} actions={actions} />
      <MessageSections />
      {found.isPending && <Loading lines={6} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && rules.length === 0 && <Soft>{t('manners.none')}</Soft>}
      {rules.map((rule) => (
        <Rule
          key={rule.key}
          rule={rule}
          {...(may && {
            onEdit: () => setEditing(rule),
            onRemove: () => void save(rules.filter(({ key }) => key !== rule.key)),
          })}
        />
      ))}
      {editing && (
        <MannerForm
          rule={editing === 'new' ? undefined : editing}
          onSave={put}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Frame>
  );
}

function Rule(props: { rule: MannerRule; onEdit?: () => void; onRemove?: () => void }) {
  const { t, i18n } = useTranslation(['templates', 'shell']);
  const { rule, onEdit, onRemove } = props;
  const text = rule[i18n.language === 'zh' ? 'zh' : 'en'];
  return (
    <Card flat>
      <Stack gap={1}>
        <span>{text}</span>
        <Row gap={1}>
          {rule.platforms.length === 0 ? (
            <Badge>{t('manners.everywhere')}</Badge>
          ) : (
            rule.platforms.map((one) => <Badge key={one}>{t(`shell:platforms.${one}`)}</Badge>)
          )}
        </Row>
        {rule.words.length > 0 && (
          <Soft small>{t('manners.found_by', { words: rule.words.join(' · ') })}</Soft>
        )}
        {onEdit && (
          <Row gap={1}>
            <Button size="small" onClick={onEdit}>
              {t('manners.edit')} <Spoken>{text}</Spoken>
            </Button>
            <Button size="small" kind="quiet" onClick={onRemove}>
              {t('manners.remove')} <Spoken>{text}</Spoken>
            </Button>
          </Row>
        )}
      </Stack>
    </Card>
  );
}
