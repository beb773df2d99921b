import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Card, Choice, Row, SelectField, Stack, toast } from '../../ui/index.ts';
import { LiquidField } from './field.tsx';
import { InsertMenu, useInsertion } from './insert.tsx';
import { LANGUAGES, useLanguageName } from './languages.ts';
import { MailEditor } from './mail.tsx';
import { emptyVariant, type Variants, type Writing } from './model.ts';
import { Warnings } from './notes.tsx';
import { ParamsCard } from './params.tsx';

interface Props {
  writing: Writing;
  language: string;
  may: boolean;
  onLanguage: (language: string) => void;
  onChange: (change: Partial<Writing>) => void;
}

/** The texts, one language at a time. */
export function Editor({ writing, language, may, onLanguage, onChange }: Props) {
  const { t } = useTranslation('templates');
  const { onFocusCapture, insert } = useInsertion();
  const { variants, params, kind } = writing;
  const variant = variants[language] ?? emptyVariant(kind);
  const at = `/variants/${language}`;
  const set = (next: Variants[string]) => onChange({ variants: { ...variants, [language]: next } });
  return (
    <Card title={t('editor.title')} actions={may && <InsertMenu params={params} insert={insert} />}>
      <fieldset disabled={!may} className="r-bare-fieldset" onFocusCapture={onFocusCapture}>
        <Stack>
          <Languages {...{ variants, language, may, onLanguage }} onChange={onChange} />
          <Warnings at={at} />
          {'blocks' in variant ? (
            <MailEditor
              key={language}
              {...{ at, language, params }}
              mail={variant}
              onChange={set}
            />
          ) : (
            <LiquidField
              at={`${at}/body`}
              label={t('editor.body')}
              rows={8}
              value={variant.body}
              onChange={(body) => set({ body })}
            />
          )}
          <ParamsCard params={params} onChange={(next) => onChange({ params: next })} />
        </Stack>
      </fieldset>
    </Card>
  );
}

function Languages(
  props: Pick<Props, 'language' | 'may' | 'onLanguage' | 'onChange'> & { variants: Variants },
) {
  const { t } = useTranslation('templates');
  const nameOf = useLanguageName();
  const { variants, language, may, onLanguage, onChange } = props;
  const there = Object.keys(variants);
  const rest = LANGUAGES.filter((one) => !there.includes(one));
  const add = (one: string) => {
    // A translation begins with what there is to translate.
    const copy = structuredClone(variants[language]);
    if (!copy) return;
    onChange({ variants: { ...variants, [one]: copy } });
    onLanguage(one);
  };
  const remove = () => {
    const { [language]: gone, ...others } = variants;
    onChange({ variants: others });
    onLanguage(Object.keys(others)[0] ?? '');
    toast({
      message: t('editor.removed', { language: nameOf(language) }),
      onUndo: () => {
        if (gone) onChange({ variants: { ...others, [language]: gone } });
      },
    });
  };
  return (
    <Row gap={1}>
      <Choice
        label={t('editor.language')}
        options={there.map((value) => ({ value, label: nameOf(value) }))}
        value={language}
        onChange={onLanguage}
      />
      {may && (
        <SelectField
          quiet
          label={t('editor.add_language')}
          value=""
          options={[
            { value: '', label: t('editor.add_language') },
            ...rest.map((value) => ({ value, label: nameOf(value) })),
          ]}
          onChange={(one) => one && add(one)}
        />
      )}
      {may && there.length > 1 && (
        <Button size="small" kind="quiet" onClick={remove}>
          {t('editor.remove_language', { language: nameOf(language) })}
        </Button>
      )}
    </Row>
  );
}

/** The language shown, which may have gone. */
export function useShownLanguage(variants: Variants) {
  const { i18n } = useTranslation();
  const there = Object.keys(variants);
  const mine = there.find((one) => one.startsWith(i18n.language === 'zh' ? 'zh' : 'en'));
  const [chosen, setChosen] = useState(mine ?? there[0] ?? 'en');
  return [there.includes(chosen) ? chosen : (there[0] ?? 'en'), setChosen] as const;
}
