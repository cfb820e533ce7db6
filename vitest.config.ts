import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/set-up.ts'],
    setupFiles: ['test/moments.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
