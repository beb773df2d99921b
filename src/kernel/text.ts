/** English, then Chinese. */
export type Text = readonly [en: string, zh: string];
