import { abortError, UserFixableError } from '$contracts/errors.ts';
import type { ScoreFileFormat } from '$contracts/score/score-file-format.ts';
import type { Converted, ConvertRequest } from '$contracts/workers/convert.contract.ts';
import type { StageContext } from '$contracts/workers/progress.ts';
import { fromAbc } from '$formats/abc/index.ts';
import { fromAsciiTab } from '$formats/ascii-tab/index.ts';
import { fromChordPro } from '$formats/chordpro/index.ts';
import { fromMusicXml } from '$formats/musicxml/index.ts';
import { fromMxl } from '$formats/mxl/index.ts';
import { scoreLimits, type ReadingOptions, type ScoreReading } from '$formats/score-draft/index.ts';
import { fromScoreJson } from '$formats/score-json/index.ts';
import { fromScoreMidi } from '$formats/score-midi/index.ts';
import { sniffScore } from './sniff.ts';

type Reader = (bytes: Uint8Array, options: ReadingOptions) => ScoreReading | Promise<ScoreReading>;

const readers: Readonly<Record<ScoreFileFormat, Reader>> = {
	midi: fromScoreMidi,
	musicxml: fromMusicXml,
	mxl: fromMxl,
	// alphaTab is a megabyte: it comes with the first such file.
	'guitar-pro': async (bytes, options) => (await import('$formats/guitar-pro/index.ts')).fromGuitarPro(bytes, options),
	abc: fromAbc,
	chordpro: fromChordPro,
	'ascii-tab': fromAsciiTab,
	'score-json': fromScoreJson
};

/**
 * A file of written music as a Score. A file that is too large is refused before it is in memory.
 * @throws UserFixableError of the import door, an abort error before or after the parser, never in it
 */
export async function convertScore(request: ConvertRequest, { signal, onProgress }: StageContext): Promise<Converted> {
	const { file, fileName, scoreId, songId } = request;
	if (file.size === 0) throw new UserFixableError('fileEmpty', { fileName });
	if (file.size > scoreLimits.maxBytes) {
		throw new UserFixableError('scoreTooLarge', { fileName, limit: `${scoreLimits.maxBytes / 1024 ** 2} MB` });
	}
	onProgress({ stage: 'reading music', fraction: 0 });
	const bytes = new Uint8Array(await file.arrayBuffer());
	throwIfAborted(signal);
	const format = sniffScore(bytes);
	if (format === null) throw new UserFixableError('notScore', { fileName });
	const reading = await readers[format](bytes, { scoreId, songId, fileName });
	throwIfAborted(signal);
	if (reading.kind === 'fault') throw new UserFixableError(reading.fault.code, reading.fault.params, reading.fault.detail);
	onProgress({ stage: 'reading music', fraction: 1 });
	return { format, score: reading.score, losses: reading.losses };
}

function throwIfAborted(signal: AbortSignal): void {
	if (signal.aborted) throw abortError();
}
