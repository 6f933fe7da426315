import { frameAfter, framesUntilBreak, ringMemory, SampleRing } from '../../../src/lib/core/playback/index.ts';
import { PlaybackHead } from '../../../worklets/playback-head.ts';
import { StretchedHead } from '../../../worklets/stretch/stretched-head.ts';

/** What a quantum of 128 frames of the player's recording costs, microseconds. */
export interface QuantumCost {
	readonly medianMicroseconds: number;
	readonly p95Microseconds: number;
	readonly meanMicroseconds: number;
}

export interface StretchCost {
	readonly plain: QuantumCost;
	readonly half: QuantumCost;
}

const rate = 44_100;
const quantum = 128;
const seconds = 30;
/** Not counted: the engine is filled and the code compiled. */
const firstQuanta = 700;

/** The audio thread's own heads and engine in this browser, in stereo; the rings are filled between two quanta, unclocked. */
async function benchStretch(): Promise<StretchCost> {
	Object.assign(globalThis, { sampleRate: rate });
	const { StretchEngine } = await import('../../../src/lib/dsp/stretch/stretch-engine.ts');
	const engine = await StretchEngine.open(rate);
	const noise = Float32Array.from({ length: seconds * rate }, () => Math.random() - 0.5);
	const cost = (speed: number): QuantumCost => {
		const rings = [new SampleRing(ringMemory(true)), new SampleRing(ringMemory(true))];
		const head = new StretchedHead(new PlaybackHead(rings));
		head.equip(engine);
		const cue = head.open(1, noise.length, true);
		const ring = rings[cue.slot];
		ring?.begin(cue.generation);
		head.setSpeed(speed);
		head.play();
		const left = new Float32Array(quantum);
		const right = new Float32Array(quantum);
		const times: number[] = [];
		let fed = 0;
		for (let count = 0; (count * quantum) / rate < seconds - 1; count++) {
			for (;;) {
				const run = Math.min(512, ring?.freeFrames ?? 0, framesUntilBreak(cue.sequence, fed));
				if (run <= 0) break;
				const first = frameAfter(cue.sequence, fed);
				ring?.write(noise.subarray(first, first + run), noise.subarray(first, first + run), run);
				fed += run;
			}
			const startedMs = performance.now();
			head.render(left, right);
			if (count >= firstQuanta) times.push(1000 * (performance.now() - startedMs));
		}
		times.sort((a, b) => a - b);
		const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? 0;
		return {
			medianMicroseconds: at(0.5),
			p95Microseconds: at(0.95),
			meanMicroseconds: times.reduce((sum, time) => sum + time, 0) / times.length
		};
	};
	return { plain: cost(1), half: cost(0.5) };
}

Object.assign(globalThis, { benchStretch });
