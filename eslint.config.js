import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { importBoundaries } from './scripts/lint/import-boundaries.js';
import svelteConfig from './svelte.config.js';

const house = { rules: { 'import-boundaries': importBoundaries } };

export default ts.config(
	{ ignores: ['build/', '.svelte-kit/', 'node_modules/', 'static/', '.cache/', 'test-results/'] },
	js.configs.recommended,
	...ts.configs.strict,
	...svelte.configs.recommended,
	{
		plugins: { house },
		languageOptions: { globals: { ...globals.browser, ...globals.node, ...globals.worker, ...globals.audioWorklet } },
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			'house/import-boundaries': 'error',
			'no-undef': 'off',
			'no-empty': ['error', { allowEmptyCatch: false }],
			'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
			'max-lines': ['error', { max: 500 }],
			'no-restricted-syntax': [
				'error',
				{ selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
				{
					selector: 'TSAsExpression > TSAsExpression.expression',
					message: 'A double cast hides a fault: parse or narrow instead.'
				}
			],
			eqeqeq: ['error', 'always'],
			'prefer-const': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/no-invalid-void-type': 'off',
			'@typescript-eslint/no-dynamic-delete': 'error'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig } },
		rules: {
			'prefer-const': 'off',
			'svelte/prefer-const': ['error', { destructuring: 'all' }],
			// State is replaced whole ($state.raw), so plain maps and sets inside it are never watched.
			'svelte/prefer-svelte-reactivity': 'off',
			'svelte/no-navigation-without-resolve': 'off',
			// svelte-check knows which compiler warnings there are; this rule sees only some.
			'svelte/no-unused-svelte-ignore': 'off',
			'svelte/require-each-key': 'error'
		}
	},
	{
		files: ['*.config.{js,ts}', '**/*.d.ts', 'src/routes/**', 'src/params/**'],
		rules: { 'no-restricted-syntax': 'off' }
	}
);
