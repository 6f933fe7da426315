import type { FileStore } from '$contracts/file-store.ts';
import { isAbort } from '$contracts/errors.ts';
import type { LayTakePort } from '$contracts/playback/lay-take.contract.ts';
import type { ExportFormat } from '$contracts/recording/export-take.contract.ts';
import type { JudgementStore } from '$contracts/recording/judgement-store.ts';
import type { TakeRecord } from '$contracts/recording/take.ts';
import type { JudgePort } from '$contracts/workers/judge.contract.ts';
import type { Exercise, ExpectedPiece } from '$core/practice/index.ts';
import type { BeatGrid } from '$core/time/index.ts';
import type { RecordingDesk } from '../recorder/recording-desk.ts';
import type { Transport } from '../transport/transport.svelte.ts';
import { InputDesk } from './input-desk.svelte.ts';
import { HardestRun } from './hardest/hardest-run.svelte.ts';
import { Keyboard } from './key-take.ts';
import { LiveNotes } from './live/live-notes.svelte.ts';
import type { ListenToTake } from './listen-to-take.ts';
import { TakeComparison } from './mix/take-comparison.svelte.ts';
import { TakeMix } from './mix/take-mix.svelte.ts';
import type { PracticePlayer } from './practice-player.svelte.ts';
import { TakeJudge, type SongPiece } from './take-judge.svelte.ts';
import { TakeRunner } from './take-runner.svelte.ts';
import { TapAlong } from './tap-along.svelte.ts';
import { Tuner } from './tuner.svelte.ts';

/** What takes are listened to, judged and kept with. */
export interface TakeEngines {
	readonly store: JudgementStore;
	readonly listen: ListenToTake;
	readonly judge: JudgePort;
	readonly layer: LayTakePort;
	readonly files: Pick<FileStore, 'stat' | 'open' | 'list' | 'remove'>;
	readonly saveFile: (content: Blob, fileName: string) => void;
	readonly newId: () => string;
	readonly nowMs: () => number;
}

/** The song in the room. */
export interface RoomSong {
	readonly transport: Transport;
	readonly player: PracticePlayer;
	/** Null while it is opened. */
	readonly song: () => { readonly id: string; readonly title: string } | null;
	readonly piece: () => Promise<SongPiece | null>;
	readonly grid: () => BeatGrid;
	/** How far it is from A4 = 440 Hz. */
	readonly tuningCents: () => number;
}

export interface RunningExport {
	readonly takeId: string;
	readonly fraction: number;
	readonly cancel: () => void;
}

/** The practice room of one song: recording, takes, judging, exercises. */
export class PracticeRoom {
	readonly input: InputDesk;
	readonly runner: TakeRunner;
	readonly judge: TakeJudge;
	readonly tuner: Tuner;
	readonly tapAlong: TapAlong;
	readonly keyboard: Keyboard;
	/** Notes that light up while one plays along. */
	readonly live: LiveNotes;
	/** The worst bars, one loop after the other. */
	readonly hardest: HardestRun;
	readonly desk: RecordingDesk;
	readonly mix: TakeMix;
	readonly comparison: TakeComparison;
	readonly #engines: TakeEngines;
	readonly #song: RoomSong;
	#scores = $state.raw<ReadonlyMap<string, number>>(new Map());
	#export = $state.raw<RunningExport | null>(null);
	#soundingId = $state<string | null>(null);
	#stopSound: (() => void) | null = null;
	#keyboards = $state.raw<readonly string[]>([]);

