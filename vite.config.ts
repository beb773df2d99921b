import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The web app. In development (`npx vite`) the API is the server on 8686. */
export default defineConfig({
  root: join(import.meta.dirname, 'src/web'),
  plugins: [react()],
  server: { proxy: { '/v1': 'http://127.0.0.1:8686' } },
  build: {
    outDir: join(import.meta.dirname, 'dist/web'),
    target: 'es2022',
    // A data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // Charts are a third of everything and lazy; React and Mantine change less than our pages.
        codeSplitting: {
          groups: [
            {
              name: 'vendor',
              // tslib too, and first: a group takes what it imports along, and from among the charts
              // it would drag all of them into every page.
              priority: 1,
              test: /node_modules[\\/](react|react-dom|scheduler|@mantine|tslib)[\\/]/,
            },
            { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
          ],
        },
      },
    },
  },
});
