/** The tests: everything that needs nothing but npm, and apart from it what needs the real tools of a server. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'planner',
          include: ['tests/{planner,vectors,contracts,cli}/**/*.test.ts'],
          testTimeout: 60_000,
          setupFiles: ['tests/setup.ts'],
        },
      },
      { test: { name: 'web', include: ['tests/web/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
      {
        test: {
          name: 'package',
          include: ['tests/package/**/*.test.ts'],
          globalSetup: ['tests/package/install.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      { test: { name: 'tools', include: ['tests/manifests/**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
});
