import type { Analysis } from '$core/analysis/analysis.ts';
import type { Score } from '$core/score/index.ts';
import type { Corrections } from '$core/analysis/corrections.ts';
import type { AnalysePort } from '$contracts/engine-ports.ts';
import { analysisAlgorithm } from '$contracts/workers/analyse.contract.ts';
import type { BackupSummary } from '$contracts/workers/backup.contract.ts';
import type { JobLocks } from '$contracts/job-locks.ts';
import type { Fault } from '$contracts/errors.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { DeviceStorage, LibraryStore } from '$contracts/library-store.ts';
import type { ScoreWork } from '$contracts/workers/score.contract.ts';
import type { FileMaker } from '$contracts/workers/take-away.contract.ts';
import type { SlowLoop } from '$contracts/player.ts';
import type { Engraver } from '$contracts/notation/engraver.ts';
import type { PageSize } from '$contracts/notation/page-size.ts';
import type { ScorePrinter } from '$contracts/notation/score-printer.ts';
import type { SetlistPrinter } from '$contracts/setlist-printer.ts';
import { songPaths, type Song, type SongMusic } from '$contracts/song.ts';
import { transcribeSettingsSchema, type TranscribeSettings } from '$contracts/transcription.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import { keepCorrections } from './analysing/keep-corrections.ts';
import type { BackupFacts } from './backup/backup-facts.ts';
import { discardBackups } from './backup/discard-backups.ts';
import type { BackupPorts } from './backup/make-backup.ts';
import type { RestoreMode } from './backup/merge-records.ts';
import type { RestoreReport } from './backup/restore-backup.ts';
import { cacheSize, evictCaches, sweepOrphans } from './importing/free-space.ts';
import { isLikelyMusic } from './importing/choose-files.ts';
import { inSongTurn } from './importing/song-writes.ts';
import { diskLane, type Jobs } from './jobs/jobs.svelte.ts';
import type { Library } from './library/library.svelte.ts';
import type { Lists } from './library/lists/lists.svelte.ts';
import type { PreferenceKeeper } from './settings/preferences.svelte.ts';
import type { SongSessionPorts } from './song/song-session.svelte.ts';
import { toFault } from './words/error-words.ts';

export interface WoodshedParts {
	readonly files: FileStore;
	readonly store: LibraryStore;
	readonly device: DeviceStorage;
	readonly library: Library;
	readonly lists: Lists;
	readonly printer: SetlistPrinter;
	readonly engraver: Engraver;
	readonly scoreWork: ScoreWork;
	readonly slowLoop: SlowLoop;
	readonly fileMaker: FileMaker;
	readonly scorePrinter: ScorePrinter;
	/** Opens the browser's print dialog with pages of pictures. */
	readonly sendToPrinter: (pages: readonly Blob[], size: PageSize) => Promise<void>;
	readonly jobs: Jobs;
	readonly locks: JobLocks;
	readonly preferences: PreferenceKeeper;
	readonly sessionPorts: SongSessionPorts;
	/** Listens to music; its code comes with the first call. */
	readonly analyst: () => Promise<Pick<AnalysePort, 'retrack'>>;
	/** What backups are read with; its code comes with the first call. */
	readonly backup: () => Promise<BackupPorts>;
	/** Files that sound beside the song now: takes laid on it. */
	readonly soundingPaths: () => readonly string[];
	readonly newId: () => string;
	/** Told of what nobody foresaw. */
	readonly onBug: (error: unknown) => void;
	/** The demo recording as a file; throws `offlineEngineMissing` when it is not on the device. */
	readonly fetchDemo: (signal: AbortSignal) => Promise<File>;
	/** Saves a file to the user's downloads. */
	readonly saveFile: (content: Blob, fileName: string) => void;
}

/** A take of sound in stereo is 19 minutes long then. */
const roomForTakeBytes = 300_000_000;

export type RoomPorts = Pick<WoodshedParts, 'sessionPorts' | 'store' | 'scoreWork' | 'scorePrinter' | 'sendToPrinter'>;

