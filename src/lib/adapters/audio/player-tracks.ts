import { mostPlayerTracks, type NoteTrack, type PlayerTrack, type SoundTrack } from '$contracts/playback/player-track.ts';
import type { ReaderTrack, ToPlayer, TrackUse } from '$contracts/workers/playback.contract.ts';
import { ringMemory, toNoteList, type RingMemory } from '$core/playback/index.ts';
import { outputRateHz } from './audio-output.ts';

export interface PlayerTrackPorts {
	readonly post: (message: ToPlayer) => void;
	readonly nextRequest: () => number;
	/** There is something to read tracks beside: where no recording is, silence is opened for them. */
	readonly ensureReader: () => Promise<void>;
	readonly readTracks: (tracks: readonly ReaderTrack[]) => Promise<void>;
	readonly isShared: () => boolean;
}

type Lane = { readonly key: string; readonly id: string } | null;

/** The tracks of the player: which of the audio thread's lanes each has, and how loud it is. */
export class PlayerTracks {
	readonly #ports: PlayerTrackPorts;
	readonly #lanes: Lane[] = Array.from({ length: mostPlayerTracks }, () => null);
	readonly #memories: (readonly [RingMemory, RingMemory] | null)[] = this.#lanes.map(() => null);
	#noteIds: readonly string[] = [];
	#gains: ReadonlyMap<string, number> = new Map();
	/** Changes are made one after another. */
	#done: Promise<void> = Promise.resolve();
	#wanted = 0;

	constructor(ports: PlayerTrackPorts) {
		this.#ports = ports;
	}

	/** Only the latest of many asked for at once is carried out. */
	async set(tracks: readonly PlayerTrack[]): Promise<void> {
		const turn = ++this.#wanted;
		const work = this.#done.then(() => (turn === this.#wanted ? this.#set(tracks.slice(0, mostPlayerTracks)) : undefined));
		this.#done = work.catch(() => undefined);
		await work;
	}

	setGains(gains: ReadonlyMap<string, number>): void {
		this.#gains = gains;
		this.#ports.post({ kind: 'trackGains', gains: this.#laneGains() });
		this.#ports.post({ kind: 'trackNoteLevels', levels: this.#noteLevels() });
	}

	/** Another song: none are left. */
	clear(): void {
		this.#wanted++;
		const hadSounds = this.#lanes.some((lane) => lane !== null);
		this.#lanes.fill(null);
		if (hadSounds) this.#ports.post({ kind: 'tracks', request: this.#ports.nextRequest(), uses: [], gains: [] });
		this.#sendNotes([]);
	}

	/** The audio thread is gone, and its lanes with it. */
	forget(): void {
		this.clear();
		this.#memories.fill(null);
		this.#noteIds = [];
	}

	async #set(tracks: readonly PlayerTrack[]): Promise<void> {
		const sounds = tracks.filter((track) => track.kind === 'sound');
		this.#sendNotes(tracks.filter((track) => track.kind === 'notes'));
		const hadSounds = this.#lanes.some((lane) => lane !== null);
		if (sounds.length === 0 && !hadSounds) return;
		await this.#ports.ensureReader();
		const before = [...this.#lanes];
		const { uses, reads } = this.#assign(sounds);
		try {
			await this.#ports.readTracks(reads);
		} catch (error) {
			this.#lanes.splice(0, before.length, ...before);
			throw error;
		}
		this.#ports.post({ kind: 'tracks', request: this.#ports.nextRequest(), uses, gains: this.#laneGains() });
	}

	#assign(sounds: readonly SoundTrack[]): { readonly uses: readonly TrackUse[]; readonly reads: readonly ReaderTrack[] } {
		const before = [...this.#lanes];
		const keys = sounds.map(toKey);
		this.#lanes.forEach((lane, at) => {
			if (lane !== null && !keys.includes(lane.key)) this.#lanes[at] = null;
		});
		const placed = sounds.map((sound) => {
			const key = toKey(sound);
			const known = this.#lanes.findIndex((lane) => lane?.key === key);
			// A lane that is free for longer does not cut off what is fading out.
			const free = before.findIndex((lane, at) => lane === null && this.#lanes[at] === null);
			const lane = known >= 0 ? known : free >= 0 ? free : this.#lanes.indexOf(null);
			this.#lanes[lane] = { key, id: sound.id };
			if (this.#ports.isShared()) this.#memories[lane] ??= [ringMemory(true), ringMemory(true)];
			return { sound, lane, isNew: known < 0 };
		});
		return {
			uses: placed.map(({ lane, isNew }) => ({ lane, isNew, rings: this.#memories[lane] ?? null })),
			reads: placed.map(({ sound, lane }) => ({
				lane,
				pcmPath: sound.pcmPath,
				startFrame: Math.round(sound.startSeconds * outputRateHz),
				rings: this.#memories[lane] ?? null
			}))
		};
	}

	#sendNotes(tracks: readonly NoteTrack[]): void {
		if (tracks.length === 0 && this.#noteIds.length === 0) return;
		this.#noteIds = tracks.map(({ id }) => id);
		const notes = tracks.flatMap((track, channel) => track.notes.map((note) => ({ ...note, channel })));
		this.#ports.post({
			kind: 'trackNotes',
			notes: toNoteList(notes, outputRateHz),
			channelCount: tracks.length,
			levels: this.#noteLevels()
		});
	}

	#laneGains(): number[] {
		return this.#lanes.map((lane) => (lane === null ? 0 : (this.#gains.get(lane.id) ?? 0)));
	}

	#noteLevels(): number[] {
		return this.#noteIds.map((id) => Math.min(1, this.#gains.get(id) ?? 0));
	}
}

const toKey = ({ id, pcmPath, startSeconds }: SoundTrack): string => `${id} ${pcmPath} ${startSeconds}`;
