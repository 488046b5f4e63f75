import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

// Everything the page needs is built in: it makes no request to any other host.
export default defineConfig({
  root: here,
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('../../../dist/graphiql', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The editor alone is larger than the default limit of the warning.
    chunkSizeWarningLimit: 6_000,
    // Data URLs for scripts would need a laxer content security policy.
    assetsInlineLimit: 0,
    // "use no memo" of the React compiler, which is not in use here.
    rolldownOptions: { onLog: (level, log, handle) => void (log.code === 'MODULE_LEVEL_DIRECTIVE' || handle(level, log)) },
  },
});
