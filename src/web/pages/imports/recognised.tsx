import { useTranslation } from 'react-i18next';
import { Card, Row, SelectField, Soft, Stack, useFormats } from '../../ui/index.ts';
import { isGeneric, type DraftAnswer, type SourceAnswer } from './model.ts';
import { useWords } from './words.ts';

/** What we take the file for, how sure we are, and a way to say otherwise. */
export function Recognised(props: {
  file: DraftAnswer;
  sources: SourceAnswer[];
  onSource: (source: string) => void;
}) {
  const { file, sources } = props;
  const { t } = useTranslation('imports');
  const { count } = useFormats();
  const { sourceTitle } = useWords();
  const source = sourceTitle(sources, file.source);
  const confidence = file.remembered ? 'sure' : file.confidence;
  const facts = [
    // Layouts of platforms are known by the year they came in.
    /^\d{4}$/.test(file.source_version) && t('recognised.version', { year: file.source_version }),
    file.rows === null
      ? undefined
      : file.rows_exact
        ? t('recognised.rows', { count: file.rows })
        : t('recognised.rows_about', { shown: count(file.rows) }),
  ].filter(Boolean);
  return (
    <Card title={t('recognised.title')}>
      <Stack>
        <p>
          <strong>
            {source ? t(`recognised.${confidence}`, { source }) : t('recognised.unsure')}
          </strong>{' '}
          <Soft>{facts.join(' · ')}</Soft>
        </p>
        {file.remembered && isGeneric(file.source) && <p>{t('recognised.remembered')}</p>}
        <Row>
          <SelectField
            label={t('recognised.change')}
            value={file.source ?? ''}
            onChange={props.onSource}
            options={[
              ...(file.source
                ? []
                : [{ value: '', label: t('recognised.choose'), disabled: true }]),
              ...sources.map(({ name }) => ({ value: name, label: sourceTitle(sources, name) })),
            ]}
          />
        </Row>
      </Stack>
    </Card>
  );
}
