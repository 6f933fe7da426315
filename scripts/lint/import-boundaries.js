import { dirname, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Which layer each folder is, the longest prefix first. */
const layers = [
	['src/lib/core/', 'core'],
	['src/lib/dsp/', 'dsp'],
	['src/lib/formats/', 'formats'],
	['src/lib/contracts/', 'contracts'],
	['src/lib/files/', 'files'],
	['src/lib/app/boot', 'boot'],
	['src/lib/app/', 'app'],
	['src/lib/adapters/', 'adapters'],
	['src/lib/ui/', 'ui'],
	['src/routes/', 'routes'],
	['src/service-worker', 'service-worker'],
	['workers/', 'workers'],
	['worklets/', 'worklets'],
	['wasm/', 'wasm'],
	['server/', 'server']
];

/** Who may import whom; a layer may always import itself. */
const allowed = {
	core: [],
	dsp: ['core'],
	formats: ['core', 'dsp'],
	contracts: ['core'],
	files: ['contracts'],
	app: ['contracts', 'core', 'dsp', 'formats'],
	boot: ['app', 'adapters', 'contracts', 'files', 'core'],
	adapters: ['contracts', 'formats', 'dsp', 'core', 'files', 'workers', 'worklets'],
	ui: ['app', 'contracts', 'core', 'formats', 'dsp'],
	routes: ['ui', 'app', 'boot', 'contracts', 'server'],
	'service-worker': ['contracts'],
	workers: ['contracts', 'formats', 'dsp', 'core', 'files', 'wasm'],
	worklets: ['contracts', 'core', 'dsp'],
	wasm: ['dsp'],
	server: ['contracts', 'core']
};

/** Packages that only one or a few layers may name; packages not listed here are free outside core, dsp and contracts. */
const packageHomes = {
	idb: ['adapters', 'files'],
	comlink: ['adapters', 'workers'],
	'onnxruntime-web': ['workers'],
	mediabunny: ['workers'],
	'hash-wasm': ['workers', 'adapters'],
	'signalsmith-stretch': ['dsp'],
	spessasynth_core: ['workers', 'worklets'],
	'midi-file': ['formats'],
	'fast-xml-parser': ['formats'],
	'@coderline/alphatab': ['formats'],
	'@zip.js/zip.js': ['workers', 'formats'],
	'@lucide/svelte': ['ui', 'routes'],
	jspdf: ['adapters'],
	'svg2pdf.js': ['adapters'],
	'opentype.js': ['adapters'],
	vexflow: ['adapters'],
	'@vexflow-fonts/academico': ['adapters'],
	'@vexflow-fonts/bravura': ['adapters']
};

const purePackages = {
	core: ['tonal', 'zod'],
	dsp: ['signalsmith-stretch'],
	contracts: ['zod'],
	worklets: ['spessasynth_core']
};

const aliases = {
	'$core/': 'src/lib/core/',
	'$dsp/': 'src/lib/dsp/',
	'$formats/': 'src/lib/formats/',
	'$contracts/': 'src/lib/contracts/',
	'$files/': 'src/lib/files/',
	'$lib/': 'src/lib/',
	'$workers/': 'workers/',
	'$worklets/': 'worklets/'
};

function layerOf(path) {
	return layers.find(([prefix]) => path.startsWith(prefix))?.[1];
}

function packageName(specifier) {
	return specifier
		.split('/')
		.slice(0, specifier.startsWith('@') ? 2 : 1)
		.join('/');
}

/** What is wrong with importing `specifier` from the file at `from` (relative to the root), or null. */
export function boundaryFault(from, specifier, isTypeOnly) {
	const layer = layerOf(from);
	if (layer === undefined) return null;
	const bare = specifier.split('?')[0];
	const alias = Object.keys(aliases).find((prefix) => bare.startsWith(prefix));
	if (alias === undefined && !bare.startsWith('.')) {
		if (bare.startsWith('$') || bare.startsWith('node:') || bare === 'svelte' || bare.startsWith('svelte/')) return null;
		const name = packageName(bare);
		const pure = purePackages[layer];
		if (pure && !pure.includes(name)) return `${layer} is pure: it may not import the package ${name}.`;
		const homes = packageHomes[name];
		return homes && !homes.includes(layer) ? `${name} lives in ${homes.join(' and ')} only, not in ${layer}.` : null;
	}
	const target = alias ? aliases[alias] + bare.slice(alias.length) : relative(root, resolve(root, dirname(from), bare));
	const targetLayer = layerOf(target);
	if (targetLayer === undefined || targetLayer === layer || allowed[layer].includes(targetLayer)) return null;
	if (isTypeOnly && targetLayer === 'contracts') return null;
	return `${layer} may not import ${targetLayer} (see the table in docs/architecture.md).`;
}

function check(context, node, isTypeOnly) {
	if (typeof node.source?.value !== 'string') return;
	const from = relative(root, context.filename).replaceAll('\\', '/');
	if (/\.(test|spec)\.ts$/.test(from)) return;
	const fault = boundaryFault(from, node.source.value, isTypeOnly);
	if (fault) context.report({ node: node.source, message: fault });
}

export const importBoundaries = {
	meta: { type: 'problem', schema: [] },
	create: (context) => ({
		ImportDeclaration: (node) => check(context, node, node.importKind === 'type'),
		ExportNamedDeclaration: (node) => check(context, node, node.exportKind === 'type'),
		ExportAllDeclaration: (node) => check(context, node, node.exportKind === 'type'),
		ImportExpression: (node) => check(context, node, false)
	})
};
