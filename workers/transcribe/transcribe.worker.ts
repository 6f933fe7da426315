import { expose } from 'comlink';
import { openFileStore } from '$files/index.ts';
import { decodeNotes } from '$dsp/notes/index.ts';
import { openNoteModel } from './open-note-model.ts';
import { makeTranscriber } from './transcriber.ts';

expose(
	makeTranscriber({
		openFiles: openFileStore,
		openModel: (maxThreads, onProgress) =>
			openNoteModel(maxThreads, onProgress, { fetch: (url) => fetch(url), urlOf: (path) => new URL(path, location.href).href }),
		decodeNotes,
		nowMs: () => performance.now()
	})
);
