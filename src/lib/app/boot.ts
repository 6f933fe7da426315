import { openFileStore } from '$files/index.ts';
import { toUuidV7 } from '$core/ids/index.ts';
import type { TranscribePort } from '$contracts/engine-ports.ts';
import type { ScoreWork } from '$contracts/workers/score.contract.ts';
import { createSlowLoop } from '../adapters/audio/slow-loop.ts';
import { fetchDemoRecording } from '../adapters/devices/demo-recording.ts';
import { browserMediaKeys } from '../adapters/devices/media-keys.ts';
import { saveFile } from '../adapters/devices/save-file.ts';
import { createScreenLock } from '../adapters/devices/screen-lock.ts';
import { webLocks } from '../adapters/devices/web-locks.ts';
import { deviceStorage } from '../adapters/storage/device-storage.ts';
import { openIdbLibraryStore } from '../adapters/storage/idb-library-store.ts';
import type { BackupPorts } from './backup/make-backup.ts';
import type { Engines } from './boot-engines.ts';
import { withRoom } from './importing/free-space.ts';
import { Jobs } from './jobs/jobs.svelte.ts';
import { Library } from './library/library.svelte.ts';
import { Lists } from './library/lists/lists.svelte.ts';
import { mayRecordingsBeLeft } from './recorder/left-recordings.ts';
import type { RecordingDesk } from './recorder/recording-desk.ts';
import type { TakeEngines } from './practice/practice-room.svelte.ts';
import { PreferenceKeeper } from './settings/preferences.svelte.ts';
import { bringTheme, keptTheme } from './shell/theme.svelte.ts';
import type { SongSessionPorts } from './song/song-session.svelte.ts';
import type { BootedStudio } from './studio.svelte.ts';
import { Transport } from './transport/transport.svelte.ts';
import { Woodshed } from './woodshed.svelte.ts';

const nowMs = (): number => Date.now();
const onBug = (error: unknown): void => console.error(error);
const newId = (): string => toUuidV7(nowMs(), crypto.getRandomValues(new Uint8Array(10)));

/**
 * Opens the library and wires the studio to this browser.
 * @param appVersion written into backups
 * @throws UserFixableError `storageUnavailable` when the browser keeps nothing
 */
