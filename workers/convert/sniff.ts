import type { ScoreFileFormat } from '$contracts/score/score-file-format.ts';
import { isAbc } from '$formats/abc/index.ts';
import { isAsciiTab } from '$formats/ascii-tab/index.ts';
import { isChordPro } from '$formats/chordpro/index.ts';
import { isScoreJson } from '$formats/score-json/index.ts';

/** Where the names of an archive's entries are looked for: Guitar Pro's stands first, or in the directory at the end. */
const archiveEnds = 64 * 1024;
const textHead = 64 * 1024;

/** Which format of written music these bytes are; null for none that is known. */
export function sniffScore(bytes: Uint8Array): ScoreFileFormat | null {
	const head = latin1(bytes.subarray(0, 24));
	if (head.startsWith('MThd') || (head.startsWith('RIFF') && head.startsWith('MThd', 20))) return 'midi';
	if (head.startsWith('PK')) {
		const names = latin1(bytes.subarray(0, archiveEnds)) + latin1(bytes.subarray(-archiveEnds));
		return names.includes('score.gpif') ? 'guitar-pro' : 'mxl';
	}
	if (/^(?:BCF[ZS]|.FICHIER GUITAR PRO)/s.test(head)) return 'guitar-pro';
	const text = latin1(bytes.subarray(0, textHead)).replaceAll('\0', '');
	if (/^[^<\w]{0,8}\s*</.test(text)) return 'musicxml';
	if (isScoreJson(text)) return 'score-json';
	if (isAbc(text)) return 'abc';
	if (isAsciiTab(text)) return 'ascii-tab';
	return isChordPro(text) ? 'chordpro' : null;
}

const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