export interface StorageFacts {
	readonly usedBytes: number;
	readonly quotaBytes: number;
	readonly isPersistent: boolean;
	/** What could be dropped and made again. */
	readonly cacheBytes: number;
}

/** What can be done in the studio, whichever room asks for it. */
export class Woodshed {
	readonly #parts: WoodshedParts;
	#lastRestore = $state.raw<RestoreReport | null>(null);
	#openSha256: string | null = null;
	#stopFollowing: (() => void) | null = null;

	constructor(parts: WoodshedParts) {
		this.#parts = parts;
	}

	get library(): Library {
		return this.#parts.library;
	}
	get lists(): Lists {
		return this.#parts.lists;
	}
	/** Lays sets out on paper. */
	get printer(): SetlistPrinter {
		return this.#parts.printer;
	}
	/** Draws notation. */
	get engraver(): Engraver {
		return this.#parts.engraver;
	}
	/** Lays scores out on paper. */
	get scorePrinter(): ScorePrinter {
		return this.#parts.scorePrinter;
	}
	/** Makes files of music that is taken away. */
	get fileMaker(): FileMaker {
		return this.#parts.fileMaker;
	}
	get jobs(): Jobs {
		return this.#parts.jobs;
	}
	get preferences(): PreferenceKeeper {
		return this.#parts.preferences;
	}
	get device(): DeviceStorage {
		return this.#parts.device;
	}

	/** Queues an import for each file. Answers their jobs, and how many files of a folder were no music. */
	async addFiles(
		files: readonly File[],
		options: { readonly fromFolder?: boolean } = {}
	): Promise<{ readonly jobIds: readonly string[]; readonly passedOver: number }> {
		const chosen = options.fromFolder ? files.filter(isLikelyMusic) : files;
		if (chosen.length > 0) await this.#askForPersistence();
		const jobIds: string[] = [];
		for (const file of chosen) {
			const input = { kind: 'import', fileName: file.name, isDemo: false, allowDuplicate: false } as const;
			jobIds.push(await this.jobs.add(file.name, input, { file }));
		}
		return { jobIds, passedOver: files.length - chosen.length };
	}

	/** Brings the demo recording in, or finds the one that is there. */
	async addDemo(signal: AbortSignal): Promise<{ kind: 'there'; songId: string } | { kind: 'coming'; jobId: string }> {
		const there = this.library.songs.find((song) => song.isDemo);
		if (there) return { kind: 'there', songId: there.id };
		const file = await this.#parts.fetchDemo(signal);
		await this.#askForPersistence();
		const input = { kind: 'import', fileName: file.name, isDemo: true, allowDuplicate: false } as const;
		return { kind: 'coming', jobId: await this.jobs.add('Demo', input, { file }) };
	}

	/** Imports the file of a job that stopped at a duplicate once more, as a copy. */
	async importAnyway(jobId: string): Promise<void> {
		await this.jobs.changeInput(jobId, (input) => (input.kind === 'import' ? { ...input, allowDuplicate: true } : input));
		await this.jobs.retry(jobId);
	}

	async transcribe(
		song: Pick<Song, 'id' | 'title'>,
		settings: TranscribeSettings = transcribeSettingsSchema.parse({})
	): Promise<string> {
		const running = this.jobs.active.find(({ record }) => record.songId === song.id && record.input.kind === 'transcribe');
		return (
			running?.record.id ?? this.jobs.add(song.title, { kind: 'transcribe', songId: song.id, settings }, { songId: song.id })
		);
	}

