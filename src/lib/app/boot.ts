import { openFileStore } from '$files/index.ts';
import { toUuidV7 } from '$core/ids/index.ts';
import type { Song } from '$contracts/song.ts';
import { fetchDemoRecording } from '../adapters/devices/demo-recording.ts';
import { browserMicrophone } from '../adapters/devices/microphone.ts';
import { saveFile } from '../adapters/devices/save-file.ts';
import { webLocks } from '../adapters/devices/web-locks.ts';
import { deviceStorage } from '../adapters/storage/device-storage.ts';
import { openIdbLibraryStore } from '../adapters/storage/idb-library-store.ts';
import { createBackupClient, createDecodeClient, createTranscribeClient } from '../adapters/workers/engine-clients.ts';
import { importRecording } from './importing/import-recording.ts';
import { prepareSong, transcribeSong } from './importing/transcribe-song.ts';
import { Jobs } from './jobs/jobs.svelte.ts';
import { Library } from './library/library.svelte.ts';
import { Recorder } from './recorder/recorder.svelte.ts';
import { PreferenceKeeper } from './settings/preferences.svelte.ts';
import { Woodshed } from './woodshed.svelte.ts';

const nowMs = (): number => Date.now();
const newId = (): string => toUuidV7(nowMs(), crypto.getRandomValues(new Uint8Array(10)));

/** Two players and their engines may come later than the library: see `boot-player.ts` and `boot-offline.ts`. */
export interface BootedWoodshed {
	readonly woodshed: Woodshed;
	readonly recorder: Recorder;
}
