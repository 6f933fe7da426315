import { errorCodes, UserFixableError, type ErrorCodeName, type Fault } from '$contracts/errors.ts';
import { importLimits } from '$contracts/workers/decode.contract.ts';

/** What a musician reads: what failed and why, and what to do next. */
export interface ErrorWords {
	readonly code: number;
	readonly message: string;
	readonly hint: string;
}

type Params = Fault['params'];
type Sentence = (params: Params) => readonly [message: string, hint: string];

const file = ({ fileName }: Params): string => (fileName === undefined ? 'The file' : `“${fileName}”`);
const hours = Math.round(importLimits.maxDurationSeconds / 3600);
const gigabytes = Math.round(importLimits.maxFileBytes / 1024 ** 3);

/** English; another language is another table of this type. */
const sentences: Readonly<Record<ErrorCodeName, Sentence>> = {
	audioOutputUnavailable: () => [
		'Sound cannot be played: the browser gave no audio output.',
		'Check that a speaker or headphones are connected, then press play again.'
	],
	microphoneRefused: () => [
		'The microphone may not be used.',
		'Allow it for this site in the browser’s address bar, then record again.'
	],
	microphoneMissing: () => [
		'No microphone was found.',
		'Connect one, or choose it in the system’s sound settings, then record again.'
	],
	recordingEmpty: () => ['Nothing was recorded.', 'Check that the level moves while you play, then record again.'],
	microphoneBusy: () => [
		'The microphone is there, but it does not open.',
		'Another program may hold it. Close that one, or choose another input, then record again.'
	],
	microphoneLost: () => [
		'The microphone went away.',
		'What was recorded until then is kept. Connect it again, or choose another input.'
	],
	takeTooLong: ({ hours }) => [
		`A take lasts at most ${hours ?? 3} hours; this one was ended and kept.`,
		'Press record again to go on in a new take.'
	],
	encoderMissing: ({ format }) => [
		`This browser cannot write ${format ?? 'this kind of file'}.`,
		'Choose WAV or FLAC; every browser writes those.'
	],
	midiRefused: () => ['MIDI devices may not be used.', 'Allow them for this site in the browser’s address bar, then try again.'],
	midiMissing: () => ['This browser cannot hear MIDI devices.', 'Chrome, Edge and Firefox can; everything else works here too.'],
	engineFailed: ({ task }) => [
		`${task ? `“${task}”` : 'A task'} stopped on a fault of ours.`,
		'Try again. If it happens again, the details below help us to mend it.'
	],
	engineMissing: ({ engine }) => [
		`${engine ?? 'A part of the studio'} could not be loaded.`,
		'Reload the page. If you host Woodshed yourself, build it again: “npm run build”.'
	],
	transcriptionFailed: () => [
		'The recording could not be transcribed.',
		'Try again; closing other tabs gives it more memory. The recording itself is safe.'
	],
	analysisFailed: () => [
		'The recording could not be analysed.',
		'Try again; closing other tabs gives it more memory. The recording and its notes are safe.'
	],
	offlineEngineMissing: ({ engine }) => [
		`${engine ?? 'A part of the studio'} is not on this device yet, and there is no network.`,
		'Go online once; Settings shows what is still to be downloaded.'
	],
	downloadCorrupt: ({ engine }) => [
		`${engine ?? 'A download'} arrived damaged and was thrown away.`,
		'Try again; if it goes on, your network changes what it carries.'
	],
	storageFull: () => [
		'This device has no room left for it.',
		'Remove songs or caches under Settings, Storage, or free space on the device, then retry.'
	],
	storageUnavailable: () => [
		'The browser does not let us keep anything.',
		'Leave the private window, or allow site data for this address.'
	],
	fileMissing: ({ path }) => [
		'Bytes that belong to this song are gone.',
		`The browser may have removed them to make room${path ? ` (${path})` : ''}. Restore a backup or import the recording again.`
	],
	recordCorrupt: ({ key }) => [
		`A record of the library cannot be read${key ? ` (${key})` : ''}.`,
		'The others are untouched. Restore it from a backup, or remove it.'
	],
	songMissing: () => [
		'This song is not in the library on this device.',
		'It may have been deleted in another tab. Look in the bin, or restore a backup.'
	],
	backupNewer: ({ appVersion }) => [
		`This backup was made by a newer Woodshed${appVersion ? ` (version ${appVersion})` : ''}.`,
		'Update Woodshed on this device, then restore it. Nothing was changed.'
	],
	backupCorrupt: ({ part }) => [
		`This backup is damaged${part ? ` at “${part}”` : ''}.`,
		'Nothing was changed. Try another copy of the file.'
	],
	backupNotOurs: (params) => [
		`${file(params)} is not a Woodshed backup.`,
		'Choose a file named like “woodshed-backup-2026-11-20.zip”. Nothing was changed.'
	],
	importInterrupted: (params) => [`${file(params)} was not copied to its end before the tab closed.`, 'Add the file again.'],
	fileEmpty: (params) => [`${file(params)} is empty.`, 'Copy or export it again from where it came.'],
	notAudio: (params) => [
		`${file(params)} is ${params['found'] ?? 'no music that we know'}${params['found'] ? ', not music' : ''}.`,
		'Recordings as WAV, MP3, Ogg, FLAC, M4A, WebM and MP4 are read, and scores as MIDI, MusicXML and Guitar Pro. Convert it to one of these.'
	],
	codecUnsupported: (params) => [
		`${file(params)} holds ${params['codec'] ?? 'a kind of sound'}, which this browser cannot decode.`,
		'Convert it to WAV, FLAC or MP3 and add it again.'
	],
	noAudioTrack: (params) => [`${file(params)} has no sound in it.`, 'Choose a file with an audio track.'],
	protectedMedia: (params) => [
		`${file(params)} is copy-protected.`,
		'Protected music cannot be opened by any program but its shop’s. Use a recording of your own or an unprotected copy.'
	],
	fileDamaged: (params) => [`${file(params)} is damaged: nothing in it could be decoded.`, 'Copy or download it again.'],
	headerInvalid: (params) => [
		`${file(params)} claims ${params['claim'] ?? 'what cannot be'}.`,
		'Its header is wrong. Export it again from the program that made it.'
	],
	tooShort: (params) => [
		`${file(params)} is too short to hold a note.`,
		`At least ${importLimits.minDurationSeconds * 1000} ms are needed.`
	],
	tooLong: (params) => [
		`${file(params)} is longer than ${params['limit'] ?? `${hours} hours`}.`,
		'Cut it into parts and add those.'
	],
	tooLarge: (params) => [
		`${file(params)} is larger than ${params['limit'] ?? `${gigabytes} GB`}.`,
		'Convert it to FLAC or MP3, or cut it into parts.'
	],
	noSamples: (params) => [`${file(params)} has a header but no sound.`, 'Export it again from the program that made it.'],
	decoderMissing: (params) => [
		`This browser cannot decode ${file(params)} in the background.`,
		'Update the browser, or convert the file to WAV.'
	],
	alreadyInLibrary: (params) => [
		`${file(params)} is in your library already, as “${params['title'] ?? ''}”.`,
		'Open that one, or import it once more as a copy.'
	],
	notScore: (params) => [
		`${file(params)} is no written music that we know.`,
		'MIDI, MusicXML, MXL, Guitar Pro 3 to 8, ABC, ChordPro and tab as text are read. Export it as MusicXML from the program that made it.'
	],
	scoreDamaged: (params) => [
		`${file(params)} is damaged: it cannot be read as music.`,
		'Export it again from the program that made it.'
	],
	scoreTooLarge: (params) => [
		`${file(params)} holds more than ${params['limit'] ?? 'a score can'}.`,
		'Cut it into movements or leave out parts, and add those.'
	],
	scoreUnsafe: (params) => [
		`${file(params)} declares entities of its own, which music never needs and attacks do.`,
		'Export it again from the program that made it.'
	],
	scoreEmpty: (params) => [`${file(params)} has no bars in it.`, 'Export it again from the program that made it.'],
	scoreTooSlow: (params) => [
		`${file(params)} took too long to read and was given up.`,
		'Export it again from the program that made it, or cut it into parts.'
	]
};

export function toErrorWords(fault: Fault): ErrorWords {
	const [message, hint] = sentences[fault.code](fault.params);
	return { code: errorCodes[fault.code], message, hint };
}

/** Any thrown thing as a fault to show; what nobody foresaw becomes `engineFailed` with its own words as detail. */
export function toFault(error: unknown): Fault {
	if (error instanceof UserFixableError) return error.fault;
	return { code: 'engineFailed', params: {}, detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}
