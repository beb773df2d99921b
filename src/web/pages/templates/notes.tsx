import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge, Card, Row, Soft, Stack } from '../../ui/index.ts';
import { useLanguageName } from './languages.ts';
import type { Note } from './model.ts';

/** What there is to say of the draft, by the place it points to. */
export const Notes = createContext<readonly Note[]>([]);

export function useNotesAt(pointer: string) {
  const here = useContext(Notes).filter((one) => one.pointer === pointer);
  return {
    error: here.find(({ level }) => level === 'error')?.message,
    warnings: here.filter(({ level }) => level === 'warning'),
  };
}

/** Under its field; what cannot be saved the field says itself. */
export function Warnings({ at }: { at: string }) {
  const { t } = useTranslation('templates');
  const { warnings } = useNotesAt(at);
  return warnings.map(({ code, message }) => (
    <Row key={code + message} gap={1} align="baseline">
      <Badge tone="warn">{t('notes.warning')}</Badge>
      <Soft small>{message}</Soft>
    </Row>
  ));
}

/** Every note in one list, with the language it is about. */
export function NotesCard({ notes, asked }: { notes: readonly Note[]; asked: boolean }) {
  const { t } = useTranslation('templates');
  const nameOf = useLanguageName();
  const language = (pointer: string | null) => /^\/variants\/([^/]+)/.exec(pointer ?? '')?.[1];
  return (
    <Card title={t('notes.title')}>
      <div aria-live="polite">
        {!asked && <Soft>{t('notes.unfinished')}</Soft>}
        {asked && notes.length === 0 && <Soft>{t('notes.none')}</Soft>}
        <Stack gap={1}>
          {notes.map(({ level, code, message, pointer }) => {
            const about = language(pointer);
            return (
              <Stack gap={0} key={`${pointer} ${code} ${message}`}>
                <Row gap={1}>
                  <Badge tone={level === 'error' ? 'bad' : 'warn'}>{t(`notes.${level}`)}</Badge>
                  {about && <Soft small>{nameOf(about)}</Soft>}
                </Row>
                <span className="r-small">{message}</span>
              </Stack>
            );
          })}
        </Stack>
      </div>
    </Card>
  );
}
