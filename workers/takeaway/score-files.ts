import { isPrintedFormat, type TakeAwayChoice } from '$contracts/score/take-away-choice.ts';
import type { MadeFile } from '$contracts/workers/take-away.contract.ts';
import { toLeadSheet } from '$core/score/lead-sheet.ts';
import type { Score } from '$core/score/index.ts';

interface ScoreFileTerms {
	/** Ids of what a lead sheet adds. */
	readonly newId: () => string;
	/** Shares of the work that are done, where it has steps. */
	readonly tell: (fraction: number) => void;
}

/** A score as the bytes of a file; each format's code comes with the first such file. @throws Error for forms that are printed */
export async function scoreFile(score: Score, choice: TakeAwayChoice, { newId, tell }: ScoreFileTerms): Promise<MadeFile> {
	const { format } = choice;
	if (isPrintedFormat(format)) throw new Error(`${format} is printed.`);
	switch (format) {
		case 'musicxml':
			return musicXmlFile(score, '.musicxml');
		case 'mxl': {
			const { toMxl } = await import('$formats/mxl/index.ts');
			return { content: new Blob([await toMxl(score)], { type: 'application/vnd.recordare.musicxml' }), ending: '.mxl' };
		}
		case 'lead-sheet':
			return musicXmlFile(toLeadSheet(score, newId), ' (lead sheet).musicxml');
		case 'midi': {
			const { toScoreMidi } = await import('$formats/score-midi/index.ts');
			const { playsRepeats, playsSwing, playsBends } = choice;
			const bytes = toScoreMidi(score, { playsRepeats, playsSwing, playsBends });
			return { content: new Blob([bytes], { type: 'audio/midi' }), ending: '.mid' };
		}
		case 'guitar-pro': {
			const { toGuitarPro } = await import('$formats/guitar-pro/index.ts');
			const bytes = Uint8Array.from(toGuitarPro(score, tell));
			return { content: new Blob([bytes], { type: 'application/x-guitar-pro' }), ending: '.gp' };
		}
		case 'ascii-tab': {
			const { toAsciiTab } = await import('$formats/ascii-tab/index.ts');
			const tabs = score.parts.map((part, index) => {
				const tab = toAsciiTab(score, part, { width: choice.tabWidth });
				tell((index + 1) / score.parts.length);
				return tab;
			});
			return textFile(tabs.filter((tab) => tab !== '').join('\n\n'), 'text/plain', ' (tab).txt');
		}
		case 'chordpro': {
			const { toChordPro } = await import('$formats/chordpro/index.ts');
			return textFile(toChordPro(score), 'text/plain', '.cho');
		}
		case 'chord-chart': {
			const { toChordChart } = await import('$formats/chord-chart/index.ts');
			return textFile(toChordChart(score), 'text/plain', ' (chords).txt');
		}
		case 'csv': {
			const { toScoreCsv } = await import('$formats/score-csv/index.ts');
			return textFile(toScoreCsv(score), 'text/csv', ' (score).csv');
		}
		case 'json': {
			const { toScoreJson } = await import('$formats/score-json/index.ts');
			return textFile(toScoreJson(score), 'application/json', ' (score).json');
		}
	}
}

async function musicXmlFile(score: Score, ending: string): Promise<MadeFile> {
	const { toMusicXml } = await import('$formats/musicxml/index.ts');
	return textFile(toMusicXml(score), 'application/vnd.recordare.musicxml+xml', ending);
}

const textFile = (text: string, type: string, ending: string): MadeFile => ({ content: new Blob([text], { type }), ending });
