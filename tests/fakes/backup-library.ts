import type { DeviceChoice } from '../../src/lib/contracts/devices/device-choice.ts';
import type { SongEvidence } from '../../src/lib/contracts/library-store.ts';
import type { SongList } from '../../src/lib/contracts/lists.ts';
import type { Song } from '../../src/lib/contracts/song.ts';
import type { KeptTake, RecordSink, RecordSource } from '../../src/lib/contracts/workers/backup.contract.ts';
import type { Outcome } from '../../src/lib/contracts/workers/outcome.ts';
import type { TakeRecord as PracticeRecord } from '../../src/lib/core/practice/progress/index.ts';
import { MemoryFileStore } from './memory-file-store.ts';

export const noEvidence: SongEvidence = { transcription: null, analysis: null, corrections: null, scores: [] };

/** Files and records in memory, between a backup's two ends. What is handed over is kept as it comes. */
export class BackupLibrary {
	readonly files: MemoryFileStore;
	readonly songs = new Map<string, { song: Song; evidence: SongEvidence }>();
	readonly takes = new Map<string, KeptTake>();
	practice: readonly PracticeRecord[] = [];
	lists: readonly SongList[] = [];
	choices: readonly DeviceChoice[] = [];
	/** What was handed over, in its order. */
	readonly order: string[] = [];

	constructor(quotaBytes = Infinity) {
		this.files = new MemoryFileStore({ quotaBytes });
	}

	readonly source: RecordSource = {
		songs: () => done([...this.songs.values()].map(({ song }) => song)),
		evidence: ({ id }) => done(this.songs.get(id)?.evidence ?? noEvidence),
		takeIds: () => done([...this.takes.keys()]),
		take: (id) => done(this.takes.get(id) ?? null),
		practice: (page) => done(this.practice.slice(page * 2, page * 2 + 2)),
		lists: () => done(this.lists),
		choices: () => done(this.choices)
	};

	readonly sink: RecordSink = {
		put: (song, evidence) => this.#keep('song', () => this.songs.set(song.id, { song, evidence })),
		putTake: (kept) => this.#keep('take', () => this.takes.set(kept.take.id, kept)),
		putPractice: (records) => this.#keep('practice', () => (this.practice = [...this.practice, ...records])),
		putLists: (lists) => this.#keep('lists', () => (this.lists = lists)),
		putChoices: (choices) => this.#keep('choices', () => (this.choices = choices))
	};

	#keep(kind: string, put: () => unknown): Promise<Outcome<null>> {
		this.order.push(kind);
		put();
		return done(null);
	}
}

async function done<T>(value: T): Promise<Outcome<T>> {
	return { kind: 'done', value };
}
