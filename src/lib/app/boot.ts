import { openFileStore } from '$files/index.ts';
import { toUuidV7 } from '$core/ids/index.ts';
import type { FileStore } from '$contracts/file-store.ts';
import type { LibraryStore } from '$contracts/library-store.ts';
import type { LayTakePort } from '$contracts/playback/lay-take.contract.ts';
import type { Song } from '$contracts/song.ts';
import { transcribeSettingsSchema } from '$contracts/transcription.ts';
import { createSlowLoop } from '../adapters/audio/slow-loop.ts';
import { fetchDemoRecording } from '../adapters/devices/demo-recording.ts';
import { browserMediaKeys } from '../adapters/devices/media-keys.ts';
import { saveFile } from '../adapters/devices/save-file.ts';
import { createScreenLock } from '../adapters/devices/screen-lock.ts';
import { webLocks } from '../adapters/devices/web-locks.ts';
import { setlistPdf } from '../adapters/print/setlist-pdf.ts';
import { deviceStorage } from '../adapters/storage/device-storage.ts';
import { openIdbLibraryStore } from '../adapters/storage/idb-library-store.ts';
import { createConvertClient } from '../adapters/workers/convert-client.ts';
import {
	createAnalyseClient,
	createBackupClient,
	createDecodeClient,
	createTranscribeClient
} from '../adapters/workers/engine-clients.ts';
import { createJudgeClient } from '../adapters/workers/judge-client.ts';
import { createLayClient } from '../adapters/workers/lay-client.ts';
import { createScoreClient } from '../adapters/workers/score-client.ts';
import { createTakeAwayClient } from '../adapters/workers/take-away-client.ts';
import { analyseSong } from './analysing/analyse-song.ts';
import { weighBeats } from './analysing/weigh-beats.ts';
import type { BackupPorts } from './backup/make-backup.ts';
import type { RestoreReport } from './backup/restore-backup.ts';
import { withRoom } from './importing/free-space.ts';
import { importFile } from './importing/import-recording.ts';
import { prepareSong, transcribeSong, type TranscribePorts } from './importing/transcribe-song.ts';
import { Jobs } from './jobs/jobs.svelte.ts';
import { Library } from './library/library.svelte.ts';
import { Lists } from './library/lists/lists.svelte.ts';
import { mayRecordingsBeLeft } from './recorder/left-recordings.ts';
import type { RecordingDesk } from './recorder/recording-desk.ts';
import { Recorder } from './recorder/recorder.svelte.ts';
import { takeListener } from './practice/listen-to-take.ts';
import type { TakeEngines } from './practice/practice-room.svelte.ts';
import { PreferenceKeeper } from './settings/preferences.svelte.ts';
import { bringTheme, keptTheme } from './shell/theme.svelte.ts';
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
	const ports = enginePorts(store, files, library);
	const analyst = createAnalyseClient();
	const listenTo = async (song: Song): Promise<void> => {
		await library.load();
		if (song.recording === undefined) return;
		await jobs.add(song.title, { kind: 'analyse', songId: song.id }, { songId: song.id });
		await jobs.add(
			song.title,
			{ kind: 'transcribe', songId: song.id, settings: transcribeSettingsSchema.parse({}) },
			{ songId: song.id }
		);
	};
	const roomMaker = { freeSpace: () => woodshed.freeSpace() };
	const backupPorts: BackupPorts = {
		worker: createBackupClient(),
		library: store,
		files,
		practice: once(async () => (await import('../adapters/storage/idb-practice-archive.ts')).openIdbPracticeArchive()),
		theme: { read: () => keptTheme(window), write: (choice) => bringTheme(window, choice) }
	};
	const jobs: Jobs = new Jobs({
		store,
		locks: webLocks,
		nowMs,
		newId,
		onBug,
		runners: {
			import: importFile({
				...ports,
				converter: createConvertClient(),
				freeSpace: () => woodshed.freeSpace(),
				onImported: listenTo
			}),
			transcribe: transcribeSong({ ...ports, freeSpace: () => woodshed.freeSpace() }, (songId, signal) =>
				weighBeats({ ...ports, analyst, onAnalysed: () => void library.load() }, songId, signal)
			),
			analyse: analyseSong({
				...ports,
				analyst,
				freeSpace: () => woodshed.freeSpace(),
				onAnalysed: () => void library.load()
			}),
			prepare: prepareSong({ ...ports, freeSpace: () => woodshed.freeSpace() }),
			backup: async (context) =>
				(await backupRunners()).backupRunner({ ...backupPorts, ...roomMaker, appVersion, nowMs, saveFile })(context),
			restore: async (context) => {
				const onRestored = async (report: RestoreReport | null): Promise<void> => {
					await Promise.all([library.load(), woodshed.lists.load(), preferences.load()]);
					await Promise.all([openedDesk?.latencies.load(), openedDesk?.inputs.load()]);
					transport.choose(preferences.value);
					if (report !== null) woodshed.noteRestored(report);
				};
				await (await backupRunners()).restoreRunner({ ...backupPorts, ...roomMaker, locks: webLocks, onRestored })(context);
			}
		}
	});
	const preferences = new PreferenceKeeper(store);
	const woodshed: Woodshed = new Woodshed({
		files,
		store,
		device: deviceStorage,
		library,
		lists: new Lists({ store, newId, nowMs }),
		printer: setlistPdf,
		// VexFlow is half a megabyte: it arrives with the first score.
		engraver: { open: async (host) => (await import('../adapters/notation/index.ts')).vexEngraver.open(host) },
		scoreWork: createScoreClient(),
		fileMaker: createTakeAwayClient(),
		slowLoop: createSlowLoop(files),
		scorePrinter: {
			printScore: async (...asked) => (await import('../adapters/print/score/index.ts')).scorePrinter.printScore(...asked)
		},
		sendToPrinter: async (pages, size) => (await import('../adapters/print/score/send-to-printer.ts')).sendToPrinter(pages, size),
		jobs,
		locks: webLocks,
		preferences,
		sessionPorts: ports,
		analyst,
		backup: backupPorts,
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
	const recorder = new Recorder({
		recording,
		files,
		newId,
		nowMs,
		locks: webLocks,
		mayBeLeft: () => mayRecordingsBeLeft(files, backupPorts.practice),
		onTake: async (content, fileName) => {
			const { jobIds } = await woodshed.addFiles([new File([content], fileName, { type: content.type })]);
			const [ended] = await Promise.all(jobIds.map((id) => jobs.ended(id)));
			// One that is too short for a song would be tried again at every start.
			return ended?.state === 'done' || ended?.fault?.code === 'alreadyInLibrary' || ended?.fault?.code === 'tooShort';
		}
	});
	const judgements = once(async () => (await import('../adapters/storage/idb-judgement-store.ts')).openIdbJudgementStore());
	const judge = createJudgeClient();
	const layClient = createLayClient();
	const layer: LayTakePort = {
		lay: (request, context) => withRoom(roomMaker.freeSpace, () => layClient.lay(request, context))
	};
	const takeEngines = async (): Promise<TakeEngines> => ({
		store: await judgements(),
		listen: takeListener(ports.decoder, ports.transcriber, judge, files),
		judge,
		layer,
		files,
		saveFile,
		newId,
		nowMs
	});
	const midiControls = once(async () => new (await import('../adapters/devices/midi/web-midi.ts')).WebMidiInput());
	return {
		woodshed,
		recorder,
		transport,
		recording,
		judgements,
		takeEngines,
		midiControls,
		mediaKeys: browserMediaKeys,
		screenLock: createScreenLock()
	};
}

const backupRunners = async () => import('./backup/backup-runners.ts');

/** Opens at the first call and answers the same from then on; what failed is tried again. */
function once<T>(open: () => Promise<T>): () => Promise<T> {
	let opened: Promise<T> | null = null;
	return () =>
		(opened ??= open().catch((error: unknown) => {
			opened = null;
			throw error;
		}));
}

function enginePorts(store: LibraryStore, files: FileStore, library: Library): Omit<TranscribePorts, 'freeSpace'> {
	return {
		store,
		files,
		newId,
		nowMs,
		locks: webLocks,
		decoder: createDecodeClient(),
		transcriber: createTranscribeClient(),
		onTranscribed: () => void library.load()
	};
}

/** Hashes of originals that unfinished imports stand on. */
function heldHashes(jobs: Jobs): string[] {
	return jobs.active.flatMap(({ record: { input } }) => (input.kind === 'import' && input.kept ? [input.kept.sha256] : []));
}
