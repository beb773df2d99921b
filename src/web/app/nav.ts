import {
  IconBulb,
  IconMail,
  IconSettings,
  IconSun,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';

interface Entry {
  to: string;
  /** Its word: `nav.<key>` in shell.json. */
  key: string;
  icon: Icon;
  /** Only for those who may. */
  permission?: string;
  /** Addresses that belong to it without lying below it. */
  also?: string;
}

/** At most seven, and only pages that exist. */
export const entries: readonly Entry[] = [
  { to: '/', key: 'today', icon: IconSun },
  { to: '/customers', key: 'customers', icon: IconUsers, also: '/imports' },
  { to: '/insight', key: 'insight', icon: IconBulb, permission: 'reports.read' },
  { to: '/messages', key: 'messages', icon: IconMail, permission: 'touches.read' },
  { to: '/settings', key: 'settings', icon: IconSettings },
];
