/**
 * Every fault a musician can do something about has a code. The thousands name the door it came in by:
 * 1xxx audio, 2xxx generation, 3xxx network, 4xxx storage, 5xxx import.
 * The words for each code (what failed, why, what to do) live in `error-words.ts`.
 */
export const errorCodes = {
	audioOutputUnavailable: 1001,
	microphoneRefused: 1002,
	microphoneMissing: 1003,
	recordingEmpty: 1004,
	microphoneBusy: 1005,
	microphoneLost: 1006,
	takeTooLong: 1007,
	encoderMissing: 1008,
	midiRefused: 1009,
	midiMissing: 1010,
	engineFailed: 1101,
	engineMissing: 1102,
	transcriptionFailed: 1103,
	analysisFailed: 1104,
	offlineEngineMissing: 3001,
	downloadCorrupt: 3002,
	storageFull: 4001,
	storageUnavailable: 4002,
	fileMissing: 4003,
	recordCorrupt: 4004,
	songMissing: 4005,
	backupNewer: 4101,
	backupCorrupt: 4102,
	backupNotOurs: 4103,
	importInterrupted: 5001,
	fileEmpty: 5002,
	notAudio: 5003,
	codecUnsupported: 5004,
	noAudioTrack: 5005,
	protectedMedia: 5006,
	fileDamaged: 5007,
	headerInvalid: 5008,
	tooShort: 5009,
	tooLong: 5010,
	tooLarge: 5011,
	noSamples: 5012,
	decoderMissing: 5013,
	alreadyInLibrary: 5014,
	notScore: 5015,
	scoreDamaged: 5016,
	scoreTooLarge: 5017,
	scoreUnsafe: 5018,
	scoreEmpty: 5019,
	scoreTooSlow: 5020
} as const;

export type ErrorCodeName = keyof typeof errorCodes;

/** What crosses a thread, the disk or a network when something a user can fix goes wrong; `faultSchema` reads it. */
export interface Fault {
	code: ErrorCodeName;
	/** Values for the sentence in the catalogue, such as `fileName` or `codec`. */
	params: Record<string, string | number>;
	/** The engine's own words, for a report; never shown as the message. At most 2000 characters. */
	detail?: string | undefined;
}

/** A user-fixable error. Throw it anywhere; `toFault` brings it over a thread boundary whole. */
export class UserFixableError extends Error {
	override readonly name = 'UserFixableError';
	readonly fault: Fault;

	constructor(code: ErrorCodeName, params: Fault['params'] = {}, detail?: string) {
		super(`${errorCodes[code]} ${code}${detail ? `: ${detail}` : ''}`);
		this.fault = { code, params, ...(detail === undefined ? {} : { detail: detail.slice(0, 2000) }) };
	}
}

/** Thrown when the user cancelled; it is neither a fault nor a bug and is never reported. */
export function abortError(): DOMException {
	return new DOMException('Cancelled', 'AbortError');
}

export function isAbort(error: unknown): boolean {
	return error instanceof DOMException
		? error.name === 'AbortError'
		: typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
}
