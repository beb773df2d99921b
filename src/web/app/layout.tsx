import { Link as Plain, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch, Menu, ThemeSwitch } from '../ui/index.ts';
import { Waiting } from './boundaries.tsx';
import { entries } from './nav.ts';
import { chooseLanguage, signOut, useSession } from './session.ts';
import './layout.css';

export function Brand() {
  return (
    <span className="s-brand">
      <img src="/mark.svg" alt="" width="28" height="28" />
      <span>
        Regulars <span lang="zh-CN">回头客</span>
      </span>
    </span>
  );
}

function Navigation() {
  const { t } = useTranslation('shell');
  const { permissions } = useSession();
  const { pathname } = useLocation();
  const shown = entries.filter(({ permission }) => !permission || permissions[permission]);
  return (
    <nav className="s-nav" aria-label={t('nav.label')}>
      {shown.map(({ to, key, icon: Icon, also }) => (
        <Plain
          key={key}
          to={to}
          activeOptions={{ exact: to === '/', includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
          {...(also && pathname.startsWith(also) && { 'aria-current': 'page' })}
        >
          <Icon size={20} stroke={1.6} aria-hidden />
          <span>{t(`nav.${key}`)}</span>
        </Plain>
      ))}
    </nav>
  );
}

function Account() {
  const { t } = useTranslation('shell');
  const { user, business } = useSession();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    await navigate({ to: '/sign-in' });
  };
  const items = [
    {
      label: t('account.mine'),
      icon: <IconUserCircle size={18} aria-hidden />,
      onSelect: () => void navigate({ to: '/settings/$part', params: { part: 'me' } }),
    },
    {
      label: t('account.sign_out'),
      icon: <IconLogout size={18} aria-hidden />,
      onSelect: () => void leave(),
    },
  ];
  return (
    <Menu items={items}>
      <button type="button" className="s-account" aria-label={`${user?.name}, ${business.name}`}>
        <IconUserCircle size={24} stroke={1.5} aria-hidden />
        <span>
          <strong>{user?.name}</strong>
          <small>{business.name}</small>
        </span>
      </button>
    </Menu>
  );
}

/** The frame around every page inside: where one is, who one is. */
export function Layout() {
  const { t, i18n } = useTranslation('shell');
  return (
    <div className="s-frame">
      <a className="s-skip" href="#content">
        {t('skip')}
      </a>
      <header className="s-side">
        <Plain to="/" className="s-home" aria-label={t('home')}>
          <Brand />
        </Plain>
        <Navigation />
        <div className="s-foot">
          <div className="s-switches">
            <LanguageSwitch
              wide
              value={i18n.language === 'zh' ? 'zh' : 'en'}
              onChange={(language) => void chooseLanguage(language)}
            />
            <ThemeSwitch wide />
          </div>
          <Account />
        </div>
      </header>
      <main id="content" tabIndex={-1} className="s-main">
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
