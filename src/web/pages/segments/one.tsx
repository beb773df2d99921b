import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { address, api, useAddress, useGet, useMay, useSend, type List } from '../../app/index.ts';
import {
  Button,
  ErrorState,
  Link,
  Loading,
  Menu,
  Page as Frame,
  PageHeader,
  Row,
  TextField,
  toast,
} from '../../ui/index.ts';
import { Editor, useEditor } from './editor.tsx';
import { History } from './history.tsx';
import type { Ready, Segment, Written } from './model.ts';

type Start = Written & { name: string };

/** One segment, saved or new. */
export function Page() {
  const { id } = useParams({ strict: false });
  return id ? <Saved key={id} id={id} /> : <New />;
}

/** From a ready-made one if the address names it, else from nothing. */
function New() {
  const { search } = useAddress();
  const ready = useGet<List<Ready>>(
    '/v1/segments/ready',
    {},
    { enabled: Boolean(search['ready']) },
  );
  if (search['ready'] && ready.isPending) return <Loading lines={6} />;
  const found = ready.data?.data.find(({ key }) => key === search['ready']);
  return <Workshop start={found ?? { name: '', text: '', builder: null, rewritten: false }} />;
}

function Saved({ id }: { id: string }) {
  const found = useGet<Segment>(`/v1/segments/${id}`);
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={6} />;
  return <Workshop start={found.data} saved={found.data} key={found.data.version} />;
}

function Workshop({ start, saved }: { start: Start; saved?: Segment }) {
  const { t } = useTranslation('segments');
  const may = useMay('segments.change');
  const editor = useEditor(start);
  const [name, setName] = useState(start.name);
  const title = saved?.name ?? t('new');
  return (
    <Frame title={title} width="wide">
      <PageHeader
        title={title}
        back={<Link to="/customers/segments">{t('title')}</Link>}
        actions={<Actions asked={editor.asked} saved={saved} />}
      />
      {may && <SaveLine {...{ name, setName, saved, asked: editor.asked }} />}
      <Editor editor={editor} />
      {saved && <History segment={saved} />}
    </Frame>
  );
}

type Asked = ReturnType<typeof useEditor>['asked'];

function SaveLine(props: {
  name: string;
  setName: (name: string) => void;
  saved: Segment | undefined;
  asked: Asked;
}) {
  const { t } = useTranslation('segments');
  const navigate = useNavigate();
  const { name, setName, saved, asked } = props;
  const save = useSend(
    () =>
      saved
        ? api.patch<Segment>(`/v1/segments/${saved.id}`, { name, ...asked })
        : api.post<Segment>('/v1/segments', { name, ...asked }),
    { touches: ['/v1/segments'] },
  );
  const run = async () => {
    const made = await save.mutateAsync(undefined).catch(() => undefined);
    if (!made) return;
    toast({ message: t('said.saved', { name: made.name }) });
    if (!saved) await navigate({ to: '/customers/segments/$id', params: { id: made.id } });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <Row gap={1} align="end">
        <TextField label={t('name')} value={name} onChange={setName} />
        <Button
          type="submit"
          kind="primary"
          busy={save.isPending}
          disabled={!name.trim() || !asked}
        >
          {t('save')}
        </Button>
      </Row>
    </form>
  );
}

function Actions({ asked, saved }: { asked: Asked; saved: Segment | undefined }) {
  const mayExport = useMay('customers.export');
  return (
    <>
      {mayExport && asked && <ExportMenu asked={asked} />}
      {saved && <Archive segment={saved} />}
    </>
  );
}

/** As it stands here, saved or not. */
function ExportMenu({ asked }: { asked: NonNullable<Asked> }) {
  const { t } = useTranslation('segments');
  const leave = async (format: string) => {
    const { text } = await api.post<{ text: string }>('/v1/segments/format', asked);
    window.location.assign(address(`/v1/segments/export.${format}`, { text }));
  };
  const items = (['csv', 'xlsx'] as const).map((format) => ({
    label: t(`export.${format}`),
    onSelect: () =>
      void leave(format).catch((error: Error) => toast({ message: error.message, tone: 'bad' })),
  }));
  return (
    <Menu label={t('export.hint')} items={items}>
      <Button>{t('export.button')}</Button>
    </Menu>
  );
}

function Archive({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const may = useMay('segments.change');
  const navigate = useNavigate();
  const touches = ['/v1/segments'];
  const restore = useSend(() => api.post(`/v1/segments/${segment.id}/restore`), { touches });
  const archive = useSend(() => api.delete(`/v1/segments/${segment.id}`), { touches });
  if (!may) return null;
  const run = async () => {
    await archive.mutateAsync(undefined);
    toast({
      message: t('said.archived', { name: segment.name }),
      onUndo: () => restore.mutate(undefined),
    });
    await navigate({ to: '/customers/segments' });
  };
  return (
    <Button kind="quiet" busy={archive.isPending} onClick={() => void run().catch(() => undefined)}>
      {t('archive')}
    </Button>
  );
}
