import { IconFileImport, IconSettings, IconSun, IconUsers, type Icon } from '@tabler/icons-react';

interface Entry {
  to: string;
  /** Its word: `nav.<key>` in shell.json. */
  key: string;
  icon: Icon;
  /** Only for those who may. */
  permission?: string;
}

/** At most seven, and only pages that exist. */
export const entries: readonly Entry[] = [
  { to: '/', key: 'today', icon: IconSun },
  { to: '/customers', key: 'customers', icon: IconUsers },
  { to: '/imports', key: 'imports', icon: IconFileImport, permission: 'imports.read' },
  { to: '/settings', key: 'settings', icon: IconSettings },
];
