import { useTranslation } from 'react-i18next';
import { Card, Choice, SelectField, Stack } from '../../ui/index.ts';
import type { DraftAnswer, PlanOptions } from './model.ts';

const ASKED = ['date_order', 'decimal', 'statuses'];
const STATUSES = ['unpaid', 'paid', 'part_shipped', 'shipped', 'received', 'completed', 'closed'];

/** What the file itself cannot tell us. */
export function Questions(props: { file: DraftAnswer; onOptions: (options: PlanOptions) => void }) {
  const { file, onOptions } = props;
  const { t } = useTranslation('imports');
  // Which kind of file it is, is asked above.
  const questions = file.questions.filter(({ code }) => ASKED.includes(code));
  if (questions.length === 0) return null;
  return (
    <Card title={t('question.title')}>
      <Stack gap={3}>
        {questions.map((question) => (
          <Question key={question.code} question={question} file={file} onOptions={onOptions} />
        ))}
      </Stack>
    </Card>
  );
}

function Question(props: {
  question: DraftAnswer['questions'][number];
  file: DraftAnswer;
  onOptions: (options: PlanOptions) => void;
}) {
  const { question, file, onOptions } = props;
  const { t } = useTranslation('imports');
  const { options } = file;
  const [example] = question.examples;
  if (question.code === 'date_order') {
    const label = example ? t('question.date_order', { example }) : t('question.date_order_plain');
    return (
      <Stack gap={1}>
        <p>{label}</p>
        <Choice
          label={label}
          value={options.date_order ?? 'dmy'}
          onChange={(date_order) => onOptions({ date_order })}
          options={[
            { value: 'dmy', label: t('question.dmy') },
            { value: 'mdy', label: t('question.mdy') },
          ]}
        />
      </Stack>
    );
  }
  if (question.code === 'decimal') {
    return (
      <Stack gap={1}>
        <p>{t('question.decimal')}</p>
        <Choice
          label={t('question.decimal')}
          value={options.decimal ?? '.'}
          onChange={(decimal) => onOptions({ decimal })}
          options={[
            { value: '.', label: t('question.decimal_point') },
            { value: ',', label: t('question.decimal_comma') },
          ]}
        />
      </Stack>
    );
  }
  if (question.code === 'statuses') {
    return (
      <Stack gap={1}>
        <p>{t('question.statuses')}</p>
        {question.examples.map((word) => (
          <SelectField
            key={word}
            label={word}
            value={options.statuses?.[word] ?? ''}
            onChange={(status) => onOptions({ statuses: { ...options.statuses, [word]: status } })}
            options={[
              { value: '', label: t('question.status_none') },
              ...STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
            ]}
          />
        ))}
      </Stack>
    );
  }
  return null;
}
