import { Menu as MantineMenu, Modal, Popover } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** For what needs room or an answer; for anything that can be undone, do it and say so instead. */
export function Dialog(props: {
  open: boolean;
  onClose: () => void;
  title: string;
  size?: 'small' | 'normal' | 'large';
  /** Buttons, the main one last. */
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation('ui');
  const size = { small: 400, normal: 560, large: 880 }[props.size ?? 'normal'];
  return (
    <Modal
      opened={props.open}
      onClose={props.onClose}
      title={props.title}
      size={size}
      centered
      className="r-dialog"
      // The lock would write a style element, which the content security policy refuses.
      lockScroll={false}
      // A header straight under the body would be a second banner of the page.
      attributes={{ header: { role: 'presentation' } }}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      {props.children}
      {props.actions && <div className="r-dialog-actions">{props.actions}</div>}
    </Modal>
  );
}

export interface MenuItem {
  label: string;
  onSelect: () => void;
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
}

/** `children` is the one button that opens it. */
export function Menu(props: { children: ReactElement; items: MenuItem[]; label?: string }) {
  return (
    <MantineMenu
      position="bottom-end"
      // Not an entry of a menu, and therefore no child a menu may have.
      withInitialFocusPlaceholder={false}
      // Inside the page's main landmark, not beside it.
      portalProps={{ target: '#content' }}
      withinPortal
      classNames={{ dropdown: 'r-menu' }}
    >
      <MantineMenu.Target>{props.children}</MantineMenu.Target>
      <MantineMenu.Dropdown aria-label={props.label}>
        {props.items.map((item) => (
          <MantineMenu.Item
            key={item.label}
            leftSection={item.icon}
            disabled={item.disabled}
            data-danger={item.danger || undefined}
            onClick={item.onSelect}
          >
            {item.label}
          </MantineMenu.Item>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}

/** A small i that explains; `title` also names the button. */
function Explain(props: { title: string; children: ReactNode }) {
  const { t } = useTranslation('ui');
  return (
    <Popover position="bottom-start" withinPortal trapFocus={false} shadow="md" withRoles>
      <Popover.Target>
        <button
          type="button"
          className="r-info"
          aria-label={t('explain', { what: props.title })}
          title={t('explain', { what: props.title })}
        >
          <IconInfoCircle size={16} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown className="r-popover" aria-label={props.title}>
        <h3>{props.title}</h3>
        {props.children}
      </Popover.Dropdown>
    </Popover>
  );
}

/** How a figure is counted: one list of texts, `definitions.json`. */
export function Definition(props: { of: string }) {
  const { t } = useTranslation('definitions');
  const paragraphs = t(`${props.of}.text`).split('\n');
  return (
    <Explain title={t(`${props.of}.name`)}>
      {paragraphs.map((paragraph) => (
        <Fragment key={paragraph}>
          <p>{paragraph}</p>
        </Fragment>
      ))}
    </Explain>
  );
}
