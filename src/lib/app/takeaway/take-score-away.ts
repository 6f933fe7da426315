import type { Score } from '$core/score/index.ts';
import type { TakenAway } from './take-away.ts';

export const scoreFormats = ['musicxml', 'score-midi', 'guitar-pro', 'ascii-tab', 'chordpro'] as const;
export type ScoreFormat = (typeof scoreFormats)[number];

/** A score as a file to be saved; null where it has nothing of the kind, such as tab of a part without strings. */
export async function takeScoreAway(score: Score, format: ScoreFormat): Promise<TakenAway | null> {
	const { title } = score;
	switch (format) {
		case 'musicxml': {
			const { toMusicXml } = await import('$formats/musicxml/index.ts');
			const content = new Blob([toMusicXml(score)], { type: 'application/vnd.recordare.musicxml+xml' });
			return { content, fileName: `${title}.musicxml` };
		}
		case 'score-midi': {
			const { toScoreMidi } = await import('$formats/score-midi/index.ts');
			const bytes = toScoreMidi(score, { playsSwing: true });
			return { content: new Blob([bytes], { type: 'audio/midi' }), fileName: `${title} (score).mid` };
		}
		case 'guitar-pro': {
			const { toGuitarPro } = await import('$formats/guitar-pro/index.ts');
			const bytes = Uint8Array.from(toGuitarPro(score));
			return { content: new Blob([bytes], { type: 'application/x-guitar-pro' }), fileName: `${title}.gp` };
		}
		case 'ascii-tab': {
			const { toAsciiTab } = await import('$formats/ascii-tab/index.ts');
			const tabs = score.parts.map((part) => toAsciiTab(score, part)).filter((tab) => tab !== '');
			return tabs.length === 0
				? null
				: { content: new Blob([tabs.join('\n\n')], { type: 'text/plain' }), fileName: `${title} (tab).txt` };
		}
		case 'chordpro': {
			const { toChordPro } = await import('$formats/chordpro/index.ts');
			return { content: new Blob([toChordPro(score)], { type: 'text/plain' }), fileName: `${title}.cho` };
		}
	}
}