	constructor(desk: RecordingDesk, engines: TakeEngines, song: RoomSong) {
		this.desk = desk;
		this.#engines = engines;
		this.#song = song;
		const { newId, nowMs } = engines;
		const { transport, player } = song;
		this.input = new InputDesk(desk, nowMs);
		this.keyboard = new Keyboard(desk.midi, (pitchMidi, velocity) => void transport.audition(pitchMidi, velocity));
		this.judge = new TakeJudge({ ...engines, piece: song.piece });
		this.tuner = new Tuner(song.tuningCents);
		this.tapAlong = new TapAlong({ desk, input: this.input, transport, player, beatsSeconds: () => song.grid().beatsSeconds });
		this.mix = new TakeMix({
			...engines,
			transport,
			takes: () => this.takes,
			isKept: (takeId) => desk.takes.takes.some(({ id }) => id === takeId)
		});
		this.comparison = new TakeComparison({ ...engines, piece: song.piece });
		this.runner = new TakeRunner({
			desk,
			input: this.input,
			keyboard: this.keyboard,
			transport,
			player,
			newId,
			nowMs,
			song: song.song,
			heardTakeIds: () => this.mix.heardTakeIds,
			onTake: (take) => void this.judge.judge(take)
		});
		this.live = new LiveNotes({
			transport,
			ear: desk.ear,
			keyboard: this.keyboard,
			source: () => this.listensTo,
			songSecondsSentAt: (contextSeconds) => desk.songSecondsSentAt(contextSeconds),
			latencySeconds: () => this.input.latencySeconds,
			tuningCents: song.tuningCents,
			strictness: () => this.judge.strictness,
			piece: async () => (await song.piece())?.piece ?? null,
			nowMs: () => performance.now()
		});
		this.hardest = new HardestRun(transport);
	}

	/** Of the song, the newest first. */
	get takes(): readonly TakeRecord[] {
		const song = this.#song.song();
		return song === null ? [] : this.desk.takes.takesOf(song.id);
	}
	/** Scores of the song's judged takes, 0 to 100, by the take's id. */
	get scores(): ReadonlyMap<string, number> {
		return this.#scores;
	}
	get export(): RunningExport | null {
		return this.#export;
	}
	/** The take that is heard. */
	get soundingId(): string | null {
		return this.#soundingId;
	}
	/** Keyboards that are connected. */
	get keyboards(): readonly string[] {
		return this.#keyboards;
	}

	/** What is listened to while the song plays; null while neither a keyboard nor an input is open. */
	get listensTo(): 'mic' | 'midi' | null {
		if (this.runner.source === 'midi') return this.#keyboards.length > 0 ? 'midi' : null;
		return this.input.input === null ? null : 'mic';
	}

