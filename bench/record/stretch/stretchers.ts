import { spawnSync } from 'node:child_process';
import { frameAfter, framesUntilBreak, ringMemory, SampleRing } from '../../../src/lib/core/playback/index.ts';
import { PlaybackHead, type RingCue } from '../../../worklets/playback-head.ts';
import { StretchedHead } from '../../../worklets/stretch/stretched-head.ts';
import { stretchRateHz } from './made-signals.ts';

/** The speed at which everything is compared. */
export const benchSpeed = 0.5;
const quantum = 128;

export interface Stretcher {
	readonly name: string;
	/** Mono at `stretchRateHz`, twice as long and of the same pitch, however late it begins. */
	readonly stretch: (samples: Float32Array) => Float32Array;
}

/** What the player's audio thread runs: its heads and Signalsmith Stretch, quantum by quantum. */
export async function openOurs(): Promise<Stretcher> {
	(globalThis as { sampleRate?: number }).sampleRate = stretchRateHz;
	const { StretchEngine } = await import('../../../src/lib/dsp/stretch/stretch-engine.ts');
	const engine = await StretchEngine.open(stretchRateHz);
	return {
		name: 'Woodshed',
		stretch: (samples) => {
			const rings = [new SampleRing(ringMemory(false, 32_768)), new SampleRing(ringMemory(false, 32_768))];
			const head = new StretchedHead(new PlaybackHead(rings));
			head.equip(engine);
			const cue: RingCue = head.open(1, samples.length, true);
			const ring = rings[cue.slot];
			if (ring === undefined) throw new Error('The head asks for a ring that is not there.');
			ring.begin(cue.generation);
			head.setSpeed(benchSpeed);
			head.play();
			const out = new Float32Array(Math.ceil(samples.length / benchSpeed / quantum) * quantum);
			const left = new Float32Array(quantum);
			const right = new Float32Array(quantum);
			let fed = 0;
			for (let at = 0; at < out.length; at += quantum) {
				for (;;) {
					const run = Math.min(512, ring.freeFrames, framesUntilBreak(cue.sequence, fed));
					if (run <= 0) break;
					const plane = samples.subarray(frameAfter(cue.sequence, fed), frameAfter(cue.sequence, fed) + run);
					ring.write(plane, plane, run);
					fed += run;
				}
				head.render(left, right);
				out.set(left, at);
			}
			return out;
		}
	};
}

/** The filters of the system's ffmpeg that stretch; those that it was built without are left out with a word. */
export function openPeers(): Stretcher[] {
	const listing = spawnSync('ffmpeg', ['-hide_banner', '-filters'], { encoding: 'utf8' });
	if (listing.error !== undefined) {
		console.log('skipped: peers of the stretching (there is no ffmpeg on the path)');
		return [];
	}
	const peers = [
		{ name: 'Rubber Band', filter: 'rubberband', settings: '' },
		// Its settings for chords.
		{ name: '  long, smooth', filter: 'rubberband', settings: ':transients=smooth:window=long' },
		{ name: 'ffmpeg atempo', filter: 'atempo', settings: '' }
	] as const;
	return peers.flatMap(({ name, filter, settings }) => {
		if (new RegExp(`\\s${filter}\\s`).test(listing.stdout))
			return [{ name, stretch: (samples: Float32Array) => filtered(samples, `${filter}=tempo=${benchSpeed}${settings}`) }];
		console.log(`skipped: ${name} (this ffmpeg was built without ${filter})`);
		return [];
	});
}

function filtered(samples: Float32Array, filter: string): Float32Array {
	const raw = ['-f', 'f32le', '-ar', String(stretchRateHz), '-ac', '1'];
	const input = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
	const run = spawnSync('ffmpeg', ['-v', 'error', ...raw, '-i', '-', '-af', filter, ...raw, '-'], { input, maxBuffer: 2 ** 30 });
	if (run.status !== 0) throw new Error(`ffmpeg could not stretch by ${filter}: ${run.stderr.toString().trim()}`);
	const { buffer, byteOffset, byteLength } = run.stdout;
	return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength - (byteLength % 4)));
}
