import type { FileStore } from '$contracts/file-store.ts';
import type { LoopRange, SlowLoop } from '$contracts/player.ts';

/** Loops a stretch of a kept recording in an audio element, which slows it down without moving its pitch. */
export function createSlowLoop(files: FileStore): SlowLoop {
	let element: HTMLAudioElement | null = null;
	let startSeconds = 0;
	let turn = 0;

	function stop(): void {
		turn++;
		if (element === null) return;
		element.pause();
		URL.revokeObjectURL(element.src);
		element.removeAttribute('src');
		element = null;
	}

	return {
		async play(pcmPath: string, range: LoopRange, rate: number) {
			stop();
			const mine = turn;
			const { readWav } = await import('./wav-stretch.ts');
			const wav = await readWav(files, pcmPath, range);
			if (mine !== turn) return;
			const next = new Audio(URL.createObjectURL(wav));
			next.loop = true;
			next.preservesPitch = true;
			next.playbackRate = rate;
			element = next;
			startSeconds = range.startSeconds;
			await next.play();
		},
		stop,
		positionSeconds: () => (element === null ? null : startSeconds + element.currentTime)
	};
}
