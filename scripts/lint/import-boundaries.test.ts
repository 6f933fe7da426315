import { describe, expect, it } from 'vitest';
import { boundaryFault } from './import-boundaries.js';

describe('import boundaries', () => {
	it.each([
		['src/lib/core/time/index.ts', '../../ui/kit/x.ts', 'core may not import ui'],
		['src/lib/core/time/index.ts', 'idb', 'core is pure'],
		['src/lib/dsp/notes/index.ts', '$formats/pcm/index.ts', 'dsp may not import formats'],
		['src/lib/ui/song/Roll.svelte', '../../adapters/audio/player.ts', 'ui may not import adapters'],
		['src/lib/app/library/library.svelte.ts', '../../adapters/storage/schema.ts', 'app may not import adapters'],
		['src/lib/app/jobs/jobs.ts', 'idb', 'idb lives in'],
		['workers/decode/pipeline.ts', '../../src/lib/adapters/x.ts', 'workers may not import adapters'],
		['server/main.ts', '../src/lib/app/x.ts', 'server may not import app']
	])('%s importing %s is refused', (from, specifier, message) => {
		expect(boundaryFault(from, specifier, false)).toContain(message);
	});

	it.each([
		['src/lib/core/time/index.ts', 'zod'],
		['src/lib/app/boot.ts', '../adapters/storage/schema.ts'],
		['src/lib/adapters/workers/x.ts', '../../../../workers/decode/decode.worker.ts?worker'],
		['src/routes/+page.svelte', '$lib/ui/library/LibraryView.svelte'],
		['scripts/gate.ts', 'idb']
	])('%s importing %s is allowed', (from, specifier) => {
		expect(boundaryFault(from, specifier, false)).toBeNull();
	});
});
