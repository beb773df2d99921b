import { Tabs as MantineTabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { Badge } from './badge.tsx';

interface Tab {
  key: string;
  label: string;
  count?: number;
  content: ReactNode;
}

/** Parts of one page. Only the open one is rendered. */
export function Tabs(props: { value: string; onChange: (key: string) => void; tabs: Tab[] }) {
  return (
    <MantineTabs
      className="r-tabs"
      value={props.value}
      keepMounted={false}
      onChange={(key) => key && props.onChange(key)}
    >
      <MantineTabs.List>
        {props.tabs.map((tab) => (
          <MantineTabs.Tab
            key={tab.key}
            value={tab.key}
            rightSection={tab.count === undefined ? undefined : <Badge>{tab.count}</Badge>}
          >
            {tab.label}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {props.tabs.map((tab) => (
        <MantineTabs.Panel key={tab.key} value={tab.key}>
          {tab.content}
        </MantineTabs.Panel>
      ))}
    </MantineTabs>
  );
}
