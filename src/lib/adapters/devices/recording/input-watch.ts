import type { InputWarning } from '$contracts/recording/take-recorder.ts';
import { droppedFrames, narrowRate, processesLeftOn } from './input-stream.ts';

const lookMs = 250;
const silentAfterMs = 4000;

interface WatchOptions {
	readonly track: MediaStreamTrack;
	readonly context: AudioContext;
	/** Counts up with whatever sounds, be it between two looks. */
	readonly soundingBlocks: () => number;
	readonly lostFrames: () => number;
	readonly onWarnings: (warnings: readonly InputWarning[]) => void;
	readonly onLost: () => void;
	/** The system takes the sound away, or gives it back. */
	readonly onSuspended: (isSuspended: boolean) => void;
}

/** Follows an open input and tells when something about it changes. Answers a disposer. */
export function watchInput(options: WatchOptions): () => void {
	const { track, context } = options;
	let last = '';
	let lastSoundMs = performance.now();
	let lastBlocks = options.soundingBlocks();
	let wasSuspended = context.state !== 'running';
	let isOver = false;
	const droppedBefore = droppedFrames(track);

	const look = (): void => {
		if (isOver) return;
		if (track.readyState === 'ended') return lose();
		const nowMs = performance.now();
		const blocks = options.soundingBlocks();
		if (blocks !== lastBlocks || context.state !== 'running') lastSoundMs = nowMs;
		lastBlocks = blocks;
		const warnings = toWarnings(options, nowMs - lastSoundMs > silentAfterMs, droppedFrames(track) - droppedBefore);
		const text = JSON.stringify(warnings);
		if (text === last) return;
		last = text;
		options.onWarnings(warnings);
	};
	const lose = (): void => {
		if (isOver) return;
		stop();
		options.onLost();
	};
	const follow = (): void => {
		const isSuspended = context.state !== 'running';
		if (isSuspended !== wasSuspended) options.onSuspended(isSuspended);
		wasSuspended = isSuspended;
		look();
	};
	const stop = (): void => {
		isOver = true;
		clearInterval(timer);
		track.removeEventListener('ended', lose);
		track.removeEventListener('mute', look);
		track.removeEventListener('unmute', look);
		context.removeEventListener('statechange', follow);
		navigator.mediaDevices?.removeEventListener('devicechange', look);
	};
	const timer = setInterval(look, lookMs);
	track.addEventListener('ended', lose);
	track.addEventListener('mute', look);
	track.addEventListener('unmute', look);
	context.addEventListener('statechange', follow);
	navigator.mediaDevices?.addEventListener('devicechange', look);
	look();
	return stop;
}

function toWarnings({ track, context, lostFrames }: WatchOptions, isSilent: boolean, dropped: number): readonly InputWarning[] {
	const warnings: InputWarning[] = [];
	const by = processesLeftOn(track);
	if (by.length > 0) warnings.push({ kind: 'processed', by });
	const deviceRateHz = narrowRate(track);
	if (deviceRateHz !== null) warnings.push({ kind: 'narrowBand', deviceRateHz });
	if (track.muted) warnings.push({ kind: 'muted' });
	if (context.state !== 'running') warnings.push({ kind: 'suspended' });
	else if (isSilent && !track.muted) warnings.push({ kind: 'silent' });
	const frames = lostFrames();
	if (frames > 0) warnings.push({ kind: 'overrun', frames });
	if (dropped > 0) warnings.push({ kind: 'dropped', frames: dropped });
	return warnings;
}