export async function bootStudio(appVersion: string): Promise<BootedStudio> {
	const [store, files] = await Promise.all([openIdbLibraryStore(), openFileStore()]);
	const library = new Library({ store, files, newId, nowMs, heldHashes: () => heldHashes(jobs) });
	const engines = once(async () => (await import('./boot-engines.ts')).openEngines());
	const session: SongSessionPorts = {
		store,
		files,
		newId,
		nowMs,
		locks: webLocks,
		transcriber: transcriberOf(engines),
		onTranscribed: () => void library.load()
	};
	const practice = once(async () => (await import('../adapters/storage/idb-practice-archive.ts')).openIdbPracticeArchive());
	const backup = async (): Promise<BackupPorts> => ({
		worker: (await engines()).packer,
		library: store,
		files,
		practice,
		theme: { read: () => keptTheme(window), write: (choice) => bringTheme(window, choice) }
	});
	const jobs: Jobs = new Jobs({
		store,
		locks: webLocks,
		nowMs,
		newId,
		onBug,
		runners: once(async () => {
			const [{ openRunners }, opened, backupPorts] = await Promise.all([import('./boot-jobs.ts'), engines(), backup()]);
			return openRunners({ engines: opened, session, woodshed, backup: backupPorts, appVersion, onChoices });
		})
	});
	const preferences = new PreferenceKeeper(store);
	const woodshed: Woodshed = new Woodshed({
		files,
		store,
		device: deviceStorage,
		library,
		lists: new Lists({ store, newId, nowMs }),
		printer: { toPdf: async (sheet) => (await import('../adapters/print/setlist-pdf.ts')).setlistPdf.toPdf(sheet) },
		// VexFlow is half a megabyte: it arrives with the first score.
		engraver: { open: async (host) => (await import('../adapters/notation/index.ts')).vexEngraver.open(host) },
		scoreWork: scoreWorkOf(engines),
		fileMaker: { make: async (...asked) => (await engines()).fileMaker.make(...asked) },
		slowLoop: createSlowLoop(files),
		scorePrinter: {
			printScore: async (...asked) => (await import('../adapters/print/score/index.ts')).scorePrinter.printScore(...asked)
		},
		sendToPrinter: async (pages, size) => (await import('../adapters/print/score/send-to-printer.ts')).sendToPrinter(pages, size),
		jobs,
		locks: webLocks,
		preferences,
		sessionPorts: session,
		analyst: async () => (await engines()).analyst,
		backup,
		soundingPaths: () => transport.trackPaths(),
		newId,
		onBug,
		fetchDemo: fetchDemoRecording,
		saveFile
	});
	const player = once(async () => new (await import('../adapters/audio/index.ts')).WebAudioPlayer());
	const transport = new Transport(player, (choices) => void preferences.change(choices));
	let openedDesk: RecordingDesk | null = null;
	const recording = once(async () => {
		openedDesk = await (
			await import('./boot-recording.ts')
		).openRecordingDesk({
			store,
			files,
			player,
			nowMs,
			makeRoom: () => woodshed.makeRoomForTake().catch(onBug)
		});
		return openedDesk;
	});
	const onChoices = async (): Promise<void> => {
		await Promise.all([openedDesk?.latencies.load(), openedDesk?.inputs.load()]);
		transport.choose(preferences.value);
	};
	const mayBeLeft = (): Promise<boolean> => mayRecordingsBeLeft(files, practice);
	const recorder = once(
		async () =>
			new (await import('./recorder/recorder.svelte.ts')).Recorder({
				recording,
				files,
				newId,
				nowMs,
				locks: webLocks,
				mayBeLeft,
				onTake: async (content, fileName) => {
					const { jobIds } = await woodshed.addFiles([new File([content], fileName, { type: content.type })]);
					const [ended] = await Promise.all(jobIds.map((id) => jobs.ended(id)));
					// One that is too short for a song would be tried again at every start.
					return ended?.state === 'done' || ended?.fault?.code === 'alreadyInLibrary' || ended?.fault?.code === 'tooShort';
				}
			})
	);
	const judgements = once(async () => (await import('../adapters/storage/idb-judgement-store.ts')).openIdbJudgementStore());
	const takeEngines = async (): Promise<TakeEngines> => {
		const [kept, { decoder, transcriber, judge, layer }, { takeListener }] = await Promise.all([
			judgements(),
			engines(),
			import('./practice/listen-to-take.ts')
		]);
		return {
			store: kept,
			listen: takeListener(decoder, transcriber, judge, files),
			judge,
			layer: {
				lay: (request, context) =>
					withRoom(
						() => woodshed.freeSpace(),
						() => layer.lay(request, context)
					)
			},
			files,
			saveFile,
			newId,
			nowMs
		};
	};
	const midiControls = once(async () => new (await import('../adapters/devices/midi/web-midi.ts')).WebMidiInput());
	return {
		woodshed,
		recorder,
		takeUpRecordings: async () => ((await mayBeLeft()) ? (await recorder()).takeUpLeft() : 0),
		transport,
		recording,
		judgements,
		takeEngines,
		midiControls,
		mediaKeys: browserMediaKeys,
		screenLock: createScreenLock()
	};
}

/** Opens at the first call and answers the same from then on; what failed is tried again. */
function once<T>(open: () => Promise<T>): () => Promise<T> {
	let opened: Promise<T> | null = null;
	return () =>
		(opened ??= open().catch((error: unknown) => {
			opened = null;
			throw error;
		}));
}

/** The transcriber behind a door that fetches its code with the first call. */
function transcriberOf(engines: () => Promise<Engines>): TranscribePort {
	return {
		listen: async (...asked) => (await engines()).transcriber.listen(...asked),
		redecode: async (...asked) => (await engines()).transcriber.redecode(...asked)
	};
}

/** Likewise the writing of scores. */
function scoreWorkOf(engines: () => Promise<Engines>): ScoreWork {
	return {
		write: async (...asked) => (await engines()).scoreWork.write(...asked),
		requantise: async (...asked) => (await engines()).scoreWork.requantise(...asked),
		finger: async (...asked) => (await engines()).scoreWork.finger(...asked)
	};
}

/** Hashes of originals that unfinished imports stand on. */
function heldHashes(jobs: Jobs): string[] {
	return jobs.active.flatMap(({ record: { input } }) => (input.kind === 'import' && input.kept ? [input.kept.sha256] : []));
}
