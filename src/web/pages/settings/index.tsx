import { useParams } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/index.ts';
import { Notice, Page as Frame, PageHeader, SubNav } from '../../ui/index.ts';
import { Audit } from './audit.tsx';
import { Channels } from './channels/index.tsx';
import { Currencies, useSeveralCurrencies } from './currencies.tsx';
import { Goods } from './goods.tsx';
import { Me } from './me.tsx';
import { People } from './people.tsx';
import { Sessions } from './sessions.tsx';
import { Shops } from './shops.tsx';
import { System } from './system.tsx';
import { Tokens } from './tokens.tsx';

interface Part {
  key:
    | 'me'
    | 'shops'
    | 'goods'
    | 'channels'
    | 'currencies'
    | 'people'
    | 'tokens'
    | 'sessions'
    | 'audit'
    | 'system';
  permission: string;
  content: ComponentType;
}

const PARTS: readonly Part[] = [
  { key: 'me', permission: 'own.account', content: Me },
  { key: 'shops', permission: 'shops.read', content: Shops },
  { key: 'goods', permission: 'shops.read', content: Goods },
  { key: 'channels', permission: 'touches.read', content: Channels },
  { key: 'currencies', permission: 'shops.read', content: Currencies },
  { key: 'people', permission: 'users.manage', content: People },
  { key: 'tokens', permission: 'tokens.manage', content: Tokens },
  { key: 'sessions', permission: 'own.account', content: Sessions },
  { key: 'audit', permission: 'audit.read', content: Audit },
  { key: 'system', permission: 'system.read', content: System },
];

export function Page() {
  const { t } = useTranslation('settings');
  const { permissions } = useSession();
  const several = useSeveralCurrencies();
  const { part: asked = 'me' } = useParams({ strict: false });
  const part = PARTS.find(({ key }) => key === asked) ?? PARTS[0];
  const Content = part?.content ?? Me;
  const allowed = part && permissions[part.permission];
  const shown = (one: Part) =>
    permissions[one.permission] && (one.key !== 'currencies' || several || one === part);
  const places = PARTS.filter(shown).map(({ key }) => ({
    to: key === 'me' ? '/settings' : `/settings/${key}`,
    label: t(`parts.${key}`),
  }));
  return (
    <Frame title={t('title')}>
      <PageHeader title={t('title')} />
      <SubNav label={t('parts.label')} places={places} />
      {allowed ? <Content /> : <Notice>{t('not_allowed')}</Notice>}
    </Frame>
  );
}
