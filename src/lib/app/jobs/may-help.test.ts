import { describe, expect, it } from 'vitest';
import { mayHelpToRetry } from './may-help.ts';

describe('mayHelpToRetry', () => {
	it.each(['notAudio', 'tooShort', 'codecUnsupported', 'backupNewer', 'importInterrupted'] as const)(
		'is hopeless after %s',
		(code) => {
			expect(mayHelpToRetry({ code })).toBe(false);
		}
	);

	it.each(['storageFull', 'engineFailed', 'transcriptionFailed', 'offlineEngineMissing', 'fileDamaged'] as const)(
		'may help after %s',
		(code) => {
			expect(mayHelpToRetry({ code })).toBe(true);
		}
	);
});
