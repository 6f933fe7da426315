import * as Comlink from 'comlink';
import type { EarWorker } from '$contracts/recording/live-ear.ts';
import { openCapture, type CaptureSource } from './capture-source.ts';
import { Ear } from './ear.ts';

/** Half the distance of two moments: what is heard is told at once. */
const lookMs = 6;

let serving: { readonly source: CaptureSource; readonly timer: ReturnType<typeof setInterval> } | null = null;

function stop(): void {
	if (serving === null) return;
	clearInterval(serving.timer);
	serving.source.close();
	serving = null;
}

const worker: EarWorker = {
	listen(feed, sampleRateHz, onMoments) {
		stop();
		const source = openCapture(feed, false);
		const ear = new Ear(source, sampleRateHz);
		const timer = setInterval(() => {
			const moments = ear.look();
			if (moments.length > 0) onMoments(moments);
		}, lookMs);
		serving = { source, timer };
	},
	stop
};

Comlink.expose(worker);
