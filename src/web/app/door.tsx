import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../ui/index.ts';
import { switchLanguage } from './i18n.ts';
import { Brand } from './layout.tsx';

/** The frame of the pages before one is signed in. */
export function Door(props: { title: string; sentence?: string; children: ReactNode }) {
  const { i18n } = useTranslation();
  return (
    <div className="s-door">
      <title>{`${props.title} · Regulars`}</title>
      <header>
        <Brand />
        <LanguageSwitch
          value={i18n.language === 'zh' ? 'zh' : 'en'}
          onChange={(language) => void switchLanguage(language)}
        />
      </header>
      <main>
        <h1>{props.title}</h1>
        {props.sentence && <p className="r-soft">{props.sentence}</p>}
        {props.children}
      </main>
    </div>
  );
}
