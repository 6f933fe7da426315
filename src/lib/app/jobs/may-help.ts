import type { ErrorCodeName, Fault } from '$contracts/errors.ts';

/** Faults of the file itself, and of what is lost: another try meets them again. */
const hopeless: ReadonlySet<ErrorCodeName> = new Set<ErrorCodeName>([
	'backupNewer',
	'backupCorrupt',
	'backupNotOurs',
	'importInterrupted',
	'fileEmpty',
	'notAudio',
	'codecUnsupported',
	'noAudioTrack',
	'protectedMedia',
	'headerInvalid',
	'tooShort',
	'tooLong',
	'tooLarge',
	'noSamples',
	'alreadyInLibrary',
	'notScore',
	'scoreDamaged',
	'scoreTooLarge',
	'scoreUnsafe',
	'scoreEmpty'
]);

/** Whether trying a failed job again may end otherwise. */
export const mayHelpToRetry = ({ code }: Pick<Fault, 'code'>): boolean => !hopeless.has(code);
