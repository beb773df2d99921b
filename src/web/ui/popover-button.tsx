import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

/** A button that opens a small sheet of choices which stays open while one chooses. */
export function PopoverButton(props: {
  label: string;
  icon?: ReactNode;
  size?: 'small' | 'normal';
  children: ReactNode;
}) {
  return (
    <Popover position="bottom-end" withinPortal trapFocus shadow="md" withRoles>
      <Popover.Target>
        <Button size={props.size} icon={props.icon}>
          {props.label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="r-popover" aria-label={props.label}>
        {props.children}
      </Popover.Dropdown>
    </Popover>
  );
}
