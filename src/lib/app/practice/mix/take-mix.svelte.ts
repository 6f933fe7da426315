import type { FileStore } from '$contracts/file-store.ts';
import { isAbort, type Fault } from '$contracts/errors.ts';
import type { LayTakePort } from '$contracts/playback/lay-take.contract.ts';
import { mostPlayerTracks, type PlayerTrack } from '$contracts/playback/player-track.ts';
import type { TakeRecord } from '$contracts/recording/take.ts';
import { PartMix, volumeGain, type PartSound } from '$core/playback/index.ts';
import type { Transport } from '../../transport/transport.svelte.ts';
import { toFault } from '../../words/error-words.ts';
import { toSongNotes, toTakePasses, usualPass } from './take-passes.ts';

export interface TakeMixPorts {
	readonly transport: Pick<Transport, 'setTracks' | 'setTrackMix'>;
	readonly files: Pick<FileStore, 'stat' | 'list' | 'remove'>;
	readonly layer: LayTakePort;
	/** Of the song, the newest first. */
	readonly takes: () => readonly TakeRecord[];
	/** Whether any song has a take of this name. */
	readonly isKept: (takeId: string) => boolean;
}

/** A take that sounds with the song, or will once it is laid on the song's clock. */
export interface MixedTake {
	readonly id: string;
	/** Which of its passes, from 0. */
	readonly pass: number;
	/** How far laying it is, 0 to 1; null once it sounds. */
	readonly layingFraction: number | null;
}

/** Two takes of which one is heard at a time. */
export interface TakePair {
	readonly a: string;
	readonly b: string;
	readonly heard: 'a' | 'b';
}

/** What the song is called among the takes. */
export const songPart = 'song';
/** Takes are brought to this peak, so that a quiet microphone is heard beside a mastered song. */
const wantedPeakDb = -3;
const mostGain = 8;

/** Takes that sound with the song: which, which pass of each, how loud; and the two that are compared. */
export class TakeMix {
	readonly #ports: TakeMixPorts;
	#taken = $state.raw<readonly MixedTake[]>([]);
	#mix = $state.raw(new PartMix<string>());
	#pair = $state.raw<TakePair | null>(null);
	#fault = $state.raw<Fault | null>(null);
	readonly #tracks = new Map<string, PlayerTrack>();
	readonly #laying = new Map<string, AbortController>();

	constructor(ports: TakeMixPorts) {
		this.#ports = ports;
	}

	/** In the order in which they were taken up. */
	get taken(): readonly MixedTake[] {
		return this.#taken;
	}
	get isFull(): boolean {
		return this.#taken.length >= mostPlayerTracks;
	}
	get pair(): TakePair | null {
		return this.#pair;
	}
	/** Why a take could not be taken up. */
	get fault(): Fault | null {
		return this.#fault;
	}
	/** Takes that are heard now, or would be if the song played. */
	get heardTakeIds(): readonly string[] {
		return this.#taken.filter(({ id, layingFraction }) => layingFraction === null && this.#gainOf(id) > 0).map(({ id }) => id);
	}

	has(takeId: string): boolean {
		return this.#taken.some(({ id }) => id === takeId);
	}

	/** How a take, or `songPart`, is heard. */
	soundOf(part: string): PartSound {
		return this.#mix.of(part);
	}

	change(part: string, change: Partial<PartSound>): void {
		this.#mix = this.#mix.with(part, change);
		this.#applyMix();
	}

	/** Takes a take up or puts it away. One that was played alone, without the song, has no place in it and stays out. */
	async toggle(take: TakeRecord): Promise<void> {
		if (this.has(take.id)) return this.drop(take.id);
		await this.#takeUp(take, usualPass(toTakePasses(take)));
	}

	/** Has another pass of a take heard. */
	async choosePass(take: TakeRecord, pass: number): Promise<void> {
		if (this.has(take.id)) await this.#takeUp(take, pass);
	}