	/** Follows devices, takes and scores. Call in an effect; it hands back what ends it. */
	follow(): () => void {
		const read = (): void => void this.#readScores();
		const stops = [
			this.input.follow(),
			this.runner.follow(),
			this.tuner.follow(this.desk.ear),
			this.keyboard.onDevices(() => (this.#keyboards = this.keyboard.names)),
			this.#engines.store.onChange(read),
			this.#song.player.scoreRepetitions(() => this.live.takeRoundAccuracy()),
			this.#song.player.onRepetition((accuracy) => this.hardest.endRepetition(accuracy))
		];
		read();
		void this.mix.sweep();
		return () => {
			this.tapAlong.cancel();
			this.hardest.stop();
			this.judge.cancel();
			this.hush();
			void this.runner.leave().finally(() => {
				this.mix.close();
				for (const stop of stops) stop();
				this.keyboard.close();
				void this.input.close();
			});
		};
	}

	/** Opens keyboards, so that they sound before a take. */
	async openKeyboard(): Promise<void> {
		await this.keyboard.open();
		this.#keyboards = this.keyboard.names;
	}

	/** The latest take that is kept is shown, where none is. */
	async showLatest(): Promise<void> {
		const [latest] = this.takes;
		if (latest !== undefined && this.judge.open === null) await this.judge.show(latest);
	}

	/** Plays a take alone; again, and it stops. */
	async play(take: TakeRecord): Promise<void> {
		const wasSounding = this.#soundingId === take.id;
		this.hush();
		if (wasSounding) return;
		this.#song.transport.pause();
		this.#soundingId = take.id;
		this.#stopSound = take.midi === null ? await this.#playSound(take) : this.#playKeys(take.midi);
	}

	hush(): void {
		this.#stopSound?.();
		this.#stopSound = null;
		this.#soundingId = null;
	}

	/** Saves a take as a file. @throws UserFixableError */
	async exportTake(take: TakeRecord, format: ExportFormat): Promise<void> {
		if (take.sound === null || this.#export !== null) return;
		const controller = new AbortController();
		const tell = (fraction: number): void => {
			this.#export = { takeId: take.id, fraction, cancel: () => controller.abort() };
		};
		tell(0);
		try {
			const context = { signal: controller.signal, onProgress: ({ fraction }: { readonly fraction: number }) => tell(fraction) };
			const blob = await this.desk.exporter.exportTake({ path: take.sound.path, format, title: take.title }, context);
			this.#engines.saveFile(blob, `${fileTitle(take)}.${format === 'opus' ? 'opus' : format}`);
		} catch (error) {
			if (!isAbort(error)) throw error;
		} finally {
			this.#export = null;
		}
	}

	/** Saves a take of keys as a MIDI file. */
	async exportKeys(take: TakeRecord): Promise<void> {
		const bytes = (await import('../recorder/take-midi.ts')).toTakeMidi(take);
		if (bytes !== null) this.#engines.saveFile(new Blob([bytes], { type: 'audio/midi' }), `${fileTitle(take)}.mid`);
	}

	/** Loops bars of a piece. @param fromBar, toBar its indices, both inclusive */
	loopBars(piece: ExpectedPiece, fromBar: number, toBar: number): void {
		const [from, to] = [piece.bars[fromBar], piece.bars[toBar]];
		if (from === undefined || to === undefined) return;
		const { transport } = this.#song;
		transport.setLoop({ startSeconds: from.startSeconds, endSeconds: to.endSeconds });
		transport.seek(from.startSeconds);
	}

	/** Sets loop, speed and click as an exercise wants them. */
	takeUp(piece: ExpectedPiece, { fromBar, toBar, speed, click }: Exercise): void {
		const { transport, player } = this.#song;
		this.loopBars(piece, fromBar, toBar);
		transport.setSpeed(speed);
		if (click === 'none') return;
		player.setMetronome({ isOn: true, parts: click === 'subdivisions' ? 2 : 1 });
	}

	async #readScores(): Promise<void> {
		const song = this.#song.song();
		if (song === null) return;
		const { records } = await this.#engines.store.practiceRecordsOf(song.id);
		this.#scores = new Map(records.map(({ id, score }) => [id, score]));
	}

	async #playSound({ sound }: TakeRecord): Promise<() => void> {
		if (sound === null) return () => undefined;
		const file = await this.#engines.files.open(sound.path);
		const blob = await file.blob();
		const url = URL.createObjectURL(blob.slice(0, blob.size, 'audio/wav'));
		const element = new Audio(url);
		const over = (): void => {
			element.pause();
			URL.revokeObjectURL(url);
		};
		element.addEventListener('ended', () => this.hush());
		await element.play();
		return over;
	}

	#playKeys({ notes, durationSeconds }: NonNullable<TakeRecord['midi']>): () => void {
		const { transport } = this.#song;
		const timers = notes.map(({ onsetSeconds, pitchMidi, velocity }) =>
			setTimeout(() => void transport.audition(pitchMidi, velocity), onsetSeconds * 1000)
		);
		timers.push(setTimeout(() => this.hush(), durationSeconds * 1000));
		return () => timers.forEach((timer) => clearTimeout(timer));
	}
}

/** A name that every file system takes. */
function fileTitle({ title, startedAtMs }: TakeRecord): string {
	const when = new Date(startedAtMs).toISOString().slice(0, 16).replace('T', ' ').replace(':', '.');
	return `${title.replace(/[\\/:*?"<>|]+/g, ' ').trim() || 'Take'} ${when}`;
}
