import { defineConfig } from 'vitest/config';
import { fileURLToPath } from 'node:url';

// Vitest would load two copies of graphql (ES and CommonJS); schemas of one are foreign to the other.
const graphql = fileURLToPath(new URL('./node_modules/graphql/index.js', import.meta.url));

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules', 'dist', 'data'],
    globalSetup: ['store/test-server.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
