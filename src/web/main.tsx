import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { whenSignedOut } from './app/api.ts';
import { startLanguages } from './app/i18n.ts';
import { queryClient } from './app/queries.ts';
import { router } from './app/routes.tsx';
import { forget } from './app/session.ts';
import { UiProvider } from './ui/index.ts';

whenSignedOut(() => {
  // Asking who is signed in is the one question whose no is an answer.
  if (!queryClient.getQueryData(['/v1/session'])) return;
  forget();
  void router.invalidate();
});

await startLanguages();

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <UiProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </UiProvider>
  </StrictMode>,
);
