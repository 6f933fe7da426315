import { createHash } from 'node:crypto';
import { packageFile, type EngineBuilder } from '../engine-builder.ts';
import { toOnnx } from './network.ts';
import { modelFile, readPublishedWeights, weightsFile } from './published-weights.ts';

/** Of the file this very source makes from the published weights; the golden-vector test was run on it. */
const expectedSha256 = 'e073748b3bbd536769340cf19f5250afc24b16db36d6ec3819da275084c5d9ad';

export const basicPitch: EngineBuilder = {
	id: 'basic-pitch',
	name: 'Note recogniser (Basic Pitch)',
	version: '1.0.1',
	licence: 'Apache-2.0',
	essential: true,
	extension: 'onnx',
	inputs: [
		modelFile,
		weightsFile,
		packageFile('protobufjs/package.json'),
		...['builder', 'constant-q', 'network', 'onnx-graph', 'published-weights', 'wide-convolution'].map(
			(module) => new URL(`./${module}.ts`, import.meta.url)
		)
	],
	async build() {
		const bytes = toOnnx(await readPublishedWeights());
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		if (sha256 !== expectedSha256) {
			throw new Error(
				`The Basic Pitch model came out as sha256 ${sha256}, expected ${expectedSha256}. Either the installed packages differ ` +
					'from package-lock.json (run npm ci), or the builder was changed: then run its golden-vector test and update the hash.'
			);
		}
		return bytes;
	}
};
