import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['**/node_modules/', '**/.svelte-kit/', '**/build/', '**/dist/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node } },
    rules: {
      // Non-null assertions stand where an index or a check just above proves the value.
      '@typescript-eslint/no-non-null-assertion': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts', 'packages/web/src/**'],
    languageOptions: { globals: { ...globals.browser }, parserOptions: { parser: ts.parser } },
    rules: {
      // The compiler knows every name, also those that Vite puts in.
      'no-undef': 'off',
      // Our links carry the scenario as a query, which the rule does not recognise behind resolve().
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  { files: ['packages/planner/cli/**', 'tests/**'], rules: { 'no-console': 'off' } },
  {
    // The library is pure: what its compiler settings refuse as a type, the linter refuses as a word.
    files: ['packages/planner/src/**'],
    languageOptions: { globals: Object.fromEntries(Object.keys(globals.node).map((name) => [name, 'off'])) },
  },
);
