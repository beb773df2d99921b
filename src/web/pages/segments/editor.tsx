import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useLater } from '../../app/index.ts';
import {
  Card,
  Choice,
  ErrorState,
  Loading,
  Mono,
  Notice,
  Soft,
  Split,
  Stack,
  TextAreaField,
} from '../../ui/index.ts';
import { useAsk, useCatalogue } from './ask.ts';
import { SegmentBuilder } from './builder.tsx';
import { builderOf, draftOf, emptyDraft, type Draft } from './draft.ts';
import type { Builder, Preview, Written } from './model.ts';
import { PreviewCard } from './preview.tsx';
import { WhyCard } from './why.tsx';

type Mode = 'click' | 'text';

/** What is being written: by clicking or as text, each turning into the other. */
export function useEditor(start: Written) {
  // What would be written otherwise stays as its author wrote it, until somebody turns it.
  const asWritten = start.rewritten ? null : start.builder;
  const [mode, setMode] = useState<Mode>(asWritten || !start.text ? 'click' : 'text');
  const [draft, setDraft] = useState<Draft>(() => (asWritten ? draftOf(asWritten) : emptyDraft()));
  const [text, setText] = useState(start.text);
  const [notice, setNotice] = useState<'stays' | 'rewritten'>();
  const built = builderOf(draft);
  const isText = mode === 'text';
  const asked: { text?: string; builder?: Builder } | undefined = isText
    ? text.trim()
      ? { text }
      : undefined
    : built && { builder: built };
  const turn = async (to: Mode): Promise<void> => {
    setNotice(undefined);
    if (!asked) return setMode(to);
    const turned = await api.post<Written>('/v1/segments/format', asked).catch(() => undefined);
    if (to === 'text') {
      setText(turned?.text ?? '');
      return setMode('text');
    }
    if (!turned?.builder) return setNotice('stays');
    if (turned.rewritten) setNotice('rewritten');
    setDraft(draftOf(turned.builder));
    return setMode('click');
  };
  return { mode, turn, draft, setDraft, text, setText, asked, notice };
}

export type EditorState = ReturnType<typeof useEditor>;

export function Editor({ editor }: { editor: EditorState }) {
  const { t } = useTranslation('segments');
  const catalogue = useCatalogue();
  const rested = useLater(editor.asked, 300);
  const preview = useAsk<Preview>('/v1/segments/preview', rested);
  const written = useAsk<Written>('/v1/segments/format', rested);
  const modes = [
    { value: 'click' as const, label: t('mode.click') },
    { value: 'text' as const, label: t('mode.text') },
  ];
  if (catalogue.isError) return <ErrorState error={catalogue.error} />;
  if (!catalogue.data) return <Loading lines={6} />;
  const side = (
    <>
      <PreviewCard
        preview={rested && !preview.isError ? preview.data : undefined}
        stale={preview.isFetching}
        problem={rested ? preview.error : null}
      />
      <WhyCard asked={rested && !preview.isError ? rested : undefined} />
    </>
  );
  return (
    <Split side={side}>
      <Stack>
        <Choice
          label={t('mode.label')}
          options={modes}
          value={editor.mode}
          onChange={(to) => void editor.turn(to)}
        />
        {editor.notice && <Notice>{t(`mode.${editor.notice}`)}</Notice>}
        {editor.mode === 'click' ? (
          <>
            <SegmentBuilder
              catalogue={catalogue.data}
              draft={editor.draft}
              onChange={editor.setDraft}
            />
            <Behind text={editor.asked ? written.data?.text : undefined} />
          </>
        ) : (
          <AsText editor={editor} error={written.error?.message} />
        )}
      </Stack>
    </Split>
  );
}

/** The text that the clicks make. */
function Behind({ text }: { text: string | undefined }) {
  const { t } = useTranslation('segments');
  if (!text) return null;
  return (
    <Card flat title={t('behind')}>
      <Mono>{text}</Mono>
    </Card>
  );
}

function AsText({ editor, error }: { editor: EditorState; error: string | undefined }) {
  const { t } = useTranslation('segments');
  return (
    <Stack gap={1}>
      <TextAreaField
        label={t('text.label')}
        rows={6}
        value={editor.text}
        onChange={editor.setText}
        error={editor.asked ? error : undefined}
      />
      <Soft small>{t('text.hint')}</Soft>
    </Stack>
  );
}
