import { useRef, type FocusEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useGet } from '../../app/index.ts';
import { Button, Menu, toast } from '../../ui/index.ts';
import { PATH, type Param, type Variables } from './model.ts';

type Text = HTMLInputElement | HTMLTextAreaElement;

const isText = (one: EventTarget): one is Text =>
  one instanceof HTMLTextAreaElement || (one instanceof HTMLInputElement && one.type === 'text');

/** Puts words where the cursor was last, in whatever text below it stood. */
export function useInsertion() {
  const last = useRef<Text>(null);
  const onFocusCapture = ({ target }: FocusEvent) => {
    if (isText(target)) last.current = target;
  };
  const insert = (words: string): boolean => {
    const field = last.current;
    if (!field?.isConnected) return false;
    const { selectionStart, selectionEnd, value } = field;
    field.setRangeText(words, selectionStart ?? value.length, selectionEnd ?? value.length, 'end');
    // React hears of it as of a key.
    field.dispatchEvent(new Event('input', { bubbles: true }));
    setTimeout(() => field.focus(), 0);
    return true;
  };
  return { onFocusCapture, insert };
}

/** What may be said of a customer, each with what it means. */
export function InsertMenu(props: {
  params: readonly Param[];
  insert: (words: string) => boolean;
}): ReactNode {
  const { t, i18n } = useTranslation('templates');
  const { data } = useGet<Variables>(`${PATH}/variables`);
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const known = [
    ...props.params.map(({ name, label }) => ({ path: `params.${name}`, words: label || name })),
    ...(data?.variables ?? []).map(({ path, label }) => ({ path, words: label[language] })),
  ];
  const items = known.map(({ path, words }) => ({
    label: `${words} · ${path}`,
    onSelect: () => {
      if (!props.insert(`{{ ${path} }}`)) toast({ message: t('insert.where') });
    },
  }));
  return (
    <Menu items={items} label={t('insert.label')}>
      <Button size="small">{t('insert.label')}</Button>
    </Menu>
  );
}