	async drop(takeId: string): Promise<void> {
		this.#laying.get(takeId)?.abort();
		this.#laying.delete(takeId);
		this.#tracks.delete(takeId);
		this.#taken = this.#taken.filter(({ id }) => id !== takeId);
		this.#mix = this.#mix.without(takeId);
		if (this.#pair !== null && (this.#pair.a === takeId || this.#pair.b === takeId)) this.#pair = null;
		this.#applyMix();
		await this.#applyTracks();
	}

	/** Takes two up, to be heard in turn. */
	async compare(a: TakeRecord, b: TakeRecord): Promise<void> {
		if (a.id === b.id) return;
		this.#pair = { a: a.id, b: b.id, heard: 'a' };
		this.#applyMix();
		for (const take of [a, b]) if (!this.has(take.id)) await this.#takeUp(take, usualPass(toTakePasses(take)));
	}

	/** Both are heard again as the mix has them. */
	endComparing(): void {
		this.#pair = null;
		this.#applyMix();
	}

	hear(side: 'a' | 'b'): void {
		if (this.#pair === null) return;
		this.#pair = { ...this.#pair, heard: side };
		this.#applyMix();
	}

	switchSide(): void {
		this.hear(this.#pair?.heard === 'a' ? 'b' : 'a');
	}

	/** Removes what was laid of takes that are gone. */
	async sweep(): Promise<void> {
		for (const { path } of await this.#ports.files.list('stems')) {
			const takeId = path.slice(path.indexOf('/') + 1, path.lastIndexOf('-'));
			if (!this.#ports.isKept(takeId)) await this.#ports.files.remove(path);
		}
	}

	/** The song is heard alone again. */
	close(): void {
		for (const controller of this.#laying.values()) controller.abort();
		this.#laying.clear();
		this.#tracks.clear();
		this.#taken = [];
		this.#pair = null;
		this.#mix = new PartMix();
		this.#applyMix();
		void this.#ports.transport.setTracks([]).catch(() => undefined);
	}

	async #takeUp(take: TakeRecord, pass: number): Promise<void> {
		if (!this.has(take.id) && this.isFull) return;
		if (toTakePasses(take)[pass] === undefined) return;
		this.#fault = null;
		this.#laying.get(take.id)?.abort();
		const controller = new AbortController();
		this.#laying.set(take.id, controller);
		this.#note({ id: take.id, pass, layingFraction: 0 });
		try {
			const track = await this.#layOut(take, pass, controller.signal);
			if (this.#laying.get(take.id) !== controller) return;
			this.#tracks.set(take.id, track);
			this.#note({ id: take.id, pass, layingFraction: null });
			this.#applyMix();
			await this.#applyTracks();
		} catch (error) {
			if (this.#laying.get(take.id) !== controller) return;
			await this.drop(take.id);
			if (!isAbort(error)) this.#fault = toFault(error);
		} finally {
			if (this.#laying.get(take.id) === controller) this.#laying.delete(take.id);
		}
	}

	/** Notes are ready at once; sound is laid on the song's clock once, and kept. */
	async #layOut(take: TakeRecord, pass: number, signal: AbortSignal): Promise<PlayerTrack> {
		const { id } = take;
		const chosen = toTakePasses(take)[pass];
		if (chosen === undefined || take.sound === null)
			return { kind: 'notes', id, notes: chosen === undefined ? [] : toSongNotes(take, chosen) };
		const pcmPath = `stems/${id}-${pass}`;
		if ((await this.#ports.files.stat(pcmPath)) === null) {
			const semitones = -take.settings.transposeCents / 100;
			// Word of how far it is may come after the end.
			let isLaying = true;
			const onProgress = ({ fraction }: { readonly fraction: number }): void => {
				if (isLaying && !signal.aborted) this.#note({ id, pass, layingFraction: fraction });
			};
			await this.#ports.layer.lay({ takePath: take.sound.path, parts: chosen.parts, semitones, pcmPath }, { signal, onProgress });
			isLaying = false;
		}
		return { kind: 'sound', id, pcmPath, startSeconds: chosen.startSeconds };
	}

	#note(taken: MixedTake): void {
		const isKnown = this.has(taken.id);
		this.#taken = isKnown ? this.#taken.map((one) => (one.id === taken.id ? taken : one)) : [...this.#taken, taken];
	}

	async #applyTracks(): Promise<void> {
		await this.#ports.transport.setTracks(
			this.#taken.flatMap(({ id }) => {
				const track = this.#tracks.get(id);
				return track === undefined ? [] : [track];
			})
		);
	}

	#applyMix(): void {
		const gains = new Map(this.#taken.map(({ id }) => [id, this.#gainOf(id)]));
		this.#ports.transport.setTrackMix(gains, volumeGain(this.#mix.levelOf(songPart)));
	}

	#gainOf(takeId: string): number {
		const pair = this.#pair;
		if (pair !== null && takeId === (pair.heard === 'a' ? pair.b : pair.a)) return 0;
		const peakDb = this.#ports.takes().find(({ id }) => id === takeId)?.sound?.peakDb ?? wantedPeakDb;
		const lift = Math.min(mostGain, 10 ** ((wantedPeakDb - peakDb) / 20));
		return volumeGain(this.#mix.levelOf(takeId)) * lift;
	}
}
