import { describe, expect, test } from 'vitest';
import { findLiterals } from './style-literals.ts';

describe('findLiterals', () => {
	test.each([
		['a { color: #fff }', ['#fff']],
		['a { color: #1e1b1866 }', ['#1e1b1866']],
		['a { color: rgb(0 0 0 / 50%) }', ['rgb(']],
		['a { background: oklch(60% 0.1 80) }', ['oklch(']],
		['a { margin: 4px -2px }', ['4px', '-2px']],
		['a { font-size: 0.9rem }', ['0.9rem']],
		['a { margin: var(--space-2) }', []],
		['a { color: color-mix(in srgb, var(--ink) 20%, transparent) }', []],
		['a { width: 50%; line-height: 1.2; letter-spacing: 0.02em; inset: 0 }', []],
		['@media (width < 720px) { a { color: red } }', []],
		['@container (width < 560px) {\n\ta { margin: 3px }\n}', ['3px']],
		['/* 12px #abc */ a { margin: 0 }', []],
		['@font-face { size-adjust: 93%; src: url(a-2px.woff2) }', []],
		['a { grid-area: a1b2; animation: x3px }', []]
	])('%s', (css, expected) => {
		expect(findLiterals(css, true).map((literal) => literal.text)).toEqual(expected);
	});

	test('reads style blocks and attributes of a component, and nothing else', () => {
		const component = [
			'<script>const hash = "#abc"; const size = "12px";</script>',
			'<p style="margin: 3px">#fff</p>',
			'<p style:width="4px" style:height={`${x}px`}>5px</p>',
			'<style>',
			'	p { color: #123456 }',
			'</style>'
		].join('\n');
		expect(findLiterals(component, false)).toEqual([
			{ line: 2, text: '3px' },
			{ line: 3, text: '4px' },
			{ line: 5, text: '#123456' }
		]);
	});
});
