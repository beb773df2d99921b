import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ApiProblem, useMay, useRefresh, useSend, useLater } from '../../app/index.ts';
import {
  Badge,
  Button,
  Card,
  Grid,
  Link,
  Notice,
  Page as Frame,
  PageHeader,
  Row,
  SaveBar,
  Split,
  TextField,
  toast,
} from '../../ui/index.ts';
import { useAsk } from '../segments/ask.ts';
import { ApprovalsCard } from './approvals.tsx';
import { Editor, useShownLanguage } from './editor.tsx';
import { MannersCard } from './manners.tsx';
import {
  bodyOf,
  draftOf,
  PATH,
  unfinished,
  type Note,
  type Template,
  type Writing,
} from './model.ts';
import { Notes, NotesCard } from './notes.tsx';
import { PreviewCard } from './preview.tsx';
import { TopicField } from './topic.tsx';
import { VersionsCard } from './versions.tsx';

/** What the server refuses of a whole draft, in the words of a note. */
function notesOf(error: Error | null): Note[] {
  if (!(error instanceof ApiProblem)) return [];
  const all = error.errors.length
    ? error.errors
    : [{ detail: error.message, pointer: error.pointer ?? '' }];
  return all.map(({ detail, pointer }) => ({
    ...{ level: 'error' as const, code: error.code, message: detail, pointer, params: {} },
  }));
}

/** The draft once it rests: checked and shown, as long as it says something. */
function useChecked(writing: Writing) {
  const open = unfinished(writing);
  const text = open.length === 0 ? JSON.stringify(draftOf(writing)) : '';
  const rested = useLater(text, 400);
  const draft = rested && text ? (JSON.parse(rested) as ReturnType<typeof draftOf>) : undefined;
  const check = useAsk<{ notes: Note[] }>(`${PATH}/check`, draft);
  const notes = draft ? (check.isError ? notesOf(check.error) : (check.data?.notes ?? [])) : [];
  const good = draft && !notes.some(({ level }) => level === 'error') ? draft : undefined;
  return { notes, asked: draft !== undefined, good, finished: open.length === 0 };
}

function useSaving(writing: Writing, saved: Template | undefined) {
  const { t } = useTranslation('templates');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const save = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      const { kind, class: of, ...change } = bodyOf(writing);
      const made = saved
        ? await api.patch<Template>(`${PATH}/${saved.id}`, change)
        : await api.post<Template>(PATH, { ...change, kind, class: of });
      await refresh(PATH);
      toast({ message: t('saved', { name: made.name, version: made.version }) });
      if (!saved) await navigate({ to: '/messages/templates/$id', params: { id: made.id } });
      return made;
    } catch (error) {
      setFailure((error as Error).message);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { save, busy, failure };
}

const sorted = (_: string, value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** As text, whatever order its parts came in: the database keeps another one. */
const read = (writing: Writing): string => JSON.stringify(bodyOf(writing), sorted);

export function Workshop({ start, saved }: { start: Writing; saved?: Template }) {
  const { t } = useTranslation('templates');
  const may = useMay('templates.change') && !saved?.archived_at;
  const [writing, setWriting] = useState(start);
  const [language, setLanguage] = useShownLanguage(writing.variants);
  const { notes, asked, good, finished } = useChecked(writing);
  const { save, busy, failure } = useSaving(writing, saved);
  const change = (what: Partial<Writing>) => setWriting((before) => ({ ...before, ...what }));
  const title = saved?.name ?? (start.name || t('new'));
  const open = !saved || read(writing) !== read(start);
  return (
    <Frame title={title} width="wide">
      <Head {...{ title, writing, saved }} />
      {saved?.archived_at && <Notice>{t('archived_notice')}</Notice>}
      <Notes value={notes}>
        <Split
          side={
            <>
              <NotesCard notes={notes} asked={asked} />
              <MannersCard />
              {saved && (
                <VersionsCard
                  template={saved}
                  {...(may && { onUse: ({ params, variants }) => change({ params, variants }) })}
                />
              )}
            </>
          }
        >
          <Named {...{ writing, may }} onChange={change} />
          <Editor {...{ writing, language, may }} onLanguage={setLanguage} onChange={change} />
          <PreviewCard draft={good} language={language} />
          {saved && <ApprovalsCard template={saved} />}
        </Split>
      </Notes>
      {may && open && (
        <SaveBar
          {...{ busy, failure }}
          disabled={!finished || !writing.name.trim()}
          onSave={() => void save()}
          {...(saved && { onDiscard: () => setWriting(start) })}
        />
      )}
    </Frame>
  );
}

function Head(props: { title: string; writing: Writing; saved: Template | undefined }) {
  const { t } = useTranslation(['templates', 'channels', 'rules']);
  const { title, writing, saved } = props;
  return (
    <PageHeader
      title={title}
      back={<Link to="/messages/templates">{t('title')}</Link>}
      sentence={
        <Row gap={1}>
          <Badge>{t(`channels:kinds.${writing.kind}.name`)}</Badge>
          <Badge>{t(`rules:classes.${writing.class}`)}</Badge>
          {saved && <Badge>{t('versions.number', { number: saved.version })}</Badge>}
        </Row>
      }
      actions={saved && <Archive template={saved} />}
    />
  );
}

function Named(props: {
  writing: Writing;
  may: boolean;
  onChange: (what: Partial<Writing>) => void;
}) {
  const { t } = useTranslation('templates');
  const { writing, may, onChange } = props;
  return (
    <Card>
      <Grid min={240}>
        <TextField
          label={t('name')}
          hint={t('name_hint')}
          required
          disabled={!may}
          value={writing.name}
          onChange={(name) => onChange({ name })}
        />
        {writing.class !== 'service' && (
          <TopicField topic={writing.topic} may={may} onChange={(topic) => onChange({ topic })} />
        )}
      </Grid>
    </Card>
  );
}

function Archive({ template }: { template: Template }) {
  const { t } = useTranslation('templates');
  const may = useMay('templates.change');
  const navigate = useNavigate();
  const touches = [PATH];
  const restore = useSend(() => api.post(`${PATH}/${template.id}/restore`), { touches });
  const archive = useSend(() => api.delete(`${PATH}/${template.id}`), { touches });
  if (!may) return null;
  if (template.archived_at)
    return (
      <Button busy={restore.isPending} onClick={() => restore.mutate(undefined)}>
        {t('restore')}
      </Button>
    );
  const run = async () => {
    await archive.mutateAsync(undefined);
    toast({
      message: t('was_archived', { name: template.name }),
      onUndo: () => restore.mutate(undefined),
    });
    await navigate({ to: '/messages/templates' });
  };
  return (
    <Button kind="quiet" busy={archive.isPending} onClick={() => void run().catch(() => undefined)}>
      {t('archive')}
    </Button>
  );
}
