import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TOPICS } from '../../../outreach/templates/schema.ts';
import { SelectField, TextField } from '../../ui/index.ts';

const OWN = '*';
const isOurs = (topic: string): boolean => TOPICS.some((one) => one === topic);

/** What it is about: one of those with a name in both languages, or the shop's own, which customers read as it is. */
export function TopicField(props: {
  topic: string;
  may: boolean;
  onChange: (topic: string) => void;
}) {
  const { t } = useTranslation('templates');
  const { topic, may, onChange } = props;
  const [own, setOwn] = useState(topic !== '' && !isOurs(topic));
  const options = [
    { value: '', label: t('topics.none') },
    ...TOPICS.map((value) => ({ value, label: t(`topics.${value}`) })),
    { value: OWN, label: t('topics.own') },
  ];
  const choose = (value: string): void => {
    setOwn(value === OWN);
    onChange(value === OWN ? '' : value);
  };
  return (
    <>
      <SelectField
        label={t('topic')}
        hint={t('topic_hint')}
        disabled={!may}
        options={options}
        value={own ? OWN : topic}
        onChange={choose}
      />
      {own && (
        <TextField
          label={t('topic_own')}
          hint={t('topic_own_hint')}
          disabled={!may}
          value={topic}
          onChange={onChange}
        />
      )}
    </>
  );
}
