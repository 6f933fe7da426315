import type { LoopRange } from '$contracts/player.ts';
import { mostLoops, type Song, type SongLoop } from '$contracts/song.ts';
import { barIndexAt, toBars, type BeatGrid } from '$core/time/index.ts';
import { clockText } from '../../timeline/clock-text.ts';
import type { Transport } from '../../transport/transport.svelte.ts';

export interface SavedLoopsPorts {
	/** The song on the desk as the library has it; read in reactive code. */
	readonly song: () => Song | null;
	/** Its beats as it is played; read in reactive code. */
	readonly grid: () => BeatGrid;
	/** Writes the loops of a song, given those that are there now. */
	readonly change: (songId: string, change: (loops: readonly SongLoop[]) => readonly SongLoop[]) => Promise<void>;
	readonly newId: () => string;
}

/** Ends this near are the same place, seconds. */
const sameSeconds = 0.005;
/** An end this near a bar's beginning stands at it, seconds. */
const atBarSeconds = 0.06;

/** The loops that are kept with the song on the desk, in the order of their beginnings. */
export class SavedLoops {
	readonly #transport: Transport;
	readonly #ports: SavedLoopsPorts;

	constructor(transport: Transport, ports: SavedLoopsPorts) {
		this.#transport = transport;
		this.#ports = ports;
	}

	get all(): readonly SongLoop[] {
		return [...(this.#ports.song()?.loops ?? [])].sort((a, b) => a.startSeconds - b.startSeconds || a.endSeconds - b.endSeconds);
	}

	/** The kept loop that is marked now; null when none is, or another range. */
	get current(): SongLoop | null {
		const { loop } = this.#transport;
		return loop === null ? null : (this.all.find((kept) => isSame(kept, loop)) ?? null);
	}

	/** A loop is marked that is not kept, and there is room for it. */
	get canSave(): boolean {
		return this.#transport.loop !== null && this.current === null && this.all.length < mostLoops;
	}

	/** What a range is called until someone says otherwise: "Bars 5 to 8", "0:12 to 0:20". */
	nameOf({ startSeconds, endSeconds }: LoopRange): string {
		const bars = toBars(this.#ports.grid(), endSeconds);
		const first = bars[barIndexAt(bars, startSeconds + atBarSeconds)];
		const last = bars[barIndexAt(bars, endSeconds - atBarSeconds)];
		if (first === undefined || last === undefined || first.startSeconds > endSeconds)
			return `${clockText(startSeconds)} to ${clockText(endSeconds)}`;
		return first.number === last.number ? `Bar ${first.number}` : `Bars ${first.number} to ${last.number}`;
	}

	/** Keeps the marked loop. @returns what it is called; null when there is nothing to keep */
	async save(name = ''): Promise<string | null> {
		const { loop } = this.#transport;
		const song = this.#ports.song();
		if (loop === null || song === null || !this.canSave) return null;
		const kept = { id: this.#ports.newId(), name: toName(name) || this.nameOf(loop), ...loop };
		await this.#ports.change(song.id, (loops) => [...loops, kept]);
		return kept.name;
	}

	/** Marks a kept loop and goes to its beginning. */
	choose({ startSeconds, endSeconds }: SongLoop): void {
		this.#transport.setLoop({ startSeconds, endSeconds });
		this.#transport.seek(startSeconds);
	}

	/** The next kept loop or the one before, counted from the one marked or from here; past the ends it goes round. Null without any. */
	step(direction: 1 | -1): SongLoop | null {
		const { all, current } = this;
		const here = this.#transport.positionSeconds();
		const before = all.filter(({ startSeconds }) => startSeconds <= here).length - 1;
		const from = current === null ? (direction === 1 ? before : before + 1) : all.indexOf(current);
		const next = all[(from + direction + all.length) % all.length];
		if (next === undefined) return null;
		this.choose(next);
		return next;
	}

	/** An empty name is no name: it stays as it was. */
	async rename(id: string, name: string): Promise<void> {
		const text = toName(name);
		if (text === '') return;
		await this.#write((loops) => loops.map((loop) => (loop.id === id ? { ...loop, name: text } : loop)));
	}

	/** @returns puts it back */
	async remove(id: string): Promise<() => Promise<void>> {
		const songId = this.#ports.song()?.id;
		let gone: SongLoop | undefined;
		await this.#write((loops) => {
			gone = loops.find((loop) => loop.id === id);
			return loops.filter((loop) => loop.id !== id);
		});
		return async () => {
			const back = gone;
			if (back === undefined || songId === undefined) return;
			await this.#ports.change(songId, (loops) => (loops.some((loop) => loop.id === id) ? loops : [...loops, back]));
		};
	}

	async #write(change: (loops: readonly SongLoop[]) => readonly SongLoop[]): Promise<void> {
		const song = this.#ports.song();
		if (song !== null) await this.#ports.change(song.id, change);
	}
}

const isSame = (a: LoopRange, b: LoopRange): boolean =>
	Math.abs(a.startSeconds - b.startSeconds) < sameSeconds && Math.abs(a.endSeconds - b.endSeconds) < sameSeconds;

const toName = (typed: string): string => typed.replace(/\s+/g, ' ').trim().slice(0, 80);