	/** Queues an analysis of each song that has none by the present algorithm; answers how many. */
	async analyse(songs: readonly Song[]): Promise<number> {
		let count = 0;
		for (const { id, title, recording } of songs) {
			if (recording === undefined) continue;
			const isUnderWay = this.jobs.active.some(({ record }) => record.songId === id && record.input.kind === 'analyse');
			if (isUnderWay || (await this.#isAnalysed(id))) continue;
			await this.jobs.add(title, { kind: 'analyse', songId: id }, { songId: id });
			count++;
		}
		return count;
	}

	async #isAnalysed(songId: string): Promise<boolean> {
		const { store } = this.#parts;
		const song = await store.song(songId);
		if (song?.analysisId === undefined) return false;
		// One that cannot be read is made again.
		const analysis = await store.analysis(song.analysisId).catch(() => null);
		return analysis?.algorithm === analysisAlgorithm;
	}

	/** What was heard in a song and the user's word over it; null for what there is not. */
	async readMusic(song: Song): Promise<{ analysis: Analysis | null; corrections: Corrections | null; canRetrack: boolean }> {
		const { store, files } = this.#parts;
		const [analysis, corrections, features] = await Promise.all([
			song.analysisId === undefined ? null : store.analysis(song.analysisId),
			store.corrections(song.id),
			files.stat(songPaths.features(song.original.sha256))
		]);
		return { analysis, corrections, canRetrack: features !== null };
	}

	async keepCorrections(corrections: Corrections, music: SongMusic): Promise<void> {
		await keepCorrections(this.#parts.sessionPorts, corrections, music);
		await this.library.load();
	}

	/** The list's copy of what is known of written music, after its score was edited. */
	async keepWritten(songId: string, score: Score): Promise<void> {
		const { store, locks, nowMs } = this.#parts.sessionPorts;
		const { withWritten } = await import('./importing/written-song.ts');
		const isChanged = await inSongTurn(locks, songId, new AbortController().signal, async () => {
			const song = await store.song(songId);
			const changed = song === null ? null : withWritten(song, score);
			if (song === null || changed === null) return false;
			await store.putSong({ ...changed, revision: song.revision + 1, changedAtMs: nowMs() });
			return true;
		});
		if (isChanged) await this.library.load();
	}

	async retrackBeats(song: Song, fromSeconds: number, toSeconds: number, bpm?: number): Promise<readonly number[]> {
		const featuresPath = songPaths.features(song.original.sha256);
		const request = { featuresPath, fromSeconds, toSeconds, ...(bpm === undefined ? {} : { bpm }) };
		return (await this.#parts.analyst()).retrack(request, new AbortController().signal);
	}

	/** Decodes a song again whose PCM was evicted. */
	async prepare(song: Pick<Song, 'id' | 'title'>): Promise<string> {
		const running = this.jobs.active.find(({ record }) => record.songId === song.id && record.input.kind === 'prepare');
		return running?.record.id ?? this.jobs.add(song.title, { kind: 'prepare', songId: song.id }, { songId: song.id });
	}

	async backUp(): Promise<string> {
		return this.jobs.add('Everything', { kind: 'backup' });
	}

	/** What a backup would hold, and how large it would be. */
	async backupFacts(): Promise<BackupFacts> {
		return (await import('./backup/backup-facts.ts')).toBackupFacts(await this.#parts.backup());
	}

	/** Reads a backup to its end and says what is in it; nothing is written. */
	async checkBackup(file: File, context: StageContext): Promise<BackupSummary> {
		const [{ checkBackupFile }, ports] = await Promise.all([import('./backup/restore-backup.ts'), this.#parts.backup()]);
		return checkBackupFile(ports, { jobId: this.#parts.newId(), file }, context);
	}

	async restore(file: File, mode: RestoreMode): Promise<string> {
		return this.jobs.add(file.name, { kind: 'restore', fileName: file.name, mode }, { file });
	}

	/** What the latest restore of this visit did, to be told; null before there was one. */
	get lastRestore(): RestoreReport | null {
		return this.#lastRestore;
	}

	noteRestored(report: RestoreReport): void {
		this.#lastRestore = report;
	}

	/** What the browser gives us and what we use of it; null where it does not say. */
	async storageFacts(): Promise<StorageFacts | null> {
		const [estimate, isPersistent, cacheBytes] = await Promise.all([
			this.device.estimate(),
			this.device.isPersistent(),
			cacheSize(this.#parts.files)
		]);
		return estimate === null ? null : { ...estimate, isPersistent, cacheBytes };
	}

	/** The cover of a recording by its hash; null when there is none. */
	async readCover(sha256: string): Promise<Blob | null> {
		const path = songPaths.cover(sha256);
		if ((await this.#parts.files.stat(path)) === null) return null;
		return (await this.#parts.files.open(path)).blob();
	}

	/** Saves the file that a song came in, as it came. Throws `fileMissing` when it is gone. */
	async saveOriginal({ original }: Song): Promise<void> {
		const kept = await this.#parts.files.open(songPaths.original(original.sha256));
		this.saveFile(await kept.blob(), original.fileName);
	}

	/** Makes ids that no other tab makes. */
	get newId(): () => string {
		return this.#parts.newId;
	}

	/** What a song's room is made from: its code comes with the room, not with the library. */
	get roomPorts(): RoomPorts {
		const { sessionPorts, store, scoreWork, scorePrinter, sendToPrinter } = this.#parts;
		return { sessionPorts, store, scoreWork, scorePrinter, sendToPrinter };
	}

	/** What edits of a score stand on beside its session. */
	get scoreEngines(): Pick<WoodshedParts, 'scoreWork' | 'slowLoop'> {
		return this.#parts;
	}

	/** Names the bytes that are in use and must not be evicted; null when no song is open. */
	holdOpen(sha256: string | null): void {
		this.#openSha256 = sha256;
	}

	/** Drops everything that can be made again, but for what is in use. Answers bytes freed. */
	async freeSpace(wantedBytes = Infinity): Promise<number> {
		const { records } = await this.#parts.store.songs();
		const soundingPaths = new Set(this.#parts.soundingPaths());
		const isInUse = (path: string): boolean =>
			soundingPaths.has(path) || (this.#openSha256 !== null && path.endsWith(`/${this.#openSha256}`));
		return evictCaches(this.#parts.files, records, isInUse, wantedBytes);
	}

	/** Drops what can be made again where a take would soon find no room, and no more than that. */
	async makeRoomForTake(): Promise<void> {
		const estimate = await this.device.estimate();
		const missingBytes = estimate === null ? 0 : roomForTakeBytes - (estimate.quotaBytes - estimate.usedBytes);
		if (missingBytes > 0) await this.freeSpace(missingBytes);
	}

	saveFile(content: Blob, fileName: string): void {
		this.#parts.saveFile(content, fileName);
	}

	/** After a start: takes up unfinished jobs, then removes bytes nobody stands on. Answers faults to show. */
	async takeUp(): Promise<Fault | null> {
		try {
			this.#stopFollowing?.();
			const stops = [this.library.follow(this.#parts.onBug), this.lists.follow(this.#parts.onBug)];
			this.#stopFollowing = () => stops.forEach((stop) => stop());
			await Promise.all([this.lists.load(), this.preferences.load()]);
			await this.library.load();
			await this.jobs.resume();
			const release = await this.#parts.locks.tryHold(diskLane);
			if (release !== null) await this.#sweep().finally(release);
			return null;
		} catch (error) {
			return toFault(error);
		}
	}

	async #sweep(): Promise<void> {
		const [{ records, corrupt }, jobs] = await Promise.all([this.#parts.store.songs(), this.#parts.store.jobs()]);
		// A record that cannot be read may stand on bytes: nothing is swept until it is dealt with.
		if (corrupt.length > 0 || jobs.corrupt.length > 0) return;
		const pending = jobs.records.flatMap(({ input }) => (input.kind === 'import' && input.kept ? [input.kept.sha256] : []));
		await discardBackups(this.#parts.files);
		await sweepOrphans(this.#parts.files, records, new Set(pending));
	}

	async #askForPersistence(): Promise<void> {
		if (!(await this.device.isPersistent())) await this.device.requestPersistence();
	}
}
