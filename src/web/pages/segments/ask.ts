import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, useGet } from '../../app/index.ts';
import type { Catalogue, Field } from './model.ts';

/** A question that goes by POST for its length, asked again only when it is another one. */
export function useAsk<Answer>(path: string, body: object | undefined) {
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: [path, body, i18n.language],
    queryFn: () => api.post<Answer>(path, body),
    enabled: body !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export const useCatalogue = () => useGet<Catalogue>('/v1/segments/fields');

/** Words of the catalogue in the reader's language. */
export function useWords() {
  const { i18n } = useTranslation();
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  return (words: { en: string; zh: string }): string => words[language];
}

export const fieldOf = (catalogue: Catalogue, name: string): Field =>
  catalogue.fields.find((one) => one.name === name) ?? {
    // One of the shop's own attributes: read as what it is compared with.
    ...{
      name,
      type: 'text',
      group: 'person',
      label: { en: name, zh: name },
      hint: null,
      alias: false,
    },
    ...{ operators: ['=', '!=', 'IN', 'CONTAINS', 'IS NULL', 'IS NOT NULL'], values: null },
  };
