import {
  createTheme,
  localStorageColorSchemeManager,
  MantineProvider,
  type MantineColorsTuple,
} from '@mantine/core';
import type { ReactNode } from 'react';
import './styles/mantine.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/blocks.css';
import './styles/controls.css';
import './styles/overlays.css';
import './styles/tables.css';
import './styles/data.css';
import { Toaster } from './toast.tsx';

/** The values live in tokens.css; the library only has to know the name, as ten shades of it. */
const shade = '#b8431a';
const persimmon: MantineColorsTuple = [
  ...([shade, shade, shade, shade, shade] as const),
  ...([shade, shade, shade, shade, shade] as const),
];

const theme = createTheme({
  primaryColor: 'persimmon',
  colors: { persimmon },
  cursorType: 'pointer',
  defaultRadius: 8,
  respectReducedMotion: true,
});

const manager = localStorageColorSchemeManager({ key: 'regulars.theme' });

/** Writes no style element, so that `style-src 'self'` is enough. */
export function UiProvider(props: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={manager}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {props.children}
      <Toaster />
    </MantineProvider>
  );
}
