import next from 'eslint-config-next/core-web-vitals';
import checkFile from 'eslint-plugin-check-file';
import tseslint from 'typescript-eslint';

const sources = ['**/*.ts', '**/*.tsx'];
/** Where React's and Next's rules have something to hold. */
const web = ['{app,components}/**/*.{ts,tsx}', 'lib/client/**/*.{ts,tsx}', '*.{ts,mjs}'];

export default tseslint.config(
  {
    ignores: [
      'node_modules/**',
      '**/node_modules/**',
      '.next/**',
      '.amplify/**',
      '.offline/**',
      'next-env.d.ts',
      'amplify/data/resolvers/**',
      'test-results/**',
      'playwright-report/**',
    ],
  },
  ...next.filter(({ rules, plugins }) => rules ?? plugins).map((config) => ({ ...config, files: web })),
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: sources })),
  {
    files: sources,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      // Numbers and booleans in messages are meant.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `() => state.close()` reads better than a block around it.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['{app,components,lib,amplify,offline,cli,scripts,bench,e2e}/**/*.{ts,tsx,mjs}'],
    plugins: { 'check-file': checkFile },
    rules: {
      'check-file/filename-naming-convention': [
        'error',
        { '**/*.{ts,tsx,mjs}': 'KEBAB_CASE' },
        { ignoreMiddleExtensions: true },
      ],
    },
  },
  {
    files: ['offline/**/*.ts'],
    ignores: ['offline/conformance/**', 'offline/inspector/app/**', '**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { property: 'localeCompare', message: 'Use compareText: a language costs the idle process 4 MB for good.' },
      ],
    },
  },
);
